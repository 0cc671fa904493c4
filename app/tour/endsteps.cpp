// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "daemoncontrol.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <csignal>

namespace Espalier::Tour {

namespace {

// One way in which a job's VM ends, and what the Teardowns page must call it.
struct End final {
    const char* id;
    const char* what;
    const char* script;
    const char* said; // in the column Exit
    QStringList more; // arguments of submit
    bool killHypervisor = false;
};

std::vector<End> ends()
{
    return {
        {"4-exit", "a job that fails", "echo working\nexit 3\n", "exit 3", {}},
        {"4-signal", "a job ended by a signal", "kill -9 $$\n", "signal 9", {}},
        {"4-timeout", "a job over its time limit", "sleep 600\n", "timeout",
            {QStringLiteral("--time-limit"), QStringLiteral("4")}},
        {"4-panic", "a guest whose kernel panics",
            "sleep 1\necho c > /proc/sysrq-trigger\nsleep 60\n", "panic", {}},
        {"4-never", "a job whose program is not there", "#!/nowhere/interpreter\n", "never started",
            {}},
        {"4-hypervisor", "a QEMU killed from outside", "echo ready\nsleep 600\n", "hypervisor died",
            {}, true},
    };
}

void killHypervisor(Submission& job, const QString& vm, const QDeadlineTimer& deadline)
{
    (void)job.waitFor(QStringLiteral("ready"), deadline);
    for (const ProcessFacts& facts : processesWith(vm)) {
        if (facts.arguments.value(0).contains(QLatin1String("qemu-system"))) {
            sendSignal(facts.pid, SIGKILL);
            return;
        }
    }
    throw Failure(QStringLiteral("no QEMU process names VM ") + vm);
}

// The row of a life on the Teardowns page, once it says that the VM is gone.
QString goneRow(Tour& tour, const QString& vm, const QString& exit, const QDeadlineTimer& deadline)
{
    ConsoleFace face(tour.desk());
    face.open(ConsoleFace::Page::Teardowns, deadline);
    face.filter(vm.left(8), deadline);
    QString observed;
    until(deadline, QStringLiteral("its row says \"%1\" and gone").arg(exit), [&](QString& seen) {
        const auto row =
            ConsoleFace::rowWith(face.lifeRows(deadline), ConsoleFace::vmColumn(), vm.left(8));
        if (!row)
            return false;
        seen = observed = QStringList(row->values()).join(QStringLiteral(" | "));
        return row->value(ConsoleFace::exitColumn()) == exit
            && observed.contains(QLatin1String("gone (host says, no log)"));
    });
    const QStringList left = filesWith(tour.fleet().daemon(tour.fleet().realHost()).state, vm);
    if (!left.isEmpty())
        throw Failure(QStringLiteral("left over: ") + left.join(QLatin1Char(' ')));
    return observed;
}

QString oneEnd(Tour& tour, const End& end, const QDeadlineTimer& deadline)
{
    Submission job(tour.fleet(), QStringLiteral("globex"), QStringLiteral("tour-ends"),
        QString::fromLatin1(end.script), end.more);
    const QString vm = job.vm(deadline);
    if (end.killHypervisor)
        killHypervisor(job, vm, deadline);
    (void)job.waitForEnd(deadline);
    return goneRow(tour, vm, QString::fromLatin1(end.said), deadline);
}

} // namespace

void endSteps(Tour& tour)
{
    for (const End& end : ends()) {
        tour.step(QString::fromLatin1(end.id),
            QStringLiteral("%1: one Teardown, and its row says so")
                .arg(QString::fromLatin1(end.what)),
            45, [&](const QDeadlineTimer& deadline) { return oneEnd(tour, end, deadline); });
    }
    tour.step(QStringLiteral("4-picture"), QStringLiteral("all ends in one list"), 10,
        [&](const QDeadlineTimer& deadline) {
            ConsoleFace face(tour.desk());
            face.filter(QStringLiteral("globex"), deadline);
            tour.picture(QStringLiteral("04-ends"));
            const TableText table = face.lifeRows(deadline);
            face.filter(QString(), deadline);
            return QStringLiteral("%1 rows of globex").arg(table.rows.size());
        });
}

} // namespace Espalier::Tour
