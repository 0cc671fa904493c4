// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/objects.h>

#include <QByteArray>
#include <QMap>

#include <functional>
#include <optional>
#include <vector>

namespace Espalier::Hostd {

// A fork of a cache volume, a disk that the guest mounts at /cache/<name>.
struct CacheDisk {
    VolumeId volume;
    QString name;
    QString fork; // 32 hex digits, the disk's nonce
    quint64 quota = 0; // bytes of the empty file system, where there is no version yet
    QString baseFile; // in the volume's folder; empty: there is no version yet
    QByteArray key, baseKey; // 64 hex digits; baseKey is of baseFile
};

// What a job VM shall be. The script is the tenant's: data, never interpreted on the host.
struct VmSpec {
    VmId vm;
    int slot = 0; // from 1
    Shape shape;
    QString imageDigest; // lower-case hex
    QByteArray script;
    QMap<QString, QString> environment;
    std::vector<CacheDisk> caches;
};

struct DiskIdentity {
    QString role; // root, cache
    QString sanitisation; // CRYPTO_ERASE or UNLINK_ONLY, what its removal amounts to
    quint64 dev = 0, ino = 0;
    QString nonce; // 32 hex digits, part of the file's name
};

// What is known of a VM before and after its start; kept durable beside its Birth so that a later
// run of hostd finds, adopts or tears down exactly this VM.
struct VmTrace {
    VmId vm;
    int slot = 0;
    int uid = 0; // of the process
    qint64 pid = 0; // 0: not started
    quint64 startTime = 0; // field 22 of /proc/<pid>/stat, clock ticks since boot
    QString bootId;
    std::vector<DiskIdentity> disks; // the root first
    QByteArray backendState; // the backend's own JSON: folder, cgroup, socket names
};

// For the backend group of records (evidence.md 2). Constant for one backend instance.
struct BackendInfo {
    QString kind; // qemu, simulated
    QString version;
    QString accelerator; // kvm, tcg, simulated
    QString guestOs, machineType;
    QString sandboxProfileHash; // lower-case hex
    QStringList imageDigests; // base images present and verified
    QStringList limits; // limits in force; what could not be had is in missing
    QStringList missing;
};

// One step of a teardown run, for records.
struct TeardownStep {
    QString id; // power-off, kill, unlink, ...
    int attempt = 1;
    MonoTime started{}, ended{};
    bool ok = false;
    int error = 0; // errno, 0 if none
};

// One fact of evidence.md 5 with the raw values seen. Values are text: records hold no numbers.
struct ObservedFact {
    QString fact;
    QMap<QString, QString> raw;
    std::optional<MonoTime> seen = {}; // when it was observed
};

// The result of one try of the whole teardown sequence and its observation.
struct TeardownRun {
    std::vector<TeardownStep> steps;
    std::vector<ObservedFact> verified; // observed by something other than the deleter
    std::vector<ObservedFact> claimed; // only the host can know
    Outcome outcome = Outcome::Unverifiable;
    QStringList residuals; // what is left over, in words
};

// How a VM's process was ended before its forks are read.
struct StopRun {
    std::vector<TeardownStep> steps;
    bool gone = false; // nothing of it runs
};

// A full version shall be made of a fork, whose VM's process is gone.
struct FlattenOrder {
    VmTrace trace;
    CacheDisk disk;
    QString file; // to be made, in the volume's folder
};

struct FlattenRun {
    TeardownStep step;
    quint64 bytes = 0; // of the file, on disk
    QString problem; // empty: the file is there, durable
};

// What of a volume's folder is to stay.
struct VolumeFiles {
    VolumeId volume;
    QStringList files;
};

// A VM that is found although it has been torn down.
struct ReturnedVm {
    VmId vm;
    qint64 pid = 0;
};

// The last three only simulated hosts with a fault find today.
struct ScanResult {
    std::vector<qint64> unclaimedPids; // VM processes without a trace
    std::vector<DiskIdentity> disks; // all VM disks on this host
    QStringList nics; // network devices of VMs
    std::vector<VmId> absent; // VMs of the traces of which nothing is here
    std::vector<ReturnedVm> returned;
    std::vector<int> leakedSlots; // refuse a new guest although none runs there
};

// Told on the thread that owns the backend (hostd's main). Calls for a VM that has ended never
// come.
class BackendEvents {
public:
    virtual ~BackendEvents() = default;
    virtual void prepared(const VmTrace& trace) = 0;
    virtual void prepareFailed(const VmId& vm, const QString& why) = 0; // nothing is left over
    virtual void started(const VmTrace& trace) = 0; // pid and start time are set
    virtual void startFailed(const VmId& vm, const QString& why) = 0; // tearDown() must follow
    virtual void booted(const VmId& vm) = 0;
    virtual void jobStarted(const VmId& vm) = 0;
    virtual void output(const VmId& vm, const QByteArray& data) = 0;
    // The job has ended, whatever way: exit, signal, panic, hypervisor-died. Once per VM.
    virtual void jobEnded(const VmId& vm, const JobExit& exit) = 0;
    virtual void tornDown(const VmId& vm, const TeardownRun& run) = 0;
    virtual void stopped(const VmId& vm, const StopRun& run) = 0;
    virtual void flattened(const VmId& vm, const QString& fork, const FlattenRun& run) = 0;
    // The steps of tearDown() are through, observing begins. Optional; only moves the phase shown.
    virtual void proving(const VmId& vm) { Q_UNUSED(vm) }
};

// A hypervisor. Asynchronous: calls return at once, results come through BackendEvents from the
// event loop. One thread. Nothing it starts dies with hostd.
class Backend {
public:
    Backend() = default;
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;
    virtual ~Backend() = default;

