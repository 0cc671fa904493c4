// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/drain.h>

namespace Espalier::Text {

// Commands in words (ux.md 3.5, protocol.md 5). No state of a command is "destroyed": only a badge
// is.

[[nodiscard]] QString verbWord(CommandVerb verb); // drain, return to service, force-destroy
// How far one target has come: sent, accepted by host, carried out, unconfirmed, refused.
[[nodiscard]] QString commandStateWord(CommandState state);
// Why it was refused, failed or is in doubt, and what to do; with the technical words behind it.
// Empty: there is nothing to say.
[[nodiscard]] QString commandReason(const CommandDetail& why);
// One line of a drain's preview: what was looked at and how it stands; where: a code.
[[nodiscard]] QString drainCheckSentence(const DrainPreview::Check& check);
[[nodiscard]] QString atDeadlineSentence(AtDeadline choice);

} // namespace Espalier::Text
