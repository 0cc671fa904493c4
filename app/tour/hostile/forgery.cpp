// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forgery.h"

#include <domain/clock.h>
#include <link/tls/mint.h>

namespace Espalier::Hostile {

std::optional<Forgery> forgeryFromName(const QString& name)
{
    if (name == QLatin1String("foreign-authority"))
        return Forgery::ForeignAuthority;
    if (name == QLatin1String("no-spiffe-id"))
        return Forgery::NoSpiffeId;
    if (name == QLatin1String("expired"))
        return Forgery::Expired;
    return std::nullopt;
}

Forged forge(Forgery forgery, const QString& spiffeId, const QByteArray& authorityCertificate,
    const QByteArray& authorityKey)
{
    using std::chrono::hours;
    const WallTime now = SystemClock().wall();
    const auto authority = forgery == Forgery::ForeignAuthority
        ? Tls::Authority::create(
            QStringLiteral("nobody's authority"), now - hours(24), now + hours(24))
        : Tls::Authority::fromPem(authorityCertificate, authorityKey);
    if (!authority)
        return {{}, {}, authority.error()};
    Tls::LeafRequest request;
    request.commonName = QStringLiteral("forged for the tour");
    request.notBefore = now - hours(2);
    request.notAfter = forgery == Forgery::Expired ? now - hours(1) : now + hours(1);
    if (forgery == Forgery::NoSpiffeId)
        request.dnsNames = {QStringLiteral("console.example.net")};
    else
        request.uris = {spiffeId};
    const auto leaf = authority->issue(request);
    if (!leaf)
        return {{}, {}, leaf.error()};
    return {leaf->certificate, leaf->key, {}};
}

} // namespace Espalier::Hostile
