// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "daemoncontrol.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QFile>
#include <QSet>

namespace Espalier::Tour {

namespace {

// What the guest can know and this machine's kernel cannot fake: another boot id, another
// processor.
constexpr auto guestScript = R"script(echo "guest-boot $(cat /proc/sys/kernel/random/boot_id)"
echo "guest-kernel $(uname -r)"
echo "guest-uid $(id -u)"
sleep 8
echo last-words
)script";

QString ownBootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

// One job's life, from its submission to the proof; the steps share what they learn of it.
class JobLife final {
public:
    explicit JobLife(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
    {
    }

    QString submit(const QDeadlineTimer& deadline);
    QString watchItRun(const QDeadlineTimer& deadline);
    QString lookAtItsProcess(const QDeadlineTimer& deadline);
    QString readItsOutput(const QDeadlineTimer& deadline);
    QString watchItGo(const QDeadlineTimer& deadline);
    QString lookForRemains(const QDeadlineTimer& deadline);
    QString readItsEnd(const QDeadlineTimer& deadline);
    QString readItsReceipt(const QDeadlineTimer& deadline);
    QString findItsSlotFree(const QDeadlineTimer& deadline);

private:
    // Throws if the job never got as far as a VM: the later steps have nothing to look at.
    [[nodiscard]] Submission& job() const;

    Tour& m_tour;
    ConsoleFace m_face;
    std::unique_ptr<Submission> m_job;
    QString m_vm, m_place;
    ProcessFacts m_process;
    QStringList m_files;
};

Submission& JobLife::job() const
{
    if (m_vm.isEmpty())
        throw Failure(QStringLiteral("there is no job to look at"));
    return *m_job;
}

QString JobLife::submit(const QDeadlineTimer& deadline)
{
    if (m_tour.fleet().realHost().isEmpty())
        throw Failure(QStringLiteral("there is no real host: ") + m_tour.fleet().realHostProblem());
    // The page is open before there is anything to see: a boot may be over in half a second.
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(QStringLiteral("acme tour"), deadline);
    m_job = std::make_unique<Submission>(m_tour.fleet(), QStringLiteral("acme"),
        QStringLiteral("tour"), QString::fromLatin1(guestScript));
    m_vm = m_job->vm(deadline);
    return QStringLiteral("VM ") + m_vm;
}

QString JobLife::watchItRun(const QDeadlineTimer& deadline)
{
    (void)job();
    QStringList states;
    until(deadline, QStringLiteral("its row says booting, then running"), [&](QString& seen) {
        const auto row = ConsoleFace::rowWith(
            m_face.slotRows(deadline), ConsoleFace::tenantColumn(), QStringLiteral("acme"));
        if (row) {
            const QString state = ConsoleFace::stateOf(*row);
            m_place = row->value(ConsoleFace::placeColumn());
            if (states.isEmpty() || states.last() != state)
                states.append(state);
        }
        seen = states.join(QStringLiteral(", "));
        return states.contains(QStringLiteral("running"));
    });
    m_tour.picture(QStringLiteral("02-job-running"));
    if (!states.contains(QStringLiteral("booting")))
        throw Failure(QStringLiteral("never seen booting: ") + states.join(QStringLiteral(", ")));
    return QStringLiteral("%1: %2").arg(m_place, states.join(QStringLiteral(", ")));
}

QString JobLife::lookAtItsProcess(const QDeadlineTimer& deadline)
{
    (void)job();
    m_process = *until(deadline, QStringLiteral("a QEMU process names the VM"),
        [&](QString&) -> std::optional<ProcessFacts> { return hypervisorOf(m_vm); });
    const auto hostd = liveProcess(m_tour.fleet().daemon(m_tour.fleet().realHost()));
    if (!hostd)
        throw Failure(QStringLiteral("the host daemon does not live"));
    const QString network = netNamespaceOf(m_process.pid);
    const QString others = netNamespaceOf(hostd->pid);
    m_files = filesWith(m_tour.fleet().daemon(m_tour.fleet().realHost()).state, m_vm);
    const QString observed =
        QStringLiteral("process %1, uid %2 (hostd %3), %4 (hostd %5), %6 files")
            .arg(m_process.pid)
            .arg(m_process.uid)
            .arg(hostd->uid)
            .arg(network, others)
            .arg(m_files.size());
    const bool apart = m_process.uid > 0 && m_process.uid != hostd->uid
        && network.startsWith(QLatin1String("net:[")) && network != others && !m_files.isEmpty();
    if (!apart)
        throw Failure(observed);
    return observed;
}

QString JobLife::readItsOutput(const QDeadlineTimer& deadline)
{
    const QString boot = job().waitFor(QStringLiteral("guest-boot "), deadline);
    const QString kernel = job().waitFor(QStringLiteral("guest-kernel "), deadline);
    if (boot.size() != 36 || boot == ownBootId())
        throw Failure(
            QStringLiteral("guest's boot id \"%1\", this machine's \"%2\"").arg(boot, ownBootId()));
    return QStringLiteral("guest's kernel %1 booted as %2, this machine's as %3")
        .arg(kernel, boot, ownBootId());
}

QString JobLife::watchItGo(const QDeadlineTimer& deadline)
{
    (void)job().waitFor(QStringLiteral("last-words"), deadline);
    const int status = job().waitForEnd(deadline);
    const QString last = job().output().trimmed().section(QLatin1Char('\n'), -3);
    if (status != 0 || !job().output().contains(QLatin1String("Signed + host agrees")))
        throw Failure(QStringLiteral("submit ended with %1: %2").arg(status).arg(last));
    return last;
}

QString JobLife::lookForRemains(const QDeadlineTimer& deadline)
{
    (void)job();
    const QString state = m_tour.fleet().daemon(m_tour.fleet().realHost()).state;
    until(deadline,
        QStringLiteral("process %1 and every file of the VM are gone").arg(m_process.pid),
        [&](QString& seen) {
            const auto now = process(m_process.pid);
            const bool lives = now && now->startTicks == m_process.startTicks;
            const QStringList files = filesWith(state, m_vm);
            seen = QStringLiteral("process %1, files: %2")
                       .arg(lives ? QStringLiteral("lives") : QStringLiteral("gone"),
                           files.join(QLatin1Char(' ')));
            return !lives && files.isEmpty();
        });
    return QStringLiteral("process %1 gone, 0 of %2 files left in %3")
        .arg(m_process.pid)
        .arg(m_files.size())
        .arg(state);
}

QString JobLife::readItsEnd(const QDeadlineTimer& deadline)
{
    (void)job();
    m_face.open(ConsoleFace::Page::Teardowns, deadline);
    m_face.filter(m_vm.left(8), deadline);
    const QString words = QStringLiteral("gone (host says, no log)");
    QMap<QString, QString> row;
    until(deadline, QStringLiteral("its row says \"%1\"").arg(words), [&](QString& seen) {
        const auto found =
            ConsoleFace::rowWith(m_face.lifeRows(deadline), ConsoleFace::vmColumn(), m_vm.left(8));
        row = found.value_or(QMap<QString, QString>());
        seen = QStringList(row.values()).join(QStringLiteral(" | "));
        return seen.contains(words) && seen.contains(QLatin1String("Signed + host agrees"));
    });
    const QString observed = QStringList(row.values()).join(QStringLiteral(" | "));
    if (observed.contains(QLatin1String("destroyed")))
        throw Failure(observed);
    return observed;
}

// The inspector of the record: its evidence checklist and the nine clauses, as words.
QString JobLife::readItsReceipt(const QDeadlineTimer& deadline)
{
    (void)job();
    m_face.desk().press(m_face.firstCell(ConsoleFace::Page::Teardowns, deadline));
    const QString title = m_face.desk().read(
        ConsoleFace::inspectorTitle(ConsoleFace::Page::Teardowns) + m_vm.left(8), deadline);
    const QString clauses = m_face.desk().read(QStringLiteral("of 9 hold"), deadline);
    const QString facts = m_face.desk().read(QStringLiteral("Evidence of teardown"), deadline);
    m_tour.picture(QStringLiteral("03-job-gone"));
    const QString observed = QStringList{title, clauses, facts}.join(QStringLiteral("; "));
    if (!clauses.contains(QLatin1String("6 of 9 hold")))
        throw Failure(observed);
    return observed;
}

QString JobLife::findItsSlotFree(const QDeadlineTimer& deadline)
{
    (void)job();
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(m_place, deadline);
    QString state;
    until(deadline, QStringLiteral("slot %1 is free").arg(m_place), [&](QString& seen) {
        const auto row =
            ConsoleFace::rowWith(m_face.slotRows(deadline), ConsoleFace::placeColumn(), m_place);
        state = row ? ConsoleFace::stateOf(*row) : QString();
        seen = state;
        return state == QLatin1String("free");
    });
    m_face.filter(QString(), deadline);
    return QStringLiteral("%1: %2").arg(m_place, state);
}

} // namespace

void jobSteps(Tour& tour)
{
    JobLife life(tour);
    tour.step(QStringLiteral("2-submitted"),
        QStringLiteral("a job of acme gets a VM on the real host"), 20,
        [&](const QDeadlineTimer& deadline) { return life.submit(deadline); });
    tour.step(QStringLiteral("2-on-screen"), QStringLiteral("its row says booting, then running"),
        40, [&](const QDeadlineTimer& deadline) { return life.watchItRun(deadline); });
    tour.step(QStringLiteral("2-process"),
        QStringLiteral("its QEMU has a uid and a network namespace of its own"), 10,
        [&](const QDeadlineTimer& deadline) { return life.lookAtItsProcess(deadline); });
    tour.step(QStringLiteral("2-inside"),
        QStringLiteral("its output proves that it ran inside a guest"), 20,
        [&](const QDeadlineTimer& deadline) { return life.readItsOutput(deadline); });
    tour.step(QStringLiteral("3-submitter"),
        QStringLiteral("the submitter is told exit status and badge"), 60,
        [&](const QDeadlineTimer& deadline) { return life.watchItGo(deadline); });
    tour.step(QStringLiteral("3-remains"), QStringLiteral("process, disk and state files are gone"),
        10, [&](const QDeadlineTimer& deadline) { return life.lookForRemains(deadline); });
    tour.step(QStringLiteral("3-row"), QStringLiteral("its record is verified and its row says so"),
        30, [&](const QDeadlineTimer& deadline) { return life.readItsEnd(deadline); });
    tour.step(QStringLiteral("3-receipt"),
        QStringLiteral("the inspector shows its evidence and its clauses"), 15,
        [&](const QDeadlineTimer& deadline) { return life.readItsReceipt(deadline); });
    tour.step(QStringLiteral("3-slot"), QStringLiteral("its slot is free again"), 30,
        [&](const QDeadlineTimer& deadline) { return life.findItsSlotFree(deadline); });
}

} // namespace Espalier::Tour
