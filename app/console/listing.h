// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetconnection.h"

#include <items/livealarms.h>
#include <items/livestore.h>

#include <QTimer>

namespace Espalier {

// What `espalier --list` prints, and its exit status.
struct ListingResult {
    static constexpr int siteMissing = 3;
    QByteArray json; // for stdout
    QString errors; // for stderr, one line a problem
    int exitCode = 0; // siteMissing: a site is not in it
};

// Connects as the console does, waits until each site has listed and its hosts' statements are
// verified, and answers once: the rows of the pages that the plain text filter finds. A site that
// refuses is not waited for, one that cannot be reached until the patience is over. Main thread.
class Listing final : public QObject {
    Q_OBJECT
public:
    struct Limits {
        std::chrono::milliseconds patience{20'000}; // for a site to list
        std::chrono::milliseconds settling{6'000}; // for its statements then
    };
    // The clock outlives it.
    Listing(std::vector<std::unique_ptr<FleetLink>> links, VerifierConfig verifier, QString query,
        const Clock& clock, Limits limits);
    ~Listing() override;

Q_SIGNALS:
    void done(const Espalier::ListingResult& result);

private:
    enum class SiteStand { Waiting, Ready, Missing };
    void look();
    [[nodiscard]] SiteStand standOf(const SiteFeed& site) const;
    [[nodiscard]] bool isSettled(const SiteId& site) const;
    [[nodiscard]] ListingResult result() const;

    const QString m_query;
    const Clock& m_clock;
    const Limits m_limits;
    const MonoTime m_begin;
    Items::LiveStore m_live;
    Items::LiveAlarms m_alarms;
    QString m_verifierProblem;
    QTimer m_timer;
    bool m_answered = false;
    std::unique_ptr<FleetConnection> m_connection; // ends first
};

} // namespace Espalier
