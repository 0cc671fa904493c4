// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "faults.h"
#include "fields.h"
#include "orderface.h"
#include "steps.h"
#include "tour.h"

namespace Espalier::Tour {

namespace {

// What is pressed in the rail, what then is shown, and in which of its tables a row is chosen.
struct PagePicture final {
    const char* rail;
    const char* page;
    const char* table; // nullptr: none
    const char* picture;
};

constexpr PagePicture pagePictures[] = {
    {"Overview", "Overview", nullptr, "overview"},
    {"Floor", "Floor", nullptr, "floor"},
    {"Hosts & slots", "Hosts and slots", "Slots", "hosts"},
    {"Drains", "Drains", "Drains", "drains"},
    {"Isolation", "Isolation", "Invariants", "isolation"},
    {"Caches", "Caches", "Cache volumes", "caches"},
    {"Teardowns", "Teardowns", "VM lives", "teardowns"},
    {"Audit", "Audit", "Audit", "audit"},
};

// What a menu opens; state: of the slot that must be chosen first.
struct DialogPicture final {
    const char* menu;
    const char* entry;
    const char* state;
    const char* picture;
};

constexpr DialogPicture dialogPictures[] = {
    {"Console", "Connections...", "", "connections"},
    {"Console", "Command key...", "", "key"},
    {"Console", "Orders of this desk...", "", "sent"},
    {"Help", "States and shapes", "", "legend"},
    {"Help", "Save diagnostics...", "", "diagnostics"},
    {"Help", "About Espalier", "", "about"},
    {"Host", "Cordon...", "running", "cordon"},
    {"Slot", "Cancel job...", "running", "cancel"},
    {"Slot", "Force-destroy...", "stuck", "force"},
};

// One console in one theme, from whose window the pictures are taken.
class Sitting final {
public:
    Sitting(Tour& tour, const QString& theme, const QDeadlineTimer& deadline)
        : m_tour(tour)
        , m_console(tour.startConsole(QStringLiteral("console-") + theme, tour.fleet().pki(),
              QStringLiteral("oncall"), theme))
        , m_desk(tour.desk().screen(), tour.desk().bus(), m_console.processId(), deadline)
        , m_face(m_desk)
        , m_orders(m_desk)
        , m_theme(theme)
    {
        m_desk.screen().fillWithTopmost();
        (void)m_desk.find(Role::RadioButton, QString::fromLatin1(pagePictures[0].rail), deadline);
    }
    ~Sitting()
    {
        m_console.terminate();
        m_console.waitForFinished(5000);
    }
    Sitting(const Sitting&) = delete;
    Sitting& operator=(const Sitting&) = delete;

    QString pages(const QDeadlineTimer& deadline);
    QString dialogs(const QDeadlineTimer& deadline);
    void end();

private:
    void take(const char* name) { m_tour.picture(QLatin1String(name) + u'-' + m_theme); }
    int choose(const PagePicture& page, const QDeadlineTimer& deadline);
    void chooseSlot(const QString& state, const QDeadlineTimer& deadline);
    void awaitDialog(bool open, const QDeadlineTimer& deadline) const;
    void drainPreview(const QDeadlineTimer& deadline);

