// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/tls/credentials.h>

namespace Espalier::Daemon {

// Why this server must not serve (protocol.md 7): somebody without a certificate, or with one of a
// throw-away authority, reaches an RPC; its own identity does not; or the validator passes a bad
// certificate, or refuses a good one. Empty: all is as it must be. Blocks for some 10 ms.
[[nodiscard]] QString selfTestProblem(
    const QString& address, const Tls::TlsIdentity& identity, const Clock& clock);

// The validator's part alone: certificates minted in memory, each of which must fail for its own
// reason, and one that must pass.
[[nodiscard]] QString validatorProblem(const Clock& clock);

} // namespace Espalier::Daemon
