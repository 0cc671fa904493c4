// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "genericserver.h"

#include <link/tls/credentials.h>

#include <grpcpp/channel.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/server_builder.h>

#include <future>

namespace Espalier::Tests {

namespace {

class WhoAmIReactor final : public grpc::ServerGenericBidiReactor {
public:
    explicit WhoAmIReactor(const std::string& answer)
        : m_slice(answer)
        , m_answer(&m_slice, 1)
    {
        StartWrite(&m_answer);
    }
    void OnWriteDone(bool) override { Finish(grpc::Status::OK); }
    void OnDone() override { delete this; }

private:
    grpc::Slice m_slice;
    grpc::ByteBuffer m_answer;
};

} // namespace

grpc::ServerGenericBidiReactor* GenericServer::WhoAmI::CreateReactor(
    grpc::GenericCallbackServerContext* context)
{
    const auto id = Tls::peerId(*context);
    return new WhoAmIReactor((id ? id->text() : QStringLiteral("? ") + id.error()).toStdString());
}

GenericServer::GenericServer(const std::shared_ptr<grpc::ServerCredentials>& credentials)
{
    grpc::ServerBuilder builder;
    Tls::applyServerLimits(builder);
    builder.RegisterCallbackGenericService(&m_service);
    builder.AddListeningPort("127.0.0.1:0", credentials, &m_port);
    m_server = builder.BuildAndStart();
}

GenericServer::~GenericServer()
{
    if (m_server)
        m_server->Shutdown(std::chrono::system_clock::now());
}

Answer whoAmI(int port, const std::shared_ptr<grpc::ChannelCredentials>& credentials)
{
    grpc::ChannelArguments arguments = Tls::channelArguments();
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1); // no connection of an earlier test
    const auto channel =
        grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port), credentials, arguments);
    grpc::GenericStub stub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
    const grpc::Slice nothing("?");
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, "/test/WhoAmI", grpc::StubOptions(), &request, &response,
        [&](grpc::Status status) { done.set_value(std::move(status)); });
    Answer answer{done.get_future().get(), {}};
    std::vector<grpc::Slice> slices;
    if (answer.status.ok() && response.Dump(&slices).ok()) {
        for (const grpc::Slice& slice : slices)
            answer.peer += QString::fromLatin1(
                reinterpret_cast<const char*>(slice.begin()), static_cast<qsizetype>(slice.size()));
    }
    return answer;
}

} // namespace Espalier::Tests
