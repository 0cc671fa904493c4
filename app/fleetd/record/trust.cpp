// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust.h"

#include <daemon/files.h>

namespace Espalier::Fleetd {

namespace {

// Base64 and signatures around the payloads' own limits (protocol.md 7).
constexpr qint64 rosterFileLimit = 2 * Evidence::rosterPayloadLimit;
constexpr qint64 hostsFileLimit = 2 * Evidence::hostsPayloadLimit;
constexpr qint64 keysFileLimit = 65'536;

Evidence::Error named(const QString& file, const QString& problem)
{
    return {QStringLiteral("%1: %2").arg(file, problem)};
}

} // namespace

Evidence::Result<TrustPtr> loadTrust(
    const TrustFiles& files, const SiteId& site, quint64 lastRoster)
{
    const auto pinnedText = Daemon::readFile(files.rosterKeys, keysFileLimit);
    if (!pinnedText)
        return Evidence::Error{pinnedText.error()};
    const auto pinned = Evidence::readPinnedKeys(*pinnedText);
    if (!pinned)
        return named(files.rosterKeys, pinned.error());
    auto trust = std::make_shared<Trust>();
    const auto rosterText = Daemon::readFile(files.roster, rosterFileLimit);
    if (!rosterText)
        return Evidence::Error{rosterText.error()};
    auto roster = Evidence::verifyRoster(*rosterText, *pinned, lastRoster);
    if (!roster)
        return named(files.roster, roster.error());
    const auto hostsText = Daemon::readFile(files.hosts, hostsFileLimit);
    if (!hostsText)
        return Evidence::Error{hostsText.error()};
    auto hosts = Evidence::verifyHosts(*hostsText, *pinned, *roster, site);
    if (!hosts)
        return named(files.hosts, hosts.error());
    auto keys = Evidence::KeyRing::of(*hosts);
    if (!keys)
        return named(files.hosts, keys.error());
    trust->rosterEnvelope = *rosterText;
    trust->hostsEnvelope = *hostsText;
    trust->roster = std::move(*roster);
    trust->hosts = std::move(*hosts);
    trust->keys = std::move(*keys);
    return TrustPtr(std::move(trust));
}

} // namespace Espalier::Fleetd
