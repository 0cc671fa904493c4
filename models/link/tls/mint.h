// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <evidence/result.h>

#include <QByteArray>
#include <QStringList>

#include <memory>

namespace Espalier::Tls {

// A certificate with its private key, PEM.
struct MintedIdentity {
    QByteArray certificate; // leaf first, then intermediates if any
    QByteArray key; // PKCS#8
};

// What a leaf shall say. The defaults make a good SVID; the rest is for certificates that must be
// refused (start-up self-test, tests).
struct LeafRequest {
    QStringList uris; // SPIFFE ids; a good SVID has exactly one
    QStringList dnsNames;
    WallTime notBefore{}, notAfter{};
    bool authority = false; // basicConstraints CA
    bool keyUsage = true, keyUsageCritical = true;
    bool digitalSignature = true, keyCertSign = false, crlSign = false;
    bool extendedKeyUsage = true, serverAuth = true, clientAuth = true;
    QString commonName;
};

// A certificate authority for development trust domains, the self-test and tests: P-256, in memory.
class Authority final {
public:
    // A new self-signed authority.
    [[nodiscard]] static Evidence::Result<Authority> create(
        const QString& commonName, WallTime notBefore, WallTime notAfter);
    [[nodiscard]] static Evidence::Result<Authority> fromPem(
        const QByteArray& certificate, const QByteArray& key);

    [[nodiscard]] Evidence::Result<MintedIdentity> issue(const LeafRequest& request) const;
    // An intermediate authority whose leaves carry it in their chain.
    [[nodiscard]] Evidence::Result<Authority> intermediate(
        const QString& commonName, WallTime notBefore, WallTime notAfter) const;
    [[nodiscard]] QByteArray certificatePem() const; // the trust bundle of this one
    [[nodiscard]] Evidence::Result<QByteArray> keyPem() const;

private:
    struct Parts;
    explicit Authority(std::shared_ptr<const Parts> parts)
        : m_parts(std::move(parts))
    {
    }
    std::shared_ptr<const Parts> m_parts;
};

} // namespace Espalier::Tls
