// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmbench.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <signal.h>
#include <unistd.h>

namespace Espalier::Tests {

using namespace Hostd;

namespace {

constexpr int firstUid = 0x7100'0000; // beside the ranges that leaseUids hands out
constexpr int patience = 60'000; // ms for one step of a VM on a loaded machine

// The test image under another command line.
bool copyImage(const QString& to, const QString& extra)
{
    const QString from = guestFolder();
    QDir().mkpath(to);
    for (const char* name : {"vmlinuz", "initrd", "root.qcow2"}) {
        const QString file = QLatin1Char('/') + QLatin1String(name);
        if (!QFile::exists(to + file) && !QFile::copy(from + file, to + file))
            return false;
    }
    QFile source(from + QStringLiteral("/manifest.json"));
    QFile target(to + QStringLiteral("/manifest.json"));
    if (!source.open(QIODevice::ReadOnly) || !target.open(QIODevice::WriteOnly))
        return false;
    QByteArray manifest = source.readAll();
    manifest.replace(
        "espalier.allow-sysrq", QByteArray("espalier.allow-sysrq ").append(extra.toUtf8()));
    return target.write(manifest) == manifest.size();
}

} // namespace

QString guestFolder()
{
    return qEnvironmentVariable("ESPALIER_TEST_GUEST", QStringLiteral(ESPALIER_TEST_GUEST));
}

void removeCgroups(const QString& name)
{
    const VmCgroup parent(findCgroups(name), name);
    for (const QString& folder : parent.folders()) {
        for (const QString& child : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QDir(folder).rmdir(child);
        QDir().rmdir(folder);
    }
}

VmBench::VmBench()
{
    m_config.stateFolder = m_folder.path() + QStringLiteral("/state");
    m_config.imageFolders = {guestFolder()};
    m_config.firstUid = firstUid + static_cast<int>(::getpid() % 1000) * 16;
    m_config.uidCount = 16;
    m_config.cgroupName = QStringLiteral("espalier-test-%1").arg(::getpid());
    m_config.accelerator = QStringLiteral("tcg");
}

VmBench::~VmBench()
{
    m_backend.reset();
    const ProcScan processes;
    for (const qint64 pid : processes.pidsOfUids(m_config.firstUid, m_config.firstUid + 15))
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    removeCgroups(m_config.cgroupName);
}

QString VmBench::whyNot()
{
    if (::geteuid() != 0)
        return QStringLiteral("real VMs need root");
    return QFile::exists(guestFolder() + QStringLiteral("/manifest.json"))
        ? QString()
        : QStringLiteral("no guest image: run the test app/hostd/backends/qemu/guest-image");
}

bool VmBench::open(const QString& extra)
{
    if (!extra.isEmpty()) {
        const QString folder = m_folder.path() + QStringLiteral("/image");
        if (!copyImage(folder, extra))
            return false;
        m_config.imageFolders = {folder};
    }
    m_backend = QemuBackend::create(m_config, m_clock, &m_failure);
    if (m_backend)
        m_backend->setEvents(&log);
    return m_backend != nullptr;
}

VmSpec VmBench::spec(const QByteArray& script, int slot)
{
    VmSpec spec;
    spec.vm =
        VmId(QStringLiteral("00000000-0000-4000-8000-%1").arg(++m_count, 12, 10, QLatin1Char('0')));
    spec.slot = slot;
    spec.shape.name = QStringLiteral("linux.test.1x256m");
    spec.shape.vcpus = 1;
    spec.shape.memoryMiB = 256;
    spec.imageDigest = digest();
    spec.script = script;
    return spec;
}

bool VmBench::launch(const VmSpec& spec)
{
    const EventLog::Life& life = log.of(spec.vm);
    m_backend->prepare(spec);
    const bool prepared = QTest::qWaitFor(
        [&life] { return life.trace.has_value() || !life.prepareFailure.isEmpty(); }, patience);
    if (!prepared || !life.trace)
        return false;
    m_backend->start(spec.vm);
    return QTest::qWaitFor(
               [&life] { return life.trace->pid != 0 || !life.startFailure.isEmpty(); }, patience)
        && life.trace->pid != 0;
}

const TeardownRun* VmBench::tearDown(const VmId& vm, std::chrono::milliseconds grace)
{
    EventLog::Life& life = log.of(vm);
    life.run.reset();
    m_backend->tearDown(*life.trace, grace, digest());
    const bool finished = QTest::qWaitFor([&life] { return life.run.has_value(); }, patience);
    return finished ? &*life.run : nullptr;
}

QString rawOf(const TeardownRun& run, const char* fact, const char* key)
{
    for (const ObservedFact& seen : run.verified) {
        if (seen.fact == QLatin1String(fact))
            return seen.raw.value(QLatin1String(key));
    }
    return {};
}

QStringList factNames(const TeardownRun& run)
{
    QStringList names;
    for (const ObservedFact& fact : run.verified)
        names << fact.fact;
    names.sort();
    return names;
}

} // namespace Espalier::Tests
