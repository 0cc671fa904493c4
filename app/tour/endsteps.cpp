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
    const auto process = hypervisorOf(vm);
    if (!process)
        throw Failure(QStringLiteral("no QEMU process names VM ") + vm);
    sendSignal(process->pid, SIGKILL);
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

// All jobs are submitted at once and queue for the real host's slots; each step then waits for its
// own.
class Ends final {
public:
    explicit Ends(Tour& tour)
        : m_tour(tour)
    {
    }

    QString submitAll();
    QString oneEnd(std::size_t index, const QDeadlineTimer& deadline);
    QString allRows(const QDeadlineTimer& deadline);

private:
    Tour& m_tour;
    const std::vector<End> m_ends = ends();
    std::vector<std::unique_ptr<Submission>> m_jobs;
};

QString Ends::submitAll()
{
    for (const End& end : m_ends) {
        m_jobs.push_back(std::make_unique<Submission>(m_tour.fleet(), QStringLiteral("globex"),
            QStringLiteral("tour-ends"), QString::fromLatin1(end.script), end.more));
    }
    return QStringLiteral("%1 jobs").arg(m_jobs.size());
}

QString Ends::oneEnd(std::size_t index, const QDeadlineTimer& deadline)
{
    if (index >= m_jobs.size())
        throw Failure(QStringLiteral("it was not submitted"));
    Submission& job = *m_jobs[index];
    const QString vm = job.vm(deadline);
    if (m_ends[index].killHypervisor)
        killHypervisor(job, vm, deadline);
    (void)job.waitForEnd(deadline);
    const QString row = goneRow(m_tour, vm, QString::fromLatin1(m_ends[index].said), deadline);
    const int teardowns = m_tour.fleet().recordCount(vm, QStringLiteral("Teardown"));
    const QString observed = QStringLiteral("%1; %2 Teardown").arg(row).arg(teardowns);
    if (teardowns != 1)
        throw Failure(observed);
    return observed;
}

QString Ends::allRows(const QDeadlineTimer& deadline)
{
    ConsoleFace face(m_tour.desk());
    face.filter(QStringLiteral("globex no log"), deadline);
    const auto rows = until(deadline, QStringLiteral("a row for each of them"), [&](QString& seen) {
        const std::size_t count = face.lifeRows(deadline).rows.size();
        seen = QString::number(count);
        return count >= m_ends.size() ? count : 0;
    });
    m_tour.picture(QStringLiteral("04-ends"));
    face.filter(QString(), deadline);
    return QStringLiteral("%1 rows").arg(rows);
}

} // namespace

void endSteps(Tour& tour)
{
    Ends all(tour);
    tour.step(QStringLiteral("4-submitted"), QStringLiteral("a job for every other end"), 10,
        [&](const QDeadlineTimer&) { return all.submitAll(); });
    const std::vector<End> kinds = ends();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        tour.step(QString::fromLatin1(kinds[i].id),
            QStringLiteral("%1: one Teardown, and its row says so")
                .arg(QLatin1String(kinds[i].what)),
            60, [&all, i](const QDeadlineTimer& deadline) { return all.oneEnd(i, deadline); });
    }
    tour.step(QStringLiteral("4-list"), QStringLiteral("all of these ends in one list"), 10,
        [&](const QDeadlineTimer& deadline) { return all.allRows(deadline); });
}

} // namespace Espalier::Tour
