// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile.h"

namespace Espalier {

// A profile, or what is wrong with its file (what, where, what to do; translated).
struct LoadedProfile {
    std::optional<Profile> profile;
    QString problem;
};

// Connection profiles, one ini file each in one folder. Not thread-safe; small files only.
class ProfileStore final {
public:
    explicit ProfileStore(QString folder); // usually configFolder() + "/profiles"

    // Names of all profiles in the folder, sorted, the unreadable ones too.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] LoadedProfile load(const QString& name) const;
    // Validates, then replaces the file whole. Answers what is wrong, empty if it was saved.
    [[nodiscard]] QString save(const Profile& profile) const;
    // Answers what is wrong, empty if the profile is gone.
    [[nodiscard]] QString remove(const QString& name) const;
    [[nodiscard]] QString pathOf(const QString& name) const;

    // Reads one profile file from anywhere; relative paths in it start at its own folder.
    [[nodiscard]] static LoadedProfile loadFile(const QString& path);

private:
    QString m_folder;
};

} // namespace Espalier
