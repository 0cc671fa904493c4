// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity.h"

#include <evidence/svid.h>

#include <QFile>

namespace Espalier {

namespace {

constexpr qint64 largestFile = qint64{1024} * 1024;

using Bytes = Evidence::Result<QByteArray>;

Bytes readFile(const QString& path, const char* what)
{
    const QString name = QString::fromLatin1(what);
    if (path.isEmpty())
        return Evidence::Error{QStringLiteral("the profile names no %1: add it there").arg(name)};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Evidence::Error{QStringLiteral("the %1 %2 cannot be read (%3): check the path, its "
                                              "owner and mode")
                                   .arg(name, path, file.errorString())};
    QByteArray content = file.read(largestFile + 1);
    if (content.isEmpty() || content.size() > largestFile)
        return Evidence::Error{QStringLiteral("the %1 %2 is empty or larger than 1 MiB: fetch it "
                                              "again from your issuer")
                                   .arg(name, path)};
    return content;
}

// The three reasons that an operator meets most, each with the step that ends it.
QString problemOfTimes(const QString& path, const Evidence::SvidVerdict& svid, WallTime now)
{
    using Evidence::SvidProblem;
    if (svid.problem == SvidProblem::NotReadable)
        return QStringLiteral("the certificate %1 holds no readable PEM certificate (%2): fetch it "
                              "again from your issuer")
            .arg(path, svid.detail);
    if (svid.problem == SvidProblem::NoUriSan || svid.problem == SvidProblem::SeveralUriSans
        || svid.problem == SvidProblem::BadSpiffeId)
        return QStringLiteral(
            "the certificate %1 bears no valid SPIFFE id (%2): ask your issuer for "
            "one that does")
            .arg(path, svid.detail);
    if (now >= svid.notAfter)
        return QStringLiteral("the certificate %1 expired %2: renew it with your issuer")
            .arg(path, utcText(svid.notAfter));
    if (now < svid.notBefore)
        return QStringLiteral(
            "the certificate %1 is not valid before %2: check this machine's clock, "
            "or wait")
            .arg(path, utcText(svid.notBefore));
    return {};
}

} // namespace

Evidence::Result<LoadedIdentity> loadIdentity(const LinkFiles& files, WallTime now)
{
    const Bytes certificate = readFile(files.certificatePath, "certificate");
    if (!certificate)
        return Evidence::Error{certificate.error()};
    const bool keyGiven = files.keyPath.isEmpty() && !files.key.isEmpty();
    const Bytes key = keyGiven ? Bytes(files.key) : readFile(files.keyPath, "key");
    if (!key)
        return Evidence::Error{key.error()};
    const Bytes roots = readFile(files.rootsPath, "trust bundle");
    if (!roots)
        return Evidence::Error{roots.error()};

    const Evidence::SvidVerdict svid = Evidence::readSvid(*certificate);
    if (QString problem = problemOfTimes(files.certificatePath, svid, now); !problem.isEmpty())
        return Evidence::Error{problem};
    LoadedIdentity loaded;
    loaded.tls = {*certificate, *key, *roots, svid.id.trustDomain};
    loaded.id = svid.id.text();
    loaded.expiry = svid.notAfter;
    if (const auto problem = Tls::identityProblem(loaded.tls, now)) {
        const QString keyName =
            keyGiven ? QStringLiteral("the key in the keychain") : files.keyPath;
        return Evidence::Error{QStringLiteral("%1 with %2 cannot be used under %3: %4")
                                   .arg(files.certificatePath, keyName, files.rootsPath, *problem)};
    }
    return loaded;
}

} // namespace Espalier
