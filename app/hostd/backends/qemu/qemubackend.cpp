// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemubackend.h"

#include "configdisk.h"
#include "vmstart.h"

#include <QFile>
#include <QRegularExpression>

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace Espalier::Hostd {

namespace {

// Beside the guest's memory: QEMU itself, device buffers and TCG's 128 MiB of translated code.
constexpr int overheadMiB = 384;
QString rootRole() { return QStringLiteral("root"); }
QString cacheRole() { return QStringLiteral("cache"); }

QStringList mountNames(const std::vector<CacheDisk>& caches)
{
    QStringList names;
    for (const CacheDisk& disk : caches)
        names << disk.name;
    return names;
}

constexpr int maxProcesses = 64; // threads of QEMU; it forks nothing

} // namespace

QemuBackend::QemuBackend(QemuConfig config, QemuSurvey survey, const Clock& clock)
    : m_config(std::move(config))
    , m_clock(clock)
    , m_survey(std::move(survey))
    , m_files(m_config.stateFolder)
    , m_scanner(m_processes, m_config.stateFolder)
    , m_inventory({m_config.firstUid, m_config.firstUid + m_config.uidCount - 1}, m_survey.cgroups,
          m_config.cgroupName, m_files)
    , m_disks(m_config.stateFolder + QStringLiteral("/spares"), m_config.qemuImg, m_config.random,
          m_config.spareDisks)
    , m_caches(m_config.stateFolder + QStringLiteral("/caches"),
          {m_config.qemuImg, m_config.mke2fs, m_config.observer})
{
}

QemuBackend::~QemuBackend() = default;

std::unique_ptr<QemuBackend> QemuBackend::create(
    QemuConfig config, const Clock& clock, QString* why)
{
    auto survey = surveyHost(config, why);
    if (!survey)
        return nullptr;
    return std::unique_ptr<QemuBackend>(
        new QemuBackend(std::move(config), std::move(*survey), clock));
}

const GuestImage* QemuBackend::image(const QString& digest) const
{
    const auto it = std::find_if(m_survey.images.begin(), m_survey.images.end(),
        [&digest](const GuestImage& candidate) { return candidate.digest == digest; });
    return it == m_survey.images.end() ? nullptr : &*it;
}

VmCgroup QemuBackend::cgroupOf(const VmPlace& place) const
{
    return {m_survey.cgroups, place.cgroup};
}

void QemuBackend::atStep(const char* step) const
{
    if (m_config.observer)
        m_config.observer(step);
}

QString QemuBackend::check(const VmSpec& spec) const
{
    static const QRegularExpression id(QStringLiteral("^[A-Za-z0-9-]{1,64}$"));
    if (!id.match(spec.vm.text()).hasMatch())
        return QStringLiteral("vm: \"%1\" is no id of a VM").arg(spec.vm.text());
    if (m_prepared.contains(spec.vm) || m_machines.contains(spec.vm))
        return QStringLiteral("vm: %1 is already here").arg(spec.vm.text());
    if (spec.slot < 1 || spec.slot > m_config.uidCount)
        return QStringLiteral("slot: %1 is not in 1..%2").arg(spec.slot).arg(m_config.uidCount);
    if (spec.shape.vcpus < 1 || spec.shape.memoryMiB < 64)
        return QStringLiteral("shape: %1 with %2 vcpus and %3 MiB cannot run; at least 1 and 64")
            .arg(spec.shape.name)
            .arg(spec.shape.vcpus)
            .arg(spec.shape.memoryMiB);
    if (!image(spec.imageDigest))
        return QStringLiteral("image: %1 is not on this host").arg(spec.imageDigest);
    const int uid = m_config.firstUid + spec.slot - 1;
    if (!m_processes.pidsOfUids(uid, uid).empty())
        return QStringLiteral("slot %1: processes of its uid %2 still live")
            .arg(spec.slot)
            .arg(uid);
    return {};
}

QString QemuBackend::makePlace(Prepared& prepared) const
{
    const VmSpec& spec = prepared.spec;
    VmTrace& trace = prepared.trace;
    trace.vm = spec.vm;
    trace.slot = spec.slot;
    trace.uid = m_config.firstUid + spec.slot - 1;
    trace.bootId = m_processes.bootId();
    VmPlace& place = prepared.place;
    place.folder = m_files.folderOf(spec.slot, spec.vm);
    place.cgroup = QStringLiteral("%1/%2").arg(m_config.cgroupName, spec.vm.text());
    place.imageFolder = image(spec.imageDigest)->folder;
    const int error = m_files.makeFolder(place.folder);
    if (error != 0) {
        const QString folder = std::exchange(place.folder, QString()); // not ours to remove
        return QStringLiteral("%1: %2").arg(folder, QString::fromLocal8Bit(std::strerror(error)));
    }
    QString why;
    if (!cgroupOf(place).create(spec.shape.memoryMiB + overheadMiB, maxProcesses, &why))
        return why;
    return {};
}

void QemuBackend::prepare(const VmSpec& spec)
{
    const auto refuse = [this, vm = spec.vm](const QString& why) {
        QMetaObject::invokeMethod(
            this, [this, vm, why] { m_events->prepareFailed(vm, why); }, Qt::QueuedConnection);
    };
    atStep("prepare");
    QString why = check(spec);
    const auto config = why.isEmpty()
        ? configDiskBytes(spec.script, spec.environment, &why, mountNames(spec.caches))
        : std::nullopt;
    if (!config) {
        refuse(why);
        return;
    }
    auto prepared = std::make_unique<Prepared>();
    prepared->spec = spec;
    prepared->spec.script.clear();
    for (CacheDisk& disk : prepared->spec.caches) {
        StartCache cache;
        const CacheFiles::Base base = m_caches.baseOf(disk);
        cache.base = base.path;
        cache.key = std::make_unique<SecretKey>();
        (void)cache.key->set(disk.key); // refused with the fork if it is none
        if (base.encrypted) {
            cache.baseKey = std::make_unique<SecretKey>();
            (void)cache.baseKey->set(disk.baseKey);
        }
        prepared->caches.push_back(std::move(cache));
    }
    prepared->config = *config;
    why = makePlace(*prepared);
    m_prepared.emplace(spec.vm, std::move(prepared));
    if (why.isEmpty())
        takeDisk(spec.vm);
    else
        QMetaObject::invokeMethod(
            this, [this, vm = spec.vm, why] { prepareFailed(vm, why); }, Qt::QueuedConnection);
}

void QemuBackend::takeDisk(const VmId& vm)
{
    const Prepared& prepared = *m_prepared.at(vm);
    const GuestImage& base = *image(prepared.spec.imageDigest);
    const quint64 wanted = static_cast<quint64>(qMax(0, prepared.spec.shape.diskMiB)) * 1024 * 1024;
    const DiskKind kind{base.rootDisk, base.rootFormat, qMax(base.rootBytes, wanted)};
    m_disks.request(kind, [this, vm](SpareDisk* disk, const QString& why) {
        const auto it = m_prepared.find(vm);
        if (it == m_prepared.end()) { // given up meanwhile
            if (disk)
                QFile::remove(disk->path);
            return;
        }
        const QString problem = disk ? moveDisk(*it->second, *disk) : why;
        if (!problem.isEmpty()) {
            prepareFailed(vm, problem);
            return;
        }
        makeForks(vm);
    });
}

// One by one, each in the VM's folder, so that it goes with it.
void QemuBackend::makeForks(const VmId& vm)
{
    Prepared& prepared = *m_prepared.at(vm);
    const size_t index = prepared.trace.disks.size() - 1;
    if (index == prepared.spec.caches.size()) {
        prepared.spec.caches.clear();
        atStep("prepared");
        m_events->prepared(prepared.trace);
        return;
    }
    const CacheDisk& disk = prepared.spec.caches.at(index);
    const DiskIdentity name{cacheRole(), {}, 0, 0, disk.fork};
    m_caches.fork(disk, diskPath(prepared.place, name),
        [this, vm](const InodeId& inode, const QString& problem) { forkMade(vm, inode, problem); });
}

void QemuBackend::forkMade(const VmId& vm, const InodeId& inode, const QString& problem)
{
    const auto it = m_prepared.find(vm);
    if (it == m_prepared.end())
        return; // given up meanwhile
    if (!problem.isEmpty()) {
        prepareFailed(vm, QStringLiteral("no fork of a cache volume: ") + problem);
        return;
    }
    VmTrace& trace = it->second->trace;
    const CacheDisk& disk = it->second->spec.caches.at(trace.disks.size() - 1);
    trace.disks.push_back(
        {cacheRole(), sanitisationOf(cacheRole()), inode.dev, inode.ino, disk.fork});
    atStep("cache-forked");
    makeForks(vm);
}

QString QemuBackend::moveDisk(Prepared& prepared, SpareDisk& disk) const
{
    const DiskIdentity identity{
        rootRole(), sanitisationOf(rootRole()), disk.inode.dev, disk.inode.ino, disk.nonce};
    const int error = m_files.adopt(disk.path, diskPath(prepared.place, identity));
    if (error != 0) {
        QFile::remove(disk.path);
        return QStringLiteral("%1: %2").arg(
            diskPath(prepared.place, identity), QString::fromLocal8Bit(std::strerror(error)));
    }
    prepared.trace.disks.push_back(identity);
    prepared.trace.backendState = prepared.place.toJson();
    prepared.key = std::move(disk.key);
    return {};
}

void QemuBackend::prepareFailed(const VmId& vm, const QString& why)
{
    const VmPlace place = m_prepared.at(vm)->place;
    forget(vm);
    const bool clean = place.folder.isEmpty()
        || (m_files.eraseFolder(place.folder).error == 0 && cgroupOf(place).remove() == 0);
    m_events->prepareFailed(vm,
        clean ? why : QStringLiteral("%1; something of it is left in %2").arg(why, place.folder));
}

// Without deleting what may be on the stack above us.
void QemuBackend::forget(const VmId& vm)
{
    const auto prepared = m_prepared.find(vm);
    if (prepared != m_prepared.end()) {
        m_prepared.erase(prepared);
    }
    const auto machine = m_machines.find(vm);
    if (machine != m_machines.end()) {
        machine->second->disconnect(this);
        machine->second.release()->deleteLater();
        m_machines.erase(machine);
    }
}

void QemuBackend::discard(const VmTrace& trace)
{
    const auto place = VmPlace::fromJson(trace.backendState);
    forget(trace.vm);
    if (place && place->folder.startsWith(m_files.vmsFolder() + QLatin1Char('/'))) {
        const auto erased = m_files.eraseFolder(place->folder);
        if (erased.error == 0 && cgroupOf(*place).remove() == 0)
            return;
    }
    qWarning("prepared VM %s could not be removed altogether", qPrintable(trace.vm.text()));
}

void QemuBackend::start(const VmId& vm)
{
    QMetaObject::invokeMethod(
        this, [this, vm] { startNow(vm); }, Qt::QueuedConnection);
}

void QemuBackend::startNow(const VmId& vm)
{
    const auto it = m_prepared.find(vm);
    if (it == m_prepared.end() || !it->second->key) {
        m_events->startFailed(vm, QStringLiteral("it was not prepared in this run of hostd"));
        return;
    }
    Prepared& prepared = *it->second;
    const VmCgroup cgroup = cgroupOf(prepared.place);
    QString why;
    atStep("launch");
    auto started = startVm({m_config.qemu, m_survey.info.accelerator, prepared.spec.shape,
                               *image(prepared.spec.imageDigest), prepared.trace, prepared.place,
                               cgroup, m_files, *prepared.key, prepared.config, prepared.caches},
        &why);
    prepared.key->wipe(); // the pipe has it now, or nobody ever will
    VmTrace trace = prepared.trace;
    VmPlace place = prepared.place;
    forget(vm);
    if (!started) {
        m_events->startFailed(vm, why);
        return;
    }
    trace.pid = started->process.pid;
    trace.startTime = started->startTime;
    place.nicArguments = started->nicArguments;
    place.nicDevices = started->nicDevices;
    place.coreLimit = started->coreLimit;
    trace.backendState = place.toJson();
    watch(trace, place, std::move(started->process.pidfd), std::move(started->log));
    atStep("launched");
    m_events->started(trace);
}

void QemuBackend::watch(const VmTrace& trace, const VmPlace& place, UniqueFd pidfd, UniqueFd log)
{
    const VmId vm = trace.vm;
    auto machine = std::make_unique<QemuMachine>(vm, trace.pid, std::move(pidfd), std::move(log));
    // Once its teardown has begun, hostd has decided how the job ended.
    const auto isTornDown = [this, vm] { return m_teardowns.contains(vm); };
    connect(machine.get(), &QemuMachine::booted, this, [this, vm] { m_events->booted(vm); });
    connect(machine.get(), &QemuMachine::jobStarted, this, [this, vm] {
        m_events->jobStarted(vm);
        m_disks.refill();
    });
    connect(machine.get(), &QemuMachine::output, this,
        [this, vm](const QByteArray& data) { m_events->output(vm, data); });
    connect(
        machine.get(), &QemuMachine::jobEnded, this, [this, vm, isTornDown](const JobExit& exit) {
            if (!isTornDown())
                m_events->jobEnded(vm, exit);
        });
    connect(
        machine.get(), &QemuMachine::neverRan, this, [this, vm, isTornDown](const QString& why) {
            if (!isTornDown())
                m_events->startFailed(vm, why);
        });
    if (!machine->connectTo(place.folder, m_config.bootLimit))
        qWarning("%s: its folder is gone, its sockets cannot be reached", qPrintable(vm.text()));
    m_machines[vm] = std::move(machine);
}

bool QemuBackend::adopt(const VmTrace& trace)
{
    const auto place = VmPlace::fromJson(trace.backendState);
    if (m_machines.contains(trace.vm))
        return true;
    if (!place || trace.pid == 0 || trace.bootId != m_processes.bootId())
        return false;
    UniqueFd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, trace.pid, 0)));
    // Compared after the pidfd is open: from here on it is this process or none.
    const auto status = m_processes.status(trace.pid);
    if (!pidfd.isValid() || !status || status->startTime != trace.startTime || status->state == 'Z'
        || m_processes.uid(trace.pid) != trace.uid
        || !m_processes.isInCgroup(trace.pid, cgroupOf(*place).shownPath()))
        return false;
    watch(trace, *place, std::move(pidfd), {});
    return true;
}

