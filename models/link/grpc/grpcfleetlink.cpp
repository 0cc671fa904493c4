// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "grpcfleetlink.h"

#include "orders.h"

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

class OutputSubscription final : public Subscription {
public:
    OutputSubscription(std::shared_ptr<OutputFollower> follower, std::shared_ptr<Worker> worker)
        : m_follower(std::move(follower))
        , m_worker(std::move(worker))
    {
    }
    ~OutputSubscription() override
    {
        m_follower->close();
        m_worker->post([follower = m_follower] { follower->stop(); });
    }

private:
    const std::shared_ptr<OutputFollower> m_follower;
    const std::shared_ptr<Worker> m_worker; // outlives the link as an ended one
};

using Sessions = std::vector<std::weak_ptr<Session>>;

std::shared_ptr<Connection> connectionOf(const Sessions& sessions)
{
    for (const auto& session : sessions) {
        const auto alive = session.lock();
        if (const auto connection = alive ? alive->connection() : nullptr)
            return connection;
    }
    return nullptr;
}

} // namespace

class GrpcFleetLink::Private {
public:
    Private(GrpcFleetLinkConfig config, const Clock& clock)
        : state(std::make_shared<LinkState>(std::move(config), clock))
    {
    }
    const std::shared_ptr<LinkState> state;
    const std::shared_ptr<Orders> orders = std::make_shared<Orders>(state);
    Sessions sessions; // main thread
    std::vector<std::weak_ptr<OutputFollower>> followers; // main thread
};

GrpcFleetLink::GrpcFleetLink(GrpcFleetLinkConfig config, const Clock& clock)
    : d(std::make_unique<Private>(std::move(config), clock))
{
}

GrpcFleetLink::~GrpcFleetLink()
{
    const std::shared_ptr<LinkState> state = d->state;
    std::promise<void> quiet;
    state->worker->post(
        [state, &quiet, sessions = d->sessions, orders = d->orders, followers = d->followers] {
            orders->stop();
            for (const auto& follower : followers) {
                if (const auto alive = follower.lock())
                    alive->stop();
            }
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

void GrpcFleetLink::send(CommandMessage message, std::function<void(CommandAnswer)> answered)
{
    d->state->worker->post([orders = d->orders, sessions = d->sessions,
                               message = std::move(message), answered = std::move(answered)] {
        orders->send(connectionOf(sessions), message, answered);
    });
}

void GrpcFleetLink::mark(MarkRequest request, std::function<void(CallResult)> answered)
{
    d->state->worker->post([orders = d->orders, sessions = d->sessions,
                               request = std::move(request), answered = std::move(answered)] {
        orders->mark(connectionOf(sessions), request, answered);
    });
}

std::unique_ptr<Subscription> GrpcFleetLink::followOutput(const VmId& vm, OutputSink& sink)
{
    const auto follower = std::make_shared<OutputFollower>(d->state, sink);
    d->followers.erase(std::remove_if(d->followers.begin(), d->followers.end(),
                           [](const auto& known) { return known.expired(); }),
        d->followers.end());
    d->followers.push_back(follower);
    d->state->worker->post(
        [follower, sessions = d->sessions, vm] { follower->start(connectionOf(sessions), vm); });
    return std::make_unique<OutputSubscription>(follower, d->state->worker);
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
