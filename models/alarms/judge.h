// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alarm.h"

#include <store/details.h>
#include <store/sums.h>

namespace Espalier {

// From rows of the store to what is wrong with them. Pure: no memory, no clock of its own.

struct Moment {
    MonoTime mono{};
    WallTime wall{};
};

struct Finding {
    AlarmKind kind = AlarmKind::Stuck;
    Severity priority = Severity::P3;
    int count = 1;
    std::optional<MonoTime> evidenceAt = {}; // of the evidence that says so
    std::optional<WallTime> since = {}; // nullopt: since it was found
    std::optional<WallTime> worsensAt = {};
    bool byDesign = false; // suppressed: the host is in maintenance
    Message what = {}, ignored = {};
};

struct Judgement {
    std::optional<Finding> found;
    bool known = false; // evidence of now stands behind this, be it yes or no
    std::optional<MonoTime> evidenceAt; // its moment
};

// How long evidence may be missing after the first list before that is a finding.
constexpr std::chrono::seconds firstWordGrace{60};
// Beyond what the age of evidence tolerates; commands are refused from 60 s on (protocol.md 5).
constexpr std::chrono::seconds skewNoticed{10};
constexpr std::chrono::seconds skewRefuses{60};
// A class is judged by at least so many of its last 100 teardowns.
constexpr int slowClassLeast = 20;

// What the rows of one host do not say.
struct HostSight {
    bool siteFresh = false;
    std::optional<MonoTime> siteHeardAt;
    bool waitedFor = false; // its first statement is overdue
    bool skewTwice = false; // an earlier statement was off as well
};

// At most one alarm a life: the end of a VM's life has one cause.
[[nodiscard]] Judgement judgeLife(const LifeRow& life, const HostRow* host, const Moment& now);

inline constexpr std::array hostAlarmKinds{AlarmKind::Breach, AlarmKind::Orphan,
    AlarmKind::HostSilent, AlarmKind::Quarantined, AlarmKind::LeakedSlot, AlarmKind::ClockSkew};
[[nodiscard]] Judgement judgeHost(
    AlarmKind kind, const HostRow& host, const HostSight& sight, const Moment& now);
[[nodiscard]] Judgement judgeSlot(const SlotRow& slot, std::optional<MonoTime> siteHeardAt);
[[nodiscard]] Judgement judgeSite(const SiteFeed& site, const Moment& now);
// Past its deadline, and not through. Where its jobs are cancelled then, their grace and the SLO of
// their VMs' ends come first.
constexpr std::chrono::minutes drainCancelTakes{7};
[[nodiscard]] Judgement judgeDrain(const Drain& drain, const SiteFeed& site, const Moment& now);
[[nodiscard]] Judgement judgeSlowClass(const SlowClassSum& sum, const Moment& now);
// name: whose it is. Alarms 30, 7 and 1 days before (protocol.md 7).
[[nodiscard]] Judgement judgeExpiry(
    AlarmKind kind, const QString& name, WallTime expiresAt, const Moment& now);

} // namespace Espalier
