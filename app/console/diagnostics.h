// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tar.h"

#include <prefs/profile.h>
#include <store/details.h>

#include <optional>

namespace Espalier {

// From what diagnostics are made. Reads the logs and the certificate of the profile, never a key.
struct DiagnosticsSource {
    QString logFolder;
    std::optional<Profile> profile;
    QString theme; // as it is set
    std::vector<SiteFeed> sites;
    WallTime now{};
    MonoTime mono{};
};

// What a supporter needs: versions, settings without secrets, the state of each link, the logs; the
// first entry says what is in it and what is not.
[[nodiscard]] std::vector<TarEntry> diagnosticsOf(const DiagnosticsSource& source);

// Writes them as one file that only its owner can read. Answers what is wrong, empty if it is done.
[[nodiscard]] QString saveDiagnostics(const QString& path, const DiagnosticsSource& source);

} // namespace Espalier
