// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

class QKeyEvent;

namespace Espalier::Ui {

// What the keys of the floor do (ux.md 3.2). None of them changes anything but the view.
enum class FloorAction {
    Left, // and its three successors: the steps in their order
    Right,
    Up,
    Down,
    Closer, // one level; at the closest: the inspector
    Farther,
    ZoomIn,
    ZoomOut,
    Fit, // and its three successors: the levels in their order
    Row,
    Rack,
    Host,
    NextAbnormal,
    PreviousAbnormal,
    Toggle,
    SelectAll,
    Clear,
};

[[nodiscard]] std::optional<FloorAction> floorAction(const QKeyEvent& event);

} // namespace Espalier::Ui
