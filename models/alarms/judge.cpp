// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "judge.h"

#include <algorithm>

namespace Espalier {

namespace {

WallTime wallOf(MonoTime at, const Moment& now) { return now.wall - (now.mono - at); }

bool isTimely(const HostRow& host)
{
    return host.evidence == EvidenceAge::Fresh || host.evidence == EvidenceAge::Late;
}

Judgement breach(const HostRow& host, const HostSight&, const Moment&)
{
    Judgement judged;
    judged.known = host.evidence == EvidenceAge::Fresh;
    judged.evidenceAt = host.evidenceAt;
    if (host.worst != DisplayState::Breach)
        return judged;
    judged.found = Finding{AlarmKind::Breach, Severity::P1};
    judged.found->what = message("alarm.breach");
    judged.found->ignored = message("alarm.breach-ignored");
    return judged;
}

Judgement orphan(const HostRow& host, const HostSight&, const Moment&)
{
    Judgement judged;
    judged.known = isTimely(host);
    judged.evidenceAt = host.evidenceAt;
    if (host.orphans == 0 || !judged.known)
        return judged;
    judged.found = Finding{AlarmKind::Orphan, Severity::P1};
    judged.found->count = host.orphans;
    judged.found->what =
        host.orphans == 1 ? message("alarm.orphan") : message("alarm.orphans", host.orphans);
    judged.found->ignored = message("alarm.orphan-ignored");
    return judged;
}

Judgement silent(const HostRow& host, const HostSight& sight, const Moment& now)
{
    Judgement judged;
    judged.evidenceAt = host.evidenceAt;
    judged.known = true;
    const bool never = host.evidence == EvidenceAge::Never;
    if (isTimely(host) && !host.host.lost)
        return judged;
    if (never && !sight.waitedFor && !host.host.lost) {
        judged.known = false;
        return judged;
    }
    Finding found{AlarmKind::HostSilent, host.host.lost ? Severity::P2 : Severity::P3};
    found.byDesign = host.host.mode == HostMode::Maintenance;
    if (host.host.lost)
        found.what = message("alarm.host-lost");
    else if (!host.statementProblem.isEmpty())
        found.what = message("alarm.host-refused", host.statementProblem);
    else
        found.what = never ? message("alarm.host-never") : message("alarm.host-silent");
    found.ignored =
        host.host.lost ? message("alarm.host-lost-ignored") : message("alarm.host-silent-ignored");
    if (host.evidenceAt)
        found.since = wallOf(*host.evidenceAt, now);
    judged.found = found;
    return judged;
}

Judgement quarantined(const HostRow& host, const HostSight& sight, const Moment&)
{
    Judgement judged;
    judged.known = true;
    judged.evidenceAt = sight.siteHeardAt;
    if (!host.host.quarantined)
        return judged;
    judged.found = Finding{AlarmKind::Quarantined, Severity::P2};
    judged.found->what = message("alarm.quarantined", host.host.quarantineReason);
    judged.found->ignored = message("alarm.quarantined-ignored");
    return judged;
}

Judgement leakedSlot(const HostRow& host, const HostSight& sight, const Moment&)
{
    Judgement judged;
    judged.known = true;
    judged.evidenceAt = sight.siteHeardAt;
    if (!host.host.leakedSlot)
        return judged;
    judged.found = Finding{AlarmKind::LeakedSlot, Severity::P2};
    judged.found->what = message("alarm.leaked-slot");
    judged.found->ignored = message("alarm.leaked-slot-ignored");
    return judged;
}

Judgement clockSkew(const HostRow& host, const HostSight& sight, const Moment&)
{
    Judgement judged;
    judged.known = isTimely(host) && host.clockSkew.has_value();
    judged.evidenceAt = host.evidenceAt;
    if (!judged.known)
        return judged;
    const auto off = std::chrono::abs(*host.clockSkew);
    if (off <= skewNoticed || !sight.skewTwice)
        return judged;
    const bool refuses = off > skewRefuses;
    judged.found = Finding{AlarmKind::ClockSkew, refuses ? Severity::P2 : Severity::P3};
    judged.found->what = message(
        "alarm.clock-skew", qint64(std::chrono::duration_cast<std::chrono::seconds>(off).count()));
    judged.found->ignored =
        refuses ? message("alarm.clock-refuses") : message("alarm.clock-skew-ignored");
    return judged;
}

using HostJudge = Judgement (*)(const HostRow&, const HostSight&, const Moment&);
constexpr std::array<HostJudge, hostAlarmKinds.size()> hostJudges{
    breach, orphan, silent, quarantined, leakedSlot, clockSkew};

} // namespace

Judgement judgeHost(AlarmKind kind, const HostRow& host, const HostSight& sight, const Moment& now)
{
    const auto at = std::find(hostAlarmKinds.begin(), hostAlarmKinds.end(), kind);
    if (at == hostAlarmKinds.end() || !sight.siteFresh)
        return {};
    Judgement judged =
        hostJudges[static_cast<size_t>(at - hostAlarmKinds.begin())](host, sight, now);
    if (judged.found)
        judged.found->evidenceAt = judged.evidenceAt;
    return judged;
}

Judgement judgeSlot(const SlotRow& slot, std::optional<MonoTime> siteHeardAt)
{
    Judgement judged;
    if (!slot.siteFresh)
        return judged;
    judged.known = true;
    judged.evidenceAt = siteHeardAt;
    if (!slot.quarantined)
        return judged;
    Finding found{AlarmKind::Quarantined, Severity::P2};
    found.evidenceAt = siteHeardAt;
    found.what = message("alarm.quarantined", slot.quarantineReason);
    found.ignored = message("alarm.quarantined-ignored");
    judged.found = found;
    return judged;
}

Judgement judgeSite(const SiteFeed& site, const Moment& now)
{
    Judgement judged;
    judged.evidenceAt = site.lastMessage;
    const bool silent = site.state == FeedState::Stale || site.state == FeedState::Unknown;
    judged.known = silent || site.state == FeedState::Synced;
    if (!silent)
        return judged;
    Finding found{AlarmKind::SiteSilent, Severity::P2};
    found.evidenceAt = site.lastMessage;
    found.what = site.lastMessage ? message("alarm.site-silent") : message("alarm.site-never");
    found.ignored = site.hosts == 1 ? message("alarm.site-silent-host-ignored")
                                    : message("alarm.site-silent-ignored", site.hosts);
    if (site.lastMessage)
        found.since = wallOf(*site.lastMessage, now);
    judged.found = found;
    return judged;
}

Judgement judgeDrain(const Drain& drain, const SiteFeed& site, const Moment& now)
{
    Judgement judged;
    judged.evidenceAt = site.lastMessage;
    judged.known = site.state == FeedState::Synced;
    const bool over = drain.state == DrainState::Stopped || drain.state == DrainState::Finished;
    if (over || !drain.deadline || !judged.known)
        return judged;
    const bool cancels = drain.atDeadline == AtDeadline::Cancel;
    const WallTime due = *drain.deadline + (cancels ? drainCancelTakes : std::chrono::minutes(0));
    if (now.wall <= due)
        return judged;
    const auto open = std::count_if(drain.hosts.begin(), drain.hosts.end(),
        [](const DrainHost& host) { return host.phase < DrainPhase::Emptied; });
    Finding found{AlarmKind::DrainOverdue, Severity::P2};
    found.evidenceAt = judged.evidenceAt;
    found.since = due;
    found.what = drain.state == DrainState::AtDeadline ? message("alarm.drain-asks")
        : open == 1                                    ? message("alarm.drain-overdue-one")
                    : message("alarm.drain-overdue", static_cast<int>(open));
    found.ignored = drain.state == DrainState::AtDeadline ? message("alarm.drain-asks-ignored")
                                                          : message("alarm.drain-ignored");
    judged.found = found;
    return judged;
}

Judgement judgeSlowClass(const SlowClassSum& sum, const Moment& now)
{
    Judgement judged;
    judged.known = sum.samples >= slowClassLeast;
    judged.evidenceAt = now.mono;
    if (!judged.known || sum.slow * 10 <= sum.samples)
        return judged;
    Finding found{AlarmKind::SlowTeardowns, Severity::P3};
    found.evidenceAt = now.mono;
    found.what = message("alarm.slow-teardowns", sum.slow, sum.samples);
    found.ignored = message("alarm.slow-teardowns-ignored");
    judged.found = found;
    return judged;
}

Judgement judgeExpiry(AlarmKind kind, const QString& name, WallTime expiresAt, const Moment& now)
{
    struct Step {
        std::chrono::hours before;
        Severity priority;
    };
    constexpr std::array steps{Step{std::chrono::hours(24), Severity::P1},
        Step{std::chrono::hours(24 * 7), Severity::P2},
        Step{std::chrono::hours(24 * 30), Severity::P3}};
    Judgement judged;
    judged.known = true;
    judged.evidenceAt = now.mono;
    const auto step = std::find_if(steps.begin(), steps.end(),
        [&](const Step& each) { return now.wall > expiresAt - each.before; });
    if (step == steps.end())
        return judged;
    Finding found{kind, step->priority};
    found.evidenceAt = now.mono;
    found.since = expiresAt - step->before;
    const bool roster = kind == AlarmKind::RosterExpiry;
    const bool over = now.wall >= expiresAt;
    const auto days =
        std::chrono::duration_cast<std::chrono::hours>(expiresAt - now.wall).count() / 24;
    if (roster)
        found.what = over ? message("alarm.roster-expired", name)
                          : message("alarm.roster-expires", name, qint64(days));
    else
        found.what = over ? message("alarm.certificate-expired", name)
                          : message("alarm.certificate-expires", name, qint64(days));
    found.ignored = roster ? message("alarm.roster-ignored") : message("alarm.certificate-ignored");
    judged.found = found;
    return judged;
}

} // namespace Espalier
