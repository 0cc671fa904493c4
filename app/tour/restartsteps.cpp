// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemoncontrol.h"
#include "fields.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QJsonObject>

#include <csignal>

namespace Espalier::Tour {

namespace {

std::optional<ProcessFacts> hypervisorOf(const QString& vm)
{
    for (const ProcessFacts& facts : processesWith(vm)) {
        if (facts.arguments.value(0).contains(QLatin1String("qemu-system")))
            return facts;
    }
    return std::nullopt;
}

// Kills the host daemon of the real host, sees it gone, starts it as it was started, sees it there.
void killAndStart(const Fleet& fleet, const QDeadlineTimer& deadline)
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
    startAgain(daemon);
    until(deadline, QStringLiteral("the host daemon lives again"),
        [&](QString&) { return liveProcess(daemon).has_value(); });
}

QString adopted(Tour& tour, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    Submission job(fleet, QStringLiteral("initech"), QStringLiteral("tour-adopted"),
        QStringLiteral("echo ready\nsleep 8\necho still here\nexit 5\n"));
    const QString vm = job.vm(deadline);
    (void)job.waitFor(QStringLiteral("ready"), deadline);
    const auto before = hypervisorOf(vm);
    killAndStart(fleet, deadline);
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

// The moment between a job's end and its Teardown is short: the list tells when it has come.
QString killedInBetween(Tour& tour, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    Submission job(fleet, QStringLiteral("initech"), QStringLiteral("tour-between"),
        QStringLiteral("echo ready\nexit 0\n"));
    const QString vm = job.vm(deadline);
    QString phase;
    until(deadline, QStringLiteral("the job has ended and there is no Teardown yet"),
        [&](QString& seen) {
            for (const QJsonValue value : fleet.list(fleet.realSite(), QStringLiteral("vm"))) {
                const QJsonObject object = value.toObject();
                if (text(object, "uid") != vm)
                    continue;
                seen = phase = text(object, "phase");
                if (!text(object, "teardown").isEmpty())
                    throw Failure(
                        QStringLiteral("the Teardown came before it could be looked for"));
                return number(object, "jobEndedAtNs") > 0;
            }
            return false;
        });
    killAndStart(fleet, deadline);
    (void)job.waitForEnd(deadline);
    const int teardowns = fleet.recordCount(vm, QStringLiteral("Teardown"));
    const QString observed = QStringLiteral("killed in phase %1; then %2 Teardown; submitter: %3")
                                 .arg(phase)
                                 .arg(teardowns)
                                 .arg(job.output().trimmed().section(QLatin1Char('\n'), -1));
    if (teardowns != 1 || !job.output().contains(QLatin1String("Signed + host agrees")))
        throw Failure(observed);
    return observed;
}

} // namespace

void restartSteps(Tour& tour)
{
    tour.step(QStringLiteral("5-adopted"),
        QStringLiteral(
            "the host daemon is killed under a running VM: the VM is adopted, its end is proven"),
        60, [&](const QDeadlineTimer& deadline) { return adopted(tour, deadline); });
    tour.step(QStringLiteral("5-between"),
        QStringLiteral("killed between job end and Teardown: one Teardown"), 150,
        [&](const QDeadlineTimer& deadline) { return killedInBetween(tour, deadline); });
}

} // namespace Espalier::Tour
