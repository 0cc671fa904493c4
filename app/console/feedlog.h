// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>

#include <map>

namespace Espalier {

// Writes into the log what becomes of each site's link: once for each change, never for each
// message. Main thread.
class FeedLog final {
public:
    void look(const FeedBatch& batch);

private:
    std::map<SiteId, LinkStatus> m_last;
};

// The phase of a link in a word for logs and listings: idle, connecting, listing, synced, failed.
[[nodiscard]] QString linkPhaseName(LinkPhase phase);

} // namespace Espalier
