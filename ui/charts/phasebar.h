// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <items/drainprogress.h>

#include <QWidget>

namespace Espalier::Ui {

// Pure geometry: one cell a host with gaps of 2 px, or, where they would be too many, segments that
// share the width by their counts.
class PhaseBarLayout final {
public:
    static constexpr int mostCells = 64;
    PhaseBarLayout(const QRectF& bar, const std::vector<int>& counts);
    struct Cell {
        size_t group; // index into counts
        QRectF box;
    };
    [[nodiscard]] const std::vector<Cell>& cells() const { return m_cells; }

private:
    std::vector<Cell> m_cells;
};

// How far a drain has come, as counts and never as one percent: the hosts by their words, those
// that are through first, and below it the words with their numbers.
class PhaseBar final : public QWidget {
    Q_OBJECT
public:
    explicit PhaseBar(QWidget* parent = nullptr);
    void setProgress(const Items::DrainProgress& progress);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<int, Items::drainWordCount> m_counts{};
};

} // namespace Espalier::Ui
