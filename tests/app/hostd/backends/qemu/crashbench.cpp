// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "crashbench.h"

#include "vmbench.h"

#include <hostd/caches/cachestore.h>
#include <hostd/slots/hoststore.h>

#include <evidence/chain.h>
#include <evidence/check.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <signal.h>
#include <unistd.h>

namespace Espalier::Tests {

using namespace Hostd;

namespace {

constexpr int firstUid = 0x7200'0000; // beside those of VmBench
constexpr int patience = 90'000;
const HostId hostId(QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10"));

// qemu-img takes 2 s for a disk, whatever it is told, and here all disks are the same one: made
// once for the whole test, copied from then on. It stands before the state folder's path.
QString copyingQemuImg()
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("qemu-img"));
    QFile script(path);
    if (!script.exists() && script.open(QIODevice::WriteOnly)) {
        script.write("#!/bin/sh\n"
                     "for word; do target=$before; before=$word; done\n"
                     "[ -f \"$0.disk\" ] && exec cp \"$0.disk\" \"$target\"\n"
                     "/usr/bin/qemu-img \"$@\" && cp \"$target\" \"$0.disk.new\" "
                     "&& mv \"$0.disk.new\" \"$0.disk\"\n");
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return path;
}

Evidence::KeyRing keyRing()
{
    Evidence::HostList hosts;
    hosts.version = 1;
    hosts.trustDomain = QStringLiteral("dev.espalier.internal");
    hosts.site = SiteId(QStringLiteral("fra1"));
    const auto key = *Evidence::SigningKey::fromSeed(QByteArray(32, '\x07'));
    hosts.entries.push_back({Evidence::KeyOp::Enrol, hostId, key.publicKey().hex(), false});
    return *Evidence::KeyRing::of(hosts);
}

} // namespace

CrashBench::CrashBench(Job job)
    : m_job(job)
    , m_cgroup(QStringLiteral("espalier-crash-%1").arg(::getpid()))
    , m_firstUid(firstUid + static_cast<int>(::getpid() % 1000) * 16)
{
    QDir().mkpath(state());
}

CrashBench::~CrashBench()
{
    for (const qint64 pid : ProcScan().pidsOfUids(m_firstUid, m_firstUid + 1))
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    removeCgroups(m_cgroup);
}

CrashBench::Run CrashBench::run(const char* step, int occurrence)
{
    QProcess hostd;
    QStringList arguments{state(), guestFolder(), QString::number(m_firstUid), m_cgroup,
        m_job == Job::WithCache ? QStringLiteral("/usr/bin/qemu-img") : copyingQemuImg(),
        QLatin1String(step), QString::number(occurrence)};
    if (m_job != Job::Plain)
        arguments << (m_job == Job::Cancelled ? QStringLiteral("cancel") : QStringLiteral("cache"));
    hostd.start(QStringLiteral(ESPALIER_TEST_CRASHING_HOSTD), arguments);
    Run run;
    const bool ended = hostd.waitForFinished(patience);
    if (!ended) {
        hostd.kill();
        hostd.waitForFinished();
    }
    run.steps = hostd.readAllStandardOutput().split('\n');
    run.log = hostd.readAllStandardError();
    run.steps.removeAll({});
    run.killed = ended && hostd.exitStatus() == QProcess::CrashExit;
    run.code = ended && !run.killed ? hostd.exitCode() : -1;
    return run;
}

QString CrashBench::recordProblem(JobExitKind exit) const
{
    HostStore store(state() + QStringLiteral("/hostd.sqlite"));
    if (!store.lives(hostId).empty())
        return QStringLiteral("the state file holds a life");
    if (!store.quarantines(hostId).empty())
        return store.quarantines(hostId).front().reason;
    const auto records = store.recordsAfter(hostId, 0, 10);
    if (records.size() != 2)
        return QStringLiteral("%1 records").arg(records.size());
    const Evidence::KeyRing ring = keyRing();
    Evidence::HostChain chain(hostId);
    for (const SignedRecord& record : records) {
        const auto checked = Evidence::checkRecord(record.envelope, hostId, ring);
        if (!checked->ok() || chain.add(checked) != Evidence::ChainStep::Appended)
            return QStringLiteral("record %1 is unreadable, unsigned or out of place %2")
                .arg(record.hostSeq)
                .arg(chain.conflict());
        const Evidence::LifeRecord& life = *checked->life();
        if (record.hostSeq == 1 && life.kind != Evidence::LifeRecordKind::Birth)
            return QStringLiteral("no Birth");
        if (record.hostSeq == 1)
            continue;
        if (life.kind != Evidence::LifeRecordKind::Teardown
            || life.identity.birthLeafHash != records.front().leaf)
            return QStringLiteral("no Teardown of that Birth");
        if (life.outcome != Outcome::Complete)
            return outcomeName(life.outcome) + u' ' + life.residuals.join(u'\n');
        if (life.cause->exit != JobExit{exit, 0})
            return exitKindName(life.cause->exit.kind);
    }
    return {};
}

QString CrashBench::cacheProblem() const
{
    HostStore store(state() + QStringLiteral("/hostd.sqlite"));
    if (!store.lives(hostId).empty() || !store.quarantines(hostId).empty())
        return QStringLiteral("the state file holds a life or a quarantine");
    QStringList types;
    bool succeeded = false;
    for (const SignedRecord& record : store.recordsAfter(hostId, 0, 10)) {
        const auto checked = Evidence::checkRecord(record.envelope, hostId, keyRing());
        types << record.type;
        if (!checked->ok())
            return QStringLiteral("record %1 does not verify").arg(record.hostSeq);
        if (record.type == QLatin1String("Teardown"))
            succeeded = checked->life()->cause->exit == JobExit{JobExitKind::Exit, 0};
    }
    if (types.join(u' ') != QLatin1String("Birth CacheAttach CacheDetach Teardown"))
        return types.join(u' ');
    const auto volumes = CacheStore(store.database(), hostId).volumes();
    if (volumes.size() != 1 || !volumes.front().forks.empty()
        || volumes.front().current != (succeeded ? 1 : 0))
        return QStringLiteral("the volume's rows");
    const QStringList files =
        QDir(state() + QStringLiteral("/qemu/caches/") + volumes.front().id.text())
            .entryList(QDir::Files | QDir::Hidden);
    return files == filesOf(volumes.front()) ? QString() : files.join(u' ');
}

QStringList CrashBench::leftovers() const
{
    QStringList left;
    for (const qint64 pid : ProcScan().pidsOfUids(m_firstUid, m_firstUid + 1))
        left << QStringLiteral("process %1").arg(pid);
    for (const char* folder : {"vms", "spares", "unlinked"}) {
        QDirIterator files(state() + QStringLiteral("/qemu/") + QLatin1String(folder),
            QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
            QDirIterator::Subdirectories);
        while (files.hasNext())
            left << files.next();
    }
    for (const QString& folder : VmCgroup(findCgroups(m_cgroup), m_cgroup).folders()) {
        for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            left << folder + u'/' + name;
    }
    return left;
}

void crashAndGoOn(const CrashPoint& point)
{
    CrashBench bench;
    const CrashBench::Run killed = bench.run(point.step, point.occurrence);
    QVERIFY2(killed.killed, killed.text().constData()); // else it never came to the step
    const CrashBench::Run after = bench.run();
    QVERIFY2(after.code == 0, after.text().constData());
    const QString problem = bench.recordProblem(point.exit);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const QStringList left = bench.leftovers();
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    QVERIFY((killed.steps + after.steps).count("qemu/launched") <= 1);
}

} // namespace Espalier::Tests