    Tour& m_tour;
    QProcess& m_console;
    Desk m_desk;
    ConsoleFace m_face;
    OrderFace m_orders;
    QString m_theme;
};

// Rows move while they live: the press may hit the next one, or a row that is just leaving.
int Sitting::choose(const PagePicture& page, const QDeadlineTimer& deadline)
{
    const Accessible table = m_desk.find(Role::Table, QString::fromLatin1(page.table), deadline);
    const int rows = m_desk.bus().rowCount(table);
    if (rows == 0)
        return 0;
    until(deadline, QStringLiteral("a row of \"%1\" is chosen").arg(QLatin1String(page.table)),
        [&](QString& seen) {
            const Accessible cell = m_desk.bus().cell(table, 0, 0);
            if (!cell.isNull() && !m_desk.bus().extents(cell).isEmpty())
                m_desk.press(cell);
            seen = m_face.lines(QStringLiteral("Nothing is chosen")).join(u' ');
            return seen.isEmpty();
        });
    return rows;
}

QString Sitting::pages(const QDeadlineTimer& deadline)
{
    QStringList observed;
    for (const PagePicture& page : pagePictures) {
        m_desk.press(Role::RadioButton, QString::fromLatin1(page.rail), deadline);
        (void)m_desk.find(Role::Filler, QString::fromLatin1(page.page), deadline);
        const int rows = page.table == nullptr ? 0 : choose(page, deadline);
        take(page.picture);
        observed.append(page.table == nullptr
                ? QString::fromLatin1(page.page)
                : QStringLiteral("%1: %2 rows").arg(QLatin1String(page.page)).arg(rows));
    }
    return observed.join(QStringLiteral("; "));
}

void Sitting::chooseSlot(const QString& state, const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(m_tour.fleet().realSite() + QLatin1Char(' ') + state, deadline);
    until(deadline, QStringLiteral("a slot that is %1 is listed first").arg(state),
        [&](QString& seen) {
            const TableText rows = m_face.slotRows(deadline);
            const auto row =
                ConsoleFace::rowWith(rows, ConsoleFace::stateColumn(), QStringLiteral(", "));
            seen = row ? ConsoleFace::stateOf(*row) : QString();
            return seen == state;
        });
    m_desk.press(m_face.firstCell(ConsoleFace::Page::Hosts, deadline));
}

void Sitting::awaitDialog(bool open, const QDeadlineTimer& deadline) const
{
    until(deadline, open ? QStringLiteral("a dialog is open") : QStringLiteral("no dialog is open"),
        [&](QString& seen) {
            std::vector<QString> names = m_desk.shown(Role::Dialog);
            const std::vector<QString> alerts = m_desk.shown(Role::Alert);
            names.insert(names.end(), alerts.begin(), alerts.end());
            seen = QStringList(names.begin(), names.end()).join(u' ');
            return names.empty() != open;
        });
}

void Sitting::drainPreview(const QDeadlineTimer& deadline)
{
    m_orders.begin(QStringLiteral("Host"), QStringLiteral("Drain..."), deadline);
    (void)m_desk.read(QStringLiteral("Dry run by the control plane"), deadline);
    take("dialog-drain");
    m_desk.press(Role::PushButton, QStringLiteral("Cancel"), deadline);
}

QString Sitting::dialogs(const QDeadlineTimer& deadline)
{
    (void)m_orders.arm(deadline);
    QStringList observed;
    for (const DialogPicture& dialog : dialogPictures) {
        if (dialog.state[0] != '\0')
            chooseSlot(QString::fromLatin1(dialog.state), deadline);
        m_orders.open(
            QString::fromLatin1(dialog.menu), QString::fromLatin1(dialog.entry), deadline);
        awaitDialog(true, deadline);
        take(qPrintable(QStringLiteral("dialog-") + QLatin1String(dialog.picture)));
        m_desk.key(QStringLiteral("Esc"));
        awaitDialog(false, deadline);
        observed.append(QString::fromLatin1(dialog.picture));
    }
    drainPreview(deadline);
    return observed.join(QStringLiteral(", ")) + QStringLiteral(", drain");
}

void Sitting::end()
{
    m_console.terminate();
    if (!m_console.waitForFinished(5000))
        throw Failure(QStringLiteral("the console does not end when it is asked to"));
}

// A simulated slot that is stuck, so that there is something to force.
class StuckSlot final {
public:
    explicit StuckSlot(Tour& tour)
        : m_fleet(tour.fleet())
    {
        const QString site = m_fleet.realSite();
        QMap<QString, QString> slotOf;
        for (const QJsonValue value : m_fleet.list(site, QStringLiteral("slot")))
            slotOf.insert(text(value.toObject(), "vm"), text(value.toObject(), "code"));
        for (const QJsonValue value : m_fleet.list(site, QStringLiteral("vm"))) {
            const QJsonObject vm = value.toObject();
            const bool runs =
                text(vm, "phase") == QLatin1String("running") && slotOf.contains(text(vm, "uid"));
            if (!runs)
                continue;
            m_vm = text(vm, "uid");
            m_fault.emplace(m_fleet).begin(QStringLiteral("stuck"),
                {m_fleet.realSite(), slotOf.value(m_vm).section(QLatin1Char('/'), 0, 0), {}, {},
                    0});
            order(QStringLiteral("cancel"));
            return;
        }
        throw Failure(QStringLiteral("no VM runs a job"));
    }
    // Puts right what was made to go wrong.
    void end()
    {
        m_fault->end(QStringLiteral("stuck"));
        order(QStringLiteral("force-destroy"));
    }

private:
    void order(const QString& verb) const
    {
        (void)m_fleet.command({verb, m_vm, QStringLiteral("--wait"), QStringLiteral("10"),
            QStringLiteral("--reason"), QStringLiteral("the tour draws a dialog")});
    }

    const Fleet& m_fleet;
    QString m_vm;
    std::optional<Faults> m_fault; // once it is on
};

QString pagesIn(Tour& tour, const QString& theme, const QDeadlineTimer& deadline)
{
    Sitting sitting(tour, theme, deadline);
    const QString observed = sitting.pages(deadline);
    sitting.end();
    return observed;
}

QString dialogsIn(Tour& tour, const QString& theme, const QDeadlineTimer& deadline)
{
    StuckSlot stuck(tour);
    Sitting sitting(tour, theme, deadline);
    const QString observed = sitting.dialogs(deadline);
    stuck.end();
    sitting.end();
    return observed;
}

} // namespace

void pictureSteps(Tour& tour)
{
    for (const char* theme : {"light", "dark"}) {
        const QString name = QString::fromLatin1(theme);
        tour.step(QStringLiteral("pictures-") + name, QStringLiteral("each page, ") + name, 40,
            [&](const QDeadlineTimer& deadline) { return pagesIn(tour, name, deadline); });
        if (tour.allPictures())
            tour.step(QStringLiteral("pictures-dialogs-") + name,
                QStringLiteral("each dialog, ") + name, 90,
                [&](const QDeadlineTimer& deadline) { return dialogsIn(tour, name, deadline); });
    }
}

} // namespace Espalier::Tour
