// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lives.h"
#include "support/testregistry.h"

#include <evidence/command.h>
#include <evidence/digest.h>

#include <functional>

using namespace Espalier;
using namespace Espalier::Evidence;
using Tests::testKey;
using Tests::testRoster;

// A person's command: the record, and what its bytes, the roster and a clock decide about it
// (protocol.md 5 and 6). Each case breaks one thing in a command that passes.
class TstCommand final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldComesBack();
    void targetsAreSorted();
    void recordMustBeWellFormed_data();
    void recordMustBeWellFormed();
    void goodOnePasses();
    void refusedForOneReason_data();
    void refusedForOneReason();
    void onlyTheDevicesOwnKeySigns();
    void dryRunNeedsNoApproval();
    void textsAreBoundByTheirDigests();
    void textsAreAnyCharacters();
};

namespace {

const WallTime now{std::chrono::seconds(1'800'000'000)};
const SiteId site{QStringLiteral("fra1")};
const QByteArray salt(saltSize, 's');
QString textDigest(const QByteArray& by, const QString& text)
{
    return saltedDigest(by, text.toUtf8());
}

const QString reason = QStringLiteral("stuck after an I/O error");

CommandRecord order()
{
    CommandRecord record;
    record.id = CommandId(QString(32, u'a'));
    record.verb = CommandVerb::ForceDestroy;
    record.site = site;
    record.targets = {{TargetKind::Vm, QStringLiteral("vm-1"), 7, HostId(QStringLiteral("host-1")),
        QStringLiteral("boot-1")}};
    record.tier = Tier::T1;
    record.reasonDigest = textDigest(salt, reason);
    record.actor = QStringLiteral("omar");
    record.device = QStringLiteral("desk");
    record.issuedAt = now - std::chrono::minutes(1);
    record.notAfter = now + std::chrono::minutes(9);
    record.seenEpoch = QStringLiteral("epoch");
    record.seenRevision = 42;
    record.blast = {0, 1, 1, 42};
    record.policyVersion = 1;
    return record;
}

Roster people()
{
    Roster roster = testRoster();
    const auto add = [&](const char* id, const char* role, char key) {
        Person one;
        one.id = QString::fromLatin1(id);
        one.roles = QStringList{QString::fromLatin1(role)};
        one.devices.push_back({QStringLiteral("desk"), testKey(key).publicKey().hex()});
        one.devices.push_back({QStringLiteral("keyless"), {}});
        roster.people.push_back(one);
    };
    add("omar", "operator", 'o');
    add("vera", "viewer", 'v');
    add("selma", "security", 's');
    add("olga", "on-call", 'l');
    return roster;
}

QByteArray signedBy(char key, const CommandRecord& record)
{
    const auto payload = write(record);
    return payload ? seal(recordType, *payload, testKey(key)) : QByteArray();
}

CommandTexts texts() { return {reason, salt, {}, {}}; }

CommandJudgement judge(const CommandRecord& record, char key = 'o')
{
    return judgeCommand(signedBy(key, record), texts(), people(), site, now);
}

} // namespace

void TstCommand::everyFieldComesBack()
{
    CommandRecord record = order();
    record.targets.push_back({TargetKind::Host, QStringLiteral("zz"), 0, {}, {}});
    record.params.insert(QStringLiteral("grace"), QStringLiteral("300"));
    record.ticketDigest = textDigest(salt, QStringLiteral("OPS-4411"));
    record.dryRun = true;
    record.seenCheckpoint = 9;
    const auto payload = write(record);
    QVERIFY2(payload, qPrintable(payload.error()));
    const auto back = readCommand(*payload);
    QVERIFY2(back, qPrintable(back.error()));
    QVERIFY(*back == record);
}

void TstCommand::targetsAreSorted()
{
    CommandRecord record = order();
    record.targets = {{TargetKind::Host, QStringLiteral("b"), 1, {}, {}},
        {TargetKind::Host, QStringLiteral("a"), 1, {}, {}}};
    const auto back = readCommand(*write(record));
    QVERIFY(back);
    QCOMPARE(back->targets.front().uid, QStringLiteral("a"));
}

void TstCommand::recordMustBeWellFormed_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* from, const char* to, const char* names) {
        QTest::newRow(names) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(names);
    };
    row("\"verb\":\"force-destroy\"", "\"verb\":\"obliterate\"", "verb");
    row("\"tier\":\"T1\"", "\"tier\":\"T9\"", "tier");
    row("\"kind\":\"vm\"", "\"kind\":\"rack\"", "kind");
    row("\"uid\":\"vm-1\"", "\"uid\":\"vm-2\"", "targets");
    row("record:Command:v1", "record:Birth:v1", "predicateType");
    row("\"commandId\":\"aaaa", "\"commandId\":\"Aaaa", "commandId");
    row("\"generation\":\"7\"", "\"generation\":\"-7\"", "generation");
    row("\"jobs\":\"0\",", "", "jobs");
}

void TstCommand::recordMustBeWellFormed()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, names);
    QByteArray payload = *write(order());
    QVERIFY(payload.contains(from));
    payload.replace(from, to);
    const auto back = readCommand(payload);
    QVERIFY(!back);
    QVERIFY2(back.error().contains(names), qPrintable(back.error()));
}

void TstCommand::goodOnePasses()
{
    const CommandJudgement judgement = judge(order());
    QVERIFY2(judgement.command, qPrintable(judgement.refusal.detail));
    QVERIFY(judgement.command->record == order());
    QCOMPARE(judgement.command->digest, recordDigest(recordType, *write(order())));
}

