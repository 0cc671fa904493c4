// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lives.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Evidence;
using Tests::SigningHost;
using Tests::testHosts;
using Tests::testKey;
using Tests::testRoster;

// The roster and the list of host keys: signed by pinned keys, never back (protocol.md 7).
class TstRoster final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void rosterComesBackWithEveryField();
    void enoughDistinctKeysMustSign();
    void versionNeverGoesBack();
    void logAbsentIsForTheDevelopmentDomainOnly();
    void logIsRequiredUnlessSaid();
    void otherPayloadTypeIsRefused();
    void earlierPoliciesAreFoundByVersion();
    void quorumNeedsItsWitnesses();
    void hostsComeBack();
    void hostsOfAnotherPlaceAreRefused();
    void hostsAreRefusedUnderALog();
    void weakHostKeyIsRefused();
    void sharedHostKeyIsRefused();
    void pinnedKeysAreRead();
    void badPinnedKeysNameTheLine();
};

namespace {

const PinnedKeys pinnedOne{{testKey('r').publicKey()}, 1};

QByteArray sealed(const Roster& roster, const SigningKey& key = testKey('r'))
{
    return seal(rosterType, *write(roster), key);
}

} // namespace

void TstRoster::rosterComesBackWithEveryField()
{
    Roster roster = testRoster();
    roster.people.front().devices.front().commandKey = testKey('c').publicKey().hex();
    roster.logs = {
        {QStringLiteral("dev.espalier.internal/fra1/log"), testKey('l').publicKey().hex()}};
    roster.policy.witnesses = QStringList{QStringLiteral("w1")};
    roster.policy.quorum = 1;
    roster.policy.requiredFacts.insert(QStringLiteral("qemu"), {QStringLiteral("process_absent")});
    roster.policy.sandboxProfiles.insert(QStringLiteral("qemu"), {QString(64, QLatin1Char('c'))});
    const auto back = verifyRoster(sealed(roster), pinnedOne);
    QVERIFY2(back, qPrintable(back.error()));
    QVERIFY(*back == roster);
    QCOMPARE(back->rolesOf(QStringLiteral("ann")).size(), 2);
    QVERIFY(back->rolesOf(QStringLiteral("eve")).isEmpty());
}

void TstRoster::enoughDistinctKeysMustSign()
{
    const QByteArray payload = *write(testRoster());
    const PinnedKeys twoOfThree{
        {testKey('1').publicKey(), testKey('2').publicKey(), testKey('3').publicKey()}, 2};
    const auto by = [&](const char* keys) {
        Envelope envelope{rosterType, payload, {}};
        for (const char* key = keys; *key != '\0'; ++key)
            envelope.signatures.push_back({{}, testKey(*key).sign(pae(rosterType, payload))});
        return verifyRoster(writeEnvelope(envelope), twoOfThree);
    };
    QVERIFY(by("12"));
    QVERIFY(by("31"));
    QVERIFY(by("x2y1"));
    QVERIFY(!by("1"));
    QVERIFY(!by("11"));
    const auto one = by("1xy");
    QVERIFY(!one);
    QVERIFY2(one.error().contains(QStringLiteral("signed by 1")), qPrintable(one.error()));
    const PinnedKeys sameTwice{{testKey('1').publicKey(), testKey('1').publicKey()}, 2};
    QVERIFY(!verifyRoster(sealed(testRoster(), testKey('1')), sameTwice));
    QVERIFY(!verifyRoster(sealed(testRoster()), {{}, 0}));
}

void TstRoster::versionNeverGoesBack()
{
    QVERIFY(verifyRoster(sealed(testRoster()), pinnedOne, 3));
    const auto older = verifyRoster(sealed(testRoster()), pinnedOne, 4);
    QVERIFY(!older);
    QVERIFY2(older.error().contains(QStringLiteral("older than 4")), qPrintable(older.error()));
}

void TstRoster::logAbsentIsForTheDevelopmentDomainOnly()
{
    Roster roster = testRoster();
    roster.trustDomain = QStringLiteral("prod.example");
    const auto refused = verifyRoster(sealed(roster), pinnedOne);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(QStringLiteral("log: absent")), qPrintable(refused.error()));
    roster.policy.log = LogPolicy::Required;
    QVERIFY(verifyRoster(sealed(roster), pinnedOne));
    roster.earlier = {{1, testRoster().policy}};
    QVERIFY(!verifyRoster(sealed(roster), pinnedOne));
}

void TstRoster::logIsRequiredUnlessSaid()
{
    QByteArray payload = *write(testRoster());
    payload.replace(R"("log":"absent",)", "");
    QCOMPARE(readRoster(payload)->policy.log, LogPolicy::Required);
    payload = *write(testRoster());
    payload.replace(R"("log":"absent")", R"("log":"Absent")");
    QVERIFY(!readRoster(payload));
    payload = *write(testRoster());
    payload.replace(R"("production":false,)", "");
    QVERIFY(readRoster(payload)->policy.production);
}

