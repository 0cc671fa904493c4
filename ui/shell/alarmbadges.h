// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <alarms/alarm.h>

#include <QLabel>

#include <vector>

namespace Espalier::Ui {

// How many alarms stand, by priority: three badges, hollow where there is none. An unacknowledged
// P1 wears a ring.
class AlarmBadges final : public QLabel {
    Q_OBJECT
public:
    explicit AlarmBadges(QWidget* parent);
    void setSums(const AlarmSums& sums);
    // One badge, of the worst that stands, with the number of all: for a narrow strip.
    void setCompact(bool compact);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Badge {
        Severity priority;
        int count;
    };
    [[nodiscard]] std::vector<Badge> badges() const;

    AlarmSums m_sums;
    bool m_compact = false;
};

} // namespace Espalier::Ui
