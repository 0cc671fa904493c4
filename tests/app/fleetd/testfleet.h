// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fleetd/fleetserver.h>

#include <espalier/v1/hosts.grpc.pb.h>
#include <espalier/v1/jobs.grpc.pb.h>
#include <espalier/v1/watch.grpc.pb.h>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <QTemporaryDir>

#include <atomic>

namespace Espalier::Tests {

namespace v1 = ::espalier::v1;

// The system's clock, moved forward at will. Thread-safe.
class SteppingClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override { return m_system.wall() + offset(); }
    [[nodiscard]] MonoTime mono() const override { return m_system.mono() + offset(); }
    void advance(std::chrono::nanoseconds by) { m_offsetNs += by.count(); }

private:
    [[nodiscard]] std::chrono::nanoseconds offset() const
    {
        return std::chrono::nanoseconds(m_offsetNs.load());
    }
    SystemClock m_system;
    std::atomic<qint64> m_offsetNs{0};
};

// A host as the development trust domain enrolled it.
struct EnrolledHost {
    HostId id;
    QByteArray seed; // of its record key
};

// A fleetd of site fra1 in this process: real database, real mutual TLS on a free port, a
// development trust domain of its own with one real host and some simulated ones.
class TestFleet final {
public:
    explicit TestFleet(int simulatedHosts = 2);
    ~TestFleet();

    // Ends the server as a crash would, as far as its own process can, and starts it on the same
    // state.
    void restart();
    void stop() { m_server.reset(); }
    [[nodiscard]] Fleetd::FleetServer& server() { return *m_server; }
    [[nodiscard]] Fleetd::ServeConfig config() const;
    [[nodiscard]] SteppingClock& clock() { return m_clock; }
    [[nodiscard]] QString path(const QString& relative) const { return m_dir.filePath(relative); }
    // Runs work on the record's thread and waits for it.
    void onRecord(const std::function<void(Fleetd::Fleet&)>& work);

    // Channels under an identity: a folder below pki/, or one minted for a SPIFFE path.
    [[nodiscard]] std::shared_ptr<grpc::Channel> channel(const QString& folder) const;
    [[nodiscard]] std::shared_ptr<grpc::Channel> channelAs(const QString& spiffePath) const;
    [[nodiscard]] std::shared_ptr<grpc::Channel> channelWith(
        const std::shared_ptr<grpc::ChannelCredentials>& credentials) const;
    // An identity that the trust domain's own authority issues.
    [[nodiscard]] Tls::TlsIdentity minted(
        const QString& spiffePath, std::chrono::minutes lasts = std::chrono::minutes(60)) const;
    // Signs the roster anew, one version higher, with what change makes of it; and has it read.
    void renewRoster(const std::function<void(Evidence::Roster&)>& change);
    [[nodiscard]] std::shared_ptr<grpc::Channel> queue() const
    {
        return channel(QStringLiteral("sites/fra1/queue"));
    }
    [[nodiscard]] std::shared_ptr<grpc::Channel> viewer() const
    {
        return channel(QStringLiteral("users/viewer"));
    }
    [[nodiscard]] EnrolledHost realHost() const;
    [[nodiscard]] std::vector<EnrolledHost> simulatedHosts() const;

private:
    void start();
    [[nodiscard]] std::shared_ptr<grpc::Channel> dial(const Tls::TlsIdentity& identity) const;

    QTemporaryDir m_dir;
    SteppingClock m_clock;
    std::unique_ptr<Fleetd::FleetServer> m_server;
};

// A context whose call ends in 20 s at the latest: a test that waits in vain fails.
struct Deadline {
    grpc::ClientContext context;
    Deadline()
    {
        context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    }
    operator grpc::ClientContext*() { return &context; }
};

// A request that is good in every field; id makes it distinct.
[[nodiscard]] v1::SubmitJobRequest goodJob(const std::string& tenant = "acme");
[[nodiscard]] std::string submitted(const TestFleet& fleet, const v1::SubmitJobRequest& request);
[[nodiscard]] v1::Job jobNow(TestFleet& fleet, const std::string& job);
[[nodiscard]] v1::Vm vmNow(TestFleet& fleet, const std::string& vm);

} // namespace Espalier::Tests
