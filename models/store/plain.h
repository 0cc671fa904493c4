// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state.h"

namespace Espalier {

// Objects that the store keeps as told: racks, commands, drains, volumes, alarm marks, audit.

inline auto& plainTable(FleetState& state, const Rack&) { return state.racks; }
inline auto& plainTable(FleetState& state, const Command&) { return state.commands; }
inline auto& plainTable(FleetState& state, const Drain&) { return state.drains; }
inline auto& plainTable(FleetState& state, const CacheVolume&) { return state.volumes; }
inline auto& plainTable(FleetState& state, const AlarmMark&) { return state.marks; }
inline auto& plainTable(FleetState& state, const AuditEntry&) { return state.audits; }

template <typename Object>
concept Plain = requires(FleetState& state, const Object& object)
{
    plainTable(state, object);
};
template <typename Object> inline constexpr bool isPlain = Plain<Object>;

template <Plain Object> void put(FleetState& state, SiteEntry& site, const Object& object)
{
    // An object belongs to the site whose feed told of it first, and to no other.
    if (object.id.isEmpty() || object.site != site.id)
        return;
    auto& table = plainTable(state, object);
    auto row = table.rowOf(object.id);
    const bool isNew = !row;
    if (isNew)
        row = table.insert(object.id);
    auto& entry = table.at(*row);
    if (isNew)
        entry.site = site.id;
    else if (entry.site != site.id)
        return;
    entry.listSerial = site.listSerial;
    if (!isNew && entry.object == object)
        return;
    entry.object = object;
    table.touch(*row, Field::all);
}

template <typename Key, typename Entry>
void removePlain(FleetState&, const SiteEntry& site, const Key& id, Table<Key, Entry>& table)
{
    const Entry* entry = table.find(id);
    if (entry != nullptr && entry->site == site.id)
        table.erase(id);
}

} // namespace Espalier
