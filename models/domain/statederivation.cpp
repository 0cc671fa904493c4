// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspection.h"

#include <algorithm>

namespace Espalier {

namespace {

bool isPresent(const SlotFacts& facts)
{
    return facts.observation && *facts.observation != Observation::Absent;
}

bool isTimely(const SlotFacts& facts)
{
    return facts.age == EvidenceAge::Fresh || facts.age == EvidenceAge::Late;
}

bool isPastSlo(const SlotFacts& facts)
{
    return facts.sinceJobEnd && *facts.sinceJobEnd > teardownSlo;
}

// Destruction is asked for and has neither been proven nor has it time left.
bool isOverdue(const SlotFacts& facts)
{
    return facts.intent == Intent::Teardown && !facts.teardownProven
        && (isPastSlo(facts) || facts.teardownFailed || facts.hostLost);
}

bool isOrphan(const SlotFacts& facts)
{
    if (!isTimely(facts) || !isPresent(facts))
        return false;
    // A proven end and the VM there again: whatever runs now, no record claims it.
    return facts.intent == Intent::Empty || facts.teardownProven
        || *facts.observation == Observation::PresentUnclaimed;
}

// What an undisturbed slot shows: intent and observation side by side.
std::optional<DisplayState> ordinary(const SlotFacts& facts)
{
    if (!isTimely(facts))
        return std::nullopt;
    switch (facts.intent) {
    case Intent::Empty:
        return DisplayState::Free;
    case Intent::Hold:
        return DisplayState::Held;
    case Intent::Teardown:
        return DisplayState::TearingDown;
    case Intent::Run:
        break;
    }
    switch (facts.observation.value_or(Observation::Absent)) {
    case Observation::Booting:
        return DisplayState::Booting;
    case Observation::Running:
        return DisplayState::Running;
    case Observation::Stopping:
        return DisplayState::TearingDown; // the host knows of the end before its record is here
    case Observation::Absent:
        if (!facts.hasBirth)
            return DisplayState::Reserved;
        break;
    case Observation::PresentUnclaimed:
        break;
    }
    return std::nullopt;
}

} // namespace

DisplayState deriveState(const SlotFacts& facts)
{
    // One hatch over the whole site: nothing of it is evidence of now.
    if (!facts.siteFresh)
        return DisplayState::Unknown;
    const bool fresh = facts.age == EvidenceAge::Fresh;
    if (facts.criticalFailure && fresh)
        return DisplayState::Breach;
    if (isOrphan(facts))
        return DisplayState::Orphan;
    if (isOverdue(facts)) {
        const bool knownThere =
            fresh && isPresent(facts) && (isPastSlo(facts) || facts.teardownFailed);
        return knownThere ? DisplayState::Stuck : DisplayState::Unconfirmed;
    }
    if (!isTimely(facts))
        return facts.unverifiedYounger ? DisplayState::Reported : DisplayState::Unknown;
    if (facts.quarantined)
        return DisplayState::Quarantined;
    if (facts.intent == Intent::Hold)
        return DisplayState::Held;
    if (fresh && facts.intent == Intent::Run && facts.hasBirth && !isPresent(facts))
        return DisplayState::Ghost;
    if (facts.intent == Intent::Teardown && !facts.teardownProven && facts.slowAfter
        && facts.sinceJobEnd && *facts.sinceJobEnd > *facts.slowAfter)
        return DisplayState::SlowTeardown;
    if (facts.intent == Intent::Teardown && facts.teardownProven)
        return DisplayState::Free;
    return ordinary(facts).value_or(DisplayState::Unknown);
}

Severity severityOf(DisplayState state, const SlotFacts& facts)
{
    switch (state) {
    case DisplayState::Breach:
    case DisplayState::Orphan:
        return Severity::P1;
    case DisplayState::Stuck:
    case DisplayState::Unconfirmed:
        if (facts.unaccounted)
            return Severity::P1;
        return facts.sinceJobEnd && *facts.sinceJobEnd > teardownCritical ? Severity::P1
                                                                          : Severity::P2;
    case DisplayState::Quarantined:
        return Severity::P2;
    case DisplayState::Ghost:
        if (facts.unaccounted)
            return Severity::P1;
        return facts.absentStatements >= 2 ? Severity::P2 : Severity::P3;
    case DisplayState::Reported:
    case DisplayState::Unknown:
    case DisplayState::Held:
    case DisplayState::SlowTeardown:
    case DisplayState::TearingDown:
    case DisplayState::Booting:
    case DisplayState::Running:
    case DisplayState::Reserved:
    case DisplayState::Free:
        break;
    }
    return Severity::None;
}

EvidenceAge evidenceAge(
    std::optional<std::chrono::nanoseconds> age, std::chrono::milliseconds interval)
{
    if (!age)
        return EvidenceAge::Never;
    // An interval that no host can mean must not make old evidence young.
    const auto unit = std::max<std::chrono::nanoseconds>(interval, std::chrono::milliseconds(1));
    if (*age <= 2 * unit)
        return EvidenceAge::Fresh;
    return *age <= 3 * unit ? EvidenceAge::Late : EvidenceAge::Stale;
}

NextStep nextStep(DisplayState state, const SlotFacts& facts)
{
    if (!facts.siteFresh)
        return NextStep::WaitForSite;
    switch (state) {
    case DisplayState::Breach:
        return NextStep::CallSecurity;
    case DisplayState::Orphan:
        return NextStep::IdentifyVm;
    case DisplayState::Stuck:
        return NextStep::StillPresent;
    case DisplayState::Unconfirmed:
        return isTimely(facts) && !facts.hostLost ? NextStep::ProofMissing : NextStep::HostSilent;
    case DisplayState::Reported:
        return NextStep::WaitForVerification;
    case DisplayState::Unknown:
        return NextStep::WaitForHost;
    case DisplayState::Quarantined:
        return NextStep::ReadQuarantine;
    case DisplayState::Held:
        return NextStep::Held;
    case DisplayState::Ghost:
        return NextStep::FindVm;
    case DisplayState::SlowTeardown:
    case DisplayState::TearingDown:
    case DisplayState::Booting:
    case DisplayState::Reserved:
        return NextStep::Wait;
    case DisplayState::Running:
    case DisplayState::Free:
        break;
    }
    return NextStep::None;
}

} // namespace Espalier
