// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials.h"

#include "liveidentity.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/server_context.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <mutex>
#include <utility>

namespace Espalier::Tls {

using Evidence::Error;
using Evidence::Result;
using Evidence::SpiffeId;
using Evidence::SvidValidator;
using Evidence::SvidVerdict;

namespace {

namespace tls = grpc::experimental;

constexpr int pingEveryMs = 30'000;
constexpr int pingTimeoutMs = 10'000;
constexpr int shortestPingMs = 20'000;
constexpr int largestMessage = 4 * 1024 * 1024;
constexpr int largestMetadata = 8 * 1024;
constexpr int mostStreams = 100;

// Runs the SVID validator on the peer of every handshake. gRPC's own path validation is off because
// it keeps its reasons to itself; this one does all of it, before any call can pass.
class PeerVerifier final : public tls::ExternalCertificateVerifier {
public:
    PeerVerifier(SvidValidator validator, const TlsSettings& settings)
        : m_validator(std::make_shared<const SvidValidator>(std::move(validator)))
        , m_live(settings.live)
        , m_clock(settings.clock)
        , m_refused(settings.refused)
        , m_peerRule(settings.peerRule)
    {
    }

    bool Verify(tls::TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)>,
        grpc::Status* status) override
    {
        // On a server the full chain lacks the leaf (gRPC 1.51); a leaf that comes twice does no
        // harm.
        const grpc::string_ref leaf = request->peer_cert();
        const grpc::string_ref rest = request->peer_cert_full_chain();
        QByteArray chain(leaf.data(), static_cast<qsizetype>(leaf.size()));
        chain.append('\n').append(rest.data(), static_cast<qsizetype>(rest.size()));
        const std::shared_ptr<const SvidValidator> validator =
            m_live ? m_live->validator() : m_validator;
        const SvidVerdict verdict = validator->validate(chain, m_clock->wall());
        QString problem = verdict.detail;
        if (verdict.ok() && m_peerRule)
            problem = m_peerRule(verdict.id);
        if (verdict.ok() && problem.isEmpty()) {
            *status = grpc::Status::OK;
            return true;
        }
        refuse(verdict, problem);
        *status = grpc::Status(grpc::StatusCode::UNAUTHENTICATED, problem.toStdString());
        return true;
    }

    void Cancel(tls::TlsCustomVerificationCheckRequest*) override {}

private:
    void refuse(const SvidVerdict& verdict, const QString& problem)
    {
        if (!m_refused)
            return;
        const QString who = verdict.id.path.isEmpty() ? QStringLiteral("a peer without SPIFFE id")
                                                      : verdict.id.text();
        const std::lock_guard lock(m_mutex);
        m_refused(verdict, QStringLiteral("refused %1: %2").arg(who, problem));
    }

    const std::shared_ptr<const SvidValidator> m_validator;
    const std::shared_ptr<LiveIdentity> m_live; // its roots may change; else nullptr
    const Clock* const m_clock;
    std::mutex m_mutex; // one refusal at a time
    const RefusalLog m_refused;
    const PeerRule m_peerRule;
};

std::shared_ptr<tls::CertificateProviderInterface> providerOf(const TlsSettings& settings)
{
    if (settings.live)
        return settings.live->provider();
    const TlsIdentity& identity = settings.identity;
    return std::make_shared<tls::StaticDataCertificateProvider>(identity.roots.toStdString(),
        std::vector<tls::IdentityKeyCertPair>{
            {identity.key.toStdString(), identity.certificate.toStdString()}});
}

Result<SvidValidator> validatorFor(const TlsSettings& settings)
{
    const TlsIdentity identity = settings.live ? settings.live->identity() : settings.identity;
    if (const std::optional<QString> problem = identityProblem(identity, settings.clock->wall()))
        return Error{*problem};
    return SvidValidator::create(identity.roots, identity.trustDomain);
}

// Options that become no credentials leak inside gRPC: nothing may fail once they are made.
void configure(
    tls::TlsCredentialsOptions& options, SvidValidator validator, const TlsSettings& settings)
{
    options.watch_root_certs();
    options.watch_identity_key_cert_pairs();
    options.set_certificate_verifier(
        tls::ExternalCertificateVerifier::Create<PeerVerifier>(std::move(validator), settings));
    // Identities are SPIFFE ids: host names say nothing here.
    options.set_check_call_host(false);
}

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};

