// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorkeys.h"

#include <QKeyEvent>

#include <array>

namespace Espalier::Ui {

namespace {

struct KeyRow {
    int key;
    FloorAction action;
};

constexpr std::array keys{
    KeyRow{Qt::Key_Left, FloorAction::Left},
    KeyRow{Qt::Key_Right, FloorAction::Right},
    KeyRow{Qt::Key_Up, FloorAction::Up},
    KeyRow{Qt::Key_Down, FloorAction::Down},
    KeyRow{Qt::Key_Return, FloorAction::Closer},
    KeyRow{Qt::Key_Enter, FloorAction::Closer},
    KeyRow{Qt::Key_Backspace, FloorAction::Farther},
    KeyRow{Qt::Key_Plus, FloorAction::ZoomIn},
    KeyRow{Qt::Key_Equal, FloorAction::ZoomIn}, // plus without Shift
    KeyRow{Qt::Key_Minus, FloorAction::ZoomOut},
    KeyRow{Qt::Key_0, FloorAction::Fit},
    KeyRow{Qt::Key_1, FloorAction::Row},
    KeyRow{Qt::Key_2, FloorAction::Rack},
    KeyRow{Qt::Key_3, FloorAction::Host},
    KeyRow{Qt::Key_N, FloorAction::NextAbnormal},
    KeyRow{Qt::Key_Space, FloorAction::Toggle},
    KeyRow{Qt::Key_Escape, FloorAction::Clear},
};

} // namespace

std::optional<FloorAction> floorAction(const QKeyEvent& event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (event.key() == Qt::Key_A && modifiers == Qt::ControlModifier)
        return FloorAction::SelectAll;
    if ((modifiers & ~Qt::ShiftModifier) != Qt::NoModifier)
        return std::nullopt;
    if (event.key() == Qt::Key_N && modifiers == Qt::ShiftModifier)
        return FloorAction::PreviousAbnormal;
    for (const KeyRow& row : keys) {
        if (row.key == event.key())
            return row.action;
    }
    return std::nullopt;
}

} // namespace Espalier::Ui
