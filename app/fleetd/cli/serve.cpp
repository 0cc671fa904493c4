// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "pkipaths.h"
#include "verbs.h"

#include <daemon/files.h>
#include <daemon/log.h>
#include <evidence/ed25519.h>
#include <fleetd/fleetserver.h>

#include <QCoreApplication>
#include <QDir>

#include <cstdio>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr qint64 inventoryAtMost = 64 << 20;
constexpr qint64 keyAtMost = 4'096;
constexpr qsizetype tenantKeyAtLeast = 32; // bytes, as HMAC-SHA-256 wants

ArgumentRule rule()
{
    ArgumentRule rule;
    for (const char* option :
        {"--pki", "--site", "--state", "--listen", "--log-level", "--cert", "--key", "--roots",
            "--roster", "--roster-keys", "--hosts", "--inventory", "--tenant-key", "--floors"})
        rule.values.append(QLatin1String(option));
    return rule;
}

// --pki is shorthand: a single option given beside it wins.
struct Files {
    QString certificate, key, roots, roster, rosterKeys, hosts, inventory, tenantKey;
};

Evidence::Result<Files> filesOf(const Arguments& arguments)
{
    const PkiPaths pki{arguments.value(QStringLiteral("--pki"))};
    const QString site = arguments.value(QStringLiteral("--site"));
    const bool shorthand = arguments.has(QStringLiteral("--pki"));
    QString missing;
    const auto pick = [&](const char* option, const QString& otherwise) {
        const QString name = QLatin1String(option);
        if (!shorthand && !arguments.has(name) && missing.isEmpty())
            missing = name;
        return arguments.value(name, otherwise);
    };
    Files files{pick("--cert", pki.site(site) + QStringLiteral("/fleetd/tls.pem")),
        pick("--key", pki.site(site) + QStringLiteral("/fleetd/tls.key")),
        pick("--roots", pki.roots()), pick("--roster", pki.roster()),
        pick("--roster-keys", pki.rosterKeys()), pick("--hosts", pki.hosts(site)),
        pick("--inventory", pki.inventory(site)), pick("--tenant-key", pki.tenantKey(site))};
    if (!missing.isEmpty())
        return Evidence::Error{QStringLiteral("%1 is needed, or --pki").arg(missing)};
    return files;
}

Evidence::Result<ServeConfig> configOf(
    const Arguments& arguments, const Files& files, const Clock& clock)
{
    ServeConfig config;
    config.tlsFiles = {files.certificate, files.key, files.roots};
    const auto identity = Daemon::readTlsIdentity(config.tlsFiles);
    if (!identity)
        return Evidence::Error{identity.error()};
    config.fleet.site = arguments.value(QStringLiteral("--site"));
    const Evidence::SpiffeId own = Evidence::readSvid(identity->certificate).id;
    if (own.kind != Evidence::SpiffeId::Kind::Fleetd || own.site != config.fleet.site)
        return Evidence::Error{QStringLiteral("%1: is for %2, a fleetd of site %3 is needed")
                                   .arg(files.certificate, own.text(), config.fleet.site)};
    const auto inventoryText = Daemon::readFile(files.inventory, inventoryAtMost);
    if (!inventoryText)
        return Evidence::Error{inventoryText.error()};
    auto inventory = readInventory(*inventoryText);
    if (!inventory)
        return Evidence::Error{QStringLiteral("%1: %2").arg(files.inventory, inventory.error())};
    config.fleet.inventory = std::move(*inventory);
    const auto tenantKey = Daemon::readFile(files.tenantKey, keyAtMost);
    if (!tenantKey)
        return Evidence::Error{tenantKey.error()};
    config.fleet.tenantKey = QByteArray::fromHex(tenantKey->trimmed());
    if (config.fleet.tenantKey.size() < tenantKeyAtLeast)
        return Evidence::Error{QStringLiteral("%1: %2 or more hex digits are needed")
                                   .arg(files.tenantKey)
                                   .arg(2 * tenantKeyAtLeast)};
    auto floors = readFloors(arguments.value(QStringLiteral("--floors")));
    if (!floors)
        return Evidence::Error{QStringLiteral("--floors: %1").arg(floors.error())};
    config.fleet.floors = std::move(*floors);
    const QDir state(arguments.value(QStringLiteral("--state")));
    config.fleet.database = state.absoluteFilePath(QStringLiteral("fleet.db"));
    config.fleet.trustFiles = {files.roster, files.rosterKeys, files.hosts};
    config.fleet.clock = &clock;
    config.fleet.random = Evidence::randomBytes;
    config.listen = arguments.value(QStringLiteral("--listen"));
    config.controlSocket = state.absoluteFilePath(QStringLiteral("control"));
    return config;
}

} // namespace

int serve(const QStringList& words)
{
    const auto arguments = Arguments::parse(words, rule());
    if (!arguments)
        return fail(arguments.error(), misused);
    const QString missing = arguments->missing(
        {QStringLiteral("--site"), QStringLiteral("--state"), QStringLiteral("--listen")});
    if (!missing.isEmpty())
        return fail(QStringLiteral("%1 is needed").arg(missing), misused);
    const QString level = arguments->value(QStringLiteral("--log-level"), QStringLiteral("info"));
    if (const QString problem = Daemon::startLog(level); !problem.isEmpty())
        return fail(problem, misused);
    const auto files = filesOf(*arguments);
    if (!files)
        return fail(files.error(), misused);
    const SystemClock clock;
    const auto config = configOf(*arguments, *files, clock);
    if (!config)
        return fail(config.error(), failed);
    const auto server = FleetServer::start(*config);
    if (!server)
        return fail(server.error(), failed);
    const QString addressFile = QDir(arguments->value(QStringLiteral("--state")))
                                    .absoluteFilePath(QStringLiteral("address"));
    const QString address = (*server)->address();
    if (const QString problem =
            Daemon::writeFile(addressFile, address.toUtf8() + '\n', Daemon::FileMode::Open);
        !problem.isEmpty())
        return fail(problem, failed);
    std::printf("listening on %s\n", qUtf8Printable(address));
    std::fflush(stdout);
    // Ends by a signal only, which is a crash like any other: starting is recovering.
    return QCoreApplication::exec();
}

} // namespace Espalier::Fleetd::Cli
