// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostqueue.h"
#include "streamcall.h"

#include <domain/backoff.h>
#include <hostd/timers.h>

#include <grpcpp/channel.h>

#include <deque>
#include <unordered_map>

namespace Espalier::Hostd {

// Words for a stream that ended: what it means and what to do.
[[nodiscard]] QString explain(const grpc::Status& status);

// The stream to fleetd for all hosts of this process: dials, greets for each host, sends what their
// queues hold one frame at a time in turn, hands orders to the hosts, dials again when it breaks.
// Main thread; gRPC's threads only post into it.
class FleetStream final {
public:
    struct Setup {
        std::shared_ptr<grpc::Channel> channel;
        QString address; // for messages
        Timers& timers;
        const Clock& clock;
        std::function<double()> random; // 0 <= x < 1, for the jitter
    };
    static constexpr std::chrono::milliseconds heartbeatEvery{2000};

    explicit FleetStream(Setup setup);
    ~FleetStream();
    FleetStream(const FleetStream&) = delete;
    FleetStream& operator=(const FleetStream&) = delete;

    void add(HostLine& line); // before start(); outlives the stream
    void start();
    // A silent host neither speaks nor hears; afterwards it greets again. As long as one is, the
    // heartbeat, which speaks for all, is left out: the others are heard by their statements.
    void setSilent(const HostId& host, bool silent);
    // From the next dial on: the call that stands goes on as it is.
    void dialOver(const std::shared_ptr<grpc::Channel>& channel);

    [[nodiscard]] bool isOpen() const { return m_call && m_answered; }
    [[nodiscard]] bool isDialling() const { return m_call && !m_answered; }

private:
    struct Lane {
        std::unique_ptr<HostQueue> queue;
        bool waiting = false; // stands in m_turns
        bool refused = false; // on this connection
        bool silent = false;
    };
    [[nodiscard]] StreamCall::Events events();
    void dial();
    void received(const v1::FleetFrame& frame);
    void receivedForHost(Lane& lane, const v1::FleetFrame& frame);
    void greet(const std::string& id, Lane& lane);
    void refuse(Lane& lane, const QString& reason);
    void writable();
    void ended(const grpc::Status& status);
    void wake(const std::string& host);
    void pump();
    void heartbeat();

    Setup m_setup;
    std::unique_ptr<v1::HostStream::Stub> m_stub;
    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<CallCount> m_calls;
    std::unordered_map<std::string, Lane> m_lanes; // by host id
    std::deque<std::string> m_turns; // hosts that have something to send
    std::shared_ptr<StreamCall> m_call;
    bool m_writing = false;
    bool m_heartbeatDue = false;
    bool m_answered = false; // fleetd has sent something on this connection
    bool m_pumping = false;
    int m_silent = 0; // lanes
    Backoff m_backoff;
    QString m_lastProblem;
    Timer m_redial, m_beat;
};

} // namespace Espalier::Hostd
