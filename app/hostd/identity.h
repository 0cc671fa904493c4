// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options.h"

#include <daemon/certificatewatch.h>
#include <domain/objects.h>
#include <evidence/roster.h>

#include <vector>

namespace Espalier::Hostd {

struct IdentifiedHost {
    HostId id;
    int slotCount = 2;
    Evidence::SigningKey key;
    QString code = {}; // of its place, as A07-12; empty: not told
};

// Who this process is on the wire, and whose records it signs.
struct ProcessIdentity {
    Tls::TlsIdentity tls;
    SiteId site; // of the certificate
    std::vector<IdentifiedHost> hosts; // one, or those of a simulator
    std::optional<Evidence::PinnedKeys> rosterKeys{}; // who says whom it obeys; none: nobody
};

[[nodiscard]] Daemon::TlsFiles tlsFilesOf(const Options& options);

// Reads and checks all files of the identity. Errors name the file and what to do.
[[nodiscard]] Evidence::Result<ProcessIdentity> loadIdentity(
    const Options& options, const Clock& clock);

// /proc/sys/kernel/random/boot_id, without a line end.
[[nodiscard]] Evidence::Result<QString> readBootId();
// SHA-256 of this program's file, lower-case hex.
[[nodiscard]] Evidence::Result<QString> ownDigest();

} // namespace Espalier::Hostd