    virtual void setEvents(BackendEvents* events) = 0; // before any other call
    [[nodiscard]] virtual BackendInfo info() const = 0;
    // Folder, uid, encrypted disk, key. Before the Birth is signed; no process starts.
    virtual void prepare(const VmSpec& spec) = 0;
    // Removes what prepare() made, for a VM that will have no Birth.
    virtual void discard(const VmTrace& trace) = 0;
    // Starts the process of a prepared VM, after its Birth is durable.
    virtual void start(const VmId& vm) = 0;
    // After a restart: is this VM's process still the one of the trace? Then take it up again
    // (events follow) and answer true. False: it is gone, or was never started.
    [[nodiscard]] virtual bool adopt(const VmTrace& trace) = 0;
    // A cancel's grace begins: tell the guest to end its job (SIGTERM to the script) if the backend
    // can. The VM goes on; jobEnded() or, after the grace, tearDown() follows.
    virtual void requestJobEnd(const VmId& vm) { Q_UNUSED(vm) }
    // Ends the process as tearDown() does, and touches no data. For a VM with cache forks: they are
    // flattened between this and tearDown().
    virtual void stop(const VmTrace& trace, std::chrono::milliseconds grace) = 0;
    // Overwrites what an earlier try left of the file. The fork itself is only read.
    virtual void flatten(const FlattenOrder& order) = 0;
    // Removes what of cache volumes is in none of these, but for what a flatten() is making.
    virtual void removeCachesBut(const std::vector<VolumeFiles>& kept) = 0;
    // One try: ends the process if there is one (power-off, grace, kill), removes its data,
    // observes. Idempotent; works from the trace alone. baseDigest: of the subject of the Birth. A
    // run is up to three tries: the caller repeats the call while the outcome is not COMPLETE* or
    // SIMULATED and counts the attempts itself (what the backend writes into TeardownStep::attempt
    // is replaced).
    virtual void tearDown(
        const VmTrace& trace, std::chrono::milliseconds grace, const QString& baseDigest) = 0;
    // What is really here, by looking. traces: the VMs that have a Birth and no Teardown.
    [[nodiscard]] virtual ScanResult scan(const std::vector<VmTrace>& traces) = 0;
    // Removes prepared disks that belong to none of these traces (their key died with hostd).
    virtual void removeStrays(const std::vector<VmTrace>& traces) = 0;
};

// Called at every step boundary of a birth and a teardown; tests crash there. Never in production.
using StepObserver = std::function<void(const char* step)>;

} // namespace Espalier::Hostd
