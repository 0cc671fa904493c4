// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostqueue.h"

#include "frames.h"

#include <hostd/slots/outputtail.h>

#include <algorithm>
#include <utility>

namespace Espalier::Hostd {

namespace {

constexpr int recordsAtOnce = 64;
constexpr size_t resultsLimit = 1024; // fleetd repeats orders that were not answered

} // namespace

HostQueue::HostQueue(HostLine& line, std::function<void()> wake)
    : m_line(line)
    , m_wake(std::move(wake))
{
    m_line.attach(this);
}

HostQueue::~HostQueue() { m_line.attach(nullptr); }

void HostQueue::open()
{
    close();
    m_state = State::Greeting;
    m_hello = true;
}

void HostQueue::welcome(const Welcome& welcome)
{
    if (m_state == State::Closed)
        return;
    const bool first = m_state == State::Greeting;
    m_state = State::Open;
    if (!first)
        return; // the answer to a repeated hello
    m_sentSeq = welcome.ackedSeq;
    m_headSeq = m_line.hello().headSeq;
    m_line.acknowledged(welcome.ackedSeq);
    m_caches = true;
    m_line.welcomed(welcome);
    m_wake();
}

void HostQueue::close()
{
    m_state = State::Closed;
    m_hello = false;
    m_caches = false;
    m_results.clear();
    m_commands.clear();
    m_records.clear();
    m_progress.clear();
    m_statement.reset();
    m_outputAt.clear();
    m_outputDirty.clear();
}

std::optional<v1::HostFrame> HostQueue::next()
{
    if (m_state == State::Closed)
        return std::nullopt;
    if (m_hello) {
        m_hello = false;
        return helloFrame(m_line.id(), m_line.hello());
    }
    if (m_state != State::Open)
        return std::nullopt;
    // Turn about: a job that floods must not hold up records, nor records the output.
    m_outputTurn = !m_outputTurn;
    if (m_outputTurn) {
        if (auto frame = nextOutput())
            return frame;
        return nextNews();
    }
    if (auto frame = nextNews())
        return frame;
    return nextOutput();
}

std::optional<v1::HostFrame> HostQueue::nextNews()
{
    if (!m_results.empty()) {
        const auto [order, answer] = std::move(m_results.front());
        m_results.pop_front();
        return resultFrame(m_line.id(), order, answer);
    }
    if (auto frame = nextRecord())
        return frame;
    if (!m_commands.empty()) { // after the record that it may be about
        const CommandReport report = std::move(m_commands.front());
        m_commands.pop_front();
        return commandFrame(m_line.id(), report);
    }
    if (auto frame = nextProgress())
        return frame;
    if (std::exchange(m_caches, false))
        return cachesFrame(m_line.id(), m_line.caches());
    if (m_statement && m_sentSeq >= m_headSeq) {
        const QByteArray envelope = *std::exchange(m_statement, std::nullopt);
        return statementFrame(m_line.id(), envelope);
    }
    return std::nullopt;
}

std::optional<v1::HostFrame> HostQueue::nextRecord()
{
    if (m_records.empty() && m_sentSeq < m_headSeq) {
        for (SignedRecord& record : m_line.outbox(m_sentSeq, recordsAtOnce))
            m_records.push_back(std::move(record));
    }
    if (m_records.empty())
        return std::nullopt;
    const SignedRecord record = std::move(m_records.front());
    m_records.pop_front();
    m_sentSeq = record.hostSeq;
    return recordFrame(record);
}

std::optional<v1::HostFrame> HostQueue::nextProgress()
{
    // The end of a job is told after the last of its output.
    const auto ready =
        std::find_if(m_progress.begin(), m_progress.end(), [this](const Progress& one) {
            return !one.exit
                || std::find(m_outputDirty.begin(), m_outputDirty.end(), one.vm)
                == m_outputDirty.end();
        });
    if (ready == m_progress.end())
        return std::nullopt;
    const Progress progress = *ready;
    m_progress.erase(ready);
    return progressFrame(m_line.id(), progress);
}

std::optional<v1::HostFrame> HostQueue::nextOutput()
{
    while (!m_outputDirty.empty()) {
        const VmId vm = m_outputDirty.front();
        m_outputDirty.pop_front();
        const OutputTail* tail = m_line.output(vm);
        if (!tail)
            continue;
        quint64 offset = m_outputAt.value(vm);
        const QByteArray data = tail->read(offset, outputChunk);
        if (data.isEmpty())
            continue; // wiped meanwhile
        const quint64 end = offset + static_cast<quint64>(data.size());
        m_outputAt.insert(vm, end);
        if (end < tail->end())
            m_outputDirty.push_back(vm);
        return outputFrame(m_line.id(), vm, offset, data);
    }
    return std::nullopt;
}

void HostQueue::recordCommitted(quint64 hostSeq)
{
    if (m_state != State::Open)
        return;
    m_headSeq = std::max(m_headSeq, hostSeq);
    m_wake();
}

void HostQueue::statement(const QByteArray& envelope)
{
    if (m_state != State::Open)
        return;
    m_statement = envelope;
    m_wake();
}

void HostQueue::progress(const Progress& progress)
{
    if (m_state != State::Open)
        return;
    std::erase_if(m_progress, [&](const Progress& one) { return one.vm == progress.vm; });
    if (progress.phase == VmPhase::Gone) { // its Teardown says so, and fleetd may know it no more
        m_outputAt.remove(progress.vm);
        return;
    }
    m_progress.push_back(progress);
    m_wake();
}

void HostQueue::orderResult(const QString& order, const OrderAnswer& answer)
{
    if (m_state != State::Open || m_results.size() >= resultsLimit)
        return;
    m_results.emplace_back(order, answer);
    m_wake();
}

void HostQueue::commandResult(const CommandReport& report)
{
    if (m_state != State::Open)
        return;
    std::erase_if(m_commands, [&](const CommandReport& one) {
        return one.command == report.command && one.target == report.target;
    });
    if (m_commands.size() >= resultsLimit)
        return;
    m_commands.push_back(report);
    m_wake();
}

void HostQueue::outputArrived(const VmId& vm)
{
    if (m_state != State::Open
        || std::find(m_outputDirty.begin(), m_outputDirty.end(), vm) != m_outputDirty.end())
        return;
    m_outputDirty.push_back(vm);
    m_wake();
}

void HostQueue::cachesChanged()
{
    if (m_state != State::Open)
        return;
    m_caches = true;
    m_wake();
}

void HostQueue::helloChanged()
{
    if (m_state != State::Open)
        return;
    m_hello = true;
    m_wake();
}

} // namespace Espalier::Hostd
