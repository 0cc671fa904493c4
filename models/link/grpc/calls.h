// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <threads/worker.h>

#include <espalier/v1/commands.grpc.pb.h>
#include <espalier/v1/watch.grpc.pb.h>

#include <memory>

namespace Espalier {

namespace v1 = ::espalier::v1;

using WatchStub = v1::FleetWatch::Stub;

// A channel with its stub, and the moments at which gRPC's messages came in.
struct Connection {
    std::shared_ptr<grpc::Channel> channel;
    std::unique_ptr<WatchStub> watch;
    std::unique_ptr<v1::Commands::Stub> commands;
};

// One server stream. Its reactions run on gRPC's threads and only post to the worker, where all of
// its public functions are called and both callbacks run. It lives until ended() was called.
template <typename Response>
class StreamCall final : public grpc::ClientReadReactor<Response>,
                         public std::enable_shared_from_this<StreamCall<Response>> {
public:
    struct Events {
        // A message; next() must follow once it has been worked off.
        std::function<void(const Response&, MonoTime receivedAt)> message;
        std::function<void(const grpc::Status&)> ended; // once, last
    };

    StreamCall(std::shared_ptr<Connection> connection, std::shared_ptr<Worker> worker,
        const Clock& clock, Events events)
        : m_connection(std::move(connection))
        , m_worker(std::move(worker))
        , m_clock(clock)
        , m_events(std::move(events))
    {
    }

    // open calls a stub's async method with this call's context and reactor.
    template <typename Open> void start(Open open)
    {
        m_self = this->shared_from_this();
        open(*m_connection, m_context, *this);
        // Reads are started outside reactions: the hold keeps gRPC from ending the call in between.
        this->AddHold();
        this->StartRead(&m_response);
        this->StartCall();
    }
    void next() { this->StartRead(&m_response); }
    void cancel() { m_context.TryCancel(); }
    [[nodiscard]] grpc::ClientContext& context() { return m_context; }

    void OnReadDone(bool ok) override
    {
        if (!ok) {
            this->RemoveHold();
            return;
        }
        m_worker->post([self = this->shared_from_this(), at = m_clock.mono()] {
            self->m_events.message(self->m_response, at);
            self->next();
        });
    }
    void OnDone(const grpc::Status& status) override
    {
        // The worker frees this call and, with the last one, the channel: never a reaction. Once
        // posted nothing of this object may be touched here.
        const std::shared_ptr<Worker> worker = m_worker;
        worker->post([self = std::exchange(m_self, nullptr), status]() mutable {
            self->m_events.ended(status);
            self->m_events = {};
        });
    }

private:
    std::shared_ptr<Connection> m_connection;
    std::shared_ptr<Worker> m_worker;
    const Clock& m_clock;
    Events m_events; // worker's thread only
    grpc::ClientContext m_context;
    Response m_response; // gRPC's while a read is under way, else the worker's
    std::shared_ptr<StreamCall> m_self; // from start() to OnDone()
};

using WatchCall = StreamCall<v1::WatchResponse>;
using SamplesCall = StreamCall<v1::SamplesResponse>;
using OutputCall = StreamCall<v1::FollowOutputResponse>;

// One call with one answer. As StreamCall: reactions only post, it lives until ended() was called.
template <typename Request, typename Response>
class UnaryCall final : public grpc::ClientUnaryReactor,
                        public std::enable_shared_from_this<UnaryCall<Request, Response>> {
public:
    using Ended = std::function<void(const grpc::Status&, const Response&, MonoTime receivedAt)>;

    UnaryCall(std::shared_ptr<Connection> connection, std::shared_ptr<Worker> worker,
        const Clock& clock, Ended ended)
        : m_connection(std::move(connection))
        , m_worker(std::move(worker))
        , m_clock(clock)
        , m_ended(std::move(ended))
    {
    }

    // open calls the stub's async method with what it is given.
    template <typename Open>
    void start(Request request, std::chrono::milliseconds deadline, Open open)
    {
        m_self = this->shared_from_this();
        m_request = std::move(request);
        m_context.set_deadline(std::chrono::system_clock::now() + deadline);
        open(*m_connection, m_context, m_request, m_response, *this);
        this->StartCall();
    }
    void cancel() { m_context.TryCancel(); }

    void OnDone(const grpc::Status& status) override
    {
        const std::shared_ptr<Worker> worker = m_worker; // as in StreamCall::OnDone
        const MonoTime at = m_clock.mono();
        worker->post([self = std::exchange(m_self, nullptr), status, at] {
            self->m_ended(status, self->m_response, at);
            self->m_ended = {};
        });
    }

private:
    std::shared_ptr<Connection> m_connection;
    std::shared_ptr<Worker> m_worker;
    const Clock& m_clock;
    Ended m_ended; // worker's thread only
    grpc::ClientContext m_context;
    Request m_request;
    Response m_response;
    std::shared_ptr<UnaryCall> m_self; // from start() to OnDone()
};

// The first call of a connection: who the server is and what it trusts.
using HelloCall = UnaryCall<v1::HelloRequest, v1::HelloResponse>;

} // namespace Espalier
