// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lives.h"
#include "support/testregistry.h"

#include <text/messages.h>

#include <algorithm>
#include <random>

using namespace Espalier;
using namespace Espalier::Evidence;
using Tests::lifeHost;
using Tests::SigningHost;
using Tests::testHosts;

namespace {

KeyRing ringOf(const std::vector<HostKeyEntry>& entries)
{
    return *KeyRing::of(testHosts(entries));
}

// n Births, each of a VM of its own.
std::vector<CheckedRecordPtr> births(SigningHost& host, int count, const QString& prefix = {})
{
    std::vector<CheckedRecordPtr> records;
    for (int i = 0; i < count; ++i) {
        const VmId vm(QStringLiteral("%1vm-%2").arg(prefix).arg(i));
        records.push_back(
            checkRecord(host.seal(host.birth(vm)), host.id(), ringOf({host.enrolment()})));
    }
    return records;
}

} // namespace

// Records and statements against the enrolled keys, and a host's chain (evidence.md 1, I7).
class TstChain final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void goodRecordIsChecked();
    void recordOfAnotherHostIsRefused();
    void unknownAndRevokedKeysAreRefused();
    void oneOfTwoKeysIsEnough();
    void unreadablePayloadStillTellsItsSigner();
    void statementIsChecked();
    void leafHashNeedsTheAuthor();
    void chainGrowsInOrder();
    void anyOrderGivesTheSameChain();
    void windowMayBeginAnywhere();
    void missingRecordIsNamed();
    void sameRecordTwiceIsKnown();
    void otherRecordWithTheSameNumberIsAFork();
    void waitingForkIsSeenToo();
    void wrongPrevHashBreaksTheChain();
    void earlierNeighbourMustFit();
    void refusedRecordEntersNoChain();
    void oldRecordsAreForgottenAndTheJointStays();
};

void TstChain::goodRecordIsChecked()
{
    SigningHost host;
    const QByteArray envelope = host.seal(host.birth());
    const auto checked = checkRecord(envelope, lifeHost, ringOf({host.enrolment()}));
    QVERIFY2(checked->ok(),
        qPrintable(
            Text::sentence(checked->readProblem) + Text::sentence(checked->signatureProblem)));
    QCOMPARE(checked->keyId, host.key().publicKey().keyId());
    QCOMPARE(checked->leafHash, host.head());
    QVERIFY(checked->life() != nullptr);
}

void TstChain::recordOfAnotherHostIsRefused()
{
    SigningHost host;
    SigningHost other(HostId(QStringLiteral("other")), 'o');
    const KeyRing ring = ringOf({host.enrolment(), other.enrolment()});
    const QByteArray envelope = host.seal(host.birth());
    QVERIFY(!checkRecord(envelope, other.id(), ring)->ok());
    // Signed by one host about another.
    LifeRecord forged = host.birth();
    forged.identity.host = other.id();
    forged.identity.prevHash = noHash();
    forged.identity.hostSeq = 1;
    const QByteArray lie = seal(recordType, *write(forged), host.key());
    const auto checked = checkRecord(lie, other.id(), ring);
    QVERIFY(!checked->ok());
    QVERIFY2(checked->signatureProblem == message("signature.other", QStringLiteral("other")),
        qPrintable(Text::sentence(checked->signatureProblem)));
}

void TstChain::unknownAndRevokedKeysAreRefused()
{
    SigningHost host;
    const QByteArray envelope = host.seal(host.birth());
    const auto unknown = checkRecord(envelope, lifeHost, KeyRing());
    QVERIFY(unknown->signatureProblem == message("signature.no-key", lifeHost.text()));
    HostKeyEntry revoke = host.enrolment();
    revoke.op = KeyOp::Revoke;
    const auto revoked = checkRecord(envelope, lifeHost, ringOf({host.enrolment(), revoke}));
    QVERIFY(!revoked->ok());
    QVERIFY(Text::sentence(revoked->signatureProblem).contains(QStringLiteral("revoked")));
    QVERIFY(checkRecord(envelope, lifeHost, ringOf({host.enrolment(), revoke, host.enrolment()}))
                ->ok());
}

void TstChain::oneOfTwoKeysIsEnough()
{
    SigningHost host;
    HostKeyEntry second = host.enrolment();
    second.publicKey = Tests::testKey('2').publicKey().hex();
    const QByteArray envelope = host.seal(host.birth());
    QVERIFY(checkRecord(envelope, lifeHost, ringOf({second, host.enrolment()}))->ok());
    QVERIFY(!checkRecord(envelope, lifeHost, ringOf({second}))->ok());
}

