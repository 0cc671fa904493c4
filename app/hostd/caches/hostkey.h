// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keywrap.h"

#include <evidence/result.h>

namespace Espalier::Hostd {

// The key that wraps this daemon's cache keys, 32 bytes in a file of mode 0600 that only its user
// may read. mayMake: no key is wrapped yet, so a missing file is made, durably; else a missing one
// is an error, for a new key would open none of them. Errors name the file and what to do.
[[nodiscard]] Evidence::Result<QByteArray> hostKey(
    const QString& file, bool mayMake, const KeyRandom& random);

} // namespace Espalier::Hostd
