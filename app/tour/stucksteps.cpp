// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "daemoncontrol.h"
#include "fields.h"
#include "orderface.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QRegularExpression>

#include <unistd.h>

namespace Espalier::Tour {

namespace {

// A process that has one file open until it is told to let go, and does nothing else.
class Holder final {
public:
    explicit Holder(const QString& file)
    {
        const QStringList command{QStringLiteral("sh"), QStringLiteral("-c"),
            QStringLiteral("exec sleep 300 <\"$1\""), QStringLiteral("sh"), file};
        const bool root = ::geteuid() == 0;
        m_process.start(root ? command.first() : QStringLiteral("sudo"),
            root ? command.mid(1) : QStringList{QStringLiteral("-n")} + command);
        if (!m_process.waitForStarted())
            throw Failure(QStringLiteral("cannot hold %1: %2").arg(file, m_process.errorString()));
    }
    ~Holder() { letGo(); }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;

    // sudo passes the signal on.
    void letGo()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

QString reason() { return QStringLiteral("the tour looks whether force helps"); }

// A VM of the real host whose teardown fails for a real reason, and what a person at the console
// does about it.
class StuckLife final {
public:
    explicit StuckLife(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
        , m_orders(tour.desk())
    {
    }

    QString stuck(const QDeadlineTimer& deadline);
    QString needsReason(const QDeadlineTimer& deadline);
    QString failsHonestly(const QDeadlineTimer& deadline);
    QString succeeds(const QDeadlineTimer& deadline);

private:
    [[nodiscard]] const Fleet& fleet() const { return m_tour.fleet(); }
    [[nodiscard]] QString diskOf(const QString& vm, const QDeadlineTimer& deadline) const;
    // Of the slot as fleetd lists it.
    [[nodiscard]] QJsonObject slot() const;
    // State and result of the newest force-destroy of the VM.
    [[nodiscard]] QString commandState() const;
    void openForce(const QDeadlineTimer& deadline);
    [[nodiscard]] QString send() const { return QStringLiteral("Force-destroy VM in ") + m_slot; }

    Tour& m_tour;
    ConsoleFace m_face;
    OrderFace m_orders;
    std::unique_ptr<Submission> m_job;
    std::unique_ptr<Holder> m_holder;
    QString m_vm, m_slot;
};

QString StuckLife::diskOf(const QString& vm, const QDeadlineTimer& deadline) const
{
    static const QRegularExpression pattern(QStringLiteral("/root-[0-9a-f]{32}\\.qcow2$"));
    const QString state = fleet().daemon(fleet().realHost()).state;
    return *until(deadline, QStringLiteral("the VM has a disk in %1").arg(state),
        [&](QString& seen) -> std::optional<QString> {
            const QStringList files = filesWith(state, vm);
            seen = files.join(QLatin1Char(' '));
            const QStringList disks = files.filter(pattern);
            return disks.isEmpty() ? std::nullopt : std::optional(disks.first());
        });
}

QJsonObject StuckLife::slot() const
{
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("slot"))) {
        if (text(value.toObject(), "code") == m_slot)
            return value.toObject();
    }
    throw Failure(QStringLiteral("fleetd lists no slot ") + m_slot);
}

QString StuckLife::commandState() const
{
    qint64 newest = -1;
    QString state;
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("command"))) {
        const QJsonObject command = value.toObject();
        const QJsonObject target =
            command.value(QLatin1String("targets")).toArray().first().toObject();
        if (text(target, "uid") != m_vm || number(command, "issuedAtNs") <= newest)
            continue;
        newest = number(command, "issuedAtNs");
        state = text(target, "state") + QLatin1Char(' ') + text(target, "code");
    }
    return state;
}

QString StuckLife::stuck(const QDeadlineTimer& deadline)
{
    if (fleet().realHost().isEmpty())
        throw Failure(QStringLiteral("there is no real host: ") + fleet().realHostProblem());
    (void)m_orders.arm(deadline);
    m_job = std::make_unique<Submission>(
        fleet(), QStringLiteral("acme"), QStringLiteral("tour"), QStringLiteral("sleep 2\n"));
    m_vm = m_job->vm(deadline);
    const QString disk = diskOf(m_vm, deadline);
    m_holder = std::make_unique<Holder>(disk);
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(fleet().realSite() + QStringLiteral(" acme tour"), deadline);
    QString state;
    until(deadline, QStringLiteral("its row says stuck"), [&](QString& seen) {
        const auto row = ConsoleFace::rowWith(
            m_face.slotRows(deadline), ConsoleFace::tenantColumn(), QStringLiteral("acme"));
        if (row) {
            state = row->value(ConsoleFace::stateColumn());
            m_slot = row->value(ConsoleFace::placeColumn()).section(QLatin1Char(' '), -1);
        }
        seen = state;
        return row && ConsoleFace::stateOf(*row) == QLatin1String("stuck");
    });
    m_face.desk().press(m_face.firstCell(ConsoleFace::Page::Hosts, deadline));
    (void)m_face.desk().read(
        ConsoleFace::inspectorTitle(ConsoleFace::Page::Hosts) + m_slot.section(u'/', 0, 0),
        deadline);
    const QString fact = m_face.desk().read(QStringLiteral("holds the disk open"), deadline);
    m_tour.picture(QStringLiteral("11-stuck"));
    return QStringLiteral("%1 holds %2: %3; %4")
        .arg(QStringLiteral("another process"), disk.section(u'/', -1), state, fact);
}

