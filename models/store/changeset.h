// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace Espalier {

// Index of a row in one table of the store. Fixed as long as the row lives; an id is given out
// again only in a later change set than the one that told of its removal.
using RowId = quint32;

// What of a row changed; one bit a group of fields. Bits mean the same in every table.
using FieldMask = quint32;

namespace Field {
constexpr FieldMask state = 1u << 0; // display state, severity, intent, observation
constexpr FieldMask evidence = 1u << 1; // statement, age class, badge, clauses, facts
constexpr FieldMask place = 1u << 2; // site, rack, host, slot
constexpr FieldMask host = 1u << 3; // mode, hostd, attachment
constexpr FieldMask job = 1u << 4; // tenant, job, exit, times, past runs
constexpr FieldMask all = ~0u;
} // namespace Field

// Rows first to last, ends included, in which something of mask changed.
struct RowRange {
    RowId first = 0;
    RowId last = 0;
    FieldMask mask = 0;
    friend bool operator==(const RowRange&, const RowRange&) = default;
};

// Inserted and removed are ascending, disjoint from each other and from changed; changed is
// ascending and merged.
struct TableChanges {
    std::vector<RowId> inserted, removed;
    std::vector<RowRange> changed;
    [[nodiscard]] bool isEmpty() const
    {
        return inserted.empty() && removed.empty() && changed.empty();
    }
};

struct ChangeSet {
    TableChanges hosts, slots, lives;
    TableChanges racks, commands, drains, volumes, marks, audits;
    bool feeds = false; // a site's feed state, link status or version
    bool sums = false; // balance, counts or teardown statistics
    bool timelines = false;
    bool trust = false;
    bool invariants = false; // a host's tallies
    [[nodiscard]] bool isEmpty() const
    {
        return hosts.isEmpty() && slots.isEmpty() && lives.isEmpty() && racks.isEmpty()
            && commands.isEmpty() && drains.isEmpty() && volumes.isEmpty() && marks.isEmpty()
            && audits.isEmpty() && !feeds && !sums && !timelines && !trust && !invariants;
    }
};

} // namespace Espalier
