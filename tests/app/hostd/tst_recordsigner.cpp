// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "world.h"

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using Kind = Evidence::LifeRecordKind;

class TstRecordSigner final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void chainsFromTheFirstRecordOn();
    void aRecordThatCannotBeWrittenMovesNothing();
    void tooMuchToSayLosesWhatDoesNotDecide();

private:
    [[nodiscard]] static StoredLife life()
    {
        StoredLife life;
        life.vm = World::vm(1);
        life.slot = 1;
        life.tenantPseudonym = life.jobRefDigest = life.image = life.birthLeaf = QString(64, u'a');
        life.shape = QStringLiteral("s");
        life.policyVersion = 1;
        life.bootId = frame().bootId;
        life.exit = JobExit{};
        life.jobEnd = MonoTime(std::chrono::seconds(5));
        return life;
    }
    [[nodiscard]] static RecordFrame frame()
    {
        RecordFrame frame;
        frame.backend.kind = QStringLiteral("qemu");
        frame.backend.version = QStringLiteral("7.2");
        frame.backend.accelerator = QStringLiteral("tcg");
        frame.backend.guestOs = frame.backend.machineType = QStringLiteral("x");
        frame.backend.sandboxProfileHash = frame.hostdDigest = QString(64, u'b');
        frame.bootId = QStringLiteral("9f8d5a3e-52c1-4d7e-9a60-1f0f6c1f7a01");
        return frame;
    }
    [[nodiscard]] static Evidence::LifeRecord read(const SignedRecord& record)
    {
        const auto envelope = Evidence::parseEnvelope(record.envelope);
        return std::get<Evidence::LifeRecord>(*Evidence::readRecord(envelope->payload));
    }
    const Signatory m_signatory{SiteId(QStringLiteral("fra1")),
        HostId(QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10")), frame().bootId,
        *Evidence::SigningKey::fromSeed(QByteArray(32, '\x07'))};
    const Moment m_now{std::chrono::seconds(9), WallTime(std::chrono::seconds(1'795'574'470))};
};

void TstRecordSigner::chainsFromTheFirstRecordOn()
{
    RecordSigner signer(m_signatory, {}, Evidence::randomBytes);
    const auto birth = signer.sign(birthRecord(life(), frame(), m_now), m_now.wall);
    QVERIFY2(birth, qPrintable(birth.error()));
    QCOMPARE(birth->hostSeq, quint64(1));
    QCOMPARE(birth->type, QStringLiteral("Birth"));
    QCOMPARE(read(*birth).identity.prevHash, QString(64, u'0'));
    TeardownRun run;
    run.outcome = Outcome::Complete;
    const auto teardown =
        signer.sign(teardownRecord(life(), frame(), run, m_now, m_now), m_now.wall);
    QVERIFY2(teardown, qPrintable(teardown.error()));
    QCOMPARE(read(*teardown).identity.prevHash, birth->leaf);
    QCOMPARE(read(*teardown).identity.hostSeq, quint64(2));
    // A later run of hostd goes on where the store's head stands.
    RecordSigner later(m_signatory, {2, teardown->leaf, 0, 0}, Evidence::randomBytes);
    const auto third = later.sign(birthRecord(life(), frame(), m_now), m_now.wall);
    QCOMPARE(read(*third).identity.prevHash, teardown->leaf);
    QCOMPARE(third->hostSeq, quint64(3));
}

void TstRecordSigner::aRecordThatCannotBeWrittenMovesNothing()
{
    RecordSigner signer(m_signatory, {}, Evidence::randomBytes);
    StoredLife broken = life();
    broken.image = QStringLiteral("no digest");
    QVERIFY(!signer.sign(birthRecord(broken, frame(), m_now), m_now.wall));
    const auto good = signer.sign(birthRecord(life(), frame(), m_now), m_now.wall);
    QVERIFY(good);
    QCOMPARE(good->hostSeq, quint64(1));
}

void TstRecordSigner::tooMuchToSayLosesWhatDoesNotDecide()
{
    RecordSigner signer(m_signatory, {}, Evidence::randomBytes);
    TeardownRun run;
    run.outcome = Outcome::PartialDataResidual;
    run.verified = {{QStringLiteral("process_absent"),
        {{QStringLiteral("pid"), QStringLiteral("1")}}, m_now.mono}};
    for (int attempt = 1; attempt <= 3; ++attempt) {
        for (int i = 0; i < 20; ++i)
            run.steps.push_back({QStringLiteral("step-%1").arg(i), attempt, {}, {}, false, 5});
    }
    for (int i = 0; i < 100; ++i)
        run.residuals.append(QString(400, u'x'));
    const auto record = signer.sign(teardownRecord(life(), frame(), run, m_now, m_now), m_now.wall);
    QVERIFY2(record, qPrintable(record.error()));
    const auto back = read(*record);
    QCOMPARE(back.kind, Kind::TeardownFailed);
    QCOMPARE(int(back.verified.size()), 1);
    QVERIFY(back.verified.front().seen == m_now.mono); // when its probe ran
    QCOMPARE(int(back.steps.size()), 20);
    QCOMPARE(back.steps.front().attempt, 3);
    QVERIFY(back.residuals.isEmpty());
}

ESPALIER_TEST(TstRecordSigner)
#include "tst_recordsigner.moc"
