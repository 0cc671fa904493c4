// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "orderface.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

namespace Espalier::Tour {

namespace {

constexpr int undoSeconds = 5; // ux.md 3.4

QString reason() { return QStringLiteral("the tour drains this machine"); }

// One drain of the real host, ordered at the console, from its preview to the next job there.
class DrainLife final {
public:
    explicit DrainLife(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
        , m_orders(tour.desk())
    {
    }

    QString armed(const QDeadlineTimer& deadline);
    QString preview(const QDeadlineTimer& deadline);
    QString undone(const QDeadlineTimer& deadline);
    QString waitsForItsJob(const QDeadlineTimer& deadline);
    QString emptied(const QDeadlineTimer& deadline);
    QString returned(const QDeadlineTimer& deadline);

private:
    [[nodiscard]] const Fleet& fleet() const { return m_tour.fleet(); }
    [[nodiscard]] QJsonObject host() const;
    // The host's drain as fleetd lists it, and its only host within.
    [[nodiscard]] QJsonObject drain() const;
    [[nodiscard]] static QJsonObject progressOf(const QJsonObject& drain);
    [[nodiscard]] qsizetype commandsListed() const;
    void awaitMode(const QString& mode, const QDeadlineTimer& deadline) const;
    // A job that is placed and not yet born goes back to its queue when its host is cordoned.
    void awaitBirth(const QDeadlineTimer& deadline) const;
    void chooseSlot(const QDeadlineTimer& deadline);
    [[nodiscard]] QString start() const { return QStringLiteral("Start drain of ") + m_code; }
    // What the console's page of drains says under Result of the host.
    QString resultShown(const QString& words, const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
    OrderFace m_orders;
    std::unique_ptr<Submission> m_job;
    QString m_vm, m_code, m_slot, m_drain;
    qsizetype m_commands = 0; // that fleetd listed before the first order
};

QJsonObject DrainLife::host() const
{
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("host"))) {
        if (!value.toObject().value(QLatin1String("simulated")).toBool())
            return value.toObject();
    }
    throw Failure(QStringLiteral("there is no real host: ") + fleet().realHostProblem());
}

QJsonObject DrainLife::drain() const
{
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("drain"))) {
        if (text(value.toObject(), "uid") == m_drain)
            return value.toObject();
    }
    return {};
}

QJsonObject DrainLife::progressOf(const QJsonObject& drain)
{
    return drain.value(QLatin1String("hosts")).toArray().first().toObject();
}

qsizetype DrainLife::commandsListed() const
{
    return fleet().list(fleet().realSite(), QStringLiteral("command")).size();
}

void DrainLife::awaitMode(const QString& mode, const QDeadlineTimer& deadline) const
{
    until(deadline, QStringLiteral("fleetd lists %1 as %2").arg(m_code, mode), [&](QString& seen) {
        seen = text(host(), "mode");
        return seen == mode;
    });
}

void DrainLife::awaitBirth(const QDeadlineTimer& deadline) const
{
    until(deadline, QStringLiteral("VM %1 runs").arg(m_vm), [&](QString& seen) {
        for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("vm"))) {
            if (text(value.toObject(), "uid") == m_vm)
                seen = text(value.toObject(), "phase");
        }
        return seen == QLatin1String("running");
    });
}

void DrainLife::chooseSlot(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(fleet().realSite() + QStringLiteral(" acme ") + m_code, deadline);
    const auto row =
        until(deadline, QStringLiteral("one row of slots is the job's"), [&](QString& seen) {
            const TableText rows = m_face.slotRows(deadline);
            seen = QStringLiteral("%1 rows").arg(rows.rows.size());
            return rows.rows.size() == 1
                ? ConsoleFace::rowWith(rows, ConsoleFace::placeColumn(), m_code)
                : std::nullopt;
        });
    m_slot = row->value(ConsoleFace::placeColumn()).section(QLatin1Char(' '), -1);
    m_face.desk().press(m_face.firstCell(ConsoleFace::Page::Hosts, deadline));
    (void)m_face.desk().read(
        ConsoleFace::inspectorTitle(ConsoleFace::Page::Hosts) + m_code, deadline);
}

