// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keepkey.h"

#include <QFile>

namespace Espalier {

namespace {

QString problemOf(const CredentialResult& result)
{
    switch (result.outcome) {
    case CredentialOutcome::Done:
        return {};
    case CredentialOutcome::TimedOut:
        return QStringLiteral(
            "the keyring does not answer (%1): is a window open that asks for its "
            "password?")
            .arg(result.problem);
    case CredentialOutcome::TooLarge:
        return QStringLiteral("the key is too large (%1): a P-256 key has some 240 bytes")
            .arg(result.problem);
    case CredentialOutcome::NotFound:
    case CredentialOutcome::Unavailable:
        break;
    }
    return QStringLiteral("the keyring cannot be used (%1): unlock it, or name a key file in the "
                          "profile")
        .arg(result.problem);
}

} // namespace

void keepKey(CredentialStore& credentials, const QString& profile, const QString& path,
    const std::function<void(const KeepKeyResult&)>& done)
{
    const auto fail = [done](const QString& problem) { done({problem + u'\n', 1}); };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        fail(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
        return;
    }
    const QByteArray key = file.read(CredentialStore::maximumSecret + 1);
    if (!key.contains("PRIVATE KEY-----")) {
        fail(QStringLiteral("%1 holds no PEM key").arg(path));
        return;
    }
    // The canary first: a keyring that loses what it is given must not be trusted with a key.
    credentials.probe([&credentials, profile, path, key, done, fail](
                          const CredentialResult& works) {
        if (const QString problem = problemOf(works); !problem.isEmpty()) {
            fail(problem);
            return;
        }
        credentials.write(
            profile, key, [profile, path, done, fail](const CredentialResult& written) {
                if (const QString problem = problemOf(written); !problem.isEmpty()) {
                    fail(problem);
                    return;
                }
                done({QStringLiteral("The key of %1 lies in the keyring. Now empty the key in the "
                                     "profile and remove %2.\n")
                          .arg(profile, path),
                    0});
            });
    });
}

} // namespace Espalier
