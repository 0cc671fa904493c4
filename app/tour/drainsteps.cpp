// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QJsonDocument>

namespace Espalier::Tour {

namespace {

constexpr auto reason = "the tour drains this machine";

// One drain of the real host, from its preview to the next job there.
class DrainLife final {
public:
    explicit DrainLife(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
    {
    }

    QString preview(const QDeadlineTimer& deadline);
    QString waitsForItsJob(const QDeadlineTimer& deadline);
    QString emptied(const QDeadlineTimer& deadline);
    QString returned(const QDeadlineTimer& deadline);

private:
    [[nodiscard]] const Fleet& fleet() const { return m_tour.fleet(); }
    [[nodiscard]] QJsonObject host() const;
    // The drain as fleetd lists it, and its only host within.
    [[nodiscard]] QJsonObject drain() const;
    [[nodiscard]] static QJsonObject progressOf(const QJsonObject& drain);
    [[nodiscard]] CommandResult order(const QStringList& words) const;
    void awaitMode(const QString& mode, const QDeadlineTimer& deadline) const;
    // A job that is placed and not yet born goes back to its queue when its host is cordoned.
    void awaitBirth(const QDeadlineTimer& deadline) const;
    // What the console's page of drains says under Result of the host.
    QString resultShown(const QString& words, const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
    std::unique_ptr<Submission> m_job;
    QString m_vm, m_code, m_drain;
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

CommandResult DrainLife::order(const QStringList& words) const
{
    const CommandResult result = fleet().command(
        words + QStringList{QStringLiteral("--reason"), QString::fromLatin1(reason)});
    if (!result.ok())
        throw Failure(QStringLiteral("%1 ended with %2: %3 %4")
                          .arg(words.join(QLatin1Char(' ')))
                          .arg(result.exitStatus)
                          .arg(result.output.trimmed(), result.errors.trimmed()));
    return result;
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

QString DrainLife::resultShown(const QString& words, const QDeadlineTimer& deadline)
{
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

QString DrainLife::preview(const QDeadlineTimer& deadline)
{
    m_code = text(host(), "code");
    m_job = std::make_unique<Submission>(
        fleet(), QStringLiteral("acme"), QStringLiteral("tour"), QStringLiteral("sleep 12\n"));
    m_vm = m_job->vm(deadline);
    awaitBirth(deadline);
    const CommandResult result =
        order({QStringLiteral("drain"), m_code, QStringLiteral("--dry-run")});
    const QJsonObject preview = QJsonDocument::fromJson(result.output.toUtf8()).object();
    const QString seen = QStringLiteral("hosts %1, jobs %2, longest %3")
                             .arg(number(preview, "hosts"))
                             .arg(number(preview, "jobs"))
                             .arg(text(preview, "longestJob"));
    if (seen != QLatin1String("hosts 1, jobs 1, longest acme/tour"))
        throw Failure(QStringLiteral("the preview says: ") + seen);
    const QString mode = text(host(), "mode");
    if (mode != QLatin1String("in-service"))
        throw Failure(QStringLiteral("after the preview the host is ") + mode);
    return QStringLiteral("%1, and %2 stays %3").arg(seen, m_code, mode);
}

QString DrainLife::waitsForItsJob(const QDeadlineTimer& deadline)
{
    if (m_vm.isEmpty())
        throw Failure(QStringLiteral("there is no job to wait for"));
    const CommandResult result = order({QStringLiteral("drain"), m_code});
    m_drain = result.output.section(QLatin1Char(' '), 1).section(QLatin1Char('\n'), 0, 0).trimmed();
    awaitMode(QStringLiteral("draining"), deadline);
    until(deadline, QStringLiteral("fleetd's drain waits for VM %1").arg(m_vm), [&](QString& seen) {
        const QJsonObject progress = progressOf(drain());
        seen =
            QStringLiteral("%1, block %2 %3")
                .arg(text(progress, "phase"), text(progress, "block"), text(progress, "blockedBy"));
        return seen == QStringLiteral("waiting-for-jobs, block job %1").arg(m_vm);
    });
    const QString result1 = resultShown(QStringLiteral("Waiting for jobs"), deadline);
    m_tour.picture(QStringLiteral("12-waiting"));
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(fleet().realSite() + QLatin1Char(' ') + m_code, deadline);
    m_face.desk().press(m_face.firstCell(ConsoleFace::Page::Hosts, deadline));
    (void)m_face.desk().read(
        ConsoleFace::inspectorTitle(ConsoleFace::Page::Hosts) + m_code, deadline);
    const QString mode = m_face.desk().read(QStringLiteral("draining"), deadline);
    m_face.filter(QString(), deadline);
    return QStringLiteral("drain %1: %2; inspector of %3: %4")
        .arg(m_drain.left(8), result1, m_code, mode);
}

QString DrainLife::emptied(const QDeadlineTimer& deadline)
{
    if (m_drain.isEmpty())
        throw Failure(QStringLiteral("there is no drain to look at"));
    const int status = m_job->waitForEnd(deadline);
    if (status != 0)
        throw Failure(QStringLiteral("the job's submit ended with %1: %2")
                          .arg(status)
                          .arg(m_job->output().trimmed()));
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
    (void)order({QStringLiteral("stop-drain"), m_code, QStringLiteral("--param"),
        QStringLiteral("drain=") + m_drain, QStringLiteral("--param"),
        QStringLiteral("return=in-service")});
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

} // namespace

void drainSteps(Tour& tour)
{
    DrainLife life(tour);
    tour.step(QStringLiteral("12-drain-preview"),
        QStringLiteral("the preview of a drain counts the job that runs, and changes nothing"), 20,
        [&](const QDeadlineTimer& deadline) { return life.preview(deadline); });
    tour.step(QStringLiteral("12-drain-waits"),
        QStringLiteral("the real host drains and waits for its job; fleetd and console say so"), 20,
        [&](const QDeadlineTimer& deadline) { return life.waitsForItsJob(deadline); });
    tour.step(QStringLiteral("12-drain-emptied"),
        QStringLiteral("its job ended, the host is emptied, which the host says and no log"), 40,
        [&](const QDeadlineTimer& deadline) { return life.emptied(deadline); });
    tour.step(QStringLiteral("12-drain-returned"),
        QStringLiteral("back in service, the host runs a job again"), 40,
        [&](const QDeadlineTimer& deadline) { return life.returned(deadline); });
}

} // namespace Espalier::Tour
