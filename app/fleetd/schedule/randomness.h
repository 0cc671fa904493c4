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

// A random UUID (RFC 9562 version 4).
[[nodiscard]] inline std::string newUid(const Randomness& random)
{
    QByteArray bytes = random(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces).toStdString();
}

} // namespace Espalier::Fleetd
