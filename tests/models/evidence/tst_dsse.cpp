// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lives.h"
#include "support/testregistry.h"

using namespace Espalier::Evidence;
using Espalier::Tests::testKey;

// DSSE envelopes: PAE, base64, signatures (evidence.md 1).
class TstDsse final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void paeIsAsTheProtocolSays();
    void sealedEnvelopeComesBackAndVerifies();
    void keyIdIsAHintOnly();
    void unknownMembersAreIgnored();
    void badEnvelopesAreRefused_data();
    void badEnvelopesAreRefused();
    void base64IsStrict_data();
    void base64IsStrict();
    void payloadLimitIsExact();
    void changedByteBreaksTheSignature();
    void recordDigestIsOverThePae();
};

void TstDsse::paeIsAsTheProtocolSays()
{
    // The example of the DSSE protocol.
    QCOMPARE(pae("http://example.com/HelloWorld", "hello world"),
        QByteArray("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
    QCOMPARE(pae("", ""), QByteArray("DSSEv1 0  0 "));
    // Lengths are bytes, not characters.
    QCOMPARE(pae("t", "\xC3\xB6"), QByteArray("DSSEv1 1 t 2 \xC3\xB6"));
}

void TstDsse::sealedEnvelopeComesBackAndVerifies()
{
    const SigningKey key = testKey('k');
    const auto envelope = parseEnvelope(seal(recordType, "{\"a\":\"\"}", key));
    QVERIFY2(envelope, qPrintable(envelope.error()));
    QCOMPARE(envelope->payload, QByteArray("{\"a\":\"\"}"));
    QCOMPARE(envelope->payloadType, QByteArray(recordType));
    QCOMPARE(envelope->signatures.front().keyId, key.publicKey().keyId());
    QVERIFY(signedBy(*envelope, key.publicKey()));
    QVERIFY(!signedBy(*envelope, testKey('x').publicKey()));
}

void TstDsse::keyIdIsAHintOnly()
{
    const SigningKey key = testKey('k');
    auto envelope = parseEnvelope(seal(recordType, "{}", key));
    envelope->signatures.front().keyId = testKey('x').publicKey().keyId();
    const auto again = parseEnvelope(writeEnvelope(*envelope));
    QVERIFY(signedBy(*again, key.publicKey()));
    envelope->signatures.front().keyId.clear();
    const QByteArray without = writeEnvelope(*envelope);
    QVERIFY(!without.contains("keyid"));
    QVERIFY(signedBy(*parseEnvelope(without), key.publicKey()));
}

void TstDsse::unknownMembersAreIgnored()
{
    const QByteArray json(R"({ "payload": "e30=", "note": {"n": [1.5e3, null]},
        "signatures": [ {"sig": "AAAA", "cert": "x"} ], "payloadType": "t" })");
    const auto envelope = parseEnvelope(json);
    QVERIFY2(envelope, qPrintable(envelope.error()));
    QCOMPARE(envelope->payload, QByteArray("{}"));
    QVERIFY(envelope->signatures.front().keyId.isEmpty());
}

void TstDsse::badEnvelopesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QByteArray& json, const char* words) {
        QTest::newRow(name) << json << QString::fromLatin1(words);
    };
    const QByteArray rest(R"("signatures":[{"sig":"AAAA"}]})");
    row("no JSON", "x", "envelope");
    row("no payload", R"({"payloadType":"t",)" + rest, "payload");
    row("no type", R"({"payload":"e30=",)" + rest, "payloadType");
    row("payload twice", R"({"payload":"e30=","payload":"e30=","payloadType":"t",)" + rest,
        "twice");
    row("sig twice",
        R"({"payload":"e30=","payloadType":"t","signatures":[{"sig":"AAAA","sig":"AAAA"}]})",
        "twice");
    row("unknown member twice", R"({"x":1,"x":1,"payload":"e30=","payloadType":"t",)" + rest,
        "twice");
    row("payload a number", R"({"payload":1,"payloadType":"t",)" + rest, "payload");
    row("no signatures", R"({"payload":"e30=","payloadType":"t"})", "signatures");
    row("empty signatures", R"({"payload":"e30=","payloadType":"t","signatures":[]})",
        "0 signatures");
    row("two signatures",
        R"({"payload":"e30=","payloadType":"t","signatures":[{"sig":"AAAA"},{"sig":"AAAA"}]})",
        "2 signatures");
    row("signature a text", R"({"payload":"e30=","payloadType":"t","signatures":["AAAA"]})", "sig");
    row("key id a number",
        R"({"payload":"e30=","payloadType":"t","signatures":[{"sig":"AAAA","keyid":1}]})", "keyid");
    row("payload not padded", R"({"payload":"e30","payloadType":"t",)" + rest, "base64");
}

