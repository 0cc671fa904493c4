// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lives.h"
#include "support/testregistry.h"

#include <evidence/strictjson.h>

Q_DECLARE_METATYPE(std::function<void(Espalier::Evidence::CacheRecord&)>)

using namespace Espalier;
using namespace Espalier::Evidence;
using Tests::SigningHost;

namespace {

// A payload with one member of one object changed; an empty optional value removes it.
QByteArray withMember(const QByteArray& payload, const QStringList& path, const JsonValue* value)
{
    const std::function<JsonObject(JsonObject, int)> change = [&](JsonObject object, int depth) {
        const QString& name = path.at(depth);
        if (depth + 1 < path.size())
            object[name] = JsonValue(change(object[name].toObject(), depth + 1));
        else if (value == nullptr)
            object.erase(name);
        else
            object[name] = *value;
        return object;
    };
    return canonical(change(*readStrict(payload, hostsPayloadLimit), 0));
}

CacheRecord cacheRecord(bool attach)
{
    CacheRecord record;
    record.attach = attach;
    const LifeRecord birth = SigningHost().birth();
    record.identity = birth.identity;
    record.identity.birthLeafHash = QString(64, QLatin1Char('7'));
    record.imageDigest = birth.imageDigest;
    record.time = birth.time;
    record.cache = {QStringLiteral("7e570000-0000-4000-8000-0000000000c1"),
        QString(32, QLatin1Char('f')), QString(64, QLatin1Char('9')), QStringLiteral("rw"),
        QStringLiteral("1"), {}, {}, {}};
    if (!attach) {
        record.cache.versionAfter = QStringLiteral("2");
        record.cache.outcome = QStringLiteral("committed");
        record.cache.detached = std::chrono::seconds(160);
    }
    return record;
}

QByteArray goodTeardown()
{
    SigningHost host;
    host.seal(host.birth());
    return *write(host.teardown(host.head()));
}

} // namespace

// Payloads of records and statements, written and read (evidence.md 1 and 2).
class TstRecords final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void birthComesBack();
    void teardownComesBackWithEveryField();
    void hostModeComesBack();
    void cacheAttachAndDetachComeBack();
    void cacheRecordsKeepTheirRules_data();
    void cacheRecordsKeepTheirRules();
    void payloadIsTheSpecifiedJson();
    void missingFieldsNameThemselves_data();
    void missingFieldsNameThemselves();
    void misspelledFieldsNameThemselves_data();
    void misspelledFieldsNameThemselves();
    void unknownFieldIsIgnored();
    void unknownOutcomeIsAcceptedAsUnknown();
    void unknownRecordTypeIsAccepted();
    void writerRefusesWhatNoReaderTakes();
    void recordOverTheLimitIsRefused();
    void statementComesBackWithEveryField();
    void statementRefusesBadStates();
    void statementHasItsOwnLimit();
    void timesHaveNineDecimals();
};

void TstRecords::birthComesBack()
{
    const LifeRecord birth = SigningHost().birth();
    const auto payload = write(birth);
    QVERIFY2(payload, qPrintable(payload.error()));
    const auto record = readRecord(*payload);
    QVERIFY2(record, qPrintable(record.error()));
    QCOMPARE(typeOf(*record), QStringLiteral("Birth"));
    QVERIFY(std::get<LifeRecord>(*record) == birth);
    QCOMPARE(identityOf(*record).prevHash, noHash());
}

