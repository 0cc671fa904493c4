// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testidentities.h"

namespace Espalier::Tests {

namespace {

constexpr std::chrono::hours hour{1};

template <typename T> T mustBe(const Evidence::Result<T>& result)
{
    if (!result)
        qFatal("test identity: %s", qPrintable(result.error()));
    return *result;
}

} // namespace

TestIdentities::TestIdentities()
    : m_authority(mustBe(Tls::Authority::create(QStringLiteral("test authority"),
        SystemClock().wall() - 2 * hour, SystemClock().wall() + 2 * hour)))
{
}

Tls::LeafRequest TestIdentities::request(const QString& path) const
{
    Tls::LeafRequest request;
    request.uris = {QStringLiteral("spiffe://") + QLatin1String(testTrustDomain) + path};
    request.notBefore = SystemClock().wall() - hour;
    request.notAfter = SystemClock().wall() + hour;
    return request;
}

Tls::MintedIdentity TestIdentities::issue(const Tls::LeafRequest& request) const
{
    return mustBe(m_authority.issue(request));
}

Tls::MintedIdentity TestIdentities::issue(const QString& path) const
{
    return issue(request(path));
}

Tls::TlsIdentity TestIdentities::identity(const QString& path) const
{
    const Tls::MintedIdentity minted = issue(path);
    return {minted.certificate, minted.key, roots(), QLatin1String(testTrustDomain)};
}

} // namespace Espalier::Tests
