// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "listrun.h"

#include "keepkey.h"
#include "links.h"
#include "listing.h"
#include "startprofile.h"
#include "statepaths.h"

#include <prefs/xdg.h>

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

namespace Espalier {

namespace {

int fail(const QString& problem)
{
    std::fprintf(stderr, "espalier: %s\n", qUtf8Printable(problem));
    return 1;
}

void print(const ListingResult& result)
{
    std::fwrite(result.json.constData(), 1, static_cast<size_t>(result.json.size()), stdout);
    std::fputs(qUtf8Printable(result.errors), stderr);
}

// The key of a profile that keeps it in the keyring.
CredentialResult keyFromKeyring(const QString& profile)
{
    CredentialStore credentials(QString::fromLatin1(keyringService));
    CredentialResult result;
    credentials.read(profile, [&result](const CredentialResult& read) {
        result = read;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    return result;
}

} // namespace

int listAndEnd(const Options& options)
{
    const Settings settings(configFolder() + QStringLiteral("/espalier.ini"),
        stateFolder() + QStringLiteral("/layout.ini"));
    const ProfileStore profiles(configFolder() + QStringLiteral("/profiles"));
    const LoadedProfile loaded = startProfile(options, profiles, settings);
    if (!loaded.profile)
        return fail(loaded.problem.isEmpty()
                ? QStringLiteral("there is more than one profile, or none: name one with --profile")
                : loaded.problem);
    QByteArray key;
    if (loaded.profile->keyPath.isEmpty()) {
        const CredentialResult read = keyFromKeyring(loaded.profile->name);
        if (read.outcome != CredentialOutcome::Done)
            return fail(QStringLiteral("the key of %1 could not be had from the keyring (%2); name "
                                       "a key file in the profile")
                            .arg(loaded.profile->name, read.problem));
        key = read.secret;
    }
    // What must never go back is read, and left to the console that may run beside this.
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(folder.errorString());
    const StatePaths paths = StatePaths(*loaded.profile).copiedTo(folder.path());
    const SystemClock clock;
    Listing listing(linksOf(*loaded.profile, paths, key, clock), verifierOf(*loaded.profile, paths),
        options.query.value_or(QString()), clock, {});
    ListingResult result;
    QObject::connect(&listing, &Listing::done, &listing, [&](const ListingResult& given) {
        result = given;
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    print(result);
    return result.exitCode;
}

} // namespace Espalier
