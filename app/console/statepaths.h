// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prefs/profile.h>

namespace Espalier {

// Where the console keeps what must never go back: apart for each profile and for each set of
// pinned roster keys. Reads that one small file.
class StatePaths final {
public:
    explicit StatePaths(const Profile& profile);
    [[nodiscard]] QString watermark(const SiteId& site) const;
    [[nodiscard]] QString rosterMark() const;
    [[nodiscard]] QString commands() const; // folder of the commands under way
    // The same, over copies in another folder: to hold against what was seen, and to leave it as it
    // is.
    [[nodiscard]] StatePaths copiedTo(const QString& folder) const;

private:
    QString m_folder;
};

} // namespace Espalier