QString DrainLife::resultShown(const QString& words, const QDeadlineTimer& deadline)
{
    m_face.filter(QString(), deadline);
    m_face.open(ConsoleFace::Page::Drains, deadline);
    m_face.desk().press(m_face.firstCell(ConsoleFace::Page::Drains, deadline));
    return *until(deadline, QStringLiteral("the drain's page says \"%1\" of its host").arg(words),
        [&](QString& seen) -> std::optional<QString> {
            const auto row = ConsoleFace::rowWith(
                m_face.drainHostRows(deadline), ConsoleFace::hostColumn(), m_code);
            seen = row ? row->value(ConsoleFace::resultColumn()) : QString();
            return seen.contains(words) ? std::optional(seen) : std::nullopt;
        });
}

QString DrainLife::armed(const QDeadlineTimer& deadline)
{
    const QString said = m_orders.arm(deadline);
    // Its key lies in a file, as only a development fleet's may.
    (void)m_orders.desk().find(Role::Label, QStringLiteral("Development key"), deadline);
    m_tour.picture(QStringLiteral("12-armed"));
    return said + QStringLiteral(", with a development key");
}

QString DrainLife::preview(const QDeadlineTimer& deadline)
{
    m_code = text(host(), "code");
    m_job = std::make_unique<Submission>(
        fleet(), QStringLiteral("acme"), QStringLiteral("tour"), QStringLiteral("sleep 120\n"));
    m_vm = m_job->vm(deadline);
    awaitBirth(deadline);
    m_commands = commandsListed();
    chooseSlot(deadline);
    m_orders.begin(QStringLiteral("Host"), QStringLiteral("Drain..."), deadline);
    const QString jobs = m_orders.desk().read(QStringLiteral("1 job of 1 tenant"), deadline);
    const QString longest = m_orders.desk().read(QStringLiteral("acme/tour"), deadline);
    m_tour.picture(QStringLiteral("12-preview"));
    if (m_orders.canSend(start(), deadline))
        throw Failure(QStringLiteral("without a reason the drain could be started"));
    const QString mode = text(host(), "mode");
    if (mode != QLatin1String("in-service") || commandsListed() != m_commands)
        throw Failure(QStringLiteral("after the preview the host is ") + mode);
    return QStringLiteral("%1; %2; %3 stays %4").arg(jobs, longest, m_code, mode);
}

QString DrainLife::undone(const QDeadlineTimer& deadline)
{
    if (m_slot.isEmpty())
        throw Failure(QStringLiteral("there is no preview to start from"));
    m_orders.give(reason(), start(), deadline);
    const QString waits = m_orders.desk().read(QStringLiteral("Starting drain of"), deadline);
    m_tour.picture(QStringLiteral("12-outbox"));
    const QString said = m_orders.undo(deadline);
    QElapsedTimer clock;
    clock.start();
    // Longer than what waits would have waited.
    until(deadline, QStringLiteral("the time to undo is over"),
        [&](QString&) { return clock.elapsed() > (undoSeconds + 1) * 1000; });
    const QString mode = text(host(), "mode");
    const qsizetype more = commandsListed() - m_commands;
    if (mode != QLatin1String("in-service") || more != 0)
        throw Failure(QStringLiteral("undone, and yet fleetd lists %1 more commands, and the host "
                                     "is %2")
                          .arg(more)
                          .arg(mode));
    return QStringLiteral("%1; %2 fleetd lists no command, %3 stays %4")
        .arg(waits, said, m_code, mode);
}

QString DrainLife::waitsForItsJob(const QDeadlineTimer& deadline)
{
    if (m_slot.isEmpty())
        throw Failure(QStringLiteral("there is no job to wait for"));
    m_orders.begin(QStringLiteral("Host"), QStringLiteral("Drain..."), deadline);
    (void)m_orders.desk().read(QStringLiteral("acme/tour"), deadline);
    m_orders.give(reason(), start(), deadline);
    awaitMode(QStringLiteral("draining"), deadline);
    m_drain = text(host(), "drain");
    until(deadline, QStringLiteral("fleetd's drain waits for VM %1").arg(m_vm), [&](QString& seen) {
        const QJsonObject progress = progressOf(drain());
        seen =
            QStringLiteral("%1, block %2 %3")
                .arg(text(progress, "phase"), text(progress, "block"), text(progress, "blockedBy"));
        return seen == QStringLiteral("waiting-for-jobs, block job %1").arg(m_vm);
    });
    const QString mode = m_face.desk().read(QStringLiteral("draining"), deadline);
    const QString result = resultShown(QStringLiteral("Waiting for jobs"), deadline);
    const QString keeps = m_face.desk().read(QStringLiteral("waits for "), deadline);
    m_tour.picture(QStringLiteral("12-waiting"));
    return QStringLiteral("drain %1: %2, %3; inspector of %4: %5")
        .arg(m_drain.left(8), result, keeps, m_code, mode);
}