void TstChain::unreadablePayloadStillTellsItsSigner()
{
    SigningHost host;
    const QByteArray envelope = seal(recordType, "{\"a\": 1}", host.key());
    const auto checked = checkRecord(envelope, lifeHost, ringOf({host.enrolment()}));
    QVERIFY(!checked->ok());
    QVERIFY(!checked->record.has_value());
    QVERIFY(!checked->readProblem.isEmpty());
    QVERIFY(checked->signatureHolds);
    const auto retyped = checkRecord(seal(statementType, *write(host.birth()), host.key()),
        lifeHost, ringOf({host.enrolment()}));
    QVERIFY(Text::sentence(retyped->readProblem).contains(QStringLiteral("payload type")));
    QVERIFY(!checkRecord("nonsense", lifeHost, ringOf({host.enrolment()}))->ok());
}

void TstChain::statementIsChecked()
{
    SigningHost host;
    SigningHost other(HostId(QStringLiteral("other")), 'o');
    const KeyRing ring = ringOf({host.enrolment(), other.enrolment()});
    const QByteArray envelope = host.seal(host.statement(4));
    const auto checked = checkStatement(envelope, lifeHost, ring);
    QVERIFY2(checked, qPrintable(Text::sentence(checked.why())));
    QCOMPARE((*checked)->statement.statementSeq, quint64(4));
    QVERIFY(!checkStatement(envelope, other.id(), ring));
    HostStatement forged = host.statement(5);
    forged.host = other.id();
    const auto lie = checkStatement(host.seal(forged), host.id(), ring);
    QVERIFY(!lie);
    QVERIFY(Text::sentence(lie.why()).contains(QStringLiteral("about host other")));
    QVERIFY(
        !checkStatement(seal(recordType, *write(host.statement(4)), host.key()), lifeHost, ring));
}

void TstChain::leafHashNeedsTheAuthor()
{
    SigningHost host;
    const QByteArray envelope = host.seal(host.birth());
    QCOMPARE(*leafHashOf(envelope, host.key().publicKey()), host.head());
    QVERIFY(!leafHashOf(envelope, Tests::testKey('x').publicKey()));
    // By hand, from the definition.
    const auto parsed = parseEnvelope(envelope);
    const QByteArray data = QByteArray("espalier-leaf/v1\n") + sha256(host.key().publicKey().raw())
        + parsed->signatures.front().signature + pae(recordType, parsed->payload);
    QCOMPARE(host.head(), QString::fromLatin1(sha256(QByteArray(1, '\0') + data).toHex()));
}

void TstChain::chainGrowsInOrder()
{
    SigningHost host;
    HostChain chain(lifeHost);
    QVERIFY(chain.isEmpty());
    for (const CheckedRecordPtr& record : births(host, 5))
        QCOMPARE(chain.add(record), ChainStep::Appended);
    QCOMPARE(chain.firstSeq(), quint64(1));
    QCOMPARE(chain.headSeq(), quint64(5));
    QCOMPARE(chain.leafHashAt(5), host.head());
    QCOMPARE(chain.leafHashAt(6), QString());
    QCOMPARE(chain.recordsOf(VmId(QStringLiteral("vm-3"))).size(), size_t(1));
    QVERIFY(chain.recordsOf(VmId(QStringLiteral("nobody"))).empty());
    QCOMPARE(chain.missingSeq(), quint64(0));
}

void TstChain::anyOrderGivesTheSameChain()
{
    SigningHost host;
    std::vector<CheckedRecordPtr> records = births(host, 12);
    std::mt19937 random(7);
    for (int round = 0; round < 50; ++round) {
        std::shuffle(records.begin(), records.end(), random);
        HostChain chain(lifeHost);
        for (const CheckedRecordPtr& record : records)
            chain.add(record);
        QCOMPARE(chain.firstSeq(), quint64(1));
        QCOMPARE(chain.headSeq(), quint64(12));
        QVERIFY2(chain.conflict().isEmpty(), qPrintable(chain.conflict()));
    }
}

void TstChain::windowMayBeginAnywhere()
{
    SigningHost host;
    const auto records = births(host, 6);
    HostChain chain(lifeHost);
    QCOMPARE(chain.add(records[3]), ChainStep::Appended);
    QCOMPARE(chain.add(records[4]), ChainStep::Appended);
    QCOMPARE(chain.firstSeq(), quint64(4));
    QCOMPARE(chain.add(records[2]), ChainStep::Appended);
    QCOMPARE(chain.firstSeq(), quint64(3));
}

void TstChain::missingRecordIsNamed()
{
    SigningHost host;
    const auto records = births(host, 5);
    HostChain chain(lifeHost);
    chain.add(records[0]);
    QCOMPARE(chain.add(records[2]), ChainStep::Buffered);
    QCOMPARE(chain.add(records[3]), ChainStep::Buffered);
    QCOMPARE(chain.missingSeq(), quint64(2));
    QVERIFY(chain.at(3) == nullptr);
    QVERIFY(chain.recordsOf(VmId(QStringLiteral("vm-2"))).empty());
    QCOMPARE(chain.add(records[1]), ChainStep::Appended);
    QCOMPARE(chain.headSeq(), quint64(4));
    QCOMPARE(chain.missingSeq(), quint64(0));
}

