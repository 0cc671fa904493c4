// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rows.h"
#include "sums.h"
#include "table.h"

#include <domain/feed.h>

#include <QSet>

#include <deque>
#include <map>

namespace Espalier {

// The store's insides: what its parts share. Not for other rooms.

struct SiteEntry {
    SiteId id;
    FeedState state = FeedState::Listing;
    MonoTime expectedAt{}; // when this console began to expect it
    std::optional<MonoTime> lastMessage;
    std::optional<WallTime> lastMessageWall;
    LinkStatus link;
    Site object;
    QString epoch;
    quint64 revision = 0; // everything up to here has been applied
    quint64 messages = 0;
    quint32 listSerial = 0; // counts initial lists
    quint64 listRevision = 0; // of the list that is being read
    bool listing = true;
    bool doubted = false; // until a whole list has come
    std::optional<WallTime> since; // first complete list
    Balance folded, foldedSimulated; // closed lives that are no longer rows
    std::map<TenantId, Balance> foldedTenants;
    std::optional<WallTime> foldedUntil; // newest Teardown's commit among the folded
    std::deque<VmId> closed; // lives that were gone once, oldest first
    [[nodiscard]] bool isFresh() const { return state == FeedState::Synced; }
};

struct HostEntry {
    Host object;
    SiteId site;
    quint32 listSerial = 0;
    std::optional<HostObservation> verified; // newest
    std::optional<MonoTime> reportedAt; // newest statement that is not refused
    std::chrono::milliseconds reportedInterval{10'000};
    std::optional<std::chrono::milliseconds> skew;
    Message problem; // of the newest refused statement
    std::optional<MonoTime> aheadSince; // its statement speaks of records that are not here
    std::vector<TimelineEvent> events; // its own, oldest first
    // Derived.
    EvidenceAge age = EvidenceAge::Never;
    DisplayState worst = DisplayState::Free;
    Severity severity = Severity::None;
    int used = 0;
    int orphans = 0;
};

struct SlotEntry {
    Slot object;
    SiteId site;
    quint32 listSerial = 0;
    VmId unclaimed; // an observed VM without a record that is shown here
    bool hasUnclaimed = false;
    // Derived.
    SlotFacts facts;
    DisplayState state = DisplayState::Unknown;
    DisplayState lastKnown = DisplayState::Unknown;
    Severity severity = Severity::None;
};

struct LifeEntry {
    VmId id;
    SiteId site;
    HostId host;
    quint32 listSerial = 0; // of the list that named its VM last
    Vm vm; // as last told
    bool open = false; // fleetd has the VM's record
    bool told = false; // vm was ever told
    JobId job;
    std::vector<RecordId> records;
    quint64 birthSeq = 0, teardownSeq = 0; // by fleetd's record objects
    int failures = 0; // TeardownFailed records
    std::optional<WallTime> birthCommitted, teardownCommitted;
    std::optional<MonoTime> teardownSeen; // when its Teardown's record came
    std::optional<LifeVerdict> verdict;
    QString hostdVersion; // of its host when its Teardown was taken in
    bool counted = true; // in the balance
    bool sampled = false; // its duration is in its class
    bool queued = false; // in its site's closed
    // The job's end on this machine's monotonic clock, once known.
    std::optional<MonoTime> endedMono;
    std::optional<Observation> seen; // by the newest statement that can speak of it
    std::optional<ObservedVm> observed;
    quint64 judgedSeq = 0; // statementSeq that seen is from
    int absentStatements = 0;
    std::optional<MonoTime> omittedSince;
    std::vector<TimelineEvent> events; // beside those that follow from the fields above
    // Derived.
    SlotFacts facts;
    DisplayState state = DisplayState::Unknown;
    DisplayState lastKnown = DisplayState::Unknown;
    Severity severity = Severity::None;
    LifeClass life = LifeClass::Unborn;
    [[nodiscard]] bool hasBirth() const { return birthSeq > 0 || (verdict && verdict->hasBirth); }
    [[nodiscard]] bool hasTeardown() const
    {
        return teardownSeq > 0 || (verdict && verdict->hasTeardown);
    }
    [[nodiscard]] bool isGone() const { return verdict && verdict->gone; }
};

struct JobEntry {
    Job object;
    SiteId site;
    quint32 listSerial = 0;
};

// An object that is shown as it was told: nothing is derived from it.
template <typename Object> struct PlainEntry {
    Object object;
    SiteId site;
    quint32 listSerial = 0;
};

// Teardown durations of one class of hosts and images.
struct SlowClass {
    QString image, backend, pool;
    std::vector<std::chrono::nanoseconds> last; // ring
    std::vector<bool> slow; // of the same ring: slow by what was known before it
    size_t next = 0;
    std::chrono::nanoseconds p95{};
};

constexpr size_t slowClassSamples = 100;
constexpr int closedLivesKept = 2000; // rows a site
constexpr int earlyKept = 4096; // observations and verdicts that came before their objects

struct FleetState {
    explicit FleetState(const Clock& theClock)
        : clock(theClock)
    {
    }
    const Clock& clock;
    std::vector<SiteEntry> sites;
    Table<HostId, HostEntry> hosts;
    Table<SlotId, SlotEntry> slots;
    Table<VmId, LifeEntry> lives;
    Table<RackId, PlainEntry<Rack>> racks;
    Table<CommandId, PlainEntry<Command>> commands;
    Table<CommandId, PlainEntry<Drain>> drains;
    Table<VolumeId, PlainEntry<CacheVolume>> volumes;
    Table<AlarmId, PlainEntry<AlarmMark>> marks;
    Table<AuditId, PlainEntry<AuditEntry>> audits;
    QHash<HostId, std::vector<SlotId>> slotsOf; // by index
    QHash<HostId, QSet<VmId>> livesOf;
    QHash<HostId, QSet<VmId>> activeOf; // of livesOf: what time or the next statement may change
    QHash<HostId, quint64> heads; // highest hostSeq of a host's records here
    QHash<JobId, JobEntry> jobs;
    QHash<VmId, JobId> jobOfVm;
    QHash<RecordId, Record> records;
    QHash<QString, SlowClass> slowClasses;
    QHash<HostId, HostObservation> earlyObservations;
    QHash<VmId, LifeVerdict> earlyVerdicts;
    QHash<HostId, HostInvariants> invariants; // as the auditor told last, hosts not listed yet too
    QSet<HostId> dirtyHosts; // to be derived again at the end of the batch
    bool feedsChanged = false, sumsChanged = false, timelinesChanged = false, trustChanged = false,
         invariantsChanged = false;

    [[nodiscard]] SiteEntry* site(const SiteId& id);
    [[nodiscard]] const SiteEntry* site(const SiteId& id) const;
    [[nodiscard]] const Job* jobOf(const LifeEntry& life) const;
    [[nodiscard]] bool isSimulated(const HostId& host) const;
};

// Keeps the last timelineLength events.
void note(std::vector<TimelineEvent>& events, TimelineEvent event);

} // namespace Espalier
