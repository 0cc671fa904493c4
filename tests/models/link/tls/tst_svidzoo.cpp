// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "world.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace Espalier;
using namespace Espalier::Tests;
using Evidence::SvidProblem;
using Evidence::SvidValidator;
using Evidence::SvidVerdict;
using Tls::LeafRequest;

Q_DECLARE_METATYPE(Espalier::Tls::LeafRequest)
Q_DECLARE_METATYPE(Espalier::Evidence::SvidProblem)

// Certificates minted in memory, each bad in one way, each refused for that reason.
class TstSvidZoo final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void everyCertificateHasItsOwnVerdict_data();
    void everyCertificateHasItsOwnVerdict();
    void foreignAuthorityIsRefusedEvenUnderTheSameName();
    void intermediateIsFollowedToTheRoot();
    void chainWithoutItsIntermediateIsRefused();
    void leafCannotIssue();
    void weakCryptographyIsRefused_data();
    void weakCryptographyIsRefused();
    void textThatIsNoCertificateIsRefused_data();
    void textThatIsNoCertificateIsRefused();
    void longChainIsRefused();
    void bundleWithoutCertificateIsRefused();
    void authorityComesBackFromItsPem();
    void authorityWithAnotherKeyIsRefused();
};

namespace {

SvidVerdict judged(const QByteArray& chain, const Tls::Authority& root)
{
    return SvidValidator::create(root.certificatePem(), trustDomain)->validate(chain, noon());
}

LeafRequest changed(const std::function<void(LeafRequest&)>& change)
{
    LeafRequest request = goodRequest(QStringLiteral("/user/ann/device/desk"));
    change(request);
    return request;
}

LeafRequest named(const QString& uri)
{
    return changed([&](LeafRequest& r) { r.uris = QStringList{uri}; });
}

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;

// The same certificate for another key, signed anew by its authority with this digest; empty: it
// could not be made.
QByteArray remade(
    const QByteArray& pem, const QByteArray& authorityKey, EVP_PKEY* key, const char* digest)
{
    const std::unique_ptr<BIO, Free> in(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    const std::unique_ptr<BIO, Free> keyIn(
        BIO_new_mem_buf(authorityKey.constData(), static_cast<int>(authorityKey.size())));
    const std::unique_ptr<BIO, Free> out(BIO_new(BIO_s_mem()));
    const std::unique_ptr<X509, Free> leaf(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    const Key signer(PEM_read_bio_PrivateKey(keyIn.get(), nullptr, nullptr, nullptr));
    const bool ok = leaf && signer && key != nullptr && X509_set_pubkey(leaf.get(), key) == 1
        && X509_sign(leaf.get(), signer.get(), EVP_get_digestbyname(digest)) > 0
        && PEM_write_bio_X509(out.get(), leaf.get()) == 1;
    if (!ok)
        return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, size};
}

} // namespace

void TstSvidZoo::everyCertificateHasItsOwnVerdict_data()
{
    QTest::addColumn<LeafRequest>("request");
    QTest::addColumn<SvidProblem>("problem");
    const auto row = [](const char* name, const LeafRequest& request, SvidProblem problem) {
        QTest::newRow(name) << request << problem;
    };
    using std::chrono::hours;
    using std::chrono::seconds;
    row("good", changed([](LeafRequest&) {}), SvidProblem::None);
    row("good without EKU", changed([](LeafRequest& r) { r.extendedKeyUsage = false; }),
        SvidProblem::None);
    row("good with a DNS name",
        changed([](LeafRequest& r) { r.dnsNames << QStringLiteral("a.b"); }), SvidProblem::None);
    row("no URI", changed([](LeafRequest& r) { r.uris.clear(); }), SvidProblem::NoUriSan);
    row("DNS name only", changed([](LeafRequest& r) {
        r.uris.clear();
        r.dnsNames << QStringLiteral("fleetd.example");
    }),
        SvidProblem::NoUriSan);
    row("two URIs", changed([](LeafRequest& r) { r.uris << spiffeId(QStringLiteral("/b")); }),
        SvidProblem::SeveralUriSans);
    row("https URI", named(QStringLiteral("https://dev.espalier.internal/user/ann")),
        SvidProblem::BadSpiffeId);
    row("no path", named(spiffeId({})), SvidProblem::BadSpiffeId);
    row("root path", named(spiffeId(QStringLiteral("/"))), SvidProblem::BadSpiffeId);
    row("trailing slash", named(spiffeId(QStringLiteral("/a/"))), SvidProblem::BadSpiffeId);
    row("percent-encoded", named(spiffeId(QStringLiteral("/user/an%6E"))),
        SvidProblem::BadSpiffeId);
    row("other trust domain", named(QStringLiteral("spiffe://prod.espalier.internal/user/ann")),
        SvidProblem::ForeignTrustDomain);
    row("authority", changed([](LeafRequest& r) { r.authority = true; }), SvidProblem::IsAuthority);
    row("no key usage", changed([](LeafRequest& r) { r.keyUsage = false; }),
        SvidProblem::NoKeyUsage);
    row("key usage not critical", changed([](LeafRequest& r) { r.keyUsageCritical = false; }),
        SvidProblem::KeyUsageNotCritical);
    row("no digitalSignature", changed([](LeafRequest& r) { r.digitalSignature = false; }),
        SvidProblem::NoDigitalSignature);
    row("keyCertSign", changed([](LeafRequest& r) { r.keyCertSign = true; }),
        SvidProblem::MaySignCertificates);
    row("cRLSign", changed([](LeafRequest& r) { r.crlSign = true; }), SvidProblem::MaySignCrls);
    row("EKU without clientAuth", changed([](LeafRequest& r) { r.clientAuth = false; }),
        SvidProblem::EkuIncomplete);
    row("EKU without serverAuth", changed([](LeafRequest& r) { r.serverAuth = false; }),
        SvidProblem::EkuIncomplete);
    row("begins in a second", changed([](LeafRequest& r) { r.notBefore = noon() + seconds(1); }),
        SvidProblem::NotYetValid);
    row("begins now", changed([](LeafRequest& r) { r.notBefore = noon(); }), SvidProblem::None);
    row("ended a second ago", changed([](LeafRequest& r) { r.notAfter = noon() - seconds(1); }),
        SvidProblem::Expired);
    row("ends now", changed([](LeafRequest& r) { r.notAfter = noon(); }), SvidProblem::Expired);
}

void TstSvidZoo::everyCertificateHasItsOwnVerdict()
{
    QFETCH(LeafRequest, request);
    QFETCH(SvidProblem, problem);
    const Tls::Authority root = authority();
    const auto minted = root.issue(request);
    QVERIFY2(minted, qPrintable(minted.error()));
    const SvidVerdict verdict = judged(minted->certificate, root);
    QVERIFY2(verdict.problem == problem, qPrintable(verdict.detail));
    QCOMPARE(verdict.detail.isEmpty(), problem == SvidProblem::None);
    QCOMPARE(verdict.notAfter, request.notAfter);
    if (problem == SvidProblem::None)
        QCOMPARE(verdict.id.text(), request.uris.front());
}

void TstSvidZoo::foreignAuthorityIsRefusedEvenUnderTheSameName()
{
    const Tls::Authority root = authority(), foreign = authority();
    const auto minted = foreign.issue(goodRequest(QStringLiteral("/user/ann/device/desk")));
    QVERIFY(judged(minted->certificate, foreign).ok());
    QCOMPARE(judged(minted->certificate, root).problem, SvidProblem::UnknownAuthority);
    const Tls::Authority other = authority(QStringLiteral("Another"));
    QCOMPARE(judged(minted->certificate, other).problem, SvidProblem::UnknownAuthority);
}

void TstSvidZoo::intermediateIsFollowedToTheRoot()
{
    using std::chrono::hours;
    const Tls::Authority root = authority();
    const auto middle =
        root.intermediate(QStringLiteral("Middle"), noon() - hours(2), noon() + hours(2));
    QVERIFY(middle);
    const auto minted = middle->issue(goodRequest(QStringLiteral("/user/ann/device/desk")));
    const SvidVerdict verdict = judged(minted->certificate, root);
    QVERIFY2(verdict.ok(), qPrintable(verdict.detail));
    const auto expired =
        root.intermediate(QStringLiteral("Old"), noon() - hours(2), noon() - hours(1));
    const auto below = expired->issue(goodRequest(QStringLiteral("/user/ann/device/desk")));
    QCOMPARE(judged(below->certificate, root).problem, SvidProblem::PathInvalid);
}

void TstSvidZoo::chainWithoutItsIntermediateIsRefused()
{
    using std::chrono::hours;
    const Tls::Authority root = authority();
    const auto middle =
        root.intermediate(QStringLiteral("Middle"), noon() - hours(2), noon() + hours(2));
    QByteArray chain =
        middle->issue(goodRequest(QStringLiteral("/user/ann/device/desk")))->certificate;
    chain.truncate(chain.indexOf("-----BEGIN", 10));
    QCOMPARE(judged(chain, root).problem, SvidProblem::UnknownAuthority);
}

void TstSvidZoo::leafCannotIssue()
{
    const Tls::Authority root = authority();
    const auto leaf =
        root.issue(changed([](LeafRequest& r) { r.commonName = QStringLiteral("Leaf"); }));
    const auto pretender = Tls::Authority::fromPem(leaf->certificate, leaf->key);
    QVERIFY2(pretender, qPrintable(pretender.error()));
    const auto minted = pretender->issue(goodRequest(QStringLiteral("/user/eve/device/desk")));
    const SvidVerdict verdict = judged(minted->certificate + leaf->certificate, root);
    QCOMPARE(verdict.problem, SvidProblem::PathInvalid);
}

void TstSvidZoo::weakCryptographyIsRefused_data()
{
    QTest::addColumn<int>("rsaBits"); // 0: P-256
    QTest::addColumn<QByteArray>("digest");
    QTest::addColumn<SvidProblem>("problem");
    QTest::newRow("P-256, SHA-256") << 0 << QByteArray("SHA256") << SvidProblem::None;
    QTest::newRow("RSA 2048, SHA-256") << 2048 << QByteArray("SHA256") << SvidProblem::None;
    QTest::newRow("RSA 1024") << 1024 << QByteArray("SHA256") << SvidProblem::PathInvalid;
    QTest::newRow("SHA-1") << 0 << QByteArray("SHA1") << SvidProblem::PathInvalid;
}

void TstSvidZoo::weakCryptographyIsRefused()
{
    QFETCH(int, rsaBits);
    QFETCH(QByteArray, digest);
    QFETCH(SvidProblem, problem);
    const Tls::Authority root = authority();
    const auto minted = root.issue(goodRequest(QStringLiteral("/user/ann/device/desk")));
    const Key key(rsaBits == 0
            ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
            : EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(rsaBits)));
    const QByteArray chain =
        remade(minted->certificate, *root.keyPem(), key.get(), digest.constData());
    QVERIFY(!chain.isEmpty());
    const SvidVerdict verdict = judged(chain, root);
    QVERIFY2(verdict.problem == problem, qPrintable(verdict.detail));
    QCOMPARE(verdict.detail.isEmpty(), problem == SvidProblem::None);
}

