// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Espalier::Evidence {

[[nodiscard]] QByteArray sha256(const QByteArray& bytes); // raw, 32 bytes
[[nodiscard]] QString sha256Hex(const QByteArray& bytes); // lower case

// SHA-256(salt || text), lower-case hex: how a leaf names what a log must be able to forget
// (evidence.md 1). salt: 32 random bytes, another for every record.
[[nodiscard]] QString saltedDigest(const QByteArray& salt, const QByteArray& text);

} // namespace Espalier::Evidence
