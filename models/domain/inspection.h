// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verdicts.h"

namespace Espalier {

// What the inspector and the status strip say beside the display state. Values only; text/ has the
// words.

// A site's feed (protocol.md 3): Stale after 6 s, Unknown after 30 s without any message.
enum class FeedState { Listing, Synced, Stale, Unknown };

constexpr std::chrono::seconds feedStaleAfter{6};
constexpr std::chrono::seconds feedUnknownAfter{30};

// The next sensible step for one slot, as words beside its evidence; what may be ordered of it is
// another question (ui/dialogs/orderoffers.cpp).
enum class NextStep {
    None, // all is well
    Wait, // within the SLO, something is on its way
    WaitForVerification, // only reported so far
    WaitForSite, // the site's feed is stale
    WaitForHost, // the host is silent, its site is not
    StillPresent, // stuck: the host says it is still there
    ProofMissing, // unconfirmed: a clause is missing
    HostSilent, // unconfirmed: the host cannot be asked
    IdentifyVm, // orphan
    FindVm, // ghost
    CallSecurity, // breach
    ReadQuarantine, // quarantined
    Held,
};

[[nodiscard]] NextStep nextStep(DisplayState state, const SlotFacts& facts);

enum class TimelineKind {
    Placed,
    BirthRecorded,
    JobStarted,
    JobEnded,
    TeardownRequested,
    TeardownFailed,
    TeardownRecorded,
    BadgeReached,
    StateChanged,
    ModeChanged,
    HostLost,
    HostBack,
    HostAttached,
    HostDetached,
    HostRebooted,
    StatementRefused,
    RecordRefused,
};

struct TimelineEvent {
    WallTime at{};
    TimelineKind kind = TimelineKind::Placed;
    VmId vm; // empty: about the host
    DisplayState state = DisplayState::Unknown; // StateChanged: the new state
    HostMode mode = HostMode::InService; // ModeChanged
    Badge badge = Badge::None; // BadgeReached
    std::optional<JobExit> exit; // JobEnded
    QString detail; // ModeChanged: the reason, as it was typed
    Message why; // StatementRefused
};

constexpr int timelineLength = 20;

} // namespace Espalier