std::unique_ptr<BIO, Free> bioOf(const QByteArray& text)
{
    return std::unique_ptr<BIO, Free>(
        BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
}

} // namespace

void prepareProcess()
{
    // An RSA suite: with ECDSA certificates nothing of TLS 1.2 is left to agree on.
    ::setenv("GRPC_SSL_CIPHER_SUITES", "ECDHE-RSA-AES256-GCM-SHA384", 1);
}

std::optional<QString> identityProblem(const TlsIdentity& identity, WallTime now)
{
    const std::unique_ptr<X509, Free> certificate(
        PEM_read_bio_X509(bioOf(identity.certificate).get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return QStringLiteral("own certificate cannot be read (PEM wanted)");
    const std::unique_ptr<EVP_PKEY, Free> key(PEM_read_bio_PrivateKey(
        bioOf(identity.key).get(), nullptr, nullptr, const_cast<char*>("")));
    if (!key)
        return QStringLiteral(
            "own private key cannot be read (PEM, PKCS#8, no pass phrase wanted)");
    char group[64] = {};
    size_t length = 0;
    if (EVP_PKEY_get_group_name(key.get(), group, sizeof(group), &length) != 1
        || QByteArray(group) != "prime256v1")
        return QStringLiteral("own key is not on the curve P-256");
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return QStringLiteral("own key does not belong to the certificate");
    const Result<SvidValidator> validator =
        SvidValidator::create(identity.roots, identity.trustDomain);
    if (!validator)
        return validator.error();
    const SvidVerdict verdict = validator->validate(identity.certificate, now);
    if (!verdict.ok())
        return QStringLiteral("own certificate: ") + verdict.detail;
    return std::nullopt;
}

Result<std::shared_ptr<grpc::ServerCredentials>> serverCredentials(const TlsSettings& settings)
{
    Result<SvidValidator> validator = validatorFor(settings);
    if (!validator)
        return Error{validator.error()};
    tls::TlsServerCredentialsOptions options(providerOf(settings));
    configure(options, std::move(*validator), settings);
    // The certificate is required; PeerVerifier validates it.
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
    return std::shared_ptr<grpc::ServerCredentials>(tls::TlsServerCredentials(options));
}

Result<std::shared_ptr<grpc::ChannelCredentials>> channelCredentials(const TlsSettings& settings)
{
    Result<SvidValidator> validator = validatorFor(settings);
    if (!validator)
        return Error{validator.error()};
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(providerOf(settings));
    configure(options, std::move(*validator), settings);
    options.set_verify_server_certs(false); // PeerVerifier does
    return std::shared_ptr<grpc::ChannelCredentials>(tls::TlsCredentials(options));
}

Result<SpiffeId> peerId(const grpc::ServerContextBase& context)
{
    const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
    if (!auth || !auth->IsPeerAuthenticated())
        return Error{QStringLiteral("peer is not authenticated")};
    const std::vector<grpc::string_ref> pem =
        auth->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
    if (pem.size() != 1)
        return Error{QStringLiteral("peer showed no certificate")};
    const SvidVerdict verdict = Evidence::readSvid(
        QByteArray(pem.front().data(), static_cast<qsizetype>(pem.front().size())));
    if (!verdict.ok())
        return Error{verdict.detail};
    return verdict.id;
}

PeerRule onlyFleetdOf(const QString& site)
{
    return [site](const SpiffeId& id) {
        if (id.kind == SpiffeId::Kind::Fleetd && id.site == site)
            return QString();
        return QStringLiteral("wanted the fleetd of site %1").arg(site);
    };
}

grpc::ChannelArguments channelArguments()
{
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, pingEveryMs);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, pingTimeoutMs);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    arguments.SetMaxReceiveMessageSize(largestMessage);
    return arguments;
}

void applyServerLimits(grpc::ServerBuilder& builder)
{
    builder.AddChannelArgument(
        GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, shortestPingMs);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, largestMetadata);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, mostStreams);
    builder.SetMaxReceiveMessageSize(largestMessage);
    builder.SetMaxSendMessageSize(largestMessage);
}

} // namespace Espalier::Tls
