// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace Espalier::Tests {

// What is wrong with the layout under a window (R20), empty if nothing: a widget outside its
// parent, siblings over each other, a text that is cut and says itself whole nowhere.
[[nodiscard]] QString firstOutside(const QWidget& window);
[[nodiscard]] QString firstOverlap(const QWidget& window);
[[nodiscard]] QString firstCut(const QWidget& window);

} // namespace Espalier::Tests
