// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/tls/credentials.h>
#include <link/tls/mint.h>

namespace Espalier::Tests {

constexpr char testTrustDomain[] = "dev.espalier.internal";

// Identities of one throw-away authority, minted in memory.
class TestIdentities final {
public:
    TestIdentities();
    // path: /site/fra1/fleetd/1
    [[nodiscard]] Tls::LeafRequest request(const QString& path) const; // valid from -1 h to +1 h
    [[nodiscard]] Tls::MintedIdentity issue(const Tls::LeafRequest& request) const;
    [[nodiscard]] Tls::MintedIdentity issue(const QString& path) const;
    [[nodiscard]] Tls::TlsIdentity identity(const QString& path) const;
    [[nodiscard]] QByteArray roots() const { return m_authority.certificatePem(); }

private:
    Tls::Authority m_authority;
};

} // namespace Espalier::Tests