void TstChain::sameRecordTwiceIsKnown()
{
    SigningHost host;
    const auto records = births(host, 2);
    HostChain chain(lifeHost);
    chain.add(records[0]);
    chain.add(records[1]);
    QCOMPARE(chain.add(records[0]), ChainStep::Known);
    QVERIFY(chain.conflict().isEmpty());
}

void TstChain::otherRecordWithTheSameNumberIsAFork()
{
    SigningHost host, twin;
    const auto records = births(host, 3);
    const auto others = births(twin, 2, QStringLiteral("twin-"));
    HostChain chain(lifeHost);
    for (const CheckedRecordPtr& record : records)
        chain.add(record);
    QCOMPARE(chain.add(others[1]), ChainStep::Forked);
    QCOMPARE(chain.conflictSeq(), quint64(2));
    QVERIFY(!chain.conflictWithin(1, 2).isEmpty());
    QVERIFY(!chain.conflictWithin(2, 3).isEmpty());
    QVERIFY(chain.conflictWithin(3, 9).isEmpty());
    QCOMPARE(chain.leafHashAt(2), records[1]->leafHash);
}

void TstChain::waitingForkIsSeenToo()
{
    SigningHost host, twin;
    const auto records = births(host, 4);
    const auto others = births(twin, 4, QStringLiteral("twin-"));
    HostChain chain(lifeHost);
    chain.add(records[0]);
    QCOMPARE(chain.add(records[3]), ChainStep::Buffered);
    QCOMPARE(chain.add(others[3]), ChainStep::Forked);
    QCOMPARE(chain.conflictSeq(), quint64(4));
}

void TstChain::wrongPrevHashBreaksTheChain()
{
    SigningHost host, twin;
    const auto records = births(host, 2);
    const auto others = births(twin, 3, QStringLiteral("twin-"));
    HostChain chain(lifeHost);
    chain.add(records[0]);
    chain.add(records[1]);
    QCOMPARE(chain.add(others[2]), ChainStep::Broken);
    QCOMPARE(chain.headSeq(), quint64(2));
    QVERIFY(!chain.conflictWithin(3, 3).isEmpty());
    QVERIFY(chain.conflictWithin(1, 2).isEmpty());
}

void TstChain::earlierNeighbourMustFit()
{
    SigningHost host, twin;
    const auto records = births(host, 3);
    const auto others = births(twin, 1, QStringLiteral("twin-"));
    HostChain chain(lifeHost);
    chain.add(records[1]);
    QCOMPARE(chain.add(others[0]), ChainStep::Broken);
    QCOMPARE(chain.firstSeq(), quint64(2));
    QCOMPARE(chain.add(records[0]), ChainStep::Appended);
}

void TstChain::refusedRecordEntersNoChain()
{
    SigningHost host;
    HostChain chain(lifeHost);
    const QByteArray envelope = host.seal(host.birth());
    QCOMPARE(chain.add(checkRecord(envelope, lifeHost, KeyRing())), ChainStep::Refused);
    SigningHost other(HostId(QStringLiteral("other")), 'o');
    const auto foreign =
        checkRecord(other.seal(other.birth()), other.id(), ringOf({other.enrolment()}));
    QVERIFY(foreign->ok());
    QCOMPARE(chain.add(foreign), ChainStep::Refused);
    QVERIFY(chain.isEmpty());
}

void TstChain::oldRecordsAreForgottenAndTheJointStays()
{
    SigningHost host;
    const auto records = births(host, 6);
    HostChain chain(lifeHost);
    for (int i = 0; i < 5; ++i)
        chain.add(records[static_cast<size_t>(i)]);
    chain.dropBelow(4);
    QCOMPARE(chain.firstSeq(), quint64(4));
    QVERIFY(chain.recordsOf(VmId(QStringLiteral("vm-0"))).empty());
    QCOMPARE(chain.recordsOf(VmId(QStringLiteral("vm-4"))).size(), size_t(1));
    chain.dropBelow(100);
    QCOMPARE(chain.firstSeq(), quint64(5));
    QCOMPARE(chain.add(records[5]), ChainStep::Appended);
    SigningHost twin;
    HostChain strict(lifeHost);
    strict.add(records[0]);
    strict.add(records[1]);
    strict.dropBelow(2);
    QCOMPARE(strict.add(births(twin, 3, QStringLiteral("twin-"))[2]), ChainStep::Broken);
}

ESPALIER_TEST(TstChain)
#include "tst_chain.moc"
