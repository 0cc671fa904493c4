// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <evidence/ed25519.h>
#include <evidence/merkle.h>

using namespace Espalier::Evidence;

// Ed25519 through OpenSSL, refusals at enrolment, hashes of the tree.
class TstEd25519 final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void rfc8032Vectors_data();
    void rfc8032Vectors();
    void enrolmentRefusesWhatIsNoUsefulKey_data();
    void enrolmentRefusesWhatIsNoUsefulKey();
    void signaturesOfWrongSizeFail();
    void scalarBeyondTheOrderFails();
    void keysOfWrongShapeAreRefused();
    void wipedSecretIsEmpty();
    void treeHashesAreThoseOfRfc6962();
};

void TstEd25519::rfc8032Vectors_data()
{
    QTest::addColumn<QByteArray>("seed");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("signature");
    const auto hex = [](const char* text) { return QByteArray::fromHex(text); };
    QTest::newRow("7.1 test 1")
        << hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        << hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") << QByteArray()
        << hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
               "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    QTest::newRow("7.1 test 2")
        << hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        << hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c") << hex("72")
        << hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
               "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    QTest::newRow("7.1 test 3")
        << hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
        << hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025") << hex("af82")
        << hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
               "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
}

void TstEd25519::rfc8032Vectors()
{
    QFETCH(QByteArray, seed);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, signature);
    const auto signing = SigningKey::fromSeed(seed);
    QVERIFY(signing);
    QCOMPARE(signing->publicKey().raw(), key);
    QCOMPARE(signing->sign(message), signature);
    const auto publicKey = PublicKey::fromHex(QString::fromLatin1(key.toHex()));
    QVERIFY(publicKey);
    QVERIFY(publicKey->verify(message, signature));
    QVERIFY(!publicKey->verify(message + 'x', signature));
    QCOMPARE(publicKey->keyId(), QString::fromLatin1(sha256(key).toHex()));
    QVERIFY(!enrolmentProblem(key));
}

void TstEd25519::enrolmentRefusesWhatIsNoUsefulKey_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* hex, const char* words) {
        QTest::newRow(name) << QByteArray(hex) << QString::fromLatin1(words);
    };
    row("31 bytes", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751", "31 bytes");
    row("33 bytes", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00",
        "33 bytes");
    row("order 1", "0100000000000000000000000000000000000000000000000000000000000000", "small");
    row("order 1, sign bit", "0100000000000000000000000000000000000000000000000000000000000080",
        "small");
    row("order 2", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "small");
    row("order 2, sign bit", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "small");
    row("order 4", "0000000000000000000000000000000000000000000000000000000000000000", "small");
    row("order 4, other", "0000000000000000000000000000000000000000000000000000000000000080",
        "small");
    row("order 8, first", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "small");
    row("order 8, second", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "small");
    row("order 8, third", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "small");
    row("order 8, fourth", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "small");
    row("y = p", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "canonical");
    row("y = p + 1", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "canonical");
    row("y = 2^255 - 1", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "canonical");
    // y = 2: x^2 is no square.
    row("off the curve", "0200000000000000000000000000000000000000000000000000000000000000",
        "no point");
}

void TstEd25519::enrolmentRefusesWhatIsNoUsefulKey()
{
    QFETCH(QByteArray, hex);
    QFETCH(QString, words);
    const auto problem = enrolmentProblem(QByteArray::fromHex(hex));
    QVERIFY(problem);
    QVERIFY2(problem->contains(words), qPrintable(*problem));
}

void TstEd25519::signaturesOfWrongSizeFail()
{
    const auto key = SigningKey::fromSeed(QByteArray(32, 'a'));
    const QByteArray signature = key->sign("m");
    QVERIFY(key->publicKey().verify("m", signature));
    QVERIFY(!key->publicKey().verify("m", signature.chopped(1)));
    QVERIFY(!key->publicKey().verify("m", signature + '\0'));
    QVERIFY(!key->publicKey().verify("m", {}));
}

void TstEd25519::scalarBeyondTheOrderFails()
{
    // S + L is the same number modulo L: accepted, it would make signatures malleable (RFC
    // 8032, 5.1.7).
    const QByteArray order =
        QByteArray::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    const auto key = SigningKey::fromSeed(QByteArray(32, 'a'));
    QByteArray signature = key->sign("m");
    int carry = 0;
    for (int i = 0; i < 32; ++i) {
        const int sum = static_cast<unsigned char>(signature[32 + i])
            + static_cast<unsigned char>(order[i]) + carry;
        signature[32 + i] = static_cast<char>(sum & 0xFF);
        carry = sum >> 8;
    }
    QVERIFY(!key->publicKey().verify("m", signature));
}

void TstEd25519::keysOfWrongShapeAreRefused()
{
    const auto refused = [](const Result<PublicKey>& key, const char* words) {
        return !key && key.error().contains(QString::fromLatin1(words));
    };
    QVERIFY(refused(PublicKey::fromRaw(QByteArray(31, 'a')), "31 bytes"));
    QVERIFY(refused(PublicKey::fromHex(QString(64, QLatin1Char('A'))), "lower-case"));
    QVERIFY(refused(PublicKey::fromHex(QString(63, QLatin1Char('a'))), "lower-case"));
    QVERIFY(!SigningKey::fromSeed(QByteArray(31, 'a')));
    QVERIFY(SigningKey::fromHexSeed(QByteArray(64, '7')));
    QVERIFY(!SigningKey::fromHexSeed(QByteArray(64, 'g')));
    QVERIFY(!SigningKey::fromHexSeed(QByteArray(62, '7')));
}

void TstEd25519::wipedSecretIsEmpty()
{
    QByteArray secret = randomBytes(32);
    QCOMPARE(secret.size(), 32);
    QVERIFY(secret != randomBytes(32));
    wipe(secret);
    QVERIFY(secret.isEmpty());
}

void TstEd25519::treeHashesAreThoseOfRfc6962()
{
    QCOMPARE(emptyRoot().toHex(),
        QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    // SHA-256 of one zero byte: the leaf of an empty entry.
    QCOMPARE(leafHash({}).toHex(),
        QByteArray("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
    QCOMPARE(nodeHash("a", "b"), sha256(QByteArray("\1ab")));
    QCOMPARE(leafData("K", "S", "P"), QByteArray("espalier-leaf/v1\nKSP"));
    QCOMPARE(noHash(), QString(64, QLatin1Char('0')));
}

ESPALIER_TEST(TstEd25519)
#include "tst_ed25519.moc"
