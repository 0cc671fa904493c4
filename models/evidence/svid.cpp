// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "svid.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <vector>

namespace Espalier::Evidence {

namespace {

constexpr size_t longestChain = 10;
// 112 bits: RSA from 2,048, SHA-2.
constexpr int securityLevel = 2;

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
    void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Certificate = std::unique_ptr<X509, Free>;

// All certificates of a PEM text; empty if there is none or one cannot be read.
std::vector<Certificate> readPem(const QByteArray& pem)
{
    std::vector<Certificate> result;
    const std::unique_ptr<BIO, Free> bio(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    ERR_clear_error();
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
        result.emplace_back(certificate);
    const unsigned long error = ERR_peek_last_error();
    const bool atEnd =
        ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    if (!atEnd)
        result.clear();
    return result;
}

WallTime timeOf(const ASN1_TIME* time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    // 64 bits of nanoseconds end in 2262; "no expiry" (9999) is told as the end of that scale.
    const std::time_t seconds = timegm(&parts);
    constexpr auto last =
        std::chrono::floor<std::chrono::seconds>(WallTime::max()).time_since_epoch();
    return WallTime(std::min(std::chrono::seconds(seconds), last));
}

SvidVerdict verdict(SvidProblem problem, const QString& detail)
{
    SvidVerdict result;
    result.problem = problem;
    result.detail = detail;
    return result;
}

// URI SAN, SPIFFE id and dates; problem None if there is exactly one well-formed id.
SvidVerdict readIdentity(X509* leaf)
{
    SvidVerdict result;
    result.notBefore = timeOf(X509_get0_notBefore(leaf));
    result.notAfter = timeOf(X509_get0_notAfter(leaf));
    const auto refuse = [&](SvidProblem problem, const QString& detail) {
        result.problem = problem;
        result.detail = detail;
        return result;
    };
    int critical = 0;
    const std::unique_ptr<GENERAL_NAMES, Free> names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(leaf, NID_subject_alt_name, &critical, nullptr)));
    if (!names && critical != -1) {
        return refuse(
            SvidProblem::NotReadable, QStringLiteral("subject alternative names cannot be read"));
    }
    std::vector<QByteArray> uris;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_URI)
            continue;
        const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
        uris.emplace_back(
            reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)), ASN1_STRING_length(uri));
    }
    if (uris.empty()) {
        return refuse(SvidProblem::NoUriSan,
            QStringLiteral("certificate has no SPIFFE id (no URI among its alternative names)"));
    }
    if (uris.size() > 1) {
        return refuse(SvidProblem::SeveralUriSans,
            QStringLiteral("certificate has %1 URIs; exactly one SPIFFE id is allowed")
                .arg(uris.size()));
    }
    const Result<SpiffeId> id = parseSpiffeId(uris.front());
    if (!id)
        return refuse(SvidProblem::BadSpiffeId, id.error());
    result.id = *id;
    result.problem = SvidProblem::None;
    return result;
}

bool keyUsageIsCritical(X509* leaf)
{
    const int at = X509_get_ext_by_NID(leaf, NID_key_usage, -1);
    return at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(leaf, at)) == 1;
}

// Constraints and usages of the leaf itself.
SvidVerdict checkUsages(X509* leaf)
{
    const std::uint32_t flags = X509_get_extension_flags(leaf);
    if ((flags & EXFLAG_INVALID) != 0)
        return verdict(SvidProblem::NotReadable, QStringLiteral("extensions cannot be read"));
    if ((flags & EXFLAG_CA) != 0)
        return verdict(SvidProblem::IsAuthority, QStringLiteral("certificate is an authority's"));
    if ((flags & EXFLAG_KUSAGE) == 0)
        return verdict(SvidProblem::NoKeyUsage, QStringLiteral("certificate has no key usage"));
    if (!keyUsageIsCritical(leaf)) {
        return verdict(
            SvidProblem::KeyUsageNotCritical, QStringLiteral("key usage is not critical"));
    }
    const std::uint32_t usage = X509_get_key_usage(leaf);
    if ((usage & KU_KEY_CERT_SIGN) != 0)
        return verdict(
            SvidProblem::MaySignCertificates, QStringLiteral("key usage has keyCertSign"));
    if ((usage & KU_CRL_SIGN) != 0)
        return verdict(SvidProblem::MaySignCrls, QStringLiteral("key usage has cRLSign"));
    if ((usage & KU_DIGITAL_SIGNATURE) == 0) {
        return verdict(
            SvidProblem::NoDigitalSignature, QStringLiteral("key usage lacks digitalSignature"));
    }
    constexpr std::uint32_t both = XKU_SSL_SERVER | XKU_SSL_CLIENT;
    if ((flags & EXFLAG_XKUSAGE) != 0 && (X509_get_extended_key_usage(leaf) & both) != both) {
        return verdict(SvidProblem::EkuIncomplete,
            QStringLiteral("extended key usage lacks serverAuth or clientAuth"));
    }
    return verdict(SvidProblem::None, {});
}

