// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "statepaths.h"

#include <prefs/xdg.h>

#include <QCryptographicHash>

namespace Espalier {

StatePaths::StatePaths(const Profile& profile)
{
    // By the roster keys: whoever pins other keys looks at another fleet.
    const QByteArray hash =
        QCryptographicHash::hash(profile.rosterKeysPath.toUtf8(), QCryptographicHash::Sha256);
    m_folder = stateFolder() + QStringLiteral("/profiles/") + profile.name + u'-'
        + QString::fromLatin1(hash.toHex().left(12));
}

QString StatePaths::watermark(const SiteId& site) const
{
    return m_folder + u'/' + site.text() + QStringLiteral(".json");
}

QString StatePaths::rosterMark() const { return m_folder + QStringLiteral("/roster-version"); }

} // namespace Espalier
