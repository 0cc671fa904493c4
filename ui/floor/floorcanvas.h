// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "floorpainter.h"

#include <QAbstractScrollArea>

#include <functional>
#include <set>

namespace Espalier::Ui {

// The floor as a picture to zoom and to scroll: follows the store, keeps its scale and what is in
// view. Knows nothing of choosing. Main thread.
class FloorCanvas : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit FloorCanvas(const FleetStore& store, QWidget* parent); // the store outlives it
    ~FloorCanvas() override;

    // Takes a change set; a floor that is not active only remembers that there was one.
    void onChanged(const ChangeSet& changes);
    void setActive(bool active);
    // Slots that are not wanted are dimmed; none: all are wanted.
    void setFilter(std::function<bool(const SlotId&)> matches);

    [[nodiscard]] const FleetStore& store() const { return m_store; }
    [[nodiscard]] const FloorPlan& plan() const { return m_plan; }
    [[nodiscard]] const FloorLayout& floorLayout() const { return m_layout; }
    [[nodiscard]] FloorLevel level() const { return m_layout.level(); }
    [[nodiscard]] QPointF offset() const; // of the layout's origin in the viewport
    // Where a slot or rack is in the viewport; empty if there is no such thing.
    [[nodiscard]] QRectF boxOf(const FloorAddress& at) const;
    [[nodiscard]] FloorAddress at(QPointF inViewport) const;

    void fit(); // everything in view, until one zooms
    void zoomTo(FloorLevel level); // Site: fit
    void zoomBy(int steps); // notches of the wheel, about what is current, else the middle
    [[nodiscard]] bool isFitted() const { return m_fitted; }
    void reveal(const FloorAddress& at); // scrolls there
    // Those whose slots can be told apart, and the current one's.
    [[nodiscard]] std::set<HostId> hostsInView() const;

Q_SIGNALS:
    void levelChanged();
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

    void zoomAt(QPointF point, int unit);
    void scrollBy(QPoint by); // by hand: no longer fitted
    [[nodiscard]] QPointF zoomCentre() const;
    [[nodiscard]] FloorLook& look() { return m_look; }
    [[nodiscard]] const FloorLook& look() const { return m_look; }

private:
    void readPlan();
    void again(); // after another size or font
    void place(const FloorScale& scale); // a new layout; scroll bars follow
    [[nodiscard]] FloorMetrics metrics() const;

    const FleetStore& m_store;
    FloorPlan m_plan;
    FloorLayout m_layout;
    FloorLook m_look;
    std::function<bool(const SlotId&)> m_matches;
    bool m_active = true;
    bool m_outdated = true; // the plan is older than the store
    bool m_fitted = true;
};

} // namespace Espalier::Ui
