// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace Espalier::Tests {

// The manifest of an image folder with these bytes in its three files.
inline QByteArray manifestOf(
    const QByteArray& kernel, const QByteArray& initrd, const QByteArray& root)
{
    const auto part = [](const char* file, const QByteArray& bytes) {
        const QByteArray digest =
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        return QJsonObject{{QStringLiteral("file"), QString::fromLatin1(file)},
            {QStringLiteral("sha256"), QString::fromLatin1(digest)}};
    };
    QJsonObject disk = part("root.qcow2", root);
    disk.insert(QStringLiteral("bytes"), QStringLiteral("4096"));
    disk.insert(QStringLiteral("format"), QStringLiteral("qcow2"));
    const QJsonObject manifest{{QStringLiteral("commandLine"), QStringLiteral("quiet")},
        {QStringLiteral("format"), QStringLiteral("espalier-guest/1")},
        {QStringLiteral("initrd"), part("initrd", initrd)},
        {QStringLiteral("kernel"), part("vmlinuz", kernel)}, {QStringLiteral("rootDisk"), disk}};
    return QJsonDocument(manifest).toJson(QJsonDocument::Compact);
}

inline QString sha256(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace Espalier::Tests
