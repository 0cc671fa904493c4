// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/id.h>

#include <QStringList>

#include <optional>
#include <vector>

namespace Espalier {

struct SiteAddress {
    SiteId site; // fra1
    QString address; // host:port of that site's fleetd
    friend bool operator==(const SiteAddress&, const SiteAddress&) = default;
};

// What a console needs to reach one fleet. Paths are absolute, or relative to the profile's file.
struct Profile {
    QString name;
    QString environment; // shown in the strip: PROD, STAGING, DEV
    std::vector<SiteAddress> sites;
    QString rootsPath; // trust bundle for TLS, PEM
    QString rosterKeysPath; // pinned roster keys, one lower-case hex a line
    QString certificatePath; // the operator's own, PEM
    QString keyPath; // its key, PEM; empty if the key lies in the keychain
    friend bool operator==(const Profile&, const Profile&) = default;
};

enum class ProfileField { Name, Environment, Sites, Roots, RosterKeys, Certificate, Key };

// One thing that is wrong: where, what, and what to do, in words for the user (translated).
struct ProfileProblem {
    ProfileField field = ProfileField::Name;
    int site = -1; // index in Profile::sites, -1: the field as a whole
    QString text;
};

constexpr int maximumSites = 32;

// What can be said of a profile without looking at a file. Empty: nothing is wrong.
[[nodiscard]] std::vector<ProfileProblem> validate(const Profile& profile);
// What is wrong with the files that it names: missing, unreadable, empty, of the wrong kind.
// Reads files: not for the main thread.
[[nodiscard]] std::vector<ProfileProblem> checkFiles(const Profile& profile);

// The profile that `espalier-fleetd dev-pki DIR` prepared for one of its users.
[[nodiscard]] Profile developmentProfile(const QString& pkiFolder, const QString& user,
    const QString& environment, std::vector<SiteAddress> sites);

// "fra1=127.0.0.1:7443" -> site and address; nullopt if it has not that form.
[[nodiscard]] std::optional<SiteAddress> siteAddressFromText(const QString& text);

} // namespace Espalier
