// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUuid>

#include <functional>
#include <string>

namespace Espalier::Fleetd {

// Random bytes: OpenSSL's in production, a seeded sequence in tests.
using Randomness = std::function<QByteArray(qsizetype)>;

// The UUID of 16 random bytes (RFC 9562 version 4), lower case.
[[nodiscard]] inline QString uuidOf(QByteArray bytes)
{
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

[[nodiscard]] inline std::string newUid(const Randomness& random)
{
    return uuidOf(random(16)).toStdString();
}

} // namespace Espalier::Fleetd
