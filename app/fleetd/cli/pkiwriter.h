// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <evidence/result.h>

#include <QStringList>

#include <vector>

namespace Espalier::Fleetd::Cli {

// The only trust domain in which policy may say log: absent and keys may lie in files.
constexpr char developmentDomain[] = "dev.espalier.internal";

struct PkiPlan {
    struct Site {
        QString name;
        int simulatedHosts = 0;
        bool realHost = false; // this machine's host belongs to it
    };
    QString folder;
    std::vector<Site> sites;
    QStringList images; // approved base image digests
    quint64 seed = 1; // names, places and ids; keys are random always
};

// Makes the whole folder: authority, roster, per site fleetd, hosts, simulator, queue; users. Files
// with keys have mode 0600. Answers the problem, empty if there is none.
[[nodiscard]] QString writePki(const PkiPlan& plan, const Clock& clock);

// Signs the folder's roster again, one version higher, with these images approved as well. The
// policy that was in force stays readable under its versions. Answers the new version.
[[nodiscard]] Evidence::Result<quint64> renewRoster(
    const QString& folder, const QStringList& images, const Clock& clock);

} // namespace Espalier::Fleetd::Cli
