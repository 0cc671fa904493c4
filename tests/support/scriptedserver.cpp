// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedserver.h"

#include <grpcpp/server_builder.h>

namespace Espalier::Tests {

namespace {

constexpr std::chrono::seconds patience{10};

} // namespace

class ScriptedServer::Service final : public v1::FleetWatch::Service {
public:
    grpc::Status Hello(
        grpc::ServerContext* context, const v1::HelloRequest*, v1::HelloResponse* response) override
    {
        std::unique_lock lock(m_mutex);
        ++m_hellos;
        m_wake.notify_all();
        while (m_held && !context->IsCancelled())
            m_wake.wait_for(lock, std::chrono::milliseconds(10));
        *response = m_hello;
        return m_helloStatus;
    }
    grpc::Status Watch(grpc::ServerContext* context, const v1::WatchRequest* request,
        grpc::ServerWriter<v1::WatchResponse>* writer) override
    {
        return serve(m_watches, *request, *context, *writer);
    }
    grpc::Status Samples(grpc::ServerContext* context, const v1::SamplesRequest* request,
        grpc::ServerWriter<v1::SamplesResponse>* writer) override
    {
        return serve(m_samples, *request, *context, *writer);
    }

    template <typename Call> std::shared_ptr<Call> next(std::deque<std::shared_ptr<Call>>& calls)
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, patience, [&calls] { return !calls.empty(); }))
            return nullptr;
        const auto call = calls.front();
        calls.pop_front();
        return call;
    }

    std::deque<std::shared_ptr<ScriptedWatch>> m_watches; // under m_mutex
    std::deque<std::shared_ptr<ScriptedSamples>> m_samples; // under m_mutex
    std::mutex m_mutex;
    std::condition_variable m_wake;
    v1::HelloResponse m_hello; // under m_mutex
    grpc::Status m_helloStatus; // under m_mutex
    bool m_held = false; // under m_mutex
    int m_hellos = 0; // under m_mutex

private:
    template <typename Call, typename Request, typename Response>
    grpc::Status serve(std::deque<std::shared_ptr<Call>>& calls, const Request& request,
        grpc::ServerContext& context, grpc::ServerWriter<Response>& writer)
    {
        const auto call = std::make_shared<Call>(request);
        {
            const std::lock_guard lock(m_mutex);
            calls.push_back(call);
            m_wake.notify_all();
        }
        return call->serve(context, writer);
    }
};

class ScriptedServer::CommandsService final : public v1::Commands::Service {
public:
    grpc::Status Send(grpc::ServerContext*, const v1::SendCommandRequest* request,
        v1::SendCommandResponse* response) override
    {
        const OnSend answer = copyOf(m_onSend);
        return answer ? answer(*request, *response) : grpc::Status(grpc::UNIMPLEMENTED, {});
    }
    grpc::Status MarkAlarm(
        grpc::ServerContext*, const v1::MarkAlarmRequest* request, v1::MarkAlarmResponse*) override
    {
        const OnMark answer = copyOf(m_onMark);
        return answer ? answer(*request) : grpc::Status(grpc::UNIMPLEMENTED, {});
    }
    grpc::Status FollowOutput(grpc::ServerContext* context, const v1::FollowOutputRequest* request,
        grpc::ServerWriter<v1::FollowOutputResponse>* writer) override
    {
        const auto call = std::make_shared<ScriptedOutput>(*request);
        {
            const std::lock_guard lock(m_mutex);
            m_outputs.push_back(call);
            m_wake.notify_all();
        }
        return call->serve(*context, *writer);
    }
    std::shared_ptr<ScriptedOutput> nextOutput()
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, patience, [this] { return !m_outputs.empty(); }))
            return nullptr;
        const auto call = m_outputs.front();
        m_outputs.pop_front();
        return call;
    }

    std::mutex m_mutex;
    OnSend m_onSend; // under m_mutex
    OnMark m_onMark; // under m_mutex

private:
    // Called without the lock: an answer may wait for the test.
    template <typename Answer> Answer copyOf(const Answer& answer)
    {
        const std::lock_guard lock(m_mutex);
        return answer;
    }
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<ScriptedOutput>> m_outputs; // under m_mutex
};

ScriptedServer::ScriptedServer(Tls::TlsSettings settings)
    : m_settings(std::move(settings))
    , m_service(std::make_unique<Service>())
    , m_commands(std::make_unique<CommandsService>())
{
    start();
}

ScriptedServer::~ScriptedServer() { stop(); }

void ScriptedServer::start()
{
    const auto credentials = Tls::serverCredentials(m_settings);
    if (!credentials)
        qFatal("scripted server: %s", qPrintable(credentials.error()));
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:" + std::to_string(m_port), *credentials, &m_port);
    builder.RegisterService(m_service.get());
    builder.RegisterService(m_commands.get());
    m_server = builder.BuildAndStart();
    if (!m_server || m_port == 0)
        qFatal("scripted server: cannot listen");
}

void ScriptedServer::stop()
{
    if (!m_server)
        return;
    holdHello(false);
    m_server->Shutdown(std::chrono::system_clock::now()); // cancels what is under way
    m_server->Wait();
    m_server.reset();
}

QString ScriptedServer::address() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }

void ScriptedServer::setHello(const v1::HelloResponse& hello, const grpc::Status& status)
{
    const std::lock_guard lock(m_service->m_mutex);
    m_service->m_hello = hello;
    m_service->m_helloStatus = status;
}

void ScriptedServer::holdHello(bool hold)
{
    const std::lock_guard lock(m_service->m_mutex);
    m_service->m_held = hold;
    m_service->m_wake.notify_all();
}

int ScriptedServer::hellos() const
{
    const std::lock_guard lock(m_service->m_mutex);
    return m_service->m_hellos;
}

std::shared_ptr<ScriptedWatch> ScriptedServer::nextWatch()
{
    return m_service->next(m_service->m_watches);
}

std::shared_ptr<ScriptedSamples> ScriptedServer::nextSamples()
{
    return m_service->next(m_service->m_samples);
}

std::shared_ptr<ScriptedOutput> ScriptedServer::nextOutput() { return m_commands->nextOutput(); }

void ScriptedServer::onSend(OnSend answer)
{
    const std::lock_guard lock(m_commands->m_mutex);
    m_commands->m_onSend = std::move(answer);
}

void ScriptedServer::onMark(OnMark answer)
{
    const std::lock_guard lock(m_commands->m_mutex);
    m_commands->m_onMark = std::move(answer);
}

v1::WatchResponse batchOf(const std::string& epoch, quint64 revision,
    const std::vector<std::string>& hosts, v1::Event::Op op)
{
    v1::WatchResponse response;
    response.set_epoch(epoch);
    v1::Batch* batch = response.add_items()->mutable_batch();
    batch->set_revision(revision);
    for (const std::string& host : hosts) {
        v1::Event* event = batch->add_events();
        event->set_op(op);
        event->mutable_object()->mutable_host()->set_uid(host);
    }
    return response;
}

v1::WatchResponse bookmarkOf(const std::string& epoch, quint64 revision, bool initialEnd)
{
    v1::WatchResponse response;
    response.set_epoch(epoch);
    v1::Bookmark* bookmark = response.add_items()->mutable_bookmark();
    bookmark->set_revision(revision);
    bookmark->set_initial_end(initialEnd);
    return response;
}

v1::WatchResponse goneOf(const std::string& epoch, v1::Gone::Reason reason)
{
    v1::WatchResponse response;
    response.set_epoch(epoch);
    response.add_items()->mutable_gone()->set_reason(reason);
    return response;
}

} // namespace Espalier::Tests
