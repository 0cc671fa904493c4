// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caches/cachedesk.h"
#include "caches/cacheverbs.h"
#include "control.h"
#include "drains/drainverbs.h"
#include "record/hostdesk.h"
#include "record/inventory.h"
#include "record/janitor.h"
#include "record/watchhub.h"
#include "schedule/jobdesk.h"

#include <fleetd/commands/commanddesks.h>
#include <fleetd/commands/markdesk.h>

namespace Espalier::Fleetd {

struct FleetConfig {
    QString site;
    QString database; // path of fleet.db
    TrustFiles trustFiles;
    std::vector<InventoryHost> inventory;
    QByteArray tenantKey;
    HistoryLimits history;
    Floors floors; // of pools
    const Clock* clock = nullptr;
    Randomness random;
};

// Everything that lives on the record's thread, put together. Construct and destroy it there.
class Fleet final {
public:
    // trust: what loadTrust gave; replaced when the files change. Throws std::runtime_error if the
    // record cannot be opened, or the roster is older than one that was in force here.
    Fleet(const FleetConfig& config, TrustBox& trust);
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;

    [[nodiscard]] FleetRecord& record() { return m_record; }
    [[nodiscard]] WatchHub& watches() { return m_watches; }
    [[nodiscard]] SampleHub& samples() { return m_samples; }
    [[nodiscard]] FollowHub& follows() { return m_follows; }
    [[nodiscard]] JobDesk& jobs() { return m_jobs; }
    [[nodiscard]] HostDesk& hosts() { return m_hosts; }
    [[nodiscard]] OutputHub& outputs() { return m_outputs; }
    [[nodiscard]] MarkDesk& marks() { return m_marks; }
    [[nodiscard]] CommandIntake& commands() { return m_commands.intake(); }
    // A copy that starts an epoch of its own when it is put in place.
    void backup(const QString& target);
    void openControl(const QString& socket);
    // Told now and every 5 s whether a write reaches the disk.
    void onHealth(std::function<void(bool writable)> listener);
    // Called with every sweep, after trust.
    void onSweep(std::function<void()> listener) { m_swept = std::move(listener); }
    // What time does, by timers and in tests: every second silence, every 5 s retirement, trust
    // and health.
    void tick();
    void sweep();

private:
    void holdRosterVersion();
    void reloadTrust();
    void tellHealth();

    const FleetConfig m_config;
    TrustBox& m_trust;
    Daemon::Database m_database;
    FleetRecord m_record;
    ChainStore m_chains;
    WatchHub m_watches;
    SampleHub m_samples;
    FollowHub m_follows;
    HostLinks m_links;
    JobStore m_store;
    JobQueue m_queue;
    Volumes m_volumes;
    Scheduler m_scheduler;
    JobDesk m_jobs;
    CommandDesks m_commands;
    CacheDesk m_caches;
    EvictVerb m_evict;
    VolumeVerb m_pin, m_quota;
    MarkDesk m_marks;
    OutputHub m_outputs;
    DrainDesk m_drains;
    DrainVerb m_drain;
    StopDrainVerb m_stopDrain;
    RecordIntake m_intake;
    HostDesk m_hosts;
    Janitor m_janitor;
    QString m_trustStamp; // of the files as last read
    QTimer m_tick;
    QTimer m_sweep;
    std::unique_ptr<Control> m_control;
    std::function<void(bool)> m_health;
    std::function<void()> m_swept;
};

} // namespace Espalier::Fleetd
