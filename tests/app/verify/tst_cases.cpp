// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <evidence/dsse.h>
#include <link/tls/mint.h>
#include <verify/cases.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace Espalier;
using Evidence::SigningKey;
using Verify::Outcome;
using Verify::runCase;

namespace {

QStringList words(const char* line) { return QString::fromLatin1(line).split(QLatin1Char(' ')); }

Outcome run(const char* line, const QByteArray& input) { return runCase(words(line), input, {}); }

SigningKey key() { return *SigningKey::fromSeed(QByteArray(32, 'k')); }

} // namespace

// The contract of espalier-verify: one case, one line, 0, 1 or 2.
class TstCases final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void signatureVerifies();
    void malformedSignatureCasesAreRejected_data();
    void malformedSignatureCasesAreRejected();
    void enrolmentFollowsTheRules();
    void payloadMustBeStrict();
    void envelopeNeedsASignatureByTheKey();
    void svidIsJudgedNow();
    void misuseIsTwo_data();
    void misuseIsTwo();
    void reasonStaysOnOneLine();
    void programReadsStandardInput();
};

void TstCases::signatureVerifies()
{
    const QByteArray sig = key().sign("hello").toHex();
    const QByteArray pub = key().publicKey().raw().toHex();
    const auto given = [&](const QByteArray& message, const QByteArray& signature) {
        return QByteArray(
            "{\"key\":\"" + pub + "\",\"sig\":\"" + signature + "\",\"msg\":\"" + message + "\"}");
    };
    QCOMPARE(run("ed25519", given("68656c6c6f", sig)).out, QStringLiteral("ok"));
    QCOMPARE(run("ed25519", given("68656C6C6F", sig)).exitCode, 0);
    QCOMPARE(run("ed25519", given("68656c6c70", sig)).out,
        QStringLiteral("reject: signature does not verify"));
    QCOMPARE(run("ed25519", given("68656c6c6f", sig.chopped(2))).exitCode, 1);
}

void TstCases::malformedSignatureCasesAreRejected_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("key");
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("missing member") << QByteArray(R"({"key":"00","sig":"00"})");
    QTest::newRow("number") << QByteArray(R"({"key":1,"sig":"00","msg":""})");
    QTest::newRow("no hex") << QByteArray(R"({"key":"zz","sig":"00","msg":""})");
    QTest::newRow("odd hex") << QByteArray(R"({"key":"0","sig":"00","msg":""})");
    QTest::newRow("short key") << QByteArray(R"({"key":"00","sig":"00","msg":""})");
    QTest::newRow("key twice") << QByteArray(R"({"key":"00","key":"00","sig":"00","msg":""})");
}

void TstCases::malformedSignatureCasesAreRejected()
{
    QFETCH(QByteArray, input);
    const Outcome outcome = run("ed25519", input);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.out.startsWith(QStringLiteral("reject: ")), qPrintable(outcome.out));
}

void TstCases::enrolmentFollowsTheRules()
{
    const QByteArray pub = key().publicKey().raw().toHex();
    QCOMPARE(run("enrol", "{\"key\":\"" + pub + "\"}").exitCode, 0);
    QCOMPARE(run("enrol", "{\"key\":\"" + QByteArray(64, '0') + "\"}").exitCode, 1);
    QCOMPARE(run("enrol", "{\"key\":\"" + pub + "00\"}").exitCode, 1);
}

void TstCases::payloadMustBeStrict()
{
    QCOMPARE(run("json", R"({"a":"b"})").out, QStringLiteral("ok"));
    const Outcome outcome = run("json", R"({"a": "b"})");
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.out.startsWith(QStringLiteral("reject: byte 5:")), qPrintable(outcome.out));
}

