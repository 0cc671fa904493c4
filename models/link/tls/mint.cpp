// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mint.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <utility>

namespace Espalier::Tls {

using Evidence::Error;
using Evidence::Result;

namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

Key newKey() { return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")); }

QByteArray contentOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, size};
}

QByteArray pemOf(X509* certificate)
{
    const std::unique_ptr<BIO, Free> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return contentOf(bio.get());
}

QByteArray pemOf(EVP_PKEY* key)
{
    const std::unique_ptr<BIO, Free> bio(BIO_new(BIO_s_secmem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return contentOf(bio.get());
}

bool setSerial(X509* certificate)
{
    const std::unique_ptr<BIGNUM, Free> number(BN_new());
    // RFC 5280: positive, at most 20 bytes.
    return BN_rand(number.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool setTimes(X509* certificate, WallTime notBefore, WallTime notAfter)
{
    const auto seconds = [](WallTime time) {
        return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    };
    return ASN1_TIME_set(X509_getm_notBefore(certificate), seconds(notBefore)) != nullptr
        && ASN1_TIME_set(X509_getm_notAfter(certificate), seconds(notAfter)) != nullptr;
}

bool setName(X509* certificate, const QString& commonName)
{
    if (commonName.isEmpty())
        return true;
    const QByteArray text = commonName.toUtf8();
    return X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
               reinterpret_cast<const unsigned char*>(text.constData()),
               static_cast<int>(text.size()), -1, 0)
        == 1;
}

bool addExtension(X509* certificate, X509* issuer, int id, const QString& value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Free> extension(
        X509V3_EXT_conf_nid(nullptr, &context, id, value.toUtf8().constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

QString keyUsageOf(const LeafRequest& request)
{
    QStringList words;
    if (request.keyUsageCritical)
        words << QStringLiteral("critical");
    if (request.digitalSignature)
        words << QStringLiteral("digitalSignature");
    if (request.keyCertSign)
        words << QStringLiteral("keyCertSign");
    if (request.crlSign)
        words << QStringLiteral("cRLSign");
    if (!request.digitalSignature && !request.keyCertSign && !request.crlSign)
        words << QStringLiteral("keyAgreement"); // an empty key usage cannot be written
    return words.join(QLatin1Char(','));
}

QString extendedKeyUsageOf(const LeafRequest& request)
{
    QStringList words;
    if (request.serverAuth)
        words << QStringLiteral("serverAuth");
    if (request.clientAuth)
        words << QStringLiteral("clientAuth");
    if (words.isEmpty())
        words << QStringLiteral("codeSigning");
    return words.join(QLatin1Char(','));
}

bool addLeafExtensions(X509* certificate, X509* issuer, const LeafRequest& request)
{
    QStringList names;
    for (const QString& uri : request.uris)
        names << QStringLiteral("URI:") + uri;
    for (const QString& dns : request.dnsNames)
        names << QStringLiteral("DNS:") + dns;
    bool ok = addExtension(certificate, issuer, NID_basic_constraints,
        request.authority ? QStringLiteral("critical,CA:TRUE")
                          : QStringLiteral("critical,CA:FALSE"));
    if (request.keyUsage)
        ok = ok && addExtension(certificate, issuer, NID_key_usage, keyUsageOf(request));
    if (request.extendedKeyUsage)
        ok =
            ok && addExtension(certificate, issuer, NID_ext_key_usage, extendedKeyUsageOf(request));
    if (!names.isEmpty()) {
        // Critical, as RFC 5280 wants it beside an empty subject.
        const QString critical =
            request.commonName.isEmpty() ? QStringLiteral("critical,") : QString();
        ok = ok
            && addExtension(
                certificate, issuer, NID_subject_alt_name, critical + names.join(QLatin1Char(',')));
    }
    return ok
        && addExtension(certificate, issuer, NID_subject_key_identifier, QStringLiteral("hash"))
        && addExtension(certificate, issuer, NID_authority_key_identifier, QStringLiteral("keyid"));
}

// A certificate of this key without its own extensions; issuer nullptr: self-signed.
Certificate frame(
    EVP_PKEY* key, const QString& commonName, WallTime notBefore, WallTime notAfter, X509* issuer)
{
    Certificate certificate(X509_new());
    const bool ok = certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1
        && setSerial(certificate.get()) && setTimes(certificate.get(), notBefore, notAfter)
        && setName(certificate.get(), commonName) && X509_set_pubkey(certificate.get(), key) == 1;
    if (!ok)
        return nullptr;
    X509* named = issuer == nullptr ? certificate.get() : issuer;
    if (X509_set_issuer_name(certificate.get(), X509_get_subject_name(named)) != 1)
        return nullptr;
    return certificate;
}

Certificate authorityCertificate(EVP_PKEY* key, const QString& commonName, WallTime notBefore,
    WallTime notAfter, X509* issuer, EVP_PKEY* issuerKey)
{
    Certificate certificate = frame(key, commonName, notBefore, notAfter, issuer);
    if (!certificate)
        return nullptr;
    X509* signer = issuer == nullptr ? certificate.get() : issuer;
    const bool ok =
        addExtension(certificate.get(), signer, NID_subject_key_identifier, QStringLiteral("hash"))
        && addExtension(
            certificate.get(), signer, NID_basic_constraints, QStringLiteral("critical,CA:TRUE"))
        && addExtension(certificate.get(), signer, NID_key_usage,
            QStringLiteral("critical,keyCertSign,cRLSign"))
        && (issuer == nullptr
            || addExtension(
                certificate.get(), signer, NID_authority_key_identifier, QStringLiteral("keyid")))
        && X509_sign(certificate.get(), issuerKey, EVP_sha256()) > 0;
    return ok ? std::move(certificate) : nullptr;
}

const QString openSslRefused = QStringLiteral("OpenSSL could not make the certificate of %1");

} // namespace

struct Authority::Parts {
    Certificate certificate;
    Key key;
    QByteArray above; // PEM of the authorities between this one and the root
};

Result<Authority> Authority::create(
    const QString& commonName, WallTime notBefore, WallTime notAfter)
{
    auto parts = std::make_shared<Parts>();
    parts->key = newKey();
    if (parts->key) {
        parts->certificate = authorityCertificate(
            parts->key.get(), commonName, notBefore, notAfter, nullptr, parts->key.get());
    }
    if (!parts->certificate)
        return Error{openSslRefused.arg(commonName)};
    return Authority(std::move(parts));
}

Result<Authority> Authority::fromPem(const QByteArray& certificate, const QByteArray& key)
{
    auto parts = std::make_shared<Parts>();
    const std::unique_ptr<BIO, Free> certificateBio(
        BIO_new_mem_buf(certificate.constData(), static_cast<int>(certificate.size())));
    const std::unique_ptr<BIO, Free> keyBio(
        BIO_new_mem_buf(key.constData(), static_cast<int>(key.size())));
    parts->certificate.reset(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    // A pass phrase would be asked for on the terminal: an empty one is offered instead.
    parts->key.reset(
        PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, const_cast<char*>("")));
    if (!parts->certificate)
        return Error{QStringLiteral("authority's certificate cannot be read (PEM wanted)")};
    if (!parts->key)
        return Error{QStringLiteral("authority's key cannot be read (PEM, PKCS#8 wanted)")};
    if (X509_check_private_key(parts->certificate.get(), parts->key.get()) != 1)
        return Error{QStringLiteral("authority's key does not belong to its certificate")};
    return Authority(std::move(parts));
}

Result<MintedIdentity> Authority::issue(const LeafRequest& request) const
{
    const QString who = request.uris.join(QLatin1Char(' '));
    const Key key = newKey();
    X509* issuer = m_parts->certificate.get();
    Certificate leaf;
    if (key)
        leaf = frame(key.get(), request.commonName, request.notBefore, request.notAfter, issuer);
    if (!leaf || !addLeafExtensions(leaf.get(), issuer, request)
        || X509_sign(leaf.get(), m_parts->key.get(), EVP_sha256()) <= 0)
        return Error{openSslRefused.arg(who)};
    return MintedIdentity{pemOf(leaf.get()) + m_parts->above, pemOf(key.get())};
}

Result<Authority> Authority::intermediate(
    const QString& commonName, WallTime notBefore, WallTime notAfter) const
{
    auto parts = std::make_shared<Parts>();
    parts->key = newKey();
    if (parts->key) {
        parts->certificate = authorityCertificate(parts->key.get(), commonName, notBefore, notAfter,
            m_parts->certificate.get(), m_parts->key.get());
    }
    if (!parts->certificate)
        return Error{openSslRefused.arg(commonName)};
    parts->above = pemOf(parts->certificate.get()) + m_parts->above;
    return Authority(std::move(parts));
}

QByteArray Authority::certificatePem() const { return pemOf(m_parts->certificate.get()); }

Result<QByteArray> Authority::keyPem() const
{
    QByteArray pem = pemOf(m_parts->key.get());
    if (pem.isEmpty())
        return Error{QStringLiteral("OpenSSL could not write the authority's key")};
    return pem;
}

} // namespace Espalier::Tls
