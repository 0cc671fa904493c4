// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin.h"

#include <grpcpp/security/auth_context.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

namespace Espalier::Tests {

using namespace std::chrono_literals;

namespace {

const QString trustDomain = QStringLiteral("dev.espalier.internal");

WallTime now() { return SystemClock().wall(); }

} // namespace

StandIn::Pki::Pki()
{
    auto made = Tls::Authority::create(QStringLiteral("test"), now() - 1h, now() + 24h);
    Q_ASSERT(made);
    m_authority = std::make_unique<Tls::Authority>(*made);
}

Tls::TlsIdentity StandIn::Pki::identity(const QString& path) const
{
    Tls::LeafRequest request;
    request.uris = {QStringLiteral("spiffe://") + trustDomain + path};
    request.notBefore = now() - 1h;
    request.notAfter = now() + 12h;
    const auto issued = m_authority->issue(request);
    Q_ASSERT(issued);
    return {issued->certificate, issued->key, m_authority->certificatePem(), trustDomain};
}

class StandIn::Stream final : public grpc::ServerBidiReactor<v1::HostFrame, v1::FleetFrame> {
public:
    explicit Stream(StandIn& owner)
        : m_owner(owner)
    {
    }
    void begin(std::shared_ptr<Stream> self)
    {
        m_self = std::move(self);
        StartRead(&m_in);
    }
    void say(const v1::FleetFrame& frame)
    {
        const std::lock_guard lock(m_mutex);
        m_out.push_back(frame);
        if (m_out.size() == 1 && !m_finished)
            StartWrite(&m_out.front());
    }
    void finish()
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_finished, true))
            Finish(grpc::Status::OK);
    }
    void OnReadDone(bool ok) override
    {
        if (!ok) {
            finish();
            return;
        }
        {
            const std::lock_guard lock(m_owner.m_mutex);
            m_owner.m_frames.push_back(m_in);
        }
        if (m_in.has_hello()) {
            v1::FleetFrame answer;
            answer.set_host_id(m_in.host_id());
            answer.mutable_hello()->set_site("fra1");
            answer.mutable_hello()->set_acked_seq(m_owner.ackedSeq);
            answer.mutable_hello()->set_statement_interval_ms(10'000);
            say(answer);
        }
        StartRead(&m_in);
    }
    void OnWriteDone(bool ok) override
    {
        const std::lock_guard lock(m_mutex);
        m_out.pop_front();
        if (ok && !m_out.empty() && !m_finished)
            StartWrite(&m_out.front());
    }
    void OnDone() override { m_self.reset(); }

private:
    StandIn& m_owner;
    std::shared_ptr<Stream> m_self;
    v1::HostFrame m_in;
    std::mutex m_mutex;
    std::deque<v1::FleetFrame> m_out; // guarded by m_mutex
    bool m_finished = false; // guarded by m_mutex
};

StandIn::StandIn(const Pki& pki, const Clock& clock, const QString& path)
{
    Daemon::ServerSettings settings;
    settings.listen = QStringLiteral("127.0.0.1:0");
    settings.tls.identity = pki.identity(path);
    settings.tls.clock = &clock;
    settings.services = {this};
    auto started = Daemon::Server::start(settings);
    if (!started)
        qFatal("%s", qPrintable(started.error()));
    m_server = std::move(*started);
}

StandIn::~StandIn() { m_server.reset(); }

grpc::ServerBidiReactor<v1::HostFrame, v1::FleetFrame>* StandIn::Attach(
    grpc::CallbackServerContext* context)
{
    const auto pem = context->auth_context()->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
    const auto stream = std::make_shared<Stream>(*this);
    {
        const std::lock_guard lock(m_mutex);
        m_stream = stream;
        ++m_streams;
        m_caller = pem.empty() ? QByteArray()
                               : QByteArray(pem.front().data(), qsizetype(pem.front().size()));
    }
    stream->begin(stream);
    return stream.get();
}

std::vector<v1::HostFrame> StandIn::frames() const
{
    const std::lock_guard lock(m_mutex);
    return m_frames;
}

int StandIn::count(v1::HostFrame::KindCase kind) const
{
    const auto all = frames();
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [kind](const auto& frame) { return frame.kind_case() == kind; }));
}

int StandIn::streams() const
{
    const std::lock_guard lock(m_mutex);
    return m_streams;
}

QByteArray StandIn::callersCertificate() const
{
    const std::lock_guard lock(m_mutex);
    return m_caller;
}

void StandIn::send(const v1::FleetFrame& frame)
{
    std::shared_ptr<Stream> stream;
    {
        const std::lock_guard lock(m_mutex);
        stream = m_stream;
    }
    stream->say(frame);
}

void StandIn::hangUp()
{
    std::shared_ptr<Stream> stream;
    {
        const std::lock_guard lock(m_mutex);
        stream = m_stream;
    }
    stream->finish();
}

} // namespace Espalier::Tests
