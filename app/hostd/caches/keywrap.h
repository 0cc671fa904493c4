// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <optional>

namespace Espalier::Hostd {

// Wraps the keys of cache versions with AES-256-GCM (NIST SP 800-38D): nonce (12 bytes), cipher
// text, tag (16). context is authenticated: a wrapped key of one volume opens no other.
constexpr qsizetype hostKeyBytes = 32;
using KeyRandom = std::function<QByteArray(qsizetype)>;

// Empty if the host key or the nonce has another size, or OpenSSL refuses.
[[nodiscard]] QByteArray wrapKey(const QByteArray& hostKey, const QByteArray& key,
    const QByteArray& context, const KeyRandom& random);
// nullopt: not wrapped by this host key for this context.
[[nodiscard]] std::optional<QByteArray> unwrapKey(
    const QByteArray& hostKey, const QByteArray& wrapped, const QByteArray& context);

} // namespace Espalier::Hostd
