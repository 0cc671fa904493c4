// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plain.h"
#include "state.h"

#include <type_traits>

namespace Espalier {

// One object, observation or verdict into the tables. What belongs to another site is left alone;
// what is known already changes nothing.

void put(FleetState& state, SiteEntry& site, const Site& object);
void put(FleetState& state, SiteEntry& site, const Host& object);
void put(FleetState& state, SiteEntry& site, const Slot& object);
void put(FleetState& state, SiteEntry& site, const Vm& object);
void put(FleetState& state, SiteEntry& site, const Job& object);
void put(FleetState& state, SiteEntry& site, const Record& object);
void put(FleetState& state, SiteEntry& site, const Image& object);
void put(FleetState& state, SiteEntry& site, const Shape& object);

void removeHost(FleetState& state, const SiteEntry& site, const HostId& id);
void removeSlot(FleetState& state, const SiteEntry& site, const SlotId& id);
// The record of an open VM ends; its life stays a row if it was born.
void removeVm(FleetState& state, const SiteEntry& site, const VmId& id);
void removeJob(FleetState& state, const SiteEntry& site, const JobId& id);
template <typename Object>
void remove(FleetState& state, const SiteEntry& site, const Object& object)
{
    if constexpr (std::is_same_v<Object, Host>)
        removeHost(state, site, object.id);
    else if constexpr (std::is_same_v<Object, Slot>)
        removeSlot(state, site, object.id);
    else if constexpr (std::is_same_v<Object, Vm>)
        removeVm(state, site, object.id);
    else if constexpr (std::is_same_v<Object, Job>)
        removeJob(state, site, object.id);
    else if constexpr (isPlain<Object>)
        removePlain(state, site, object.id, plainTable(state, object));
}

// The row of a VM's life, made if it is new.
LifeEntry& lifeFor(FleetState& state, const SiteEntry& site, const VmId& vm, const HostId& host);
void eraseLife(FleetState& state, const VmId& vm);

void observe(FleetState& state, HostEntry& host, const HostObservation& seen);
void conclude(FleetState& state, LifeEntry& life, const LifeVerdict& verdict);

} // namespace Espalier