void QemuBackend::requestJobEnd(const VmId& vm)
{
    const auto it = m_machines.find(vm);
    if (it != m_machines.end())
        it->second->askJobEnd();
}

void QemuBackend::tearDown(
    const VmTrace& trace, std::chrono::milliseconds grace, const QString& baseDigest)
{
    if (m_teardowns.contains(trace.vm))
        return;
    const auto place = placeOf(trace);
    if (!place) {
        TeardownRun run;
        run.residuals << QStringLiteral("the trace of %1 does not say where its things are")
                             .arg(trace.vm.text());
        QMetaObject::invokeMethod(
            this, [this, vm = trace.vm, run] { m_events->tornDown(vm, run); },
            Qt::QueuedConnection);
        return;
    }
    begin({trace, *place, cgroupOf(*place), baseDigest, grace, m_config.teardown});
}

std::optional<VmPlace> QemuBackend::placeOf(const VmTrace& trace) const
{
    auto place = VmPlace::fromJson(trace.backendState);
    if (place && !place->folder.startsWith(m_files.vmsFolder() + QLatin1Char('/')))
        return std::nullopt;
    return place;
}

void QemuBackend::stop(const VmTrace& trace, std::chrono::milliseconds grace)
{
    if (m_teardowns.contains(trace.vm))
        return;
    if (const auto place = placeOf(trace))
        begin({trace, *place, cgroupOf(*place), {}, grace, m_config.teardown, true});
    else
        QMetaObject::invokeMethod(
            this, [this, vm = trace.vm] { m_events->stopped(vm, {}); }, Qt::QueuedConnection);
}

