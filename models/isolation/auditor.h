// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>
#include <evidence/roster.h>

#include <memory>
#include <set>

namespace Espalier {

// What the verifier is pinned to (from the connection profile and the file of what must never go
// back).
struct AuditorConfig {
    QString trustDomain;
    Evidence::PinnedKeys rosterKeys; // readPinnedKeys of roster.keys
    quint64 leastRosterVersion = 0; // the highest ever verified here
};

// Verifies what one or several links deliver: trust, statements, records; answers observations and
// verdicts. Its state is its own, shared with no store. One thread at a time, any thread. Memory is
// bounded per host.
class Auditor final {
public:
    Auditor(AuditorConfig config, const Clock& clock);
    ~Auditor();
    Auditor(const Auditor&) = delete;
    Auditor& operator=(const Auditor&) = delete;

    // What changed through this batch: observations and verdicts of its site, for the store.
    // Statements are answered "reported" at once; those that need not be verified now wait for
    // work().
    [[nodiscard]] FeedBatch take(const FeedBatch& batch);
    // Verifies waiting statements, what is on screen first, at most this many. Empty when nothing
    // waits.
    [[nodiscard]] std::vector<FeedBatch> work(int statements);
    [[nodiscard]] bool hasWork() const;
    // Hosts that are on screen.
    void setPriority(std::set<HostId> onScreen);

    struct Problem {
        SiteId site;
        Message text; // what is wrong with the roster or hosts.json, and what to do
    };
    [[nodiscard]] std::vector<Problem> problems() const;
    // Of a person, by the verified roster; empty: none, or no roster verified yet.
    [[nodiscard]] QStringList rolesOf(const QString& person) const;
    [[nodiscard]] const Evidence::Roster* roster() const; // verified; nullptr: none yet
    [[nodiscard]] std::optional<quint64> rosterVersion(const SiteId& site) const; // verified

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Espalier
