// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <commands/arming.h>
#include <commands/deskkey.h>

namespace Espalier::Ui {

// Why this desk is read-only, in two lengths: for the strip, and as a sentence with what to do.
[[nodiscard]] QString readOnlyWord(const DeskKeyState& state);
[[nodiscard]] QString keyAdvice(const DeskKeyState& state);
// Why it was disarmed; empty: it was not, or by the person's own wish.
[[nodiscard]] QString disarmedWord(Arming::End end);

} // namespace Espalier::Ui
