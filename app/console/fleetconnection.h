// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verifier.h"

#include <threads/doorbell.h>

#include <QObject>

namespace Espalier {

// The live side of one profile: a link per site, the verifier, and the inbox in which both meet.
// What arrives is handed over on the main thread, where this object lives, in slices of a few
// milliseconds so that a flood never freezes the window.
class FleetConnection final : public QObject {
    Q_OBJECT
public:
    using Take = std::function<void(const FeedBatch&)>;
    static constexpr std::chrono::milliseconds sliceBudget{6};

    // The clock outlives the connection. config.problemChanged is replaced by the signal below.
    FleetConnection(std::vector<std::unique_ptr<FleetLink>> links, VerifierConfig config,
        const Clock& clock, Take take);
    ~FleetConnection() override;

    void retryNow(const SiteId& site);
    [[nodiscard]] FleetLink* link(const SiteId& site) const; // nullptr: no such site
    // Lists everything anew: after the machine slept or its clock was set.
    void listAnew();

Q_SIGNALS:
    void arriving(); // before each slice
    void verifierProblemChanged(const QString& text);

private:
    class Fork;
    void answerBell();
    void tellProblem();

    const Clock& m_clock;
    Take m_take;
    const Doorbell m_bell; // the one way into this thread
    Inbox m_inbox;
    std::mutex m_problemMutex;
    std::optional<QString> m_problem; // under m_problemMutex: what was not told yet
    std::unique_ptr<Verifier> m_verifier;
    std::unique_ptr<Fork> m_fork;
    std::vector<std::unique_ptr<FleetLink>> m_links;
    std::vector<std::unique_ptr<Subscription>> m_subscriptions; // end first
};

} // namespace Espalier
