// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "merkle.h"

namespace Espalier::Evidence {

QByteArray leafData(const QByteArray& rawKeyId, const QByteArray& signature, const QByteArray& pae)
{
    return QByteArray("espalier-leaf/v1\n").append(rawKeyId).append(signature).append(pae);
}

QByteArray leafHash(const QByteArray& data) { return sha256(QByteArray(1, '\0').append(data)); }

QByteArray nodeHash(const QByteArray& left, const QByteArray& right)
{
    return sha256(QByteArray(1, '\1').append(left).append(right));
}

QByteArray emptyRoot() { return sha256(QByteArray()); }

QString noHash() { return {64, QLatin1Char('0')}; }

} // namespace Espalier::Evidence