void TstRecords::teardownComesBackWithEveryField()
{
    SigningHost host;
    host.seal(host.birth());
    LifeRecord end = host.teardown(host.head());
    end.kind = LifeRecordKind::TeardownFailed;
    end.cause->exit = {JobExitKind::Signal, 9};
    end.cause->commandDigest = QString(64, QLatin1Char('7'));
    end.claimed = {
        {QStringLiteral("disk_key_gone"), {{QStringLiteral("wiped"), QStringLiteral("true")}}}};
    end.residuals = QStringList{QStringLiteral("a file \"x\"\n remains")};
    end.cache = {
        {QStringLiteral("v1"), QStringLiteral("f1"), QStringLiteral("t-acme"), QStringLiteral("rw"),
            QStringLiteral("3"), {}, QStringLiteral("abandoned"), std::chrono::seconds(9)}};
    end.steps.push_back({QStringLiteral("unlink"), 3, std::chrono::seconds(1),
        std::chrono::seconds(2), QStringLiteral("failed"), 16});
    end.outcome = Outcome::PartialDataResidual;
    const auto payload = write(end);
    QVERIFY2(payload, qPrintable(payload.error()));
    const auto record = readRecord(*payload);
    QVERIFY2(record, qPrintable(record.error()));
    end.outcomeText = QStringLiteral("PARTIAL_DATA_RESIDUAL");
    QCOMPARE(typeOf(*record), QStringLiteral("TeardownFailed"));
    QVERIFY(std::get<LifeRecord>(*record) == end);
    QVERIFY(timeOf(*record) == end.time);
    QVERIFY(payload->contains(R"("wiped":true)"));
}

void TstRecords::hostModeComesBack()
{
    HostModeRecord mode;
    mode.identity = SigningHost().birth().identity;
    mode.identity.vm = VmId();
    mode.identity.slot = 0;
    mode.identity.tenantPseudonym.clear();
    mode.identity.jobRefDigest.clear();
    mode.keyId = SigningHost().key().publicKey().keyId();
    mode.mode = HostMode::Draining;
    mode.commandDigest = QString(64, QLatin1Char('5'));
    const auto payload = write(mode);
    QVERIFY2(payload, qPrintable(payload.error()));
    const auto record = readRecord(*payload);
    QVERIFY2(record, qPrintable(record.error()));
    QVERIFY(std::get<HostModeRecord>(*record) == mode);
    QCOMPARE(typeOf(*record), QStringLiteral("HostMode"));
}

void TstRecords::cacheAttachAndDetachComeBack()
{
    for (const bool attach : {true, false}) {
        const CacheRecord written = cacheRecord(attach);
        const auto payload = write(written);
        QVERIFY2(payload, qPrintable(payload.error()));
        const auto record = readRecord(*payload);
        QVERIFY2(record, qPrintable(record.error()));
        QVERIFY(std::get<CacheRecord>(*record) == written);
        QCOMPARE(typeOf(*record),
            attach ? QStringLiteral("CacheAttach") : QStringLiteral("CacheDetach"));
        QCOMPARE(identityOf(*record).vm, Tests::lifeVm);
    }
}

void TstRecords::cacheRecordsKeepTheirRules_data()
{
    using Spoil = std::function<void(CacheRecord&)>;
    QTest::addColumn<bool>("attach");
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, bool attach, const char* named, const Spoil& spoil) {
        QTest::newRow(name) << attach << spoil << QString::fromLatin1(named);
    };
    row("attach with an outcome", true, "cache",
        [](CacheRecord& r) { r.cache.outcome = QStringLiteral("abandoned"); });
    row("attach with a version after", true, "cache",
        [](CacheRecord& r) { r.cache.versionAfter = QStringLiteral("2"); });
    row("attach with a time of detaching", true, "cache",
        [](CacheRecord& r) { r.cache.detached = std::chrono::seconds(1); });
    row("detach without an outcome", false, "cache", [](CacheRecord& r) {
        r.cache.outcome.clear();
        r.cache.versionAfter.clear();
    });
    row("detach with a word of its own", false, "cache",
        [](CacheRecord& r) { r.cache.outcome = QStringLiteral("kept"); });
    row("committed without a version", false, "cache",
        [](CacheRecord& r) { r.cache.versionAfter.clear(); });
    row("abandoned with a version", false, "cache",
        [](CacheRecord& r) { r.cache.outcome = QStringLiteral("abandoned"); });
    row("no fork", true, "forkId", [](CacheRecord& r) { r.cache.forkId.clear(); });
    row("no owner", true, "owner", [](CacheRecord& r) { r.cache.owner.clear(); });
    row("no VM", true, "subject[0].name", [](CacheRecord& r) { r.identity.vm = VmId(); });
    row("no slot", true, "slot", [](CacheRecord& r) { r.identity.slot = 0; });
    row("no birth", true, "birthLeafHash",
        [](CacheRecord& r) { r.identity.birthLeafHash.clear(); });
}

