// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/clauses.h>

#include <espalier/v1/jobs.pb.h>

namespace Espalier::Fleetd::Cli {

// Verifies a job's proof on this side: roster by the keys pinned here, hosts.json, every record,
// the statement; then the nine clauses. Errors say which of them does not hold together.
[[nodiscard]] Evidence::Result<LifeVerdict> judgeProof(
    const ::espalier::v1::FollowJobResponse::Proof& proof, const QByteArray& pinnedKeys,
    const SiteId& site);

// The badge as submit prints it: "Signed + host agrees: gone (host says, no log)".
[[nodiscard]] QString badgeLine(const LifeVerdict& verdict);
// Clauses that do not hold, each with its reason; for stderr when a badge is missing.
[[nodiscard]] QStringList openClauses(const LifeVerdict& verdict);

} // namespace Espalier::Fleetd::Cli
