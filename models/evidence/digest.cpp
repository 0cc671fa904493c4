// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "digest.h"

#include <QCryptographicHash>

namespace Espalier::Evidence {

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QString sha256Hex(const QByteArray& bytes) { return QString::fromLatin1(sha256(bytes).toHex()); }

QString saltedDigest(const QByteArray& salt, const QByteArray& text)
{
    return sha256Hex(salt + text);
}

} // namespace Espalier::Evidence
