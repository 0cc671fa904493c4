// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "testfleet.h"

#include <evidence/check.h>
#include <evidence/dsse.h>

namespace Espalier::Tests {

// A host's pen: writes and signs its chained records and statements as a host daemon would.
class HostPen final {
public:
    HostPen(const EnrolledHost& host, bool simulated);

    [[nodiscard]] QByteArray birth(const v1::PlaceOrder& order);
    // For the VM of the newest birth with this uid.
    [[nodiscard]] QByteArray teardown(
        const std::string& vm, Outcome outcome, const JobExit& exit = {});
    [[nodiscard]] QByteArray statement(const QStringList& vms = {});
    // commandDigest: of the command that ordered it, empty for none.
    [[nodiscard]] QByteArray mode(HostMode mode, const QString& commandDigest = {});

    // Before signing, tests spoil a record here; once.
    std::function<void(Evidence::LifeRecord&)> spoil;
    // Takes the newest record back, as if it had never been written.
    void forgetNewest();
    [[nodiscard]] quint64 headSeq() const { return m_seq; }
    [[nodiscard]] const HostId& id() const { return m_id; }
    [[nodiscard]] bool simulated() const { return m_simulated; }

private:
    [[nodiscard]] QByteArray seal(Evidence::LifeRecord record);
    void identify(Evidence::Identity& identity);
    [[nodiscard]] QByteArray chain(const Evidence::Result<QByteArray>& payload);

    HostId m_id;
    bool m_simulated;
    Evidence::SigningKey m_key;
    quint64 m_seq = 0, m_statements = 0;
    QString m_head, m_before;
    struct Born {
        v1::PlaceOrder order;
        QString leaf;
    };
    std::map<std::string, Born> m_born;
};

// A host daemon's end of the stream, blocking.
class TestStream final {
public:
    explicit TestStream(std::shared_ptr<grpc::Channel> channel);
    ~TestStream();

    void hello(
        const HostPen& host, quint64 ackedSeq = 0, const QStringList& liveVms = {}, int slots_ = 2);
    quint32 quarantinedSlot = 0; // that hello() tells as quarantined; 0: none
    void record(const HostPen& host, const QByteArray& envelope);
    void statement(const HostPen& host, const QByteArray& envelope);
    void result(const HostPen& host, const v1::CommandOrder& order, const std::string& target,
        const std::string& state, const std::string& code = {});
    void progress(const HostPen& host, const std::string& vm, const std::string& phase,
        bool started = false, const JobExit* exit = nullptr);
    bool send(const HostPen& host, v1::HostFrame frame);
    // The next frame of this kind; others are skipped. Throws when the stream ends before.
    [[nodiscard]] v1::FleetFrame next(v1::FleetFrame::KindCase kind);
    // What a hello is answered with: HelloAck or Refused.
    [[nodiscard]] v1::FleetFrame answer();
    // Sends a record and waits until it is acknowledged.
    void commit(const HostPen& host, const QByteArray& envelope);
    // Reads to the end; the status the server closed with.
    [[nodiscard]] grpc::Status end();
    // Hangs up, without waiting for the server's word.
    void cancel();

private:
    [[nodiscard]] v1::FleetFrame nextOf(std::initializer_list<v1::FleetFrame::KindCase> kinds);

    std::shared_ptr<grpc::Channel> m_channel;
    std::unique_ptr<v1::HostStream::Stub> m_stub;
    Deadline m_deadline;
    std::unique_ptr<grpc::ClientReaderWriter<v1::HostFrame, v1::FleetFrame>> m_stream;
    bool m_ended = false;
};

// A whole simulated life, from the order that is due on this stream to the acknowledged Teardown.
v1::PlaceOrder runLife(TestStream& stream, HostPen& host, Outcome outcome = Outcome::Simulated);

} // namespace Espalier::Tests
