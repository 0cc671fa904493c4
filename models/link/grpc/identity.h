// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grpcfleetlink.h"

#include <domain/message.h>
#include <link/tls/credentials.h>

namespace Espalier {

// An operator's identity as read from its files and found usable.
struct LoadedIdentity {
    Tls::TlsIdentity tls;
    QString id; // SPIFFE id
    WallTime expiry{};
};

// Reads the files and judges them before anything is dialled: the answer names the file, what is
// wrong with it and what to do; empty: nothing is. Blocking.
[[nodiscard]] Message loadIdentity(const LinkFiles& files, WallTime now, LoadedIdentity& loaded);

} // namespace Espalier
