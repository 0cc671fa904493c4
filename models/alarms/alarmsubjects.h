// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "judge.h"

namespace Espalier {

class FleetStore;

// What an alarm about a row is about, and where that is. Pure.

[[nodiscard]] AlarmSubject subjectOf(const SiteFeed& site);
// A host with one orphan names the slot where that is shown.
[[nodiscard]] AlarmSubject subjectOf(
    const HostRow& host, AlarmKind kind, const Judgement& judged, const FleetStore& store);
[[nodiscard]] AlarmSubject subjectOf(const SlotRow& slot);
[[nodiscard]] AlarmSubject subjectOf(const LifeRow& life, const HostRow* host);
// Its only host, or the rack of all of them, or the site.
[[nodiscard]] AlarmSubject subjectOf(const Drain& drain, const FleetStore& store);

} // namespace Espalier
