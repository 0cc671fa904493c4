// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/message.h>

namespace Espalier::Text {

// The message in the words of the language at hand; verbatim texts as they are. A code without
// words (a mistake that tests/lint/messages.py finds) is shown as the code itself.
[[nodiscard]] QString sentence(const Message& message);

} // namespace Espalier::Text
