// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pkipaths.h"

#include <daemon/files.h>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr qint64 pemAtMost = 1 << 20;

} // namespace

Evidence::Result<Tls::TlsIdentity> readTlsIdentity(
    const QString& certificate, const QString& key, const QString& roots)
{
    Tls::TlsIdentity identity;
    for (const auto& [file, target] : {std::pair(certificate, &identity.certificate),
             std::pair(key, &identity.key), std::pair(roots, &identity.roots)}) {
        auto content = Daemon::readFile(file, pemAtMost);
        if (!content)
            return Evidence::Error{content.error()};
        *target = *content;
    }
    const Evidence::SvidVerdict own = Evidence::readSvid(identity.certificate);
    identity.trustDomain = own.id.trustDomain;
    if (identity.trustDomain.isEmpty())
        return Evidence::Error{QStringLiteral("%1: %2").arg(certificate, own.detail)};
    return identity;
}

} // namespace Espalier::Fleetd::Cli
