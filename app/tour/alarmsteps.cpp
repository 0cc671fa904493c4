// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "daemoncontrol.h"
#include "fields.h"
#include "steps.h"
#include "tour.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>

namespace Espalier::Tour {

namespace {

// An alarm as a person finds it in the list: by what it says, and where.
struct Sought final {
    QString what;
    QString where;
};

// What is wrong with the simulated hosts of a site, and what its user does about it.
class Alarms final {
public:
    explicit Alarms(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
    {
    }

    QString appear(const QDeadlineTimer& deadline);
    QString leadOn(const QDeadlineTimer& deadline);
    QString mark(const QDeadlineTimer& deadline);
    QString outliveTheFeed(const QDeadlineTimer& deadline);
    QString clear(const QDeadlineTimer& deadline);

private:
    using Row = QMap<QString, QString>;
    [[nodiscard]] Sought alarm(const QString& fault) const;
    [[nodiscard]] static std::optional<int> place(const TableText& table, const Sought& sought);
    [[nodiscard]] static std::optional<Row> row(
        ConsoleFace& face, const Sought& sought, const QDeadlineTimer& deadline);
    // Its row, once it is there and fits.
    template <typename Fits>
    Row await(const Sought& sought, const QString& how, const QDeadlineTimer& deadline, Fits fits);
    // A press on its row, until the list shows it as chosen.
    void choose(const Sought& sought, const QDeadlineTimer& deadline);
    void acknowledge(const QString& fault, const QDeadlineTimer& deadline);
    void shelve(const QString& fault, const QDeadlineTimer& deadline);
    // Marks as fleetd lists them: alarm -> who.
    [[nodiscard]] QMap<QString, QString> marks() const;
    [[nodiscard]] QString seenByAnother(const QDeadlineTimer& deadline);
    void awaitStrip(const QString& site, const QString& word, const QDeadlineTimer& deadline) const;

    Tour& m_tour;
    ConsoleFace m_face;
};

const QStringList wrong{
    QStringLiteral("orphan"), QStringLiteral("ghost"), QStringLiteral("silent")};
constexpr auto shelveReason = "the tour has made this ghost";

Sought Alarms::alarm(const QString& fault) const
{
    static const QMap<QString, QString> said{
        {QStringLiteral("orphan"), QStringLiteral("Orphan: VM observed, no record claims it")},
        {QStringLiteral("ghost"), QStringLiteral("Ghost: record says running")},
        // "Host silent", then "Host lost: silent for 3 minutes"
        {QStringLiteral("silent"), QStringLiteral("silent")}};
    const FaultyHost& host = m_tour.faults().of(fault);
    return {said[fault],
        fault == QLatin1String("ghost") ? QStringLiteral("%1/%2").arg(host.code).arg(host.slot)
                                        : host.code};
}

std::optional<int> Alarms::place(const TableText& table, const Sought& sought)
{
    const int what = table.column(QStringLiteral("What"));
    const int where = table.column(QStringLiteral("Where"));
    if (what < 0 || where < 0)
        throw Failure(QStringLiteral("the list of alarms has no column What or Where"));
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i][static_cast<std::size_t>(what)].contains(sought.what)
            && table.rows[i][static_cast<std::size_t>(where)].contains(sought.where))
            return static_cast<int>(i);
    }
    return std::nullopt;
}

std::optional<Alarms::Row> Alarms::row(
    ConsoleFace& face, const Sought& sought, const QDeadlineTimer& deadline)
{
    const TableText table = face.rows(ConsoleFace::Page::Overview, deadline);
    const auto at = place(table, sought);
    if (!at)
        return std::nullopt;
    Row row;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        row.insert(table.columns[i], table.rows[static_cast<std::size_t>(*at)][i]);
    return row;
}

template <typename Fits>
Alarms::Row Alarms::await(
    const Sought& sought, const QString& how, const QDeadlineTimer& deadline, Fits fits)
{
    return *until(deadline,
        QStringLiteral("the alarm \"%1\" of %2 %3").arg(sought.what, sought.where, how),
        [&](QString& seen) -> std::optional<Row> {
            const auto found = row(m_face, sought, deadline);
            seen = found ? QStringList(found->values()).join(QStringLiteral(" | "))
                         : QStringLiteral("no such row");
            return found && fits(*found) ? found : std::nullopt;
        });
}

