// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "feed.h"
#include "identity.h"

#include <QVersionNumber>

#include <grpcpp/create_channel.h>

namespace Espalier {

namespace {

// Programs work together that are at most one minor version apart (protocol.md 9).
bool worksWith(const QString& ours, const QString& theirs)
{
    const QVersionNumber own = QVersionNumber::fromString(ours);
    const QVersionNumber other = QVersionNumber::fromString(theirs);
    return !other.isNull() && own.majorVersion() == other.majorVersion()
        && std::abs(own.minorVersion() - other.minorVersion()) <= 1;
}

} // namespace

Session::Session(std::shared_ptr<LinkState> link, Selector selector, std::shared_ptr<SinkGate> gate)
    : m_link(std::move(link))
    , m_selector(std::move(selector))
    , m_gate(std::move(gate))
    , m_backoff(m_link->config.timing.backoff, m_link->config.random)
    , m_samplesBackoff(m_link->config.timing.backoff, m_link->config.random)
{
}

void Session::start() { attempt(); }

void Session::stop()
{
    m_stopped = true;
    m_link->worker->stopTimer(std::exchange(m_retry, 0));
    dropCalls();
}

void Session::retryNow()
{
    if (!m_waiting)
        return;
    m_link->worker->stopTimer(std::exchange(m_retry, 0));
    attempt();
}

void Session::attempt()
{
    m_waiting = false;
    m_synced = false;
    m_refused = false;
    tell(LinkPhase::Connecting, m_problem);
    if (!m_link->watermarkLoaded) {
        if (const Message problem = m_link->watermarkFile.load(m_link->watermark);
            !problem.isEmpty()) {
            fail(problem);
            return;
        }
        m_link->watermarkLoaded = true;
    }
    LoadedIdentity identity;
    if (const Message problem = loadIdentity(m_link->config.files, m_link->clock.wall(), identity);
        !problem.isEmpty()) {
        fail(problem);
        return;
    }
    connect(identity);
}

void Session::connect(const LoadedIdentity& identity)
{
    const GrpcFleetLinkConfig& config = m_link->config;
    m_refusal = std::make_shared<RefusalNote>();
    m_facts = {config.site.text(), config.address, identity.id, identity.expiry, {}, false};
    Tls::TlsSettings settings;
    settings.identity = identity.tls;
    settings.clock = &m_link->clock;
    settings.peerRule = Tls::onlyFleetdOf(config.site.text());
    settings.refused = [note = m_refusal](const Evidence::SvidVerdict&, const QString& words) {
        note->set(words);
    };
    const auto credentials = Tls::channelCredentials(settings);
    if (!credentials) {
        fail(Message::verbatim(credentials.error()));
        return;
    }
    // A pool of its own: gRPC would share the connection, and its waits, with earlier attempts.
    grpc::ChannelArguments arguments = Tls::channelArguments();
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    m_connection = std::make_shared<Connection>();
    m_connection->channel =
        grpc::CreateCustomChannel(config.address.toStdString(), *credentials, arguments);
    m_connection->watch = v1::FleetWatch::NewStub(m_connection->channel);
    m_connection->commands = v1::Commands::NewStub(m_connection->channel);

    ++m_link->calls;
    m_hello = std::make_shared<HelloCall>(m_connection, m_link->worker, m_link->clock,
        [self = shared_from_this(), number = m_attempt](
            const grpc::Status& status, const v1::HelloResponse& hello, MonoTime at) {
            if (self->m_attempt == number && !self->m_stopped)
                self->onHello(status, hello, at);
            self->m_link->callEnded();
        });
    v1::HelloRequest request;
    request.set_client_version(config.version.toStdString());
    m_hello->start(std::move(request), config.timing.helloDeadline,
        [](const Connection& to, grpc::ClientContext& context, const v1::HelloRequest& asked,
            v1::HelloResponse& answer,
            HelloCall& call) { to.watch->async()->Hello(&context, &asked, &answer, &call); });
}

Message Session::objectionTo(const v1::HelloResponse& hello) const
{
    const GrpcFleetLinkConfig& config = m_link->config;
    if (hello.site() != config.site.text().toStdString())
        return message(
            "link.other-site", config.address, foreignText(hello.site()), config.site.text());
    if (!worksWith(config.version, m_version))
        return message("link.version-apart", config.site.text(), m_version, config.version);
    if (hello.epoch().empty())
        return message("link.hello-without-epoch", config.site.text());
    return m_link->watermark.objection(textFromWire(hello.epoch()));
}

void Session::onHello(const grpc::Status& status, const v1::HelloResponse& hello, MonoTime at)
{
    m_hello.reset();
    if (!status.ok()) {
        fail(problemOfCall(status));
        return;
    }
    m_facts.identified = true;
    m_version = foreignText(hello.fleetd_version());
    if (const Message objection = objectionTo(hello); !objection.isEmpty()) {
        fail(objection);
        return;
    }
    const QString epoch = textFromWire(hello.epoch());
    m_resumed = m_order.canResume() && m_order.epoch() == epoch;
    if (!m_resumed)
        m_order.beginList();

    FeedBatch batch = batchAt(at);
    batch.epoch = epoch;
    batch.trust =
        Trust{QByteArray::fromStdString(hello.roster()), QByteArray::fromStdString(hello.hosts())};
    m_gate->deliver(std::move(batch));
    if (!m_resumed)
        tell(LinkPhase::Listing);
    openWatch();
    openSamples();
}

template <typename Response, typename Arrived, typename Ended>
std::shared_ptr<StreamCall<Response>> Session::makeCall(Arrived arrived, Ended ended)
{
    ++m_link->calls;
    // Late words of an earlier attempt's calls do nothing.
    typename StreamCall<Response>::Events events;
    events.message = [self = shared_from_this(), number = m_attempt, arrived](
                         const Response& response, MonoTime at) {
        if (self->m_attempt == number && !self->m_stopped)
            arrived(*self, response, at);
    };
    events.ended = [self = shared_from_this(), number = m_attempt, ended](
                       const grpc::Status& status) {
        if (self->m_attempt == number && !self->m_stopped)
            ended(*self, status);
        self->m_link->callEnded();
    };
    return std::make_shared<StreamCall<Response>>(
        m_connection, m_link->worker, m_link->clock, std::move(events));
}

void Session::fillSelector(v1::Selector& selector) const
{
    for (const HostId& host : m_selector.hosts)
        selector.add_hosts(host.text().toStdString());
    for (const QString& uid : m_selector.uids)
        selector.add_uids(uid.toStdString());
}

void Session::openWatch()
{
    v1::WatchRequest request;
    fillSelector(*request.mutable_selector());
    if (m_resumed) {
        request.set_epoch(m_order.epoch().toStdString());
        request.set_after_revision(m_order.revision());
        m_order.beginResume(m_order.epoch(), m_order.revision());
    } else {
        request.set_send_initial(true);
    }
    m_watch = makeCall<v1::WatchResponse>([](Session& session, const v1::WatchResponse& response,
                                              MonoTime at) { session.onWatch(response, at); },
        [](Session& session, const grpc::Status& status) {
            session.fail(session.problemOfCall(status));
        });
    m_watch->start([&request](const Connection& to, grpc::ClientContext& context, WatchCall& call) {
        to.watch->async()->Watch(&context, &request, &call);
    });
}

void Session::onWatch(const v1::WatchResponse& response, MonoTime at)
{
    const QString epoch = textFromWire(response.epoch());
    FeedBatch batch = batchAt(at);
    batch.epoch = epoch;
    for (const v1::WatchItem& item : response.items()) {
        if (item.has_gone()) {
            m_gate->deliver(std::move(batch));
            onGone(item.gone());
            return;
        }
        Message wrong = m_order.takeEpoch(epoch);
        const bool listing = m_order.isListing();
        const quint64 revision =
            item.has_batch() ? item.batch().revision() : item.bookmark().revision();
        if (wrong.isEmpty() && item.has_batch())
            wrong = m_order.takeBatch(revision);
        else if (wrong.isEmpty() && item.has_bookmark())
            wrong = m_order.takeBookmark(revision, item.bookmark().initial_end());
        if (wrong.isEmpty() && listing && revision != 0)
            wrong = m_link->watermark.objection(epoch, revision);
        if (!wrong.isEmpty()) {
            broken(wrong);
            return;
        }
        if (item.has_batch())
            batch.commits.push_back(commitFromWire(item.batch(), listing));
        else if (item.has_bookmark() && item.bookmark().initial_end()) {
            // What came after the list stays apart from it.
            batch.initialEnd = revision;
            m_gate->deliver(std::exchange(batch, batchAt(at)));
            batch.epoch = epoch;
        } else if (item.has_bookmark() && revision != 0) {
            batch.bookmark = revision;
        }
    }
    m_gate->deliver(std::move(batch));
    if (!m_order.isListing())
        synced();
}

void Session::onGone(const v1::Gone& gone)
{
    const bool mayRelistAtOnce = m_synced || m_resumed;
    if (gone.reason() == v1::Gone::REASON_SLOW_CONSUMER) {
        fail(message("link.cut-off", m_facts.site));
        return;
    }
    m_order.forget();
    if (!mayRelistAtOnce) {
        fail(message("link.list-taken-back", m_facts.site));
        return;
    }
    dropCalls();
    attempt();
}

void Session::synced()
{
    if (!m_synced) {
        m_synced = true;
        m_problem = {};
        m_backoff.connected(m_link->clock.mono());
        tell(LinkPhase::Synced);
    }
    keepWatermark();
}

void Session::keepWatermark()
{
    if (!m_link->watermark.advance(m_order.epoch(), m_order.revision()))
        return;
    const Message problem = m_link->watermarkFile.save(m_link->watermark);
    if (!(problem == m_problem)) {
        m_problem = problem;
        tell(LinkPhase::Synced, problem);
    }
}

void Session::openSamples()
{
    m_samplesRetry = 0;
    v1::SamplesRequest request;
    fillSelector(*request.mutable_selector());
    m_samples =
        makeCall<v1::SamplesResponse>([](Session& session, const v1::SamplesResponse& response,
                                          MonoTime at) { session.onSamples(response, at); },
            [](Session& session, const grpc::Status&) { session.onSamplesEnded(); });
    m_samples->start(
        [&request](const Connection& to, grpc::ClientContext& context, SamplesCall& call) {
            to.watch->async()->Samples(&context, &request, &call);
        });
}

void Session::onSamples(const v1::SamplesResponse& response, MonoTime at)
{
    FeedBatch batch = batchAt(at);
    batch.epoch = m_order.epoch();
    batch.statements.reserve(static_cast<size_t>(response.statements_size()));
    for (const v1::StatementSample& sample : response.statements())
        batch.statements.push_back(statementFromWire(sample, at));
    m_gate->deliver(std::move(batch));
}

// Statements may be lost and shown as a gap: the watch goes on without them, they come back alone.
void Session::onSamplesEnded()
{
    m_samples.reset();
    const auto wait = m_samplesBackoff.failed(m_link->clock.mono());
    m_samplesRetry =
        m_link->worker->startTimer(wait, [self = shared_from_this(), number = m_attempt] {
            if (self->m_attempt == number && !self->m_stopped)
                self->openSamples();
        });
}

void Session::broken(const Message& rule)
{
    m_order.forget();
    fail(rule);
}

Message Session::problemOfCall(const grpc::Status& status)
{
    m_facts.refusedServer = m_refusal->text();
    m_refused = status.error_code() == grpc::StatusCode::PERMISSION_DENIED
        || status.error_code() == grpc::StatusCode::UNAUTHENTICATED;
    return problemOf(status, m_facts);
}

void Session::fail(const Message& problem)
{
    dropCalls();
    m_problem = problem;
    m_waiting = true;
    const auto wait = m_backoff.failed(m_link->clock.mono());
    m_retry = m_link->worker->startTimer(wait, [self = shared_from_this()] {
        self->m_retry = 0;
        if (!self->m_stopped)
            self->attempt();
    });
    tell(LinkPhase::Failed, problem, wait);
}

void Session::dropCalls()
{
    ++m_attempt; // what still comes of these calls no longer counts
    m_link->worker->stopTimer(std::exchange(m_samplesRetry, 0));
    if (m_hello)
        m_hello->cancel();
    if (m_watch)
        m_watch->cancel();
    if (m_samples)
        m_samples->cancel();
    m_hello.reset();
    m_watch.reset();
    m_samples.reset();
    m_connection.reset();
}

void Session::tell(
    LinkPhase phase, const Message& problem, std::optional<std::chrono::milliseconds> retryIn)
{
    FeedBatch batch;
    batch.site = m_link->config.site;
    LinkStatus status;
    status.phase = phase;
    status.problem = problem;
    status.refused = m_refused && phase == LinkPhase::Failed;
    status.fleetdVersion = m_version;
    if (retryIn)
        status.retryAt = m_link->clock.mono() + *retryIn;
    batch.status = status;
    m_gate->deliver(std::move(batch));
}

FeedBatch Session::batchAt(MonoTime at) const
{
    FeedBatch batch;
    batch.site = m_link->config.site;
    batch.receivedAt = at;
    batch.fromWire = true;
    return batch;
}

} // namespace Espalier
