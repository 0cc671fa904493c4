// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace Espalier::Evidence {

constexpr qsizetype keySize = 32; // raw public key and seed
constexpr qsizetype signatureSize = 64;

// An Ed25519 public key (RFC 8032). Copies share one OpenSSL object; verification is thread-safe.
class PublicKey final {
public:
    // Any 32 bytes that OpenSSL takes; whether the key may be enrolled is enrolmentProblem's to
    // say.
    [[nodiscard]] static Result<PublicKey> fromRaw(const QByteArray& raw);
    [[nodiscard]] static Result<PublicKey> fromHex(const QString& hex);

    [[nodiscard]] const QByteArray& raw() const { return m_raw; }
    [[nodiscard]] QString hex() const;
    // Lower-case hex of SHA-256 over the raw key (evidence.md 1).
    [[nodiscard]] const QString& keyId() const { return m_keyId; }
    [[nodiscard]] bool verify(const QByteArray& message, const QByteArray& signature) const;

private:
    PublicKey() = default;
    QByteArray m_raw;
    QString m_keyId;
    std::shared_ptr<void> m_key; // EVP_PKEY
};

// Why this raw key must not be enrolled (evidence.md 3): wrong size, not canonical, a point of
// order 1, 2, 4 or 8, or no point of the curve. nullopt: it may be.
[[nodiscard]] std::optional<QString> enrolmentProblem(const QByteArray& raw);

// An Ed25519 private key. The seed is wiped when the key goes; it is never copied out.
class SigningKey final {
public:
    [[nodiscard]] static Result<SigningKey> fromSeed(const QByteArray& seed);
    [[nodiscard]] static Result<SigningKey> fromHexSeed(const QByteArray& hex); // 64 digits
    [[nodiscard]] const PublicKey& publicKey() const { return m_public; }
    [[nodiscard]] QByteArray sign(const QByteArray& message) const;

private:
    explicit SigningKey(PublicKey key)
        : m_public(std::move(key))
    {
    }
    PublicKey m_public;
    std::shared_ptr<void> m_key; // EVP_PKEY, which OpenSSL cleanses on free
};

// Random bytes from OpenSSL for salts, nonces, seeds in production code; tests inject their own.
[[nodiscard]] QByteArray randomBytes(qsizetype count);
// Overwrites the bytes of a buffer that held a secret.
void wipe(QByteArray& secret);

} // namespace Espalier::Evidence
