// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rostermark.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace Espalier {

namespace {

const QByteArray header = QByteArrayLiteral("espalier roster version v1\n");

} // namespace

RosterMark::RosterMark(QString path)
    : m_path(std::move(path))
{
}

QString RosterMark::load()
{
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("%1 cannot be read (%2): check its owner and mode")
            .arg(m_path, file.errorString());
    const QByteArray content = file.read(1024);
    bool isNumber = false;
    const quint64 version = content.mid(header.size()).trimmed().toULongLong(&isNumber);
    if (!content.startsWith(header) || !isNumber)
        return QStringLiteral("%1 is damaged or of a newer Espalier: it holds the highest roster "
                              "version ever seen. Move it away to begin anew")
            .arg(m_path);
    m_version = version;
    return {};
}

QString RosterMark::advance(quint64 version)
{
    if (version <= m_version)
        return {};
    m_version = version;
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir().mkpath(folder))
        return QStringLiteral("the folder %1 cannot be made: check who may write above it")
            .arg(folder);
    QSaveFile file(m_path);
    const QByteArray content = header + QByteArray::number(version) + '\n';
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        || file.write(content) != content.size() || !file.commit())
        return QStringLiteral(
            "%1 cannot be written (%2): check its owner, its mode and the space on "
            "the disk")
            .arg(m_path, file.errorString());
    return {};
}

} // namespace Espalier
