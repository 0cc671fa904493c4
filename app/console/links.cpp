// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "links.h"

#include <link/grpc/grpcfleetlink.h>

#include <QRandomGenerator>

namespace Espalier {

std::vector<std::unique_ptr<FleetLink>> linksOf(const Profile& profile, const StatePaths& paths,
    const QByteArray& keyFromKeychain, const Clock& clock)
{
    std::vector<std::unique_ptr<FleetLink>> links;
    for (const SiteAddress& site : profile.sites) {
        GrpcFleetLinkConfig config;
        config.site = site.site;
        config.address = site.address;
        config.files = {
            profile.certificatePath, profile.keyPath, profile.rootsPath, keyFromKeychain};
        config.watermarkPath = paths.watermark(site.site);
        config.version = QStringLiteral(ESPALIER_VERSION);
        config.random = [] { return QRandomGenerator::global()->generateDouble(); };
        links.push_back(std::make_unique<GrpcFleetLink>(std::move(config), clock));
    }
    return links;
}

VerifierConfig verifierOf(const Profile& profile, const StatePaths& paths)
{
    VerifierConfig verifier;
    verifier.rosterKeysPath = profile.rosterKeysPath;
    verifier.certificatePath = profile.certificatePath;
    verifier.rosterMarkPath = paths.rosterMark();
    return verifier;
}

} // namespace Espalier