void TstRoster::otherPayloadTypeIsRefused()
{
    const QByteArray envelope = seal(hostsType, *write(testRoster()), testKey('r'));
    QVERIFY(!verifyRoster(envelope, pinnedOne));
}

void TstRoster::earlierPoliciesAreFoundByVersion()
{
    Roster roster = testRoster();
    roster.version = 9;
    Policy first, second;
    first.images = QStringList{QStringLiteral("first")};
    second.images = QStringList{QStringLiteral("second")};
    roster.earlier = {{2, first}, {5, second}};
    const auto images = [&](quint64 version) {
        const Policy* policy = roster.policyAt(version);
        return policy ? policy->images.value(0) : QString();
    };
    QCOMPARE(images(1), QString());
    QCOMPARE(images(2), QStringLiteral("first"));
    QCOMPARE(images(4), QStringLiteral("first"));
    QCOMPARE(images(8), QStringLiteral("second"));
    QCOMPARE(images(9), Tests::lifeImage);
    QVERIFY(roster.policyAt(10) == nullptr);
}

void TstRoster::quorumNeedsItsWitnesses()
{
    Roster roster = testRoster();
    roster.policy.quorum = 1;
    const auto refused = write(roster);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(QStringLiteral("quorum")), qPrintable(refused.error()));
}

void TstRoster::hostsComeBack()
{
    HostKeyEntry simulated = SigningHost(HostId(QStringLiteral("sim")), 's').enrolment();
    simulated.simulated = true;
    HostKeyEntry revoked = SigningHost().enrolment();
    revoked.op = KeyOp::Revoke;
    const HostList hosts = testHosts({SigningHost().enrolment(), simulated, revoked});
    const QByteArray envelope = seal(hostsType, *write(hosts), testKey('r'));
    const auto back = verifyHosts(envelope, pinnedOne, testRoster(), Tests::lifeSite);
    QVERIFY2(back, qPrintable(back.error()));
    QVERIFY(*back == hosts);
    const auto ring = KeyRing::of(*back);
    QVERIFY(ring->keysOf(Tests::lifeHost).front().revoked);
    QVERIFY(ring->keysOf(HostId(QStringLiteral("sim"))).front().simulated);
    QVERIFY(!ring->knows(HostId(QStringLiteral("nobody"))));
}

void TstRoster::hostsOfAnotherPlaceAreRefused()
{
    const QByteArray envelope =
        seal(hostsType, *write(testHosts({SigningHost().enrolment()})), testKey('r'));
    QVERIFY(!verifyHosts(envelope, pinnedOne, testRoster(), SiteId(QStringLiteral("ams2"))));
    QVERIFY(!verifyHosts(envelope, {{testKey('x').publicKey()}, 1}, testRoster(), Tests::lifeSite));
}

void TstRoster::hostsAreRefusedUnderALog()
{
    const QByteArray envelope =
        seal(hostsType, *write(testHosts({SigningHost().enrolment()})), testKey('r'));
    Roster roster = testRoster();
    roster.policy.log = LogPolicy::Required;
    const auto refused = verifyHosts(envelope, pinnedOne, roster, Tests::lifeSite);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(QStringLiteral("log")), qPrintable(refused.error()));
}

void TstRoster::weakHostKeyIsRefused()
{
    HostKeyEntry weak = SigningHost().enrolment();
    weak.publicKey = QStringLiteral("01") + QString(62, QLatin1Char('0'));
    const QByteArray envelope = seal(hostsType, *write(testHosts({weak})), testKey('r'));
    const auto refused = verifyHosts(envelope, pinnedOne, testRoster(), Tests::lifeSite);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(QStringLiteral("small order")), qPrintable(refused.error()));
}

void TstRoster::sharedHostKeyIsRefused()
{
    HostKeyEntry second = SigningHost().enrolment();
    second.host = HostId(QStringLiteral("second"));
    const QByteArray envelope =
        seal(hostsType, *write(testHosts({SigningHost().enrolment(), second})), testKey('r'));
    const auto refused = verifyHosts(envelope, pinnedOne, testRoster(), Tests::lifeSite);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(QStringLiteral("same key")), qPrintable(refused.error()));
}

void TstRoster::pinnedKeysAreRead()
{
    const QByteArray hex = testKey('r').publicKey().raw().toHex();
    const auto pinned = readPinnedKeys("# roster keys\n\n" + hex + "\r\n");
    QVERIFY2(pinned, qPrintable(pinned.error()));
    QCOMPARE(pinned->keys.size(), size_t(1));
    QCOMPARE(pinned->threshold, 1);
}

void TstRoster::badPinnedKeysNameTheLine()
{
    QVERIFY(readPinnedKeys("#\nzz\n").error().contains(QStringLiteral("line 2")));
    QVERIFY(!readPinnedKeys(""));
    QVERIFY(!readPinnedKeys(testKey('r').publicKey().raw().toHex(), 2));
    const QByteArray weak = QByteArray("01") + QByteArray(62, '0');
    QVERIFY(readPinnedKeys(weak).error().contains(QStringLiteral("small order")));
}

ESPALIER_TEST(TstRoster)
#include "tst_roster.moc"
