// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hoststream.h"

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logStream, "espalier.hoststream")

constexpr size_t framesDown = 10'000; // that a peer has not fetched: then it is too slow

} // namespace

// The stream is called through this under its mutex, and not at all once it is done.
class HostStream::Link final : public HostLink {
public:
    explicit Link(HostStream* stream)
        : m_stream(stream)
    {
    }
    void send(v1::FleetFrame frame) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_stream)
            m_stream->send(std::move(frame));
    }
    void close(const grpc::Status& status) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_stream)
            m_stream->close(status);
    }
    void handle(const v1::HostFrame& frame) // record's thread
    {
        // Handling sends through this link, so the mutex cannot be held; OnDone waits for the
        // record's thread before it deletes the stream.
        if (HostStream* stream = alive())
            stream->handle(frame);
    }
    void cut()
    {
        const std::lock_guard lock(m_mutex);
        m_stream = nullptr;
    }

private:
    HostStream* alive()
    {
        const std::lock_guard lock(m_mutex);
        return m_stream;
    }
    std::mutex m_mutex; // guards m_stream
    HostStream* m_stream;
};

HostStream* HostStream::open(const ServiceParts& parts, Caller caller)
{
    auto* stream = new HostStream(parts, std::move(caller));
    if (stream->m_caller.ok())
        stream->StartRead(&stream->m_in);
    else
        stream->close(stream->m_caller.status);
    return stream;
}

HostStream::HostStream(ServiceParts parts, Caller caller)
    : m_parts(std::move(parts))
    , m_caller(std::move(caller))
    , m_link(std::make_shared<Link>(this))
{
}

void HostStream::OnReadDone(bool ok)
{
    if (!ok) {
        close(grpc::Status::OK); // the peer has said all
        return;
    }
    const auto link = m_link;
    postSafely(
        m_parts.thread, [link, this] { link->handle(m_in); },
        [link](const grpc::Status& status) { link->close(status); });
}

void HostStream::handle(const v1::HostFrame& frame)
{
    if (frame.host_id().empty() && frame.kind_case() == v1::HostFrame::kHeartbeat) {
        for (const std::string& host : m_hosts)
            m_parts.fleet.hosts().heard(host);
        readNext();
        return;
    }
    QString problem = speakerProblem(frame);
    const bool impostor = !problem.isEmpty();
    if (problem.isEmpty() && !m_refused.contains(frame.host_id())) {
        if (frame.kind_case() == v1::HostFrame::kHello) {
            problem = m_parts.fleet.hosts().hello(frame.host_id(), frame.hello(), m_link);
            if (problem.isEmpty())
                m_hosts.insert(frame.host_id());
        } else {
            problem = m_parts.fleet.hosts().frame(frame.host_id(), frame);
        }
    }
    if (!problem.isEmpty())
        refuse(frame.host_id(), problem);
    // One host of a simulator may be wrong; somebody who speaks for others, or a host, is not kept.
    if (impostor || (!problem.isEmpty() && m_caller.id.kind == CallerKind::Host)) {
        close(
            {impostor ? grpc::StatusCode::PERMISSION_DENIED : grpc::StatusCode::FAILED_PRECONDITION,
                problem.toStdString()});
        return;
    }
    readNext();
}

void HostStream::readNext()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_finished || m_closing)
            return;
    }
    StartRead(&m_in);
}

QString HostStream::speakerProblem(const v1::HostFrame& frame) const
{
    const QString host = QString::fromStdString(frame.host_id());
    if (m_caller.id.kind == CallerKind::Host) {
        if (m_caller.id.name != host)
            return QStringLiteral("%1 speaks for host %2").arg(m_caller.id.text(), host);
        return {};
    }
    const TrustPtr trust = m_parts.trust.now();
    if (!trust->roster.policy.simulatedAllowed)
        return QStringLiteral("%1: policy of roster version %2 allows no simulated hosts")
            .arg(m_caller.id.text())
            .arg(trust->roster.version);
    const auto& keys = trust->keys.keysOf(HostId(host));
    const bool simulated =
        std::any_of(keys.begin(), keys.end(), [](const auto& key) { return key.simulated; });
    if (!simulated)
        return QStringLiteral("%1 speaks for host %2, which is not enrolled as simulated")
            .arg(m_caller.id.text(), host);
    return {};
}

void HostStream::refuse(const std::string& host, const QString& reason)
{
    qCWarning(logStream).noquote() << "refused" << m_caller.id.text() << "host"
                                   << QString::fromStdString(host) << ":" << reason;
    m_refused.insert(host);
    v1::FleetFrame frame;
    frame.set_host_id(host);
    frame.mutable_refused()->set_reason(reason.toStdString());
    send(std::move(frame));
}

void HostStream::send(v1::FleetFrame frame)
{
    std::unique_lock lock(m_mutex);
    if (m_finished || m_closing)
        return;
    m_queue.push_back(std::move(frame));
    if (m_queue.size() > framesDown) {
        m_queue.clear();
        m_closing = grpc::Status(
            grpc::StatusCode::RESOURCE_EXHAUSTED, "frames are not fetched; attach again");
    }
    if (!m_writing)
        writeOrFinish(lock);
}

void HostStream::close(const grpc::Status& status)
{
    std::unique_lock lock(m_mutex);
    if (m_finished || m_closing)
        return;
    m_closing = status;
    if (!m_writing)
        writeOrFinish(lock);
}

// Takes the lock, gives it back before it calls gRPC.
void HostStream::writeOrFinish(std::unique_lock<std::mutex>& lock)
{
    if (!m_queue.empty()) {
        m_out = std::move(m_queue.front());
        m_queue.pop_front();
        m_writing = true;
        lock.unlock();
        StartWrite(&m_out);
        return;
    }
    m_writing = false;
    if (!m_closing || m_finished)
        return;
    m_finished = true;
    const grpc::Status status = *m_closing;
    lock.unlock();
    Finish(status);
}

void HostStream::OnWriteDone(bool ok)
{
    std::unique_lock lock(m_mutex);
    if (!ok) {
        m_queue.clear();
        m_closing =
            m_closing.value_or(grpc::Status(grpc::StatusCode::UNAVAILABLE, "the stream broke"));
    }
    writeOrFinish(lock);
}

void HostStream::OnCancel() { close(grpc::Status::CANCELLED); }

void HostStream::OnDone()
{
    m_link->cut();
    // On the record's thread, after everything that was posted before: then nobody knows it.
    postSafely(
        m_parts.thread, [this] { m_parts.fleet.hosts().detached(m_link.get(), m_hosts); },
        [](const grpc::Status&) {});
    m_parts.thread.post([this] { delete this; });
}

} // namespace Espalier::Fleetd
