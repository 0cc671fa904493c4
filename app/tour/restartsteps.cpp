// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemoncontrol.h"
#include "fields.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QJsonObject>

#include <csignal>
#include <ctime>

namespace Espalier::Tour {

namespace {

// A teardown takes a little over a second: on a busy machine it may be over before the kill.
constexpr int attemptsInBetween = 3;

// The clock of the records' monoStart and monoEnd.
qint64 bootNs()
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return qint64{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// Kills the host daemon of the real host, sees it gone, starts it as it was started, sees it there.
// When it was seen gone.
qint64 killAndStart(const Fleet& fleet, const QDeadlineTimer& deadline)
{
    const DaemonEntry& daemon = fleet.daemon(fleet.realHost());
    const auto before = liveProcess(daemon);
    if (!before)
        throw Failure(QStringLiteral("the host daemon does not live"));
    sendSignal(before->pid, SIGKILL);
    until(deadline, QStringLiteral("the host daemon is dead"), [&](QString&) {
        const auto now = process(before->pid);
        return !now || now->startTicks != before->startTicks || now->state == 'Z';
    });
    const qint64 dead = bootNs();
    startAgain(daemon);
    until(deadline, QStringLiteral("the host daemon lives again"),
        [&](QString&) { return liveProcess(daemon).has_value(); });
    return dead;
}

QString adopted(Tour& tour, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    Submission job(fleet, QStringLiteral("initech"), QStringLiteral("tour-adopted"),
        QStringLiteral("echo ready\nsleep 8\necho still here\nexit 5\n"));
    const QString vm = job.vm(deadline);
    (void)job.waitFor(QStringLiteral("ready"), deadline);
    const auto before = hypervisorOf(vm);
    (void)killAndStart(fleet, deadline);
    const auto after = hypervisorOf(vm);
    if (!before || !after || before->pid != after->pid || before->startTicks != after->startTicks)
        throw Failure(QStringLiteral("the VM's process did not outlive the host daemon"));
    (void)job.waitForEnd(deadline);
    const QString last = job.output().trimmed().section(QLatin1Char('\n'), -2);
    const int teardowns = fleet.recordCount(vm, QStringLiteral("Teardown"));
    const QString observed = QStringLiteral("process %1 lived on; %2 Teardown; submitter: %3")
                                 .arg(after->pid)
                                 .arg(teardowns)
                                 .arg(last);
    if (teardowns != 1 || !job.output().contains(QLatin1String("still here"))
        || !job.output().contains(QLatin1String("Signed + host agrees")))
        throw Failure(observed);
    return observed;
}

// One job whose host daemon is killed after the job's end. The moment is short: the list tells when
// it has come.
class Between final {
public:
    Between(Tour& tour, const QDeadlineTimer& deadline)
        : m_fleet(tour.fleet())
        , m_deadline(deadline)
        , m_job(m_fleet, QStringLiteral("initech"), QStringLiteral("tour-between"),
              QStringLiteral("echo ready\nexit 0\n"))
        , m_vm(m_job.vm(deadline))
    {
    }

    // False: the Teardown was signed too early for that.
    [[nodiscard]] bool kill();
    // The proof that came after the restart, and what is left of the VM.
    [[nodiscard]] QString prove();

private:
    [[nodiscard]] bool waitForJobEnd();
    void lookForRemains(qint64 uid) const;

    const Fleet& m_fleet;
    const QDeadlineTimer& m_deadline;
    Submission m_job;
    QString m_vm, m_phase;
    qint64 m_dead = 0;
};

bool Between::waitForJobEnd()
{
    bool early = false;
    until(m_deadline, QStringLiteral("the job has ended and there is no Teardown yet"),
        [&](QString& seen) {
            for (const QJsonValue value : m_fleet.list(m_fleet.realSite(), QStringLiteral("vm"))) {
                const QJsonObject object = value.toObject();
                if (text(object, "uid") != m_vm)
                    continue;
                seen = m_phase = text(object, "phase");
                early = !text(object, "teardown").isEmpty();
                return early || number(object, "jobEndedAtNs") > 0;
            }
            early = m_fleet.recordCount(m_vm, QStringLiteral("Teardown")) > 0;
            return early;
        });
    return !early;
}

bool Between::kill()
{
    if (!waitForJobEnd())
        return false;
    m_dead = killAndStart(m_fleet, m_deadline);
    try {
        (void)m_job.waitForEnd(m_deadline);
    } catch (const Failure& failure) {
        QString why = failure.text();
        for (const QJsonObject& failed : m_fleet.predicates(m_vm, QStringLiteral("TeardownFailed")))
            why += QStringLiteral("; TeardownFailed: ")
                + QStringList(failed.value(QLatin1String("residuals")).toVariant().toStringList())
                      .join(QStringLiteral(", "));
        throw Failure(why);
    }
    const auto teardowns = m_fleet.predicates(m_vm, QStringLiteral("Teardown"));
    return teardowns.empty() || number(teardowns.front(), "monoEnd") > m_dead;
}

QString Between::prove()
{
    const auto teardowns = m_fleet.predicates(m_vm, QStringLiteral("Teardown"));
    const int failed = m_fleet.recordCount(m_vm, QStringLiteral("TeardownFailed"));
    QString observed = QStringLiteral("killed in phase %1; then %2 Teardown, %3 TeardownFailed")
                           .arg(m_phase)
                           .arg(teardowns.size())
                           .arg(failed);
    const QString last = m_job.output().trimmed().section(QLatin1Char('\n'), -1);
    if (teardowns.size() != 1 || failed != 0
        || !last.contains(QLatin1String("Signed + host agrees")))
        throw Failure(observed + QStringLiteral("; submitter: ") + last);
    const QJsonObject& record = teardowns.front();
    const auto since = [&](const char* field) {
        return static_cast<double>(number(record, field) - m_dead) / 1e9;
    };
    observed += QStringLiteral(" %1, begun %2 s and signed %3 s after the daemon was dead")
                    .arg(text(record, "outcome"))
                    .arg(since("monoStart"), 0, 'f', 1)
                    .arg(since("monoEnd"), 0, 'f', 1);
    if (since("monoStart") <= 0 || text(record, "outcome") != QLatin1String("COMPLETE"))
        throw Failure(observed);
    const qint64 uid = number(record.value(QLatin1String("backend")).toObject(), "processUid");
    lookForRemains(uid);
    return observed
        + QStringLiteral("; no process of uid %1, no file of the VM; submitter: %2")
              .arg(uid)
              .arg(last);
}

void Between::lookForRemains(qint64 uid) const
{
    const QString state = m_fleet.daemon(m_fleet.realHost()).state;
    if (uid <= 0)
        throw Failure(QStringLiteral("the Teardown names no uid"));
    until(m_deadline, QStringLiteral("nothing is left of the VM"), [&](QString& seen) {
        std::vector<ProcessFacts> left = processes();
        std::erase_if(left,
            [&](const ProcessFacts& facts) { return facts.uid != uid || facts.state == 'Z'; });
        const QStringList files = filesWith(state, m_vm);
        seen = QStringLiteral("%1 processes of uid %2, files: %3")
                   .arg(left.size())
                   .arg(uid)
                   .arg(files.join(QLatin1Char(' ')));
        return left.empty() && files.isEmpty();
    });
}

QString killedInBetween(Tour& tour, const QDeadlineTimer& deadline)
{
    for (int attempt = 1; attempt <= attemptsInBetween; ++attempt) {
        Between between(tour, deadline);
        if (between.kill())
            return between.prove();
    }
    throw Failure(QStringLiteral("%1 times the Teardown was signed before the host daemon was dead")
                      .arg(attemptsInBetween));
}

} // namespace

void restartSteps(Tour& tour)
{
    tour.step(QStringLiteral("5-adopted"),
        QStringLiteral(
            "the host daemon is killed under a running VM: the VM is adopted, its end is proven"),
        60, [&](const QDeadlineTimer& deadline) { return adopted(tour, deadline); });
    tour.step(QStringLiteral("5-between"),
        QStringLiteral("killed between job end and Teardown: one Teardown, signed after the "
                       "restart, and nothing is left"),
        90, [&](const QDeadlineTimer& deadline) { return killedInBetween(tour, deadline); });
}

} // namespace Espalier::Tour