bool isUnknownAuthority(int error)
{
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_CERT_UNTRUSTED:
        return true;
    default:
        return false;
    }
}

SvidVerdict checkPath(X509_STORE* store, const std::vector<Certificate>& chain, WallTime now)
{
    const std::unique_ptr<STACK_OF(X509), Free> others(sk_X509_new_null());
    for (size_t i = 1; i < chain.size(); ++i)
        sk_X509_push(others.get(), chain[i].get());
    const std::unique_ptr<X509_STORE_CTX, Free> context(X509_STORE_CTX_new());
    if (X509_STORE_CTX_init(context.get(), store, chain.front().get(), others.get()) != 1)
        return verdict(SvidProblem::PathInvalid, QStringLiteral("path validation cannot start"));
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(
        parameters, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    X509_VERIFY_PARAM_set_auth_level(parameters, securityLevel);
    if (X509_verify_cert(context.get()) != 1) {
        const int error = X509_STORE_CTX_get_error(context.get());
        const QString words = QString::fromLatin1(X509_verify_cert_error_string(error));
        ERR_clear_error();
        if (isUnknownAuthority(error)) {
            return verdict(SvidProblem::UnknownAuthority,
                QStringLiteral("issued by an authority that the trust bundle does not hold (%1)")
                    .arg(words));
        }
        return verdict(SvidProblem::PathInvalid, words);
    }
    // OpenSSL lets key usage alone stand in for basicConstraints; RFC 5280 does not.
    STACK_OF(X509)* path = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 1; i + 1 < sk_X509_num(path); ++i) {
        if ((X509_get_extension_flags(sk_X509_value(path, i)) & EXFLAG_CA) == 0) {
            return verdict(
                SvidProblem::PathInvalid, QStringLiteral("an issuer is not an authority"));
        }
    }
    return verdict(SvidProblem::None, {});
}

} // namespace

Result<SvidValidator> SvidValidator::create(const QByteArray& rootsPem, const QString& trustDomain)
{
    const std::vector<Certificate> roots = readPem(rootsPem);
    if (roots.empty())
        return Error{QStringLiteral("trust bundle holds no certificate that can be read")};
    SvidValidator validator;
    validator.m_trustDomain = trustDomain;
    X509_STORE* store = X509_STORE_new();
    validator.m_store =
        std::shared_ptr<void>(store, [](void* p) { X509_STORE_free(static_cast<X509_STORE*>(p)); });
    for (const Certificate& root : roots) {
        if (X509_STORE_add_cert(store, root.get()) != 1)
            return Error{QStringLiteral("a certificate of the trust bundle cannot be used")};
    }
    return validator;
}

SvidVerdict SvidValidator::validate(const QByteArray& chainPem, WallTime now) const
{
    const std::vector<Certificate> chain = readPem(chainPem);
    if (chain.empty() || chain.size() > longestChain) {
        return verdict(SvidProblem::NotReadable,
            QStringLiteral("no chain of 1 to 10 certificates that can be read"));
    }
    X509* leaf = chain.front().get();
    SvidVerdict result = readIdentity(leaf);
    const auto refuse = [&](SvidProblem problem, const QString& detail) {
        result.problem = problem;
        result.detail = detail;
        return result;
    };
    if (!result.ok())
        return result;
    if (result.id.trustDomain != m_trustDomain) {
        return refuse(SvidProblem::ForeignTrustDomain,
            QStringLiteral("trust domain is %1, not %2").arg(result.id.trustDomain, m_trustDomain));
    }
    if (const SvidVerdict usages = checkUsages(leaf); !usages.ok())
        return refuse(usages.problem, usages.detail);
    const auto day = [](WallTime time) {
        const std::time_t seconds =
            std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
        std::tm parts{};
        gmtime_r(&seconds, &parts);
        char text[32] = {};
        std::strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &parts);
        return QString::fromLatin1(text);
    };
    if (now < result.notBefore) {
        return refuse(SvidProblem::NotYetValid,
            QStringLiteral("certificate is valid from %1 on").arg(day(result.notBefore)));
    }
    // The last second itself is out already, as in OpenSSL.
    if (now >= result.notAfter) {
        return refuse(SvidProblem::Expired,
            QStringLiteral("certificate expired at %1").arg(day(result.notAfter)));
    }
    if (const SvidVerdict path = checkPath(static_cast<X509_STORE*>(m_store.get()), chain, now);
        !path.ok())
        return refuse(path.problem, path.detail);
    return result;
}

SvidVerdict readSvid(const QByteArray& chainPem)
{
    const std::vector<Certificate> chain = readPem(chainPem);
    if (chain.empty()) {
        return verdict(SvidProblem::NotReadable, QStringLiteral("no certificate that can be read"));
    }
    return readIdentity(chain.front().get());
}

} // namespace Espalier::Evidence
