// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rackalerts.h"

#include <text/numbers.h>
#include <text/words.h>

#include <algorithm>

namespace Espalier::Ui {

namespace {

bool isSamePlace(const RackAlert& a, const RackAlert& b)
{
    return a.site == b.site && a.rack == b.rack;
}

template <typename Take> void forEachSlot(const FloorRack& rack, Take&& take)
{
    for (const FloorUnit& unit : rack.hosts)
        for (const FloorSlot& slot : unit.slots)
            take(slot);
}

RackAlert alertOf(const FloorSite& site, const FloorRack& rack)
{
    RackAlert alert{site.id, rack.name, DisplayState::Unknown, 0, 0, {}};
    forEachSlot(rack, [&alert](const FloorSlot& slot) {
        ++alert.slots;
        // A silent host is nothing to be seen by its shape, but something to be known.
        if (slot.dimmed || !(isAbnormal(slot.state) || slot.state == DisplayState::Unknown))
            return;
        if (alert.count == 0 || slot.state < alert.worst) {
            alert.worst = slot.state;
            alert.count = 0;
            alert.at = slot.id;
        }
        alert.count += slot.state == alert.worst ? 1 : 0;
    });
    return alert;
}

RackAlert alertOf(const FloorSite& site)
{
    RackAlert alert{site.id, QString(), DisplayState::Unknown, 0, 0, {}};
    for (const FloorRow& row : site.rows) {
        for (const FloorRack& rack : row.racks) {
            forEachSlot(rack, [&alert](const FloorSlot& slot) {
                ++alert.slots;
                if (slot.dimmed)
                    return;
                if (alert.count++ == 0)
                    alert.at = slot.id;
            });
        }
    }
    return alert;
}

} // namespace

std::vector<RackAlert> rackAlerts(const FloorPlan& plan)
{
    std::vector<RackAlert> alerts;
    const auto add = [&alerts](const RackAlert& alert) {
        if (alert.count > 0)
            alerts.push_back(alert);
    };
    for (const FloorSite& site : plan.sites()) {
        if (!site.fresh) {
            add(alertOf(site));
            continue;
        }
        for (const FloorRow& row : site.rows)
            for (const FloorRack& rack : row.racks)
                add(alertOf(site, rack));
    }
    std::stable_sort(alerts.begin(), alerts.end(),
        [](const RackAlert& a, const RackAlert& b) { return a.worst < b.worst; });
    return alerts;
}

int RackAlerts::rowOf(const RackAlert& alert) const
{
    const auto found = std::find_if(m_alerts.begin(), m_alerts.end(),
        [&alert](const RackAlert& each) { return isSamePlace(each, alert); });
    return found == m_alerts.end() ? -1 : static_cast<int>(found - m_alerts.begin());
}

void RackAlerts::set(const std::vector<RackAlert>& alerts)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::any_of(alerts.begin(), alerts.end(),
                [&](const RackAlert& next) { return isSamePlace(next, at(row)); }))
            continue;
        beginRemoveRows({}, row, row);
        m_alerts.erase(m_alerts.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < static_cast<int>(alerts.size()); ++row) {
        const RackAlert& next = alerts[static_cast<size_t>(row)];
        const int from = rowOf(next);
        if (from < 0) {
            beginInsertRows({}, row, row);
            m_alerts.insert(m_alerts.begin() + row, next);
            endInsertRows();
            continue;
        }
        if (from != row) { // those before are in place: it stands further down
            beginMoveRows({}, from, from, {}, row);
            std::rotate(
                m_alerts.begin() + row, m_alerts.begin() + from, m_alerts.begin() + from + 1);
            endMoveRows();
        }
        RackAlert& here = m_alerts[static_cast<size_t>(row)];
        if (here == next)
            continue;
        here = next;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int RackAlerts::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_alerts.size());
}

QVariant RackAlerts::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const RackAlert& alert = at(index.row());
    return alert.rack.isEmpty()
        ? tr("%1, whole site unknown, %2", "slots")
              .arg(alert.site.text(), Text::slotCount(alert.slots))
        : tr("%1 %2, %3, %4 of %5", "site, rack, state, slots")
              .arg(alert.site.text(), alert.rack, Text::stateWord(alert.worst),
                  Text::grouped(alert.count), Text::grouped(alert.slots));
}

} // namespace Espalier::Ui
