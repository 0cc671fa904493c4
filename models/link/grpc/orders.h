// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

namespace Espalier {

// What a person sends over a link: commands, alarm marks, a look at a job's output. Each goes out
// once, over the connection that stands, and is never tried again here (protocol.md 8). Worker's
// thread only.
class Orders final : public std::enable_shared_from_this<Orders> {
public:
    explicit Orders(std::shared_ptr<LinkState> link);

    // connection: nullptr if none stands; then it is answered NotSent at once.
    void send(const std::shared_ptr<Connection>& connection, const CommandMessage& message,
        std::function<void(CommandAnswer)> answered);
    void mark(const std::shared_ptr<Connection>& connection, const MarkRequest& request,
        std::function<void(CallResult)> answered);
    // Ends everything under way; nothing is answered any more.
    void stop();

private:
    template <typename Request, typename Response, typename Open, typename Ended>
    void call(
        const std::shared_ptr<Connection>& connection, Request request, Open open, Ended ended);

    const std::shared_ptr<LinkState> m_link;
    std::map<quint64, std::function<void()>> m_cancels; // of the calls under way
    quint64 m_last = 0;
    bool m_stopped = false;
};

// How a call ended, from its status. fleetd puts a code for words into a refusal's details.
[[nodiscard]] CallResult resultOf(const grpc::Status& status);
[[nodiscard]] CallResult notConnected(const SiteId& site);

// One look at a live job's output. The way to its sink closes with it.
class OutputFollower final : public std::enable_shared_from_this<OutputFollower> {
public:
    OutputFollower(std::shared_ptr<LinkState> link, OutputSink& sink);
    void start(const std::shared_ptr<Connection>& connection, const VmId& vm);
    void stop();
    void close(); // any thread; waits for a delivery under way

private:
    template <typename Deliver> void deliver(Deliver&& to);

    const std::shared_ptr<LinkState> m_link;
    std::mutex m_mutex;
    OutputSink* m_sink; // under m_mutex
    std::shared_ptr<OutputCall> m_call; // worker's thread
    bool m_stopped = false; // worker's thread
    bool m_ended = false; // worker's thread: the sink was told
};

} // namespace Espalier
