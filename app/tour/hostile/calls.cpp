// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls.h"

#include <evidence/command.h>
#include <evidence/dsse.h>

#include <espalier/v1/commands.grpc.pb.h>
#include <espalier/v1/hosts.grpc.pb.h>
#include <espalier/v1/watch.grpc.pb.h>

#include <QUuid>

#include <grpcpp/grpcpp.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <chrono>

namespace Espalier::Hostile {

namespace v1 = ::espalier::v1;

namespace {

constexpr std::chrono::seconds patience{10};

const char* codeName(grpc::StatusCode code)
{
    switch (code) {
    case grpc::StatusCode::OK:
        return "OK";
    case grpc::StatusCode::CANCELLED:
        return "CANCELLED";
    case grpc::StatusCode::INVALID_ARGUMENT:
        return "INVALID_ARGUMENT";
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return "DEADLINE_EXCEEDED";
    case grpc::StatusCode::PERMISSION_DENIED:
        return "PERMISSION_DENIED";
    case grpc::StatusCode::UNAUTHENTICATED:
        return "UNAUTHENTICATED";
    case grpc::StatusCode::UNAVAILABLE:
        return "UNAVAILABLE";
    case grpc::StatusCode::FAILED_PRECONDITION:
        return "FAILED_PRECONDITION";
    default:
        return "another status";
    }
}

QString words(const grpc::Status& status)
{
    if (status.ok())
        return QStringLiteral("OK");
    return QStringLiteral("%1: %2").arg(QLatin1String(codeName(status.error_code())),
        QString::fromStdString(status.error_message()));
}

// Neither the own nor the server's certificate is looked at here: this end is out for trouble.
std::shared_ptr<grpc::Channel> channel(const Disguise& disguise)
{
    namespace tls = grpc::experimental;
    const std::vector<tls::IdentityKeyCertPair> pairs{
        {disguise.key.toStdString(), disguise.certificate.toStdString()}};
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(
        std::make_shared<tls::StaticDataCertificateProvider>(disguise.roots.toStdString(), pairs));
    options.watch_root_certs();
    options.watch_identity_key_cert_pairs();
    options.set_check_call_host(false);
    options.set_verify_server_certs(false);
    options.set_certificate_verifier(std::make_shared<tls::NoOpCertificateVerifier>());
    return grpc::CreateChannel(disguise.fleetd.toStdString(), tls::TlsCredentials(options));
}

} // namespace

QString sayHello(const Disguise& disguise)
{
    const auto stub = v1::FleetWatch::NewStub(channel(disguise));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + patience);
    v1::HelloRequest request;
    request.set_client_version("hostile");
    v1::HelloResponse response;
    return words(stub->Hello(&context, request, &response));
}

QString sendUnsigned(const Disguise& disguise, const QByteArray& saved)
{
    v1::SendCommandRequest request;
    const bool parsed = request.ParseFromString(saved.toStdString());
    const auto envelope = Evidence::parseEnvelope(QByteArray::fromStdString(request.envelope()));
    auto record = envelope
        ? Evidence::readCommand(envelope->payload)
        : Evidence::Result<Evidence::CommandRecord>(Evidence::Error{envelope.error()});
    if (!parsed || !record)
        return QStringLiteral("no order: %1").arg(parsed ? record.error() : QString());
    record->id = CommandId(QUuid::createUuid().toString(QUuid::Id128));
    record->dryRun = false;
    const auto payload = Evidence::write(*record);
    if (!payload)
        return QStringLiteral("no order: ") + payload.error();
    request.set_envelope(
        Evidence::writeEnvelope({envelope->payloadType, *payload, {}}).toStdString());
    const auto stub = v1::Commands::NewStub(channel(disguise));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + patience);
    v1::SendCommandResponse response;
    return words(stub->Send(&context, request, &response));
}

QString attachAs(const Disguise& disguise, const QString& host)
{
    const auto stub = v1::HostStream::NewStub(channel(disguise));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + patience);
    const auto stream = stub->Attach(&context);
    v1::HostFrame frame;
    frame.set_host_id(host.toStdString());
    frame.mutable_hello()->set_hostd_version("hostile");
    frame.mutable_hello()->set_boot_id("00000000-0000-4000-8000-000000000000");
    frame.mutable_hello()->set_backend("simulated");
    v1::FleetFrame answer;
    stream->Write(frame);
    while (stream->Read(&answer)) {
        if (answer.has_refused())
            return QStringLiteral("refused: ") + QString::fromStdString(answer.refused().reason());
        if (answer.has_hello())
            return QStringLiteral("OK: welcomed as host ") + host;
    }
    stream->WritesDone();
    return words(stream->Finish());
}

} // namespace Espalier::Hostile
