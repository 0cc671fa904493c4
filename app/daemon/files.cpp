// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace Espalier::Daemon {

Evidence::Result<QByteArray> readFile(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Evidence::Error{QStringLiteral("%1: %2").arg(path, file.errorString())};
    QByteArray content = file.read(limit + 1);
    if (content.size() > limit)
        return Evidence::Error{QStringLiteral("%1: larger than %2 bytes").arg(path).arg(limit)};
    return content;
}

Evidence::Result<QByteArray> readSecret(const QString& path, qint64 limit)
{
    constexpr auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (QFileInfo(path).permissions() & others)
        return Evidence::Error{
            QStringLiteral("%1: others can read or write this key; chmod 600 it").arg(path)};
    return readFile(path, limit);
}

QString writeFile(const QString& path, const QByteArray& content, FileMode mode)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return QStringLiteral("%1: its folder cannot be made").arg(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return QStringLiteral("%1: %2").arg(path, file.errorString());
    // Before the secret is inside, so that nobody else ever can read it.
    if (mode == FileMode::Secret)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(content) != content.size() || !file.commit())
        return QStringLiteral("%1: %2").arg(path, file.errorString());
    return {};
}

} // namespace Espalier::Daemon