QString Alarms::appear(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Overview, deadline);
    QStringList observed;
    for (const QString& fault : wrong) {
        const Row row = await(alarm(fault), QStringLiteral("stands, with its first action"),
            deadline, [](const Row& each) {
                return !each.value(QStringLiteral("First action")).isEmpty()
                    && !each.value(QStringLiteral("Since")).isEmpty();
            });
        observed.append(
            QStringList{row.value(QStringLiteral("What")), row.value(QStringLiteral("Where")),
                row.value(QStringLiteral("If ignored")), row.value(QStringLiteral("First action"))}
                .join(QStringLiteral(" | ")));
    }
    // One VM runs and is in no record, and the balance says so.
    observed.append(m_face.desk().read(QStringLiteral("no record 1"), deadline));
    m_tour.picture(QStringLiteral("14-alarms"));
    return observed.join(QStringLiteral("; "));
}

// It opens what it is about and does nothing to it.
QString Alarms::leadOn(const QDeadlineTimer& deadline)
{
    const FaultyHost& host = m_tour.faults().of(QStringLiteral("orphan"));
    m_face.open(ConsoleFace::Page::Overview, deadline);
    choose(alarm(QStringLiteral("orphan")), deadline);
    m_face.desk().key(QStringLiteral("Ctrl+Return"));
    const QString title = m_face.desk().read(
        ConsoleFace::inspectorTitle(ConsoleFace::Page::Hosts) + host.code, deadline);
    const QString said = m_face.desk().read(QStringLiteral("is a VM without a Birth"), deadline);
    m_tour.picture(QStringLiteral("14-first-action"));
    return title + QStringLiteral(": ") + said;
}

void Alarms::choose(const Sought& sought, const QDeadlineTimer& deadline)
{
    bool pressed = false; // by us: one that is chosen already may not have the keyboard
    until(deadline,
        QStringLiteral("the alarm \"%1\" of %2 is chosen").arg(sought.what, sought.where),
        [&](QString& seen) {
            const AccessibilityBus& bus = m_face.desk().bus();
            const Accessible list =
                m_face.desk().find(Role::Table, QStringLiteral("Alarms"), deadline);
            const TableText table = bus.table(list);
            const auto at = place(table, sought);
            if (!at) {
                seen = QStringLiteral("no such row");
                return false;
            }
            const Accessible cell = bus.cell(list, *at, table.column(QStringLiteral("What")));
            if (pressed && bus.has(cell, State::Selected))
                return true;
            m_face.desk().press(cell);
            pressed = true;
            return false;
        });
}

void Alarms::acknowledge(const QString& fault, const QDeadlineTimer& deadline)
{
    choose(alarm(fault), deadline);
    m_face.desk().key(QStringLiteral("Ctrl+E"));
    (void)await(
        alarm(fault), QStringLiteral("is acknowledged by oncall"), deadline, [](const Row& row) {
            return row.value(QStringLiteral("Owner")) == QLatin1String("oncall");
        });
}

void Alarms::shelve(const QString& fault, const QDeadlineTimer& deadline)
{
    choose(alarm(fault), deadline);
    m_face.desk().key(QStringLiteral("Ctrl+Shift+E"));
    m_face.desk().fill(QStringLiteral("Reason"), QLatin1String(shelveReason), deadline);
    m_tour.picture(QStringLiteral("14-shelve"));
    m_face.desk().press(Role::PushButton, QStringLiteral("Shelve alarm"), deadline);
    (void)await(
        alarm(fault), QStringLiteral("is shelved, and says why"), deadline, [](const Row& row) {
            const QString until = row.value(QStringLiteral("If ignored"));
            return until.contains(QLatin1String("shelved until"))
                && until.contains(QLatin1String(shelveReason));
        });
}

