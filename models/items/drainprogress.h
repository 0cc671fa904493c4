// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <store/fleetstore.h>
#include <text/line.h>

namespace Espalier::Items {

// How a drain stands by this console's own verdicts (ux.md 3.4). fleetd tells the phases; the
// words of the end are said only where the evidence is here, and "Drained" for Confirmed alone.
enum class DrainWord {
    Cordoned,
    Waiting,
    TearingDown,
    Confirming, // fleetd sees no VM; this console still has to verify, or cannot
    NotDrained, // a VM of it is unconfirmed or stuck
    Emptied, // gone (host says, no log)
    EmptiedSimulated,
    Drained, // all Confirmed
    Stopped,
};
constexpr int drainWordCount = static_cast<int>(DrainWord::Stopped) + 1;

struct DrainHostProgress {
    DrainHost told; // by fleetd
    QString code;
    bool simulated = false;
    bool fresh = false; // its evidence
    DrainWord word = DrainWord::Cordoned;
    int vms = 0; // on it since the cordon
    int gone = 0; // of them, by verdicts here
    int unconfirmed = 0, stuck = 0;
    int unknown = 0; // of vms: this console knows nothing of them
    SlotRow blocking; // the slot of the VM that it waits for; empty id: none
};

struct DrainProgress {
    std::vector<DrainHostProgress> hosts; // those that cannot end first, then the open ones
    std::array<int, drainWordCount> counts{}; // by word
    QString place; // fra1/A07, or fra1 and how many racks
    [[nodiscard]] int count(DrainWord word) const { return counts[static_cast<size_t>(word)]; }
    [[nodiscard]] int ended() const; // emptied, in whatever words, and drained
    // The most open word of all its hosts: what the whole drain is called.
    [[nodiscard]] DrainWord word() const;
    std::optional<WallTime> etaFrom, etaTo; // of the last open host; nullopt: no basis
};

[[nodiscard]] DrainProgress progressOf(const FleetStore& store, const Drain& drain);

[[nodiscard]] QString drainWord(DrainWord word); // "Emptied (host says, no log)"
// "Not drained: 1 unconfirmed", "Waiting for jobs 1 of 2".
[[nodiscard]] Text::Line hostWord(const DrainHostProgress& host);
[[nodiscard]] QString drainIconId(DrainWord word); // empty: none

} // namespace Espalier::Items
