// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "grpcfleetlink.h"

#include "session.h"

#include <algorithm>
#include <future>

namespace Espalier {

namespace {

class GrpcSubscription final : public Subscription {
public:
    GrpcSubscription(std::shared_ptr<SinkGate> gate, std::weak_ptr<Session> session,
        std::shared_ptr<Worker> worker)
        : m_gate(std::move(gate))
        , m_session(std::move(session))
        , m_worker(std::move(worker))
    {
    }
    ~GrpcSubscription() override
    {
        m_gate->close();
        m_worker->post([session = m_session] {
            if (const auto alive = session.lock())
                alive->stop();
        });
    }

private:
    const std::shared_ptr<SinkGate> m_gate;
    const std::weak_ptr<Session> m_session;
    const std::shared_ptr<Worker> m_worker; // outlives the link as an ended one
};

} // namespace

class GrpcFleetLink::Private {
public:
    Private(GrpcFleetLinkConfig config, const Clock& clock)
        : state(std::make_shared<LinkState>(std::move(config), clock))
    {
    }
    const std::shared_ptr<LinkState> state;
    std::vector<std::weak_ptr<Session>> sessions; // main thread
};

GrpcFleetLink::GrpcFleetLink(GrpcFleetLinkConfig config, const Clock& clock)
    : d(std::make_unique<Private>(std::move(config), clock))
{
}

GrpcFleetLink::~GrpcFleetLink()
{
    const std::shared_ptr<LinkState> state = d->state;
    std::promise<void> quiet;
    state->worker->post([state, &quiet, sessions = d->sessions] {
        for (const auto& session : sessions) {
            if (const auto alive = session.lock())
                alive->stop();
        }
        if (state->calls == 0)
            quiet.set_value();
        else
            state->noCalls = [&quiet] { quiet.set_value(); };
    });
    quiet.get_future().wait();
    state->worker->stop();
}

SiteId GrpcFleetLink::site() const { return d->state->config.site; }

std::unique_ptr<Subscription> GrpcFleetLink::subscribe(const Selector& selector, FeedSink& sink)
{
    auto gate = std::make_shared<SinkGate>(sink);
    auto session = std::make_shared<Session>(d->state, selector, gate);
    d->sessions.erase(std::remove_if(d->sessions.begin(), d->sessions.end(),
                          [](const auto& known) { return known.expired(); }),
        d->sessions.end());
    d->sessions.push_back(session);
    auto subscription = std::make_unique<GrpcSubscription>(gate, session, d->state->worker);
    d->state->worker->post([session] { session->start(); });
    return subscription;
}

void GrpcFleetLink::retryNow()
{
    for (const auto& session : d->sessions) {
        d->state->worker->post([session] {
            if (const auto alive = session.lock())
                alive->retryNow();
        });
    }
}

} // namespace Espalier
