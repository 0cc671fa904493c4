// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prefs/credentialstore.h>

namespace Espalier {

// Under which name the console's secrets stand in the keyring.
inline constexpr char keyringService[] = "espalier";

// What `espalier --keep-key FILE --profile NAME` prints, and its exit status.
struct KeepKeyResult {
    QString text;
    int exitCode = 1;
};

// Puts the key of a profile's certificate into the keyring, from where the console takes it when
// the profile names no key file. The file stays: removing it is the user's to do. Answers once,
// through done.
void keepKey(CredentialStore& credentials, const QString& profile, const QString& path,
    const std::function<void(const KeepKeyResult&)>& done);

} // namespace Espalier
