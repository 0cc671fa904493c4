// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleetconnection.h"

namespace Espalier {

// Gives the same batch to the store's inbox and to the verifier.
class FleetConnection::Fork final : public FeedSink {
public:
    Fork(FeedSink& inbox, FeedSink& verifier)
        : m_inbox(inbox)
        , m_verifier(verifier)
    {
    }
    void deliver(FeedBatch&& batch) override
    {
        // The inbox first: what is found about a batch never overtakes the batch itself.
        FeedBatch copy = batch;
        m_inbox.deliver(std::move(copy));
        m_verifier.deliver(std::move(batch));
    }

private:
    FeedSink& m_inbox;
    FeedSink& m_verifier;
};

FleetConnection::FleetConnection(std::vector<std::unique_ptr<FleetLink>> links,
    VerifierConfig config, const Clock& clock, Take take)
    : m_clock(clock)
    , m_take(std::move(take))
    , m_bell([this] { answerBell(); })
    , m_inbox([this] { m_bell.ring(); })
    , m_links(std::move(links))
{
    config.problemChanged = [this](const QString& text) {
        {
            const std::lock_guard lock(m_problemMutex);
            m_problem = text;
        }
        m_bell.ring();
    };
    m_verifier = std::make_unique<Verifier>(std::move(config), clock, m_inbox);
    m_fork = std::make_unique<Fork>(m_inbox, *m_verifier);
    listAnew();
}

FleetConnection::~FleetConnection()
{
    m_subscriptions.clear();
    m_links.clear();
    m_fork.reset();
    m_verifier.reset();
}

FleetLink* FleetConnection::link(const SiteId& site) const
{
    for (const auto& link : m_links) {
        if (link->site() == site)
            return link.get();
    }
    return nullptr;
}

void FleetConnection::retryNow(const SiteId& site)
{
    if (FleetLink* of = link(site))
        of->retryNow();
}

void FleetConnection::listAnew()
{
    m_subscriptions.clear();
    for (const auto& link : m_links)
        m_subscriptions.push_back(link->subscribe({}, *m_fork));
}

void FleetConnection::answerBell()
{
    tellProblem();
    Q_EMIT arriving();
    if (m_inbox.drain(sliceBudget, m_clock, m_take))
        m_bell.ring();
}

void FleetConnection::tellProblem()
{
    std::optional<QString> problem;
    {
        const std::lock_guard lock(m_problemMutex);
        problem.swap(m_problem);
    }
    if (problem)
        Q_EMIT verifierProblemChanged(*problem);
}

} // namespace Espalier