void TstSvidZoo::textThatIsNoCertificateIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("prose") << QByteArray("not a certificate");
    QTest::newRow("cut") << authority().certificatePem().left(200);
    QTest::newRow("broken base64") << authority().certificatePem().replace("MII", "M\x01I");
    QTest::newRow("key instead") << *authority().keyPem();
}

void TstSvidZoo::textThatIsNoCertificateIsRefused()
{
    QFETCH(QByteArray, text);
    const SvidVerdict verdict = judged(text, authority());
    QCOMPARE(verdict.problem, SvidProblem::NotReadable);
    QVERIFY(!verdict.detail.isEmpty());
}

void TstSvidZoo::longChainIsRefused()
{
    const Tls::Authority root = authority();
    const auto minted = root.issue(goodRequest(QStringLiteral("/user/ann/device/desk")));
    QVERIFY(judged(minted->certificate + root.certificatePem().repeated(9), root).ok());
    QCOMPARE(judged(minted->certificate + root.certificatePem().repeated(10), root).problem,
        SvidProblem::NotReadable);
}

void TstSvidZoo::bundleWithoutCertificateIsRefused()
{
    const auto validator = SvidValidator::create("nothing", trustDomain);
    QVERIFY(!validator);
    QVERIFY(validator.error().contains(QStringLiteral("trust bundle")));
}

void TstSvidZoo::authorityComesBackFromItsPem()
{
    const Tls::Authority root = authority();
    const auto again = Tls::Authority::fromPem(root.certificatePem(), *root.keyPem());
    QVERIFY2(again, qPrintable(again.error()));
    const auto minted = again->issue(goodRequest(QStringLiteral("/site/fra1/queue/1")));
    QVERIFY(judged(minted->certificate, root).ok());
}

void TstSvidZoo::authorityWithAnotherKeyIsRefused()
{
    const auto mixed = Tls::Authority::fromPem(authority().certificatePem(), *authority().keyPem());
    QVERIFY(!mixed);
    QVERIFY(mixed.error().contains(QStringLiteral("does not belong")));
}

ESPALIER_TEST(TstSvidZoo)
#include "tst_svidzoo.moc"