void StuckLife::openForce(const QDeadlineTimer& deadline)
{
    if (m_slot.isEmpty() || !m_holder)
        throw Failure(QStringLiteral("there is no stuck VM"));
    m_orders.beginForce(deadline);
}

QString StuckLife::needsReason(const QDeadlineTimer& deadline)
{
    openForce(deadline);
    const QString why = m_orders.desk().read(QStringLiteral("Needs a reason"), deadline);
    const bool keepFirst = m_orders.desk().bus().has(
        m_orders.desk().find(Role::PushButton, QStringLiteral("Keep VM"), deadline),
        State::Focused);
    m_tour.picture(QStringLiteral("11-force"));
    if (m_orders.canSend(send(), deadline) || !keepFirst)
        throw Failure(QStringLiteral("without a reason it can be sent, or Keep VM is not first"));
    const QString tried = m_orders.desk().read(QStringLiteral("tries failed"), deadline);
    return QStringLiteral("%1; %2").arg(why, tried);
}

QString StuckLife::failsHonestly(const QDeadlineTimer& deadline)
{
    m_orders.give(reason(), send(), deadline);
    until(deadline, QStringLiteral("the host has failed to do it"), [&](QString& seen) {
        seen = commandState();
        return seen.startsWith(QLatin1String("FAILED"));
    });
    const QString shown = m_face.desk().read(QStringLiteral("failed, still there"), deadline);
    m_tour.picture(QStringLiteral("11-failed"));
    const QJsonObject now = slot();
    if (!now.value(QLatin1String("quarantined")).toBool())
        throw Failure(QStringLiteral("the slot of a stuck VM is not quarantined"));
    return QStringLiteral("%1 (fleetd: %2); the slot is quarantined: %3")
        .arg(shown, commandState(), text(now, "quarantineReason"));
}

QString StuckLife::succeeds(const QDeadlineTimer& deadline)
{
    if (m_slot.isEmpty())
        throw Failure(QStringLiteral("there is no stuck VM"));
    m_holder->letGo();
    openForce(deadline);
    m_orders.give(reason(), send(), deadline);
    until(deadline, QStringLiteral("the host has done it"), [&](QString& seen) {
        seen = commandState();
        return seen.startsWith(QLatin1String("SUCCEEDED"));
    });
    const QString shown = m_face.desk().read(QStringLiteral("gone (host says, no log)"), deadline);
    m_face.filter(fleet().realSite() + QLatin1Char(' ') + m_slot, deadline);
    until(
        deadline, QStringLiteral("its slot is free and no longer quarantined"), [&](QString& seen) {
            const auto row =
                ConsoleFace::rowWith(m_face.slotRows(deadline), ConsoleFace::placeColumn(), m_slot);
            const bool quarantined = slot().value(QLatin1String("quarantined")).toBool();
            seen = (row ? ConsoleFace::stateOf(*row) : QString())
                + (quarantined ? QStringLiteral(", quarantined") : QString());
            return seen == QLatin1String("free");
        });
    m_tour.picture(QStringLiteral("11-gone"));
    m_face.filter(QString(), deadline);
    return QStringLiteral("%1; %2 is free").arg(shown, m_slot);
}

struct StuckStep final {
    const char* id;
    const char* what;
    int seconds;
    QString (StuckLife::*run)(const QDeadlineTimer& deadline);
};

constexpr StuckStep stuckStepList[] = {
    {"11-stuck", "a VM whose disk another process holds open is stuck, and the console says why",
        60, &StuckLife::stuck},
    {"11-force-reason", "force-destroy cannot be sent without a reason, and says so", 10,
        &StuckLife::needsReason},
    {"11-force-fails", "while the cause remains it fails, and nothing pretends otherwise", 40,
        &StuckLife::failsHonestly},
    {"11-force-succeeds", "the cause gone, force-destroy frees the slot and ends its quarantine",
        40, &StuckLife::succeeds},
};

} // namespace

void stuckSteps(Tour& tour)
{
    StuckLife life(tour);
    for (const StuckStep& step : stuckStepList) {
        tour.step(QLatin1String(step.id), QLatin1String(step.what), step.seconds,
            [&](const QDeadlineTimer& deadline) { return (life.*step.run)(deadline); });
    }
}

} // namespace Espalier::Tour
