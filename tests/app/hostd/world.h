// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/manualclock.h"

#include <hostd/slots/localhost.h>

#include <evidence/check.h>

#include <QTemporaryDir>

#include <deque>
#include <map>

namespace Espalier::Tests {

// Timers that fire when the test moves time, in order of their due time, the clock with them.
class ManualTimers final : public Hostd::Timers {
public:
    explicit ManualTimers(ManualClock& clock)
        : m_clock(clock)
    {
    }
    [[nodiscard]] Hostd::Timer after(
        std::chrono::milliseconds delay, std::function<void()> call) override;
    void advance(std::chrono::milliseconds by);
    void drop() { m_due.clear(); } // the process dies

private:
    struct Due {
        std::shared_ptr<bool> alive;
        std::function<void()> call;
    };
    ManualClock& m_clock;
    std::multimap<MonoTime, Due> m_due;
};

// What is left of the world when hostd dies: the VMs of the machine. A fake backend works on it and
// forgets the rest, as a real one does.
struct Machine {
    struct Vm {
        Hostd::VmTrace trace;
        bool runs = false; // its process
        bool hasDisk = false;
    };
    std::map<VmId, Vm> vms;
    std::vector<VmId> starts; // in order, every one
    std::vector<qint64> orphans;
    QStringList nics;
    qint64 lastPid = 4000;
    // How the next tries of a teardown end; then COMPLETE.
    std::deque<Outcome> outcomes;
    std::map<VolumeId, QStringList> cacheFiles; // versions, by volume
    int failFlattens = 0; // the next ones: the disk is full
    bool unkillable = false;
};

// A backend that does at once, within one turn of the event loop, what it is asked.
class FakeBackend final : public Hostd::Backend {
public:
    FakeBackend(Machine& machine, ManualTimers& timers)
        : m_machine(machine)
        , m_timers(timers)
    {
    }
    static QString image() { return QString(64, u'a'); }

    void setEvents(Hostd::BackendEvents* events) override { m_events = events; }
    [[nodiscard]] Hostd::BackendInfo info() const override;
    void prepare(const Hostd::VmSpec& spec) override;
    void discard(const Hostd::VmTrace& trace) override;
    void start(const VmId& vm) override;
    [[nodiscard]] bool adopt(const Hostd::VmTrace& trace) override;
    void stop(const Hostd::VmTrace& trace, std::chrono::milliseconds grace) override;
    void flatten(const Hostd::FlattenOrder& order) override;
    void removeCachesBut(const std::vector<Hostd::VolumeFiles>& kept) override;
    void tearDown(const Hostd::VmTrace& trace, std::chrono::milliseconds grace,
        const QString& baseDigest) override;
    [[nodiscard]] Hostd::ScanResult scan(const std::vector<Hostd::VmTrace>& traces) override;
    void removeStrays(const std::vector<Hostd::VmTrace>& traces) override;
    void requestJobEnd(const VmId& vm) override { jobEndRequests.push_back(vm); }

    [[nodiscard]] Hostd::BackendEvents& events() { return *m_events; }

    bool failPrepare = false, failStart = false, silent = false;
    std::vector<VmId> jobEndRequests;
    std::vector<QString> log; // what was asked, in order
    std::vector<Hostd::CacheDisk> disks; // of the last prepare()

private:
    void soon(std::function<void()> call);

    Machine& m_machine;
    ManualTimers& m_timers;
    Hostd::BackendEvents* m_events = nullptr;
    std::deque<Hostd::Timer> m_pending;
};

// Takes what a host tells and lets the test look.
class FakeUplink final : public Hostd::Uplink {
public:
    void recordCommitted(quint64 hostSeq) override { records.push_back(hostSeq); }
    void statement(const QByteArray& envelope) override { statements.push_back(envelope); }
    void progress(const Hostd::Progress& one) override { progresses.push_back(one); }
    void orderResult(const QString& order, const Hostd::OrderAnswer& answer) override
    {
        results.push_back({order, answer});
    }
    void commandResult(const Hostd::CommandReport& report) override { reports.push_back(report); }
    void outputArrived(const VmId& vm) override { outputs.push_back(vm); }
    void cachesChanged() override { ++cacheChanges; }
    void helloChanged() override { ++helloChanges; }

    std::vector<quint64> records;
    std::vector<QByteArray> statements;
    std::vector<Hostd::Progress> progresses;
    std::vector<std::pair<QString, Hostd::OrderAnswer>> results;
    std::vector<Hostd::CommandReport> reports;
    std::vector<VmId> outputs;
    int helloChanges = 0, cacheChanges = 0;
};

// One host over one state file, on a machine of its own. kill() is SIGKILL: the object graph goes,
// the file and the machine stay; boot() starts hostd again.
class World final {
public:
    World();
    ~World();

    void boot();
    void kill();
    void reboot(); // the machine: no process survives, another boot id
    // Runs the event loop for this long; true if a step observer killed hostd meanwhile.
    bool run(std::chrono::milliseconds by = std::chrono::milliseconds(0));

    [[nodiscard]] Hostd::PlacementOrder placement(const VmId& vm, int slot = 1) const;
    void place(const VmId& vm, int slot = 1);
    void endJob(const VmId& vm, const JobExit& exit);
    // The state file may not grow any more: SQLite itself says that the disk is full.
    void setDiskFull(bool full);
    // From a placement to a job that runs.
    void runJob(const VmId& vm, int slot = 1);
    [[nodiscard]] static VmId vm(int number);
    [[nodiscard]] static HostId id();

    // Every record of the state file, verified one by one and as a chain. Fails the test if one
    // does not verify, or the chain has a gap.
    [[nodiscard]] std::vector<Evidence::HostRecord> chain();
    // Those of it that are about lives, and those that say a mode.
    [[nodiscard]] std::vector<Evidence::LifeRecord> records();
    [[nodiscard]] std::vector<Evidence::HostModeRecord> modes();
    [[nodiscard]] std::vector<Evidence::CacheRecord> cacheRecords();
    [[nodiscard]] int count(Evidence::LifeRecordKind kind, const VmId& vm);
    [[nodiscard]] Evidence::LifeRecord last(Evidence::LifeRecordKind kind);
    [[nodiscard]] Evidence::HostStatement lastStatement() const;

    ManualClock clock;
    ManualTimers timers{clock};
    Machine machine;
    FakeUplink uplink;
    QString bootId = QStringLiteral("9f8d5a3e-52c1-4d7e-9a60-1f0f6c1f7a01");
    Hostd::StepObserver step; // taken over at boot()
    FakeBackend* backend = nullptr; // of the running hostd
    std::unique_ptr<Hostd::HostStore> store;
    std::unique_ptr<Hostd::Journal> journal;
    std::unique_ptr<Hostd::RosterKeeper> rosters;
    std::unique_ptr<Hostd::LocalHost> host;
    Evidence::SigningKey key;

    [[nodiscard]] QString cacheKeyFile() const
    {
        return m_folder.filePath(QStringLiteral("cache.key"));
    }

private:
    void fill(const std::function<void(int)>& write); // until it says full
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("hostd.sqlite")); }
    QTemporaryDir m_folder;
    quint64 m_random = 0;
    int m_fillers = 0;
};

// Thrown by a test's step observer: hostd is killed there.
struct Killed {};

} // namespace Espalier::Tests