void TstCommand::refusedForOneReason_data()
{
    using Break = std::function<void(CommandRecord&)>;
    QTest::addColumn<Break>("damage");
    QTest::addColumn<char>("key");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* code, const Break& damage, char key = 'o') {
        QTest::newRow(name) << damage << key << QString::fromLatin1(code);
    };
    row("another site", "wrong-site",
        [](CommandRecord& r) { r.site = SiteId(QStringLiteral("ams2")); });
    row("nobody's", "unknown-person", [](CommandRecord& r) { r.actor = QStringLiteral("eve"); });
    row("another device", "unknown-device",
        [](CommandRecord& r) { r.device = QStringLiteral("laptop"); });
    row("a device without a key", "no-command-key",
        [](CommandRecord& r) { r.device = QStringLiteral("keyless"); });
    row(
        "a viewer's", "role", [](CommandRecord& r) { r.actor = QStringLiteral("vera"); }, 'v');
    row(
        "security staff's", "role", [](CommandRecord& r) { r.actor = QStringLiteral("selma"); },
        's');
    row("T2 by an operator", "role", [](CommandRecord& r) { r.tier = Tier::T2; });
    row("from the future", "clock",
        [](CommandRecord& r) { r.issuedAt = now + clockTolerance + std::chrono::seconds(1); });
    row("over", "expired", [](CommandRecord& r) { r.notAfter = now - std::chrono::seconds(1); });
    row("too long", "lifetime", [](CommandRecord& r) {
        r.notAfter = r.issuedAt + commandLifeAtMost + std::chrono::seconds(1);
    });
    row("backwards", "lifetime", [](CommandRecord& r) { r.notAfter = r.issuedAt; });
    row("a policy to come", "policy",
        [](CommandRecord& r) { r.policyVersion = people().version + 1; });
    row(
        "T2", "approvals",
        [](CommandRecord& r) {
            r.tier = Tier::T2;
            r.actor = QStringLiteral("olga");
        },
        'l');
    row(
        "two VMs", "approvals",
        [](CommandRecord& r) {
            r.targets.push_back({TargetKind::Vm, QStringLiteral("vm-2"), 1, r.targets.front().host,
                r.targets.front().bootId});
            r.actor = QStringLiteral("olga");
        },
        'l');
}

void TstCommand::refusedForOneReason()
{
    QFETCH(std::function<void(CommandRecord&)>, damage);
    QFETCH(char, key);
    QFETCH(QString, code);
    CommandRecord record = order();
    damage(record);
    const CommandJudgement judgement = judge(record, key);
    QVERIFY(!judgement.command);
    QCOMPARE(judgement.refusal.code, code);
    QVERIFY(!judgement.refusal.detail.isEmpty());
}

void TstCommand::onlyTheDevicesOwnKeySigns()
{
    QCOMPARE(judge(order(), 'v').refusal.code, QStringLiteral("bad-signature"));
    Envelope unsignedOne{recordType, *write(order()), {{{}, QByteArray(signatureSize, '\0')}}};
    QCOMPARE(judgeCommand(writeEnvelope(unsignedOne), texts(), people(), site, now).refusal.code,
        QStringLiteral("bad-signature"));
    QCOMPARE(
        judgeCommand("{}", texts(), people(), site, now).refusal.code, QStringLiteral("malformed"));
    const QByteArray otherType = seal(statementType, *write(order()), testKey('o'));
    QCOMPARE(judgeCommand(otherType, texts(), people(), site, now).refusal.code,
        QStringLiteral("malformed"));
}

void TstCommand::dryRunNeedsNoApproval()
{
    CommandRecord record = order();
    record.tier = Tier::T2;
    record.actor = QStringLiteral("olga");
    record.dryRun = true;
    QVERIFY(judge(record, 'l').command);
}

void TstCommand::textsAreBoundByTheirDigests()
{
    const auto with = [](const CommandTexts& given, const CommandRecord& record) {
        return judgeCommand(signedBy('o', record), given, people(), site, now).refusal.code;
    };
    CommandTexts other = texts();
    other.reason = QStringLiteral("stuck after an I/O Error");
    QCOMPARE(with(other, order()), QStringLiteral("reason"));
    other = texts();
    other.reasonSalt[0] = 't';
    QCOMPARE(with(other, order()), QStringLiteral("reason"));
    for (const int length : {reasonAtLeast - 1, reasonAtMost + 1}) {
        other.reason = QString(length, u'x');
        other.reasonSalt = salt;
        CommandRecord record = order();
        record.reasonDigest = textDigest(salt, other.reason);
        QCOMPARE(with(other, record), QStringLiteral("reason"));
    }
    CommandRecord ticketed = order();
    ticketed.ticketDigest = textDigest(salt, QStringLiteral("OPS-1"));
    QCOMPARE(with(texts(), ticketed), QStringLiteral("ticket"));
    other = {reason, salt, QStringLiteral("OPS-1"), salt};
    QCOMPARE(with(other, ticketed), QString());
}

void TstCommand::textsAreAnyCharacters()
{
    CommandTexts odd = texts();
    odd.reason = QString::fromUtf8("\"'; DROP TABLE vm; -- \u202e\u0001 \U0001F4A5");
    CommandRecord record = order();
    record.reasonDigest = textDigest(salt, odd.reason);
    QVERIFY(judgeCommand(signedBy('o', record), odd, people(), site, now).command);
}

ESPALIER_TEST(TstCommand)
#include "tst_command.moc"
