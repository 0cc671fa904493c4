// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorplan.h"

#include <QAbstractListModel>

namespace Espalier::Ui {

// A rack with something abnormal in it, or a site whose feed is lost: then nothing of it is known,
// and that is one thing, not a thousand (ux.md 3.9).
struct RackAlert {
    SiteId site;
    QString rack; // empty: the whole site
    DisplayState worst = DisplayState::Unknown;
    int count = 0; // slots in that state
    int slots = 0; // of the rack or site
    SlotId at; // the worst slot
    friend bool operator==(const RackAlert&, const RackAlert&) = default;
};

// Worst first, then by place; what a filter dims does not count.
[[nodiscard]] std::vector<RackAlert> rackAlerts(const FloorPlan& plan);

// They as a list. A rack keeps its row's selection while others come and go.
class RackAlerts final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void set(const std::vector<RackAlert>& alerts);
    [[nodiscard]] const RackAlert& at(int row) const { return m_alerts.at(size_t(row)); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    // Text of the whole row, for assistive tools and tooltips.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] int rowOf(const RackAlert& alert) const; // by place; -1: none

    std::vector<RackAlert> m_alerts;
};

} // namespace Espalier::Ui
