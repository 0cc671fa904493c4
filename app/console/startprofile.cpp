// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "startprofile.h"

#include <QFileInfo>

namespace Espalier {

namespace {

LoadedProfile loadByNameOrPath(const ProfileStore& profiles, const QString& text)
{
    const bool isPath = text.contains(u'/') || text.endsWith(QLatin1String(".ini"));
    return isPath ? ProfileStore::loadFile(QFileInfo(text).absoluteFilePath())
                  : profiles.load(text);
}

} // namespace

LoadedProfile startProfile(
    const Options& options, const ProfileStore& profiles, const Settings& settings)
{
    if (options.development)
        return {options.development, {}};
    if (!options.profile.isEmpty())
        return loadByNameOrPath(profiles, options.profile);
    const QString last = settings.lastProfile();
    const QStringList names = profiles.names();
    if (!last.isEmpty() && names.contains(last))
        return profiles.load(last);
    if (names.size() == 1)
        return profiles.load(names.first());
    return {};
}

} // namespace Espalier
