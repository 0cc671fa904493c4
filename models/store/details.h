// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rows.h"

#include <domain/feed.h>

namespace Espalier {

// What the inspector shows of one object (ux.md 3.3). Plain values, taken at one moment.

struct SlotDetails {
    SlotRow row;
    SlotFacts facts; // what the state was derived from
    NextStep next = NextStep::None;
    std::vector<DisplayState> alsoHolds; // further states that hold, in rank order
    Slot slot;
    std::optional<Vm> vm;
    std::optional<Job> job;
    std::optional<ObservedVm> observed; // what the newest verified statement says of the VM
    std::optional<LifeVerdict> verdict; // evidence checklist and clauses
    QString quarantineReason;
    Message breachReason; // what failed
};

struct HostDetails {
    HostRow row;
    QString rackRow; // A
    std::vector<SlotDetails> slots; // by index
    std::optional<HostObservation> statement; // newest verified
    Message statementProblem; // why the newest one did not verify
    std::optional<std::chrono::milliseconds>
        clockSkew; // host's wall clock minus this machine's at receipt
    std::vector<TimelineEvent> timeline; // newest first, at most timelineLength
    int intervalsMissed = 0;
    std::optional<WallTime> modeUntil; // of a maintenance, by the order that began it
};

struct LifeDetails {
    LifeRow row;
    std::optional<LifeVerdict> verdict;
    std::optional<Vm> vm;
    std::optional<Job> job;
    std::optional<Host> host;
    std::vector<Record> records; // of this VM, by hostSeq
    std::vector<TimelineEvent> timeline; // newest first
    NextStep next = NextStep::None;
    SlotFacts facts;
    std::optional<MonoTime> hostHeardAt; // newest verified statement
    std::optional<WallTime> hostHeardWall;
};

// One site as the status strip and the banner show it.
struct SiteFeed {
    SiteId id;
    FeedState state = FeedState::Listing;
    std::optional<MonoTime> lastMessage; // nullopt: none yet
    std::optional<WallTime> lastMessageWall;
    LinkPhase phase = LinkPhase::Idle;
    Message problem; // of the link: what is wrong and what to do
    bool refused = false; // this identity may not list there
    std::optional<MonoTime> retryAt;
    QString fleetdVersion, trustDomain, epoch;
    quint64 revision = 0;
    quint64 messages = 0; // moves the heartbeat
    int hosts = 0, slots = 0;
    std::optional<WallTime> since; // first complete list
};

} // namespace Espalier
