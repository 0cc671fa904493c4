// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <daemon/server.h>
#include <link/tls/mint.h>

#include <espalier/v1/hosts.grpc.pb.h>

#include <QString>

#include <condition_variable>
#include <mutex>
#include <vector>

namespace Espalier::Tests {

namespace v1 = ::espalier::v1;

// fleetd's end of the host stream: a real gRPC server with TLS on a free port that writes down what
// it hears and says what the test tells it. Thread-safe.
class StandIn final : private v1::HostStream::CallbackService {
public:
    // A small PKI of its own: one authority, certificates for any id.
    class Pki final {
    public:
        Pki();
        [[nodiscard]] Tls::TlsIdentity identity(const QString& path) const;

    private:
        std::unique_ptr<Tls::Authority> m_authority;
    };

    StandIn(const Pki& pki, const Clock& clock,
        const QString& path = QStringLiteral("/site/fra1/fleetd/1"));
    ~StandIn() override;

    [[nodiscard]] QString address() const { return m_server->address(); }
    [[nodiscard]] std::vector<v1::HostFrame> frames() const; // of all streams so far
    [[nodiscard]] int count(v1::HostFrame::KindCase kind) const;
    [[nodiscard]] int streams() const; // opened so far
    // By which the newest stream's caller is known, PEM.
    [[nodiscard]] QByteArray callersCertificate() const;
    void send(const v1::FleetFrame& frame); // on the newest stream
    void hangUp(); // ends the newest stream

    // Answers each hello with this acknowledgement; set before the client dials.
    quint64 ackedSeq = 0;

private:
    class Stream;
    grpc::ServerBidiReactor<v1::HostFrame, v1::FleetFrame>* Attach(
        grpc::CallbackServerContext* context) override;

    mutable std::mutex m_mutex;
    std::vector<v1::HostFrame> m_frames; // guarded by m_mutex
    std::shared_ptr<Stream> m_stream; // guarded by m_mutex
    int m_streams = 0; // guarded by m_mutex
    QByteArray m_caller; // guarded by m_mutex
    std::unique_ptr<Daemon::Server> m_server;
};

} // namespace Espalier::Tests
