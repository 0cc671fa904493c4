// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/tls/credentials.h>

#include <espalier/v1/commands.grpc.pb.h>
#include <espalier/v1/watch.grpc.pb.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace Espalier::Tests {

namespace v1 = ::espalier::v1;

// One stream that a client has opened; the test writes what the server says. Any thread.
template <typename Request, typename Response> class ScriptedCall final {
public:
    explicit ScriptedCall(Request opened)
        : request(std::move(opened))
    {
    }
    const Request request;

    void send(const Response& response)
    {
        const std::lock_guard lock(m_mutex);
        m_toSend.push_back(response);
        m_wake.notify_all();
    }
    void finish(const grpc::Status& status = grpc::Status::OK)
    {
        const std::lock_guard lock(m_mutex);
        m_status = status;
        m_wake.notify_all();
    }
    [[nodiscard]] bool isOver() const { return m_over; }

    // Served on the server's thread until the script or the client ends it.
    grpc::Status serve(grpc::ServerContext& context, grpc::ServerWriter<Response>& writer)
    {
        constexpr std::chrono::milliseconds look{10}; // for a client that went away
        std::unique_lock lock(m_mutex);
        while (!context.IsCancelled()) {
            m_wake.wait_for(lock, look, [this] { return m_status || !m_toSend.empty(); });
            while (!m_toSend.empty()) {
                writer.Write(m_toSend.front());
                m_toSend.pop_front();
            }
            if (m_status)
                break;
        }
        m_over = true;
        return m_status.value_or(grpc::Status::CANCELLED);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Response> m_toSend; // under m_mutex
    std::optional<grpc::Status> m_status; // under m_mutex
    std::atomic<bool> m_over = false;
};

using ScriptedWatch = ScriptedCall<v1::WatchRequest, v1::WatchResponse>;
using ScriptedSamples = ScriptedCall<v1::SamplesRequest, v1::SamplesResponse>;
using ScriptedOutput = ScriptedCall<v1::FollowOutputRequest, v1::FollowOutputResponse>;

// A real gRPC server with mutual TLS in this process, on a free port of the loopback; what it says
// the test writes.
class ScriptedServer final {
public:
    explicit ScriptedServer(Tls::TlsSettings settings);
    ~ScriptedServer();

    [[nodiscard]] QString address() const;
    // How Hello is answered from now on.
    void setHello(const v1::HelloResponse& hello, const grpc::Status& status = grpc::Status::OK);
    void holdHello(bool hold); // do not answer until released
    [[nodiscard]] int hellos() const;
    // The next stream that a client has opened, oldest first; nullptr if none comes in 10 s.
    [[nodiscard]] std::shared_ptr<ScriptedWatch> nextWatch();
    [[nodiscard]] std::shared_ptr<ScriptedSamples> nextSamples();
    [[nodiscard]] std::shared_ptr<ScriptedOutput> nextOutput();
    // How commands and marks are answered from now on; called on the server's threads. Until set:
    // UNIMPLEMENTED.
    using OnSend =
        std::function<grpc::Status(const v1::SendCommandRequest&, v1::SendCommandResponse&)>;
    using OnMark = std::function<grpc::Status(const v1::MarkAlarmRequest&)>;
    void onSend(OnSend answer);
    void onMark(OnMark answer);
    // Cuts every connection; start() listens on the same port again.
    void stop();
    void start();

private:
    class Service;
    class CommandsService;
    Tls::TlsSettings m_settings;
    std::unique_ptr<Service> m_service;
    std::unique_ptr<CommandsService> m_commands;
    std::unique_ptr<grpc::Server> m_server;
    int m_port = 0;
};

// Bricks of watch messages.
[[nodiscard]] v1::WatchResponse batchOf(const std::string& epoch, quint64 revision,
    const std::vector<std::string>& hosts, v1::Event::Op op = v1::Event::OP_ADDED);
[[nodiscard]] v1::WatchResponse bookmarkOf(
    const std::string& epoch, quint64 revision, bool initialEnd = false);
[[nodiscard]] v1::WatchResponse goneOf(const std::string& epoch, v1::Gone::Reason reason);

} // namespace Espalier::Tests