QString DrainLife::emptied(const QDeadlineTimer& deadline)
{
    if (m_drain.isEmpty())
        throw Failure(QStringLiteral("there is no drain to look at"));
    chooseSlot(deadline);
    m_orders.begin(QStringLiteral("Slot"), QStringLiteral("Cancel job..."), deadline);
    m_tour.picture(QStringLiteral("12-cancel"));
    m_orders.give(reason(), QStringLiteral("Cancel the job in ") + m_slot, deadline);
    (void)m_job->waitForEnd(deadline);
    until(deadline, QStringLiteral("fleetd's drain is finished, its host emptied"),
        [&](QString& seen) {
            const QJsonObject all = drain();
            seen = text(all, "state") + QStringLiteral(", ") + text(progressOf(all), "phase");
            return seen == QLatin1String("finished, emptied");
        });
    const QString shown = resultShown(QStringLiteral("Emptied (host says, no log)"), deadline);
    m_tour.picture(QStringLiteral("12-emptied"));
    return QStringLiteral("%1: %2; %3")
        .arg(m_code, shown, m_job->output().trimmed().section(QLatin1Char('\n'), -1));
}

QString DrainLife::returned(const QDeadlineTimer& deadline)
{
    if (m_drain.isEmpty())
        throw Failure(QStringLiteral("there is no drain to return from"));
    m_orders.begin(QStringLiteral("Host"), QStringLiteral("Return to service..."), deadline);
    m_tour.picture(QStringLiteral("12-return"));
    m_orders.give(reason(), QStringLiteral("Return %1 to service").arg(m_code), deadline);
    awaitMode(QStringLiteral("in-service"), deadline);
    Submission job(
        fleet(), QStringLiteral("acme"), QStringLiteral("tour"), QStringLiteral("true\n"));
    const QString place =
        job.waitFor(QStringLiteral(" on "), deadline).section(QLatin1Char('/'), 0, 0);
    if (place != m_code)
        throw Failure(QStringLiteral("the next job was placed on ") + place);
    if (const int status = job.waitForEnd(deadline); status != 0)
        throw Failure(QStringLiteral("the next job ended with %1").arg(status));
    return QStringLiteral("%1 is in service, the next job ran there").arg(m_code);
}

struct DrainStep final {
    const char* id;
    const char* what;
    int seconds;
    QString (DrainLife::*run)(const QDeadlineTimer& deadline);
};

constexpr DrainStep drainStepList[] = {
    {"12-armed", "the desk is armed, and says that its key is a development key", 10,
        &DrainLife::armed},
    {"12-drain-preview", "the console's preview of a drain names the job, and changes nothing", 40,
        &DrainLife::preview},
    {"12-drain-undone", "a drain that is undone within 5 s was never sent", 25, &DrainLife::undone},
    {"12-drain-waits", "the real host drains and waits for its job; fleetd and console say so", 25,
        &DrainLife::waitsForItsJob},
    {"12-drain-emptied",
        "its job cancelled at the console, the host is emptied, which the host says and no log", 40,
        &DrainLife::emptied},
    {"12-drain-returned", "returned to service at the console, the host runs a job again", 40,
        &DrainLife::returned},
};

} // namespace

void drainSteps(Tour& tour)
{
    DrainLife life(tour);
    for (const DrainStep& step : drainStepList) {
        tour.step(QLatin1String(step.id), QLatin1String(step.what), step.seconds,
            [&](const QDeadlineTimer& deadline) { return (life.*step.run)(deadline); });
    }
}

} // namespace Espalier::Tour