void TstCases::envelopeNeedsASignatureByTheKey()
{
    const QByteArray envelope = Evidence::seal("t", "{}", key());
    const QString option = QStringLiteral("--key=") + key().publicKey().hex();
    QCOMPARE(runCase({QStringLiteral("dsse"), option}, envelope, {}).exitCode, 0);
    const SigningKey other = *SigningKey::fromSeed(QByteArray(32, 'o'));
    const QStringList foreign{
        QStringLiteral("dsse"), QStringLiteral("--key"), other.publicKey().hex()};
    QCOMPARE(runCase(foreign, envelope, {}).exitCode, 1);
    // 1 to 64 signatures, one of them by that key.
    Evidence::Envelope many = *Evidence::parseEnvelope(envelope);
    many.signatures.resize(64, {{}, QByteArray(64, 'x')});
    QCOMPARE(runCase({QStringLiteral("dsse"), option}, writeEnvelope(many), {}).exitCode, 0);
    many.signatures.resize(65, {{}, QByteArray(64, 'x')});
    QCOMPARE(runCase({QStringLiteral("dsse"), option}, writeEnvelope(many), {}).exitCode, 1);
    // 131,072 bytes and not one more.
    const QByteArray padded = envelope + QByteArray(131'072 - envelope.size(), ' ');
    QCOMPARE(runCase({QStringLiteral("dsse"), option}, padded, {}).exitCode, 0);
    QCOMPARE(runCase({QStringLiteral("dsse"), option}, padded + ' ', {}).exitCode, 1);
}

void TstCases::svidIsJudgedNow()
{
    using std::chrono::hours;
    const WallTime now = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 24));
    const auto root =
        Tls::Authority::create(QStringLiteral("Root"), now - hours(9), now + hours(9));
    Tls::LeafRequest request;
    request.uris = QStringList{QStringLiteral("spiffe://td/site/fra1/queue/1")};
    request.notBefore = now - hours(1);
    request.notAfter = now + hours(1);
    const auto minted = root->issue(request);
    QTemporaryDir folder;
    QFile roots(folder.filePath(QStringLiteral("roots.pem")));
    QVERIFY(roots.open(QIODevice::WriteOnly));
    roots.write(root->certificatePem());
    roots.close();
    const auto with = [&](const QString& domain, WallTime when) {
        return runCase({QStringLiteral("svid"), QStringLiteral("--trust-domain"), domain,
                           QStringLiteral("--roots"), roots.fileName()},
            minted->certificate, when);
    };
    QCOMPARE(with(QStringLiteral("td"), now).out, QStringLiteral("ok"));
    QVERIFY(with(QStringLiteral("td"), now + hours(2)).out.contains(QStringLiteral("expired")));
    QCOMPARE(with(QStringLiteral("other"), now).exitCode, 1);
    const Outcome missing = runCase({QStringLiteral("svid"), QStringLiteral("--trust-domain=td"),
                                        QStringLiteral("--roots=/nonexistent")},
        minted->certificate, now);
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.error.contains(QStringLiteral("/nonexistent")));
}

void TstCases::misuseIsTwo_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line : {"fly", "json extra", "json --key x", "dsse", "dsse --key",
             "dsse --key zz", "dsse --key 00", "dsse --key 00 --key 00", "svid --roots f",
             "svid --trust-domain td", "inclusion"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TstCases::misuseIsTwo()
{
    QFETCH(QString, line);
    const Outcome outcome = runCase(line.split(QLatin1Char(' ')), "{}", {});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(!outcome.error.isEmpty());
    QCOMPARE(runCase({}, {}, {}).exitCode, 2);
}

void TstCases::reasonStaysOnOneLine()
{
    const Outcome outcome = run("json", "{\"a\nb\":\"\"}");
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(!outcome.out.contains(QLatin1Char('\n')));
    const Outcome twice = run("json", R"({"a\nb":"","a\nb":""})");
    QVERIFY2(!twice.out.contains(QLatin1Char('\n')), qPrintable(twice.out));
}

void TstCases::programReadsStandardInput()
{
    const auto started = [](const QStringList& arguments, const QByteArray& input) {
        QProcess process;
        process.start(QStringLiteral(ESPALIER_VERIFY), arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished();
        return std::pair(process.exitCode(), process.readAllStandardOutput());
    };
    using Answer = std::pair<int, QByteArray>;
    QCOMPARE(started({QStringLiteral("json")}, "{}"), Answer(0, "ok\n"));
    const Answer rejected = started({QStringLiteral("json")}, "{ }");
    QCOMPARE(rejected.first, 1);
    QVERIFY(rejected.second.startsWith("reject: byte 1:"));
    QCOMPARE(started({QStringLiteral("fly")}, "").first, 2);
    QCOMPARE(started({QStringLiteral("--version")}, ""),
        Answer(0, "espalier-verify " ESPALIER_VERSION "\n"));
    QVERIFY(started({QStringLiteral("--help")}, "").second.contains("svid --trust-domain"));
}

ESPALIER_TEST(TstCases)
#include "tst_cases.moc"
