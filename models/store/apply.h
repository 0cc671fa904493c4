// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state.h"

namespace Espalier {

// Takes a batch into the tables: objects as they are told, observations and verdicts as they are
// found. Derives nothing: marks hosts dirty.
void applyBatch(FleetState& state, SiteEntry& site, const FeedBatch& batch);

// What is known of the site is stale until a whole list has come.
void doubtSite(SiteEntry& site);

// The site's entry, made if it is new.
SiteEntry& siteFor(FleetState& state, const SiteId& id);

// Drops the oldest closed lives beyond closedLivesKept; their counts stay in the balance.
void foldClosed(FleetState& state, SiteEntry& site);

} // namespace Espalier
