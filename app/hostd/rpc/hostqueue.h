// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uplink.h"

#include <espalier/v1/hosts.pb.h>

#include <QHash>

#include <deque>
#include <functional>
#include <optional>

namespace Espalier::Hostd {

namespace v1 = ::espalier::v1;

// What one host has to send, in the order in which fleetd should hear it: hello, answers, records,
// progress, caches, statement; a job's output in between. Bounded: records stay in the store,
// output in its tail, of the rest only the newest counts. Main thread.
class HostQueue final : public Uplink {
public:
    static constexpr qsizetype outputChunk = 16'384; // bytes a frame

    // wake: there is something to send now.
    HostQueue(HostLine& line, std::function<void()> wake);
    ~HostQueue() override;

    // A stream opened; nothing but the hello is sent before welcome().
    void open();
    void welcome(const Welcome& welcome);
    void close(); // until the next open()

    [[nodiscard]] std::optional<v1::HostFrame> next();
    [[nodiscard]] HostLine& line() const { return m_line; }

    void recordCommitted(quint64 hostSeq) override;
    void statement(const QByteArray& envelope) override;
    void progress(const Progress& progress) override;
    void orderResult(const QString& order, const OrderAnswer& answer) override;
    void commandResult(const CommandReport& report) override;
    void outputArrived(const VmId& vm) override;
    void cachesChanged() override;
    void helloChanged() override;

private:
    enum class State { Closed, Greeting, Open };
    [[nodiscard]] std::optional<v1::HostFrame> nextRecord();
    [[nodiscard]] std::optional<v1::HostFrame> nextProgress();
    [[nodiscard]] std::optional<v1::HostFrame> nextOutput();
    [[nodiscard]] std::optional<v1::HostFrame> nextNews();

    HostLine& m_line;
    std::function<void()> m_wake;
    State m_state = State::Closed;
    bool m_hello = false;
    bool m_outputTurn = false;
    bool m_caches = false; // to be reported
    std::deque<std::pair<QString, OrderAnswer>> m_results;
    std::deque<CommandReport> m_commands; // at most one a target of a command
    quint64 m_sentSeq = 0, m_headSeq = 0;
    std::deque<SignedRecord> m_records; // read ahead from the outbox
    std::deque<Progress> m_progress; // at most one a VM
    std::optional<QByteArray> m_statement;
    QHash<VmId, quint64> m_outputAt; // offset of the next byte to send
    std::deque<VmId> m_outputDirty;
};

} // namespace Espalier::Hostd