void TstRecords::cacheRecordsKeepTheirRules()
{
    QFETCH(bool, attach);
    QFETCH(std::function<void(CacheRecord&)>, spoil);
    QFETCH(QString, named);
    CacheRecord record = cacheRecord(attach);
    spoil(record);
    const auto payload = write(record); // the writer asks the reader
    QVERIFY(!payload);
    QVERIFY2(payload.error().contains(named), qPrintable(payload.error()));
}

void TstRecords::payloadIsTheSpecifiedJson()
{
    const auto root = readStrict(*write(SigningHost().birth()), recordPayloadLimit);
    const JsonValue top(*root);
    const auto text = [](const JsonValue* value) { return value ? value->toString() : QString(); };
    QCOMPARE(
        text(top.find(QStringLiteral("_type"))), QStringLiteral("https://in-toto.io/Statement/v1"));
    QCOMPARE(text(top.find(QStringLiteral("predicateType"))),
        QStringLiteral("urn:espalier:record:Birth:v1"));
    const JsonArray& subjects = top.find(QStringLiteral("subject"))->toArray();
    QCOMPARE(subjects.size(), size_t(1));
    QCOMPARE(text(subjects.front().find(QStringLiteral("name"))), Tests::lifeVm.text());
    QCOMPARE(text(subjects.front().find(QStringLiteral("digest"))->find(QStringLiteral("sha256"))),
        Tests::lifeImage);
    const JsonValue& predicate = *top.find(QStringLiteral("predicate"));
    QCOMPARE(text(predicate.find(QStringLiteral("hostSeq"))), QStringLiteral("1"));
    QCOMPARE(text(predicate.find(QStringLiteral("wallEnd"))),
        QStringLiteral("2026-11-24T12:00:01.000000000Z"));
    QVERIFY(predicate.find(QStringLiteral("birthLeafHash")) == nullptr);
    QVERIFY(predicate.find(QStringLiteral("outcome")) == nullptr);
}

