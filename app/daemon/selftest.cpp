// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "selftest.h"

#include <link/tls/mint.h>

#include <grpcpp/channel.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>

namespace Espalier::Daemon {

namespace {

namespace tls = grpc::experimental;
using Evidence::SvidProblem;

constexpr std::chrono::seconds dialTimeout{5};
constexpr char testDomain[] = "self-test.espalier.internal";

// Of a caller who wants in at any price: takes every server for the right one.
class TakesAnyServer final : public tls::ExternalCertificateVerifier {
public:
    bool Verify(tls::TlsCustomVerificationCheckRequest*, std::function<void(grpc::Status)>,
        grpc::Status* status) override
    {
        *status = grpc::Status::OK;
        return true;
    }
    void Cancel(tls::TlsCustomVerificationCheckRequest*) override {}
};

std::shared_ptr<grpc::ChannelCredentials> strangerCredentials(const Tls::MintedIdentity* identity)
{
    std::vector<tls::IdentityKeyCertPair> pairs;
    if (identity)
        pairs.push_back({identity->key.toStdString(), identity->certificate.toStdString()});
    tls::TlsChannelCredentialsOptions options;
    if (identity) {
        options.set_certificate_provider(
            std::make_shared<tls::StaticDataCertificateProvider>(pairs));
        options.watch_identity_key_cert_pairs();
    }
    options.set_certificate_verifier(tls::ExternalCertificateVerifier::Create<TakesAnyServer>());
    options.set_check_call_host(false);
    options.set_verify_server_certs(false);
    return tls::TlsCredentials(options);
}

// The status of one health check, OK or not: what counts is whether an RPC got through.
grpc::Status call(
    const QString& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials)
{
    grpc::ChannelArguments arguments = Tls::channelArguments();
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto channel = grpc::CreateCustomChannel(address.toStdString(), credentials, arguments);
    grpc::GenericStub stub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + dialTimeout);
    const grpc::Slice nothing; // an empty HealthCheckRequest
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    grpc::CompletionQueue queue;
    const auto reader =
        stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", request, &queue);
    reader->StartCall();
    grpc::Status status;
    reader->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    (void)queue.Next(&tag, &ok);
    return status;
}

Tls::LeafRequest goodLeaf(WallTime now)
{
    Tls::LeafRequest request;
    request.uris = {QStringLiteral("spiffe://%1/site/x/fleetd/1").arg(QLatin1String(testDomain))};
    request.notBefore = now - std::chrono::minutes(1);
    request.notAfter = now + std::chrono::minutes(10);
    return request;
}

struct BadLeaf {
    SvidProblem problem;
    std::function<void(Tls::LeafRequest&, WallTime)> spoil;
};

std::vector<BadLeaf> badLeaves()
{
    using Leaf = Tls::LeafRequest;
    return {
        {SvidProblem::NoUriSan, [](Leaf& leaf, WallTime) { leaf.uris.clear(); }},
        {SvidProblem::SeveralUriSans,
            [](Leaf& leaf, WallTime) { leaf.uris.append(leaf.uris.front() % u'2'); }},
        {SvidProblem::BadSpiffeId,
            [](Leaf& leaf, WallTime) { leaf.uris = {QStringLiteral("https://example.org/site")}; }},
        {SvidProblem::ForeignTrustDomain,
            [](Leaf& leaf, WallTime) {
                leaf.uris = {QStringLiteral("spiffe://elsewhere.internal/site/x/fleetd/1")};
            }},
        {SvidProblem::IsAuthority, [](Leaf& leaf, WallTime) { leaf.authority = true; }},
        {SvidProblem::NoKeyUsage, [](Leaf& leaf, WallTime) { leaf.keyUsage = false; }},
        {SvidProblem::KeyUsageNotCritical,
            [](Leaf& leaf, WallTime) { leaf.keyUsageCritical = false; }},
        {SvidProblem::NoDigitalSignature,
            [](Leaf& leaf, WallTime) { leaf.digitalSignature = false; }},
        {SvidProblem::MaySignCertificates, [](Leaf& leaf, WallTime) { leaf.keyCertSign = true; }},
        {SvidProblem::MaySignCrls, [](Leaf& leaf, WallTime) { leaf.crlSign = true; }},
        {SvidProblem::EkuIncomplete, [](Leaf& leaf, WallTime) { leaf.clientAuth = false; }},
        {SvidProblem::Expired,
            [](Leaf& leaf, WallTime now) {
                leaf.notBefore = now - std::chrono::hours(2);
                leaf.notAfter = now - std::chrono::hours(1);
            }},
        {SvidProblem::NotYetValid,
            [](Leaf& leaf, WallTime now) {
                leaf.notBefore = now + std::chrono::hours(1);
                leaf.notAfter = now + std::chrono::hours(2);
            }},
    };
}

QString strangerProblem(const QString& address, const Clock& clock)
{
    const WallTime now = clock.wall();
    const auto authority = Tls::Authority::create(
        QStringLiteral("throw-away"), now - std::chrono::minutes(1), now + std::chrono::hours(1));
    if (!authority)
        return authority.error();
    const auto stranger = authority->issue(goodLeaf(now));
    if (!stranger)
        return stranger.error();
    if (call(address, strangerCredentials(nullptr)).error_code() != grpc::StatusCode::UNAVAILABLE)
        return QStringLiteral("a caller without a certificate gets through");
    if (call(address, strangerCredentials(&*stranger)).error_code()
        != grpc::StatusCode::UNAVAILABLE)
        return QStringLiteral("a caller with a certificate of another authority gets through");
    return {};
}

} // namespace

QString validatorProblem(const Clock& clock)
{
    const WallTime now = clock.wall();
    const auto authority = Tls::Authority::create(
        QStringLiteral("self-test"), now - std::chrono::hours(3), now + std::chrono::hours(3));
    if (!authority)
        return authority.error();
    const auto validator =
        Evidence::SvidValidator::create(authority->certificatePem(), QLatin1String(testDomain));
    if (!validator)
        return validator.error();
    const auto good = authority->issue(goodLeaf(now));
    if (!good)
        return good.error();
    if (const auto verdict = validator->validate(good->certificate, now); !verdict.ok())
        return QStringLiteral("the validator refuses a good certificate: %1").arg(verdict.detail);
    for (const BadLeaf& bad : badLeaves()) {
        Tls::LeafRequest request = goodLeaf(now);
        bad.spoil(request, now);
        const auto leaf = authority->issue(request);
        if (!leaf)
            return leaf.error();
        const auto verdict = validator->validate(leaf->certificate, now);
        if (verdict.problem != bad.problem)
            return QStringLiteral("the validator judged a bad certificate of kind %1 as %2: %3")
                .arg(static_cast<int>(bad.problem))
                .arg(static_cast<int>(verdict.problem))
                .arg(verdict.detail);
    }
    return {};
}

QString selfTestProblem(
    const QString& address, const Tls::TlsIdentity& identity, const Clock& clock)
{
    if (const QString problem = validatorProblem(clock); !problem.isEmpty())
        return problem;
    if (const QString problem = strangerProblem(address, clock); !problem.isEmpty())
        return problem;
    // The proof that the two refusals above were not just a server that answers nobody.
    Tls::TlsSettings own;
    own.identity = identity;
    own.clock = &clock;
    const auto credentials = Tls::channelCredentials(own);
    if (!credentials)
        return credentials.error();
    if (const grpc::Status status = call(address, *credentials); !status.ok())
        return QStringLiteral("its own identity does not reach it: %1")
            .arg(QString::fromStdString(status.error_message()));
    return {};
}

} // namespace Espalier::Daemon
