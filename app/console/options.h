// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logfile.h"

#include <prefs/profile.h>
#include <prefs/settings.h>

namespace Espalier {

// What the command line of espalier asks for.
struct Options {
    QString profile; // name or file; empty: not given
    std::optional<Profile> development; // from --pki and what goes with it
    QString keepKey; // a key file that shall go into the keyring under the profile's name
    std::optional<ThemeChoice> theme;
    std::optional<QString> query; // --list: print what it finds and end, without a display
    LogLevel logLevel = LogLevel::Info;
};

struct ParsedOptions {
    std::optional<Options> options; // nothing: print and end with exitCode
    QString print;
    int exitCode = 0; // 0 help and version, 2 misuse
};

[[nodiscard]] QString themeName(ThemeChoice theme); // as --theme takes it
// arguments[0] is the program. Reads no file.
[[nodiscard]] ParsedOptions parseOptions(const QStringList& arguments);

} // namespace Espalier
