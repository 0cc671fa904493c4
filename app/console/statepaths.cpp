// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "statepaths.h"

#include <prefs/xdg.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace Espalier {

namespace {

// Who pins other roster keys looks at another fleet, even at the same path (development folders are
// made anew); pinning new ones is an act of trust that begins anew.
QByteArray fleetOf(const Profile& profile)
{
    constexpr qint64 largest = qint64{64} * 1024;
    QFile file(profile.rosterKeysPath);
    const QByteArray keys = file.open(QIODevice::ReadOnly) ? file.read(largest) : QByteArray();
    return keys.isEmpty() ? profile.rosterKeysPath.toUtf8() : keys;
}

} // namespace

StatePaths::StatePaths(const Profile& profile)
{
    const QByteArray hash = QCryptographicHash::hash(fleetOf(profile), QCryptographicHash::Sha256);
    m_folder = stateFolder() + QStringLiteral("/profiles/") + profile.name + u'-'
        + QString::fromLatin1(hash.toHex().left(12));
}

QString StatePaths::watermark(const SiteId& site) const
{
    return m_folder + u'/' + site.text() + QStringLiteral(".json");
}

StatePaths StatePaths::copiedTo(const QString& folder) const
{
    StatePaths copy = *this;
    copy.m_folder = folder;
    const QStringList names = QDir(m_folder).entryList(QDir::Files);
    for (const QString& name : names)
        QFile::copy(m_folder + u'/' + name, folder + u'/' + name);
    return copy;
}

QString StatePaths::rosterMark() const { return m_folder + QStringLiteral("/roster-version"); }

QString StatePaths::commands() const { return m_folder + QStringLiteral("/commands"); }

} // namespace Espalier
