// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleetstream.h"

#include "frames.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logStream, "espalier.stream")

} // namespace

QString explain(const grpc::Status& status)
{
    const QString message = QString::fromStdString(status.error_message());
    switch (status.error_code()) {
    case grpc::StatusCode::OK:
    case grpc::StatusCode::CANCELLED:
        return QStringLiteral("fleetd closed the stream");
    case grpc::StatusCode::UNAVAILABLE:
        return QStringLiteral(
            "fleetd cannot be reached, or it refused this certificate (its log says "
            "why): %1")
            .arg(message);
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
        return QStringLiteral("fleetd does not let this identity attach hosts: %1").arg(message);
    default:
        return QStringLiteral("the stream broke with code %1: %2")
            .arg(static_cast<int>(status.error_code()))
            .arg(message);
    }
}

FleetStream::FleetStream(Setup setup)
    : m_setup(std::move(setup))
    , m_stub(v1::HostStream::NewStub(m_setup.channel))
    , m_mailbox(std::make_shared<Mailbox>())
    , m_calls(std::make_shared<CallCount>())
    , m_backoff({}, m_setup.random)
{
}

FleetStream::~FleetStream()
{
    m_mailbox->close();
    if (m_call)
        m_call->abandon();
    m_call.reset();
    m_calls->waitForNone();
}

void FleetStream::add(HostLine& line)
{
    const std::string id = line.id().text().toStdString();
    m_lanes[id].queue = std::make_unique<HostQueue>(line, [this, id] { wake(id); });
}

void FleetStream::start() { dial(); }

void FleetStream::dialOver(const std::shared_ptr<grpc::Channel>& channel)
{
    m_stub = v1::HostStream::NewStub(channel);
}

StreamCall::Events FleetStream::events()
{
    return {
        [this](const v1::FleetFrame& frame) { received(frame); },
        [this] { writable(); },
        [this](const grpc::Status& status) { ended(status); },
    };
}

void FleetStream::dial()
{
    m_answered = false;
    m_writing = false;
    m_turns.clear();
    m_call = StreamCall::dial(*m_stub, events(), m_mailbox, m_calls);
    for (auto& [id, lane] : m_lanes) {
        lane.waiting = false;
        greet(id, lane);
    }
    m_heartbeatDue = false;
    m_beat = m_setup.timers.after(heartbeatEvery, [this] { heartbeat(); });
    pump();
}

void FleetStream::greet(const std::string& id, Lane& lane)
{
    lane.refused = false;
    if (lane.silent)
        return;
    lane.queue->open();
    if (!std::exchange(lane.waiting, true))
        m_turns.push_back(id);
}

void FleetStream::setSilent(const HostId& host, bool silent)
{
    const auto found = m_lanes.find(host.text().toStdString());
    if (found == m_lanes.end() || found->second.silent == silent)
        return;
    Lane& lane = found->second;
    lane.silent = silent;
    m_silent += silent ? 1 : -1;
    if (silent) {
        lane.queue->close();
    } else if (m_call) {
        greet(found->first, lane);
        pump();
    }
}

void FleetStream::received(const v1::FleetFrame& frame)
{
    if (!m_answered) {
        m_answered = true;
        m_backoff.connected(m_setup.clock.mono());
        m_lastProblem.clear();
        qCInfo(logStream).noquote()
            << QStringLiteral("attached to fleetd at %1").arg(m_setup.address);
    }
    if (frame.kind_case() == v1::FleetFrame::kHeartbeat)
        return;
    const auto lane = m_lanes.find(frame.host_id());
    if (lane == m_lanes.end()) {
        qCWarning(logStream).noquote()
            << QStringLiteral("fleetd sent a frame for host \"%1\", which is none of this process")
                   .arg(QString::fromStdString(frame.host_id()).left(80));
        return;
    }
    receivedForHost(lane->second, frame);
}

void FleetStream::receivedForHost(Lane& lane, const v1::FleetFrame& frame)
{
    if (lane.refused || lane.silent)
        return;
    HostLine& line = lane.queue->line();
    switch (frame.kind_case()) {
    case v1::FleetFrame::kHello:
        lane.queue->welcome(welcomeFrom(frame.hello()));
        break;
    case v1::FleetFrame::kAck:
        line.acknowledged(frame.ack().host_seq());
        break;
    case v1::FleetFrame::kPlace:
        line.place(placementFrom(frame.place()));
        break;
    case v1::FleetFrame::kTeardown:
        line.end(endOrderFrom(frame.teardown()));
        break;
    case v1::FleetFrame::kRoster:
        line.roster(QByteArray::fromStdString(frame.roster().envelope()));
        break;
    case v1::FleetFrame::kCommand:
        line.command(commandOrderFrom(frame.command()));
        break;
    case v1::FleetFrame::kCommandAck:
        line.commandAcknowledged(acknowledgementFrom(frame.command_ack()));
        break;
    case v1::FleetFrame::kRefused:
        refuse(lane, QString::fromStdString(frame.refused().reason()));
        break;
    case v1::FleetFrame::kVolume:
        line.volume(volumeChangeFrom(frame.volume()));
        break;
    case v1::FleetFrame::kHeartbeat:
    case v1::FleetFrame::KIND_NOT_SET: // of a newer fleetd
        break;
    }
}

// The host is silent on this connection; it greets again on the next. If all are refused the
// connection is of no use.
void FleetStream::refuse(Lane& lane, const QString& reason)
{
    lane.refused = true;
    lane.queue->close();
    lane.queue->line().refused(reason);
    const bool all = std::all_of(
        m_lanes.begin(), m_lanes.end(), [](const auto& one) { return one.second.refused; });
    if (all && m_call)
        m_call->cancel();
}

void FleetStream::writable()
{
    m_writing = false;
    pump();
}

void FleetStream::ended(const grpc::Status& status)
{
    m_call.reset();
    m_beat.cancel();
    for (auto& [id, lane] : m_lanes)
        lane.queue->close();
    const QString problem = explain(status);
    const auto wait = m_backoff.failed(m_setup.clock.mono());
    if (problem != m_lastProblem) {
        qCWarning(logStream).noquote() << QStringLiteral("%1: %2. Trying again, first in %3 ms.")
                                              .arg(m_setup.address, problem)
                                              .arg(wait.count());
    }
    m_lastProblem = problem;
    m_answered = false;
    m_redial = m_setup.timers.after(wait, [this] { dial(); });
}

void FleetStream::wake(const std::string& host)
{
    Lane& lane = m_lanes.at(host);
    if (!lane.waiting) {
        lane.waiting = true;
        m_turns.push_back(host);
    }
    pump();
}

void FleetStream::pump()
{
    if (m_pumping)
        return;
    m_pumping = true;
    while (m_call && !m_writing) {
        if (m_heartbeatDue) {
            m_heartbeatDue = false;
            m_writing = true;
            m_call->send(heartbeatFrame(m_setup.clock.mono()));
            break;
        }
        if (m_turns.empty())
            break;
        const std::string id = m_turns.front();
        m_turns.pop_front();
        Lane& lane = m_lanes.at(id);
        auto frame = lane.queue->next();
        lane.waiting = frame.has_value();
        if (!frame)
            continue;
        m_turns.push_back(id);
        m_writing = true;
        m_call->send(std::move(*frame));
    }
    m_pumping = false;
}

void FleetStream::heartbeat()
{
    m_heartbeatDue = m_silent == 0;
    m_beat = m_setup.timers.after(heartbeatEvery, [this] { heartbeat(); });
    pump();
}

} // namespace Espalier::Hostd