void TstDsse::badEnvelopesAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, words);
    const auto envelope = parseEnvelope(json);
    QVERIFY(!envelope);
    QVERIFY2(envelope.error().contains(words), qPrintable(envelope.error()));
}

void TstDsse::base64IsStrict_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes"); // null: refused
    const auto row = [](const char* text, const QByteArray& bytes) {
        QTest::newRow(text) << QString::fromLatin1(text) << bytes;
    };
    row("", QByteArray(""));
    row("AA==", QByteArray("\0", 1));
    row("+/+/", QByteArray("\xFB\xFF\xBF"));
    row("-_-_", QByteArray("\xFB\xFF\xBF"));
    row("+/-_", {});
    row("AA", {});
    row("AA=", {});
    row("AA===", {});
    row("AB==", {}); // trailing bits
    row("AAB=", {});
    row("A A=", {});
    row("AA==\n", {});
    row("A", {});
    row("====", {});
    row("AA==AA==", {});
    row("A*A=", {});
}

void TstDsse::base64IsStrict()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto decoded = decodeBase64(text);
    QCOMPARE(bool(decoded), !bytes.isNull());
    if (decoded)
        QCOMPARE(*decoded, bytes);
    QVERIFY(!decodeBase64(QStringLiteral("AA\u00e4=")));
}

void TstDsse::payloadLimitIsExact()
{
    const SigningKey key = testKey('k');
    QVERIFY(parseEnvelope(seal(recordType, QByteArray(recordPayloadLimit, 'x'), key)));
    const auto over = parseEnvelope(seal(recordType, QByteArray(recordPayloadLimit + 1, 'x'), key));
    QVERIFY(!over);
    QVERIFY2(over.error().contains(QStringLiteral("16384")), qPrintable(over.error()));
    QVERIFY(parseEnvelope(seal(statementType, QByteArray(statementPayloadLimit, 'x'), key),
        {statementPayloadLimit, 1}));
}

void TstDsse::changedByteBreaksTheSignature()
{
    const SigningKey key = testKey('k');
    const auto envelope = parseEnvelope(seal(recordType, "{\"a\":\"payload\"}", key));
    for (qsizetype i = 0; i < envelope->payload.size(); ++i) {
        Envelope changed = *envelope;
        changed.payload[i] = static_cast<char>(changed.payload[i] ^ 1);
        QVERIFY(!signedBy(changed, key.publicKey()));
    }
    for (int bit = 0; bit < signatureSize * 8; ++bit) {
        Envelope changed = *envelope;
        QByteArray& signature = changed.signatures.front().signature;
        signature[bit / 8] = static_cast<char>(signature[bit / 8] ^ (1 << bit % 8));
        QVERIFY(!signedBy(changed, key.publicKey()));
    }
    Envelope retyped = *envelope;
    retyped.payloadType = statementType;
    QVERIFY(!signedBy(retyped, key.publicKey()));
}

void TstDsse::recordDigestIsOverThePae()
{
    QCOMPARE(recordDigest("t", "p"), QString::fromLatin1(sha256("DSSEv1 1 t 1 p").toHex()));
}

ESPALIER_TEST(TstDsse)
#include "tst_dsse.moc"
