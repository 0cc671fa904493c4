// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <store/fleetstore.h>

#include <QHash>

namespace Espalier::Ui {

// What stands where (domain.md 3): sites, rows of racks, hosts at their rack units, slots. Values,
// read from the store; knows no pixel.

struct FloorSlot {
    SlotId id;
    RowId row = 0; // in the store
    QString code; // A07-12/1
    DisplayState state = DisplayState::Unknown;
    DisplayState lastKnown = DisplayState::Unknown;
    bool dimmed = false; // does not match the filter
};

struct FloorUnit {
    HostId host;
    QString code; // A07-12
    int unit = 1; // from 1, the lowest
    HostMode mode = HostMode::InService;
    bool simulated = false;
    bool lost = false;
    EvidenceAge evidence = EvidenceAge::Never;
    std::optional<MonoTime> evidenceAt;
    std::vector<FloorSlot> slots; // by index
};

struct FloorRack {
    QString name; // A07; empty: hosts that stand in no rack
    int units = 1; // height
    std::vector<FloorUnit> hosts; // from the lowest unit up
};

struct FloorRow {
    QString name; // A
    std::vector<FloorRack> racks; // as they stand, left to right
};

struct FloorSite {
    SiteId id;
    bool fresh = false; // its feed: what it says holds now
    std::vector<FloorRow> rows;
};

// Place in a plan; -1 from the first part that is not meant: a rack has no unit and no slot.
struct FloorAddress {
    int site = -1, row = -1, rack = -1;
    int unit = -1; // index into the rack's hosts, not its height
    int slot = -1;
    [[nodiscard]] bool isRack() const { return rack >= 0; }
    [[nodiscard]] bool isSlot() const { return slot >= 0; }
    [[nodiscard]] FloorAddress rackOnly() const { return {site, row, rack, -1, -1}; }
    friend bool operator==(const FloorAddress&, const FloorAddress&) = default;
};

// What a rack comes to. Nothing is averaged away: the worst state and how many slots have it.
struct RackSum {
    int slots = 0, used = 0, unknown = 0, hosts = 0;
    int abnormal = 0; // slots in a state of its own shape
    DisplayState worst = DisplayState::Free;
    int worstCount = 0;
};

// States that the floor draws as their shape: something is to be done or known.
[[nodiscard]] bool isAbnormal(DisplayState state);

class FloorPlan final {
public:
    FloorPlan() = default;
    [[nodiscard]] static FloorPlan of(const FleetStore& store);
    // Reads again what is changed; false if what stands where may have changed: make it anew.
    [[nodiscard]] bool refresh(const FleetStore& store, const ChangeSet& changes);

    [[nodiscard]] const std::vector<FloorSite>& sites() const { return m_sites; }
    [[nodiscard]] const FloorRack& rack(const FloorAddress& at) const;
    [[nodiscard]] const FloorUnit& unit(const FloorAddress& at) const;
    [[nodiscard]] const FloorSlot& slot(const FloorAddress& at) const;
    [[nodiscard]] std::optional<FloorAddress> find(const SlotId& id) const;
    [[nodiscard]] std::vector<FloorAddress> racks() const; // by site, row and place in it
    [[nodiscard]] RackSum sum(const FloorAddress& rack) const;
    [[nodiscard]] FloorAddress worstIn(const FloorAddress& rack) const; // its worst slot, or none
    // Slots that are abnormal, worst first, then by place.
    [[nodiscard]] std::vector<FloorAddress> abnormal() const;
    template <typename Matches> void dim(Matches&& matches)
    {
        for (FloorSite& site : m_sites)
            for (FloorRow& row : site.rows)
                for (FloorRack& rack : row.racks)
                    for (FloorUnit& unit : rack.hosts)
                        for (FloorSlot& slot : unit.slots)
                            slot.dimmed = !matches(slot.id);
    }

private:
    void readHost(const FleetStore& store, FloorUnit& unit) const;
    void index();

    std::vector<FloorSite> m_sites;
    QHash<SlotId, FloorAddress> m_at;
    QHash<HostId, FloorAddress> m_hostAt;
};

// Where the arrow keys go (ux.md 3.2): left and right to the next slot and on to the next rack at
// the same height, up and down by rack units and on to the next row. byRack: from rack to rack.
enum class FloorStep { Left, Right, Up, Down };
[[nodiscard]] FloorAddress stepped(
    const FloorPlan& plan, const FloorAddress& from, FloorStep step, bool byRack);

// The abnormal slot after or before this one, worst first and round the end; dimmed ones are passed
// over. nullopt: there is none.
[[nodiscard]] std::optional<FloorAddress> nextAbnormal(
    const FloorPlan& plan, const std::optional<FloorAddress>& from, bool forward);

} // namespace Espalier::Ui
