// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity.h"

#include <daemon/files.h>
#include <evidence/svid.h>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace Espalier::Hostd {

using Evidence::Error;
using Evidence::Result;

namespace {

constexpr qint64 fileLimit = 16'777'216; // 10,000 simulated hosts take 1.5 MB

Result<HostId> hostIdFrom(const QJsonObject& object, const QString& path)
{
    const QString text = object.value(QLatin1String("uuid")).toString();
    if (text.isEmpty() || QUuid::fromString(text).toString(QUuid::WithoutBraces) != text)
        return Error{QStringLiteral("%1: uuid \"%2\" is no UUID in lower case").arg(path, text)};
    return HostId(text);
}

Result<int> slotsFrom(const QJsonObject& object, const QString& path)
{
    const int count = object.value(QLatin1String("slots")).toInt(2);
    if (count < 1 || count > 64)
        return Error{QStringLiteral("%1: slots is %2, it must be 1 to 64").arg(path).arg(count)};
    return count;
}

Result<IdentifiedHost> hostFrom(
    const QJsonObject& object, const QByteArray& seed, const QString& path)
{
    const auto id = hostIdFrom(object, path);
    if (!id)
        return Error{id.error()};
    const auto count = slotsFrom(object, path);
    if (!count)
        return Error{count.error()};
    const auto key = Evidence::SigningKey::fromHexSeed(seed.trimmed());
    if (!key)
        return Error{QStringLiteral("%1: host %2: the record key cannot be used: %3")
                         .arg(path, id->text(), key.error())};
    return IdentifiedHost{*id, *count, *key, object.value(QLatin1String("code")).toString()};
}

Result<QJsonDocument> readJson(const QString& path, bool secret)
{
    const auto bytes =
        secret ? Daemon::readSecret(path, fileLimit) : Daemon::readFile(path, fileLimit);
    if (!bytes)
        return Error{bytes.error()};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return Error{QStringLiteral("%1: not JSON at byte %2: %3")
                         .arg(path)
                         .arg(error.offset)
                         .arg(error.errorString())};
    return document;
}

Result<std::vector<IdentifiedHost>> loadRealHost(const QString& folder)
{
    const QString path = folder + QStringLiteral("/host.json");
    const auto document = readJson(path, false);
    if (!document)
        return Error{document.error()};
    const auto seed = Daemon::readSecret(folder + QStringLiteral("/record.key"), fileLimit);
    if (!seed)
        return Error{seed.error()};
    auto host = hostFrom(document->object(), *seed, path);
    if (!host)
        return Error{host.error()};
    return std::vector{*host};
}

Result<std::vector<IdentifiedHost>> loadSimulatedHosts(const QString& folder, int wanted)
{
    const QString path = folder + QStringLiteral("/hosts.json");
    const auto document = readJson(path, true);
    if (!document)
        return Error{document.error()};
    std::vector<IdentifiedHost> hosts;
    const QJsonArray entries = document->array();
    for (const QJsonValueConstRef entry : entries) {
        if (wanted != 0 && static_cast<int>(hosts.size()) == wanted)
            break;
        const QByteArray seed = entry.toObject().value(QLatin1String("seed")).toString().toLatin1();
        auto host = hostFrom(entry.toObject(), seed, path);
        if (!host)
            return Error{host.error()};
        hosts.push_back(*host);
    }
    if (hosts.empty() || static_cast<int>(hosts.size()) < wanted)
        return Error{QStringLiteral("%1: holds %2 hosts, %3 are wanted; make more with dev-pki")
                         .arg(path)
                         .arg(hosts.size())
                         .arg(std::max(1, wanted))};
    return hosts;
}

Result<std::optional<Evidence::PinnedKeys>> loadRosterKeys(const Options& options)
{
    if (options.rosterKeys.isEmpty())
        return std::optional<Evidence::PinnedKeys>();
    const auto bytes = Daemon::readFile(options.rosterKeys, fileLimit);
    if (!bytes)
        return Error{bytes.error()};
    const auto keys = Evidence::readPinnedKeys(*bytes);
    if (!keys)
        return Error{QStringLiteral("%1: %2").arg(options.rosterKeys, keys.error())};
    return std::optional(*keys);
}

// A certificate of the right kind, for the host whose records are signed here.
QString kindProblem(const ProcessIdentity& identity, const Options& options)
{
    using Kind = Evidence::SpiffeId::Kind;
    const Evidence::SpiffeId id = Evidence::readSvid(identity.tls.certificate).id;
    const Kind wanted = options.simulated ? Kind::Simulator : Kind::Host;
    if (id.kind != wanted)
        return QStringLiteral("%1/tls.pem: is for %2, backend %3 needs one of a %4")
            .arg(options.identityFolder, id.text(),
                options.simulated ? QStringLiteral("simulated") : QStringLiteral("qemu"),
                Evidence::kindName(wanted));
    if (wanted == Kind::Host && id.name != identity.hosts.front().id.text())
        return QStringLiteral("%1: tls.pem is for host %2, host.json for host %3")
            .arg(options.identityFolder, id.name, identity.hosts.front().id.text());
    return {};
}

} // namespace

Daemon::TlsFiles tlsFilesOf(const Options& options)
{
    return {options.identityFolder + QStringLiteral("/tls.pem"),
        options.identityFolder + QStringLiteral("/tls.key"), options.roots, true};
}

Result<ProcessIdentity> loadIdentity(const Options& options, const Clock& clock)
{
    const auto tls = Daemon::readTlsIdentity(tlsFilesOf(options));
    if (!tls)
        return Error{tls.error()};
    if (const auto problem = Tls::identityProblem(*tls, clock.wall()))
        return Error{QStringLiteral("%1/tls.pem: %2").arg(options.identityFolder, *problem)};
    const auto hosts = options.simulated ? loadSimulatedHosts(options.identityFolder, options.hosts)
                                         : loadRealHost(options.identityFolder);
    if (!hosts)
        return Error{hosts.error()};
    const auto rosterKeys = loadRosterKeys(options);
    if (!rosterKeys)
        return Error{rosterKeys.error()};
    ProcessIdentity identity{
        *tls, SiteId(Evidence::readSvid(tls->certificate).id.site), *hosts, *rosterKeys};
    if (const QString problem = kindProblem(identity, options); !problem.isEmpty())
        return Error{problem};
    return identity;
}

Result<QString> readBootId()
{
    const QString path = QStringLiteral("/proc/sys/kernel/random/boot_id");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{QStringLiteral("%1: %2; mount /proc").arg(path, file.errorString())};
    return QString::fromLatin1(file.readAll().trimmed());
}

Result<QString> ownDigest()
{
    QFile file(QCoreApplication::applicationFilePath());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return Error{QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace Espalier::Hostd