void QemuBackend::begin(Teardown::Plan plan)
{
    const VmId vm = plan.trace.vm;
    const auto prepared = m_prepared.find(vm);
    if (prepared != m_prepared.end())
        forget(vm);
    const auto machine = m_machines.find(vm);
    QemuMachine* watched = machine == m_machines.end() ? nullptr : machine->second.get();
    auto teardown = std::make_unique<Teardown>(
        std::move(plan), watched, m_files, m_scanner, m_processes, m_clock, m_config.observer);
    Teardown* running = teardown.get();
    connect(running, &Teardown::proving, this, [this, vm] { m_events->proving(vm); });
    connect(running, &Teardown::finished, this, [this, vm](const TeardownRun& run) {
        teardownFinished(vm);
        m_events->tornDown(vm, run);
    });
    connect(running, &Teardown::stopped, this, [this, vm](const StopRun& run) {
        teardownFinished(vm);
        m_events->stopped(vm, run);
    });
    m_teardowns[vm] = std::move(teardown);
    QMetaObject::invokeMethod(running, &Teardown::begin, Qt::QueuedConnection);
}

void QemuBackend::flatten(const FlattenOrder& order)
{
    const VmId vm = order.trace.vm;
    const QString fork = order.disk.fork;
    const auto place = placeOf(order.trace);
    const MonoTime begun = m_clock.mono();
    const auto done = [this, vm, fork, begun](quint64 bytes, const QString& problem) {
        const bool ok = problem.isEmpty();
        m_events->flattened(vm, fork,
            {{QStringLiteral("commit-cache"), 1, begun, m_clock.mono(), ok, ok ? 0 : EIO}, bytes,
                problem});
    };
    if (place)
        m_caches.flatten(order, diskPath(*place, {cacheRole(), {}, 0, 0, fork}), done);
    else
        QMetaObject::invokeMethod(
            this, [done] { done(0, QStringLiteral("the trace does not say where its fork is")); },
            Qt::QueuedConnection);
}

// Without deleting what is on the stack above us.
void QemuBackend::teardownFinished(const VmId& vm)
{
    const auto it = m_teardowns.find(vm);
    it->second.release()->deleteLater();
    m_teardowns.erase(it);
    const auto machine = m_machines.find(vm);
    if (machine != m_machines.end() && machine->second->isDead())
        forget(vm);
}

ScanResult QemuBackend::scan(const std::vector<VmTrace>& traces)
{
    return m_inventory.scan(traces);
}

void QemuBackend::removeStrays(const std::vector<VmTrace>& traces)
{
    m_disks.removeUnknown();
    m_inventory.removeStrays([this, &traces](const VmId& vm) {
        const bool traced = std::any_of(
            traces.begin(), traces.end(), [&vm](const VmTrace& trace) { return trace.vm == vm; });
        return traced || m_prepared.contains(vm) || m_machines.contains(vm)
            || m_teardowns.contains(vm);
    });
}

} // namespace Espalier::Hostd
