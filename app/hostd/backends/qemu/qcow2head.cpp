// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qcow2head.h"

#include <QFile>
#include <QtEndian>

namespace Espalier::Hostd {

std::optional<Qcow2Head> qcow2Head(const QString& path)
{
    constexpr qint64 headBytes = 104;
    constexpr quint32 magic = 0x514649fb;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray head = file.read(headBytes);
    const char* at = head.constData();
    if (head.size() != headBytes || qFromBigEndian<quint32>(at) != magic)
        return std::nullopt;
    return Qcow2Head{qFromBigEndian<quint32>(at + 4), qFromBigEndian<quint64>(at + 24),
        qFromBigEndian<quint32>(at + 32), qFromBigEndian<quint64>(at + 72)};
}

} // namespace Espalier::Hostd