QMap<QString, QString> Alarms::marks() const
{
    QMap<QString, QString> all;
    const QString site = m_tour.faults().of(QStringLiteral("orphan")).site;
    for (const QJsonValue value : m_tour.fleet().list(site, QStringLiteral("alarm_mark"))) {
        const QJsonObject mark = value.toObject();
        const QString shelved = text(mark, "shelvedBy");
        all.insert(text(mark, "uid"),
            shelved.isEmpty()
                ? QStringLiteral("%1 has it").arg(text(mark, "ackedBy"))
                : QStringLiteral("%1 shelved it: %2").arg(shelved, text(mark, "reason")));
    }
    return all;
}

QString Alarms::seenByAnother(const QDeadlineTimer& deadline)
{
    QProcess& console = m_tour.startConsole(
        QStringLiteral("console-alarms"), m_tour.fleet().pki(), QStringLiteral("viewer"));
    Desk desk(m_face.desk().screen(), m_face.desk().bus(), console.processId(), deadline);
    ConsoleFace face(desk);
    const QString seen =
        *until(deadline, QStringLiteral("a second console shows whose the alarm is"),
            [&](QString& said) -> std::optional<QString> {
                const auto found = row(face, alarm(QStringLiteral("orphan")), deadline);
                said = found ? found->value(QStringLiteral("Owner")) : QString();
                return said == QLatin1String("oncall") ? std::optional(said) : std::nullopt;
            });
    console.terminate();
    if (!console.waitForFinished(5000))
        throw Failure(QStringLiteral("the second console does not end when it is asked to"));
    return QStringLiteral("the viewer's console: owner ") + seen;
}

QString Alarms::mark(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Overview, deadline);
    acknowledge(QStringLiteral("orphan"), deadline);
    acknowledge(QStringLiteral("silent"), deadline);
    shelve(QStringLiteral("ghost"), deadline);
    m_tour.picture(QStringLiteral("14-marked"));
    const auto listed = marks();
    QStringList observed;
    for (const char* kind : {"orphan:", "silent-host:", "ghost:"}) {
        const auto mark = std::find_if(listed.keyBegin(), listed.keyEnd(),
            [&](const QString& id) { return id.startsWith(QLatin1String(kind)); });
        if (mark == listed.keyEnd())
            throw Failure(QStringLiteral("fleetd keeps no mark of %1 among %2")
                              .arg(QLatin1String(kind), QStringList(listed.keys()).join(u' ')));
        observed.append(mark->section(u':', 0, 0) + QStringLiteral(": ") + listed[*mark]);
    }
    observed.append(seenByAnother(deadline));
    return observed.join(QStringLiteral("; "));
}

void Alarms::awaitStrip(
    const QString& site, const QString& word, const QDeadlineTimer& deadline) const
{
    until(deadline, QStringLiteral("the strip says %1 of %2").arg(word, site), [&](QString& seen) {
        seen = m_face.strip(site);
        return seen.contains(word);
    });
}

