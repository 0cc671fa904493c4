// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity.h"

#include <evidence/svid.h>

#include <QFile>

namespace Espalier {

namespace {

constexpr qint64 largestFile = qint64{1024} * 1024;

Message readFile(const QString& path, const Message& what, QByteArray& content)
{
    if (path.isEmpty())
        return message("link.file-not-named", what);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return message("link.file-unreadable", what, path, file.errorString());
    content = file.read(largestFile + 1);
    if (content.isEmpty() || content.size() > largestFile)
        return message("link.file-size", what, path);
    return {};
}

// The three reasons that an operator meets most, each with the step that ends it.
Message problemOfTimes(const QString& path, const Evidence::SvidVerdict& svid, WallTime now)
{
    using Evidence::SvidProblem;
    if (svid.problem == SvidProblem::NotReadable)
        return message("link.certificate-unreadable", path, svid.detail);
    if (svid.problem == SvidProblem::NoUriSan || svid.problem == SvidProblem::SeveralUriSans
        || svid.problem == SvidProblem::BadSpiffeId)
        return message("link.certificate-without-id", path, svid.detail);
    if (now >= svid.notAfter)
        return message("link.certificate-expired", path, utcText(svid.notAfter));
    if (now < svid.notBefore)
        return message("link.certificate-not-yet", path, utcText(svid.notBefore));
    return {};
}

Message readFiles(const LinkFiles& files, bool keyGiven, Tls::TlsIdentity& tls)
{
    Message problem = readFile(files.certificatePath, message("link.certificate"), tls.certificate);
    if (problem.isEmpty() && keyGiven)
        tls.key = files.key;
    else if (problem.isEmpty())
        problem = readFile(files.keyPath, message("link.key"), tls.key);
    if (problem.isEmpty())
        problem = readFile(files.rootsPath, message("link.trust-bundle"), tls.roots);
    return problem;
}

} // namespace

Message loadIdentity(const LinkFiles& files, WallTime now, LoadedIdentity& loaded)
{
    const bool keyGiven = files.keyPath.isEmpty() && !files.key.isEmpty();
    if (Message problem = readFiles(files, keyGiven, loaded.tls); !problem.isEmpty())
        return problem;
    const Evidence::SvidVerdict svid = Evidence::readSvid(loaded.tls.certificate);
    if (Message problem = problemOfTimes(files.certificatePath, svid, now); !problem.isEmpty())
        return problem;
    loaded.tls.trustDomain = svid.id.trustDomain;
    loaded.id = svid.id.text();
    loaded.expiry = svid.notAfter;
    if (const auto problem = Tls::identityProblem(loaded.tls, now)) {
        const Message key =
            keyGiven ? message("link.key-in-keychain") : Message::verbatim(files.keyPath);
        return message(
            "link.identity-unusable", files.certificatePath, key, files.rootsPath, *problem);
    }
    return {};
}

} // namespace Espalier