void TstRecords::missingFieldsNameThemselves_data()
{
    QTest::addColumn<QString>("path");
    for (const char* path : {"_type", "subject", "predicateType", "predicate", "predicate.recordId",
             "predicate.site", "predicate.hostId", "predicate.bootId", "predicate.hostSeq",
             "predicate.prevHash", "predicate.vmUid", "predicate.slot", "predicate.tenantPseudonym",
             "predicate.jobRefDigest", "predicate.birthLeafHash", "predicate.backend",
             "predicate.backend.kind", "predicate.backend.accelerator", "predicate.monoStart",
             "predicate.monoEnd", "predicate.wallStart", "predicate.wallEnd",
             "predicate.lastCheckpoint", "predicate.lastCheckpoint.root", "predicate.jobExit",
             "predicate.jobExit.kind", "predicate.jobExit.code", "predicate.trigger",
             "predicate.outcome", "predicate.policyVersion"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void TstRecords::missingFieldsNameThemselves()
{
    QFETCH(QString, path);
    const QStringList names = path.split(QLatin1Char('.'));
    const auto record = readRecord(withMember(goodTeardown(), names, nullptr));
    QVERIFY(!record);
    QVERIFY2(record.error().contains(names.back()), qPrintable(record.error()));
}

void TstRecords::misspelledFieldsNameThemselves_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* path, const char* value) {
        QTest::addRow("%s = %s", path, value)
            << QString::fromLatin1(path) << QString::fromLatin1(value);
    };
    row("_type", "https://in-toto.io/Statement/v0.1");
    row("predicateType", "https://slsa.dev/provenance/v1");
    row("predicateType", "urn:espalier:record:Teardown:v2");
    row("predicate.hostSeq", "0");
    row("predicate.hostSeq", "02");
    row("predicate.hostSeq", "18446744073709551616");
    row("predicate.prevHash", "abc");
    row("predicate.prevHash", "0000000000000000000000000000000000000000000000000000000000000000");
    row("predicate.vmUid", "another");
    row("predicate.slot", "0");
    row("predicate.slot", "4294967296");
    row("predicate.jobRefDigest",
        "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB");
    row("predicate.monoEnd", "-1");
    row("predicate.monoEnd", "9223372036854775808");
    row("predicate.wallEnd", "2026-11-24T12:00:00Z");
    row("predicate.wallEnd", "2026-02-30T12:00:00.000000000Z");
    row("predicate.wallEnd", "2026-11-24T24:00:00.000000000Z");
    row("predicate.wallEnd", "2026-11-24T12:00:60.000000000Z");
    row("predicate.wallEnd", "2026-11-24T12:00:00.000000000+00:00");
    row("predicate.wallEnd", "2026-11-24t12:00:00.000000000Z");
    row("predicate.jobExit.kind", "exploded");
    row("predicate.jobExit.code", "x");
    row("predicate.steps", "none");
    row("predicate.verified", "all");
    row("predicate.policyVersion", "");
}

void TstRecords::misspelledFieldsNameThemselves()
{
    QFETCH(QString, path);
    QFETCH(QString, value);
    const JsonValue changed(value);
    const QStringList names = path.split(QLatin1Char('.'));
    const auto record = readRecord(withMember(goodTeardown(), names, &changed));
    QVERIFY(!record);
    QVERIFY2(record.error().contains(names.back()), qPrintable(record.error()));
}

void TstRecords::unknownFieldIsIgnored()
{
    const JsonValue text(QStringLiteral("x"));
    const QByteArray payload =
        withMember(goodTeardown(), {QStringLiteral("predicate"), QStringLiteral("zzz")}, &text);
    const auto record = readRecord(payload);
    QVERIFY2(record, qPrintable(record.error()));
    QVERIFY(*record == *readRecord(goodTeardown()));
}

void TstRecords::unknownOutcomeIsAcceptedAsUnknown()
{
    const JsonValue outcome(QStringLiteral("VERY_COMPLETE"));
    const auto record = readRecord(withMember(
        goodTeardown(), {QStringLiteral("predicate"), QStringLiteral("outcome")}, &outcome));
    QVERIFY2(record, qPrintable(record.error()));
    QCOMPARE(std::get<LifeRecord>(*record).outcome, Outcome::Unknown);
    QCOMPARE(std::get<LifeRecord>(*record).outcomeText, QStringLiteral("VERY_COMPLETE"));
}

void TstRecords::unknownRecordTypeIsAccepted()
{
    const JsonValue type(QStringLiteral("urn:espalier:record:Session:v1"));
    const auto record =
        readRecord(withMember(goodTeardown(), {QStringLiteral("predicateType")}, &type));
    QVERIFY2(record, qPrintable(record.error()));
    QCOMPARE(typeOf(*record), QStringLiteral("Session"));
    QCOMPARE(identityOf(*record).hostSeq, quint64(2));
}

void TstRecords::writerRefusesWhatNoReaderTakes()
{
    LifeRecord birth = SigningHost().birth();
    birth.identity.bootId.clear();
    const auto payload = write(birth);
    QVERIFY(!payload);
    QVERIFY2(payload.error().contains(QStringLiteral("bootId")), qPrintable(payload.error()));
    LifeRecord causeless = SigningHost().birth();
    causeless.kind = LifeRecordKind::Teardown;
    causeless.identity.birthLeafHash = QString(64, QLatin1Char('a'));
    QVERIFY(!write(causeless));
}

void TstRecords::recordOverTheLimitIsRefused()
{
    SigningHost host;
    host.seal(host.birth());
    LifeRecord end = host.teardown(host.head());
    const auto base = write(end)->size();
    end.residuals = QStringList{QString(recordPayloadLimit - base - 2, QLatin1Char('x'))};
    const auto full = write(end);
    QVERIFY2(full, qPrintable(full.error()));
    QCOMPARE(full->size(), recordPayloadLimit);
    end.residuals.front().append(QLatin1Char('x'));
    QVERIFY(!write(end));
}

void TstRecords::statementComesBackWithEveryField()
{
    HostStatement statement = SigningHost().statement(7);
    statement.vms = {{Tests::lifeVm, 4242, 9000, VmPhase::Running, JobState::Running},
        {VmId(), 77, 1, VmPhase::Booting, JobState::None},
        {VmId(QStringLiteral("b")), 78, 1, VmPhase::Proving, JobState::Ended}};
    statement.disks = {{{}, {}, 8, 4711, Tests::lifeNonce}};
    statement.volumes = QStringList{QStringLiteral("v1")};
    statement.nics = QStringList{QStringLiteral("tap0")};
    statement.limits.insert(QStringLiteral("memory"), QStringLiteral("v1"));
    statement.sandboxProfileHash = QString(64, QLatin1Char('c'));
    statement.acceleratorPolicy = QStringLiteral("tcg");
    statement.lastCheckpoint = {5, QString(64, QLatin1Char('f'))};
    const auto payload = write(statement);
    QVERIFY2(payload, qPrintable(payload.error()));
    const auto back = readStatement(*payload);
    QVERIFY2(back, qPrintable(back.error()));
    QVERIFY(*back == statement);
    const HostObservation seen = observationOf(Tests::lifeSite, *back, std::chrono::seconds(3));
    QCOMPARE(seen.vms.size(), size_t(3));
    QCOMPARE(seen.vms.front().id, Tests::lifeVm);
    QCOMPARE(seen.interval, statement.interval);
    QVERIFY(!seen.verified);
}

void TstRecords::statementRefusesBadStates()
{
    HostStatement statement = SigningHost().statement(7);
    statement.vms = {{Tests::lifeVm, 1, 1, VmPhase::Gone, JobState::None}};
    const auto payload = write(statement);
    QVERIFY(!payload);
    QVERIFY2(payload.error().contains(QStringLiteral("vms[0].state")), qPrintable(payload.error()));
    const QByteArray good = *write(SigningHost().statement(7));
    for (const char* name :
        {"hostId", "statementSeq", "headSeq", "headHash", "wall", "vms", "disks"}) {
        const auto refused = readStatement(withMember(good, {QString::fromLatin1(name)}, nullptr));
        QVERIFY(!refused);
        QVERIFY2(refused.error().contains(QString::fromLatin1(name)), qPrintable(refused.error()));
    }
}

void TstRecords::statementHasItsOwnLimit()
{
    HostStatement statement = SigningHost().statement(7);
    statement.volumes = QStringList{QString(recordPayloadLimit, QLatin1Char('v'))};
    QVERIFY(write(statement));
    statement.volumes = QStringList{QString(statementPayloadLimit, QLatin1Char('v'))};
    QVERIFY(!write(statement));
}

void TstRecords::timesHaveNineDecimals()
{
    LifeRecord birth = SigningHost().birth();
    birth.time.wallStart = WallTime(std::chrono::nanoseconds(1));
    QVERIFY(write(birth)->contains(R"("wallStart":"1970-01-01T00:00:00.000000001Z")"));
    birth.time.wallStart = Tests::lifeNoon() + std::chrono::hours(24 * 365 * 3)
        + std::chrono::nanoseconds(999'999'999);
    const auto back = readRecord(*write(birth));
    QVERIFY(timeOf(*back).wallStart == birth.time.wallStart);
}

ESPALIER_TEST(TstRecords)
#include "tst_records.moc"