QString Alarms::outliveTheFeed(const QDeadlineTimer& deadline)
{
    const QString site = m_tour.faults().of(QStringLiteral("orphan")).site;
    m_face.open(ConsoleFace::Page::Overview, deadline);
    const auto fleetd = liveProcess(m_tour.fleet().daemon(site + QStringLiteral("/fleetd")));
    if (!fleetd)
        throw Failure(QStringLiteral("the fleetd of %1 does not live").arg(site));
    Stopped stopped(fleetd->pid);
    awaitStrip(site, QStringLiteral("STALE"), deadline);
    const Sought feed{QStringLiteral("Feed lost"), site};
    const Row lost = await(feed, QStringLiteral("stands"), deadline,
        [](const Row& row) { return !row.value(QStringLiteral("First action")).isEmpty(); });
    QStringList observed{lost.value(QStringLiteral("What")) + QStringLiteral(" | ")
        + lost.value(QStringLiteral("First action"))};
    for (const char* fault : {"orphan", "ghost"}) {
        const Row row = await(alarm(QLatin1String(fault)), QStringLiteral("stands as last known"),
            deadline, [](const Row& each) {
                return each.value(QStringLiteral("Evidence")).contains(QLatin1String("last known"));
            });
        if (row.value(QStringLiteral("Owner")) != QLatin1String("oncall"))
            throw Failure(QStringLiteral("the mark of %1 is gone with the feed: \"%2\"")
                              .arg(QLatin1String(fault), row.value(QStringLiteral("Owner"))));
        observed.append(
            QLatin1String(fault) + QStringLiteral(": ") + row.value(QStringLiteral("Evidence")));
    }
    m_tour.picture(QStringLiteral("14-feed-lost"));
    stopped.goOn();
    awaitStrip(site, QStringLiteral("live"), deadline);
    until(deadline, QStringLiteral("the alarm of the feed has cleared"), [&](QString& seen) {
        const auto row = this->row(m_face, feed, deadline);
        seen = row ? row->value(QStringLiteral("If ignored")) : QString();
        return !row || seen.contains(QLatin1String("cleared by evidence"));
    });
    for (const char* fault : {"orphan", "ghost"})
        (void)await(alarm(QLatin1String(fault)), QStringLiteral("stands on evidence of now"),
            deadline, [](const Row& row) {
                return !row.value(QStringLiteral("Evidence")).contains(QLatin1String("last known"))
                    && row.value(QStringLiteral("Owner")) == QLatin1String("oncall");
            });
    return observed.join(QStringLiteral("; ")) + QStringLiteral("; then live again, all stand");
}

QString Alarms::clear(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Overview, deadline);
    QStringList observed;
    for (const char* fault : {"orphan", "ghost"})
        m_tour.faults().end(QLatin1String(fault));
    QElapsedTimer clock;
    clock.start();
    for (const char* fault : {"orphan", "ghost"}) {
        const Sought sought = alarm(QLatin1String(fault));
        until(deadline, QStringLiteral("the alarm of the %1 is over").arg(QLatin1String(fault)),
            [&](QString& seen) {
                const auto found = row(m_face, sought, deadline);
                seen = found ? QStringList(found->values()).join(QStringLiteral(" | ")) : QString();
                return !found;
            });
        observed.append(QStringLiteral("%1 over after %2 s")
                            .arg(QLatin1String(fault))
                            .arg(static_cast<double>(clock.elapsed()) / 1000, 0, 'f', 1));
    }
    (void)await(alarm(QStringLiteral("silent")), QStringLiteral("stands"), deadline,
        [](const Row&) { return true; });
    until(deadline, QStringLiteral("no VM is without a record"), [&](QString& seen) {
        static const QRegularExpression some(QStringLiteral("no record [1-9]"));
        seen = m_face.lines(QStringLiteral("no record")).join(QStringLiteral("; "));
        return !some.match(seen).hasMatch();
    });
    m_tour.picture(QStringLiteral("14-cleared"));
    return observed.join(QStringLiteral("; "));
}

} // namespace

void alarmSteps(Tour& tour)
{
    Alarms alarms(tour);
    tour.step(QStringLiteral("14-appear"),
        QStringLiteral("orphan, ghost and silent host are alarms, each with its first action"), 40,
        [&](const QDeadlineTimer& deadline) { return alarms.appear(deadline); });
    tour.step(QStringLiteral("14-first-action"),
        QStringLiteral("the first action of the orphan opens its host"), 15,
        [&](const QDeadlineTimer& deadline) { return alarms.leadOn(deadline); });
    tour.step(QStringLiteral("14-marks"),
        QStringLiteral("two are acknowledged, one is shelved; fleetd and a second console know it"),
        40, [&](const QDeadlineTimer& deadline) { return alarms.mark(deadline); });
    tour.step(QStringLiteral("14-feed-lost"),
        QStringLiteral("the loss of the feed is an alarm; the others stand as last known, with "
                       "their marks"),
        40, [&](const QDeadlineTimer& deadline) { return alarms.outliveTheFeed(deadline); });
    tour.step(QStringLiteral("14-clear"),
        QStringLiteral("orphan and ghost ended: their alarms clear, that of the silent host does "
                       "not"),
        40, [&](const QDeadlineTimer& deadline) { return alarms.clear(deadline); });
}

} // namespace Espalier::Tour
