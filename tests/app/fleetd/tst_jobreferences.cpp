// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

#include <QCryptographicHash>

using namespace Espalier;
using namespace Espalier::Tests;

// What a leaf says of a job is a salted digest (evidence.md 1): nobody who reads two records can
// tell whether they are about one job, and whoever gets text and salt in an export can check it.
class TstJobReferences final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    void prepare() override { m_fleet = std::make_unique<TestFleet>(2); }

    std::unique_ptr<TestStream> simulator() const
    {
        return std::make_unique<TestStream>(
            m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
    }
    static void refuse(TestStream& stream, const HostPen& pen, const v1::PlaceOrder& order)
    {
        v1::HostFrame frame;
        frame.mutable_result()->set_order(order.order());
        frame.mutable_result()->set_reason("no room");
        stream.send(pen, frame);
    }
    struct Kept {
        QByteArray reference, salt;
    };
    Kept keptOf(const std::string& vm)
    {
        Kept kept;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            const auto rows = fleet.record().database().query(
                QStringLiteral("SELECT reference, salt FROM placement WHERE vm = ?"),
                {QString::fromStdString(vm)});
            if (rows.size() == 1)
                kept = {rows[0][0].toByteArray(), rows[0][1].toByteArray()};
        });
        return kept;
    }

private Q_SLOTS:
    void cleanup() { m_fleet.reset(); }

    // A host refuses, the job is placed again: the very same text is referred to twice.
    void oneJobPlacedTwiceCannotBeCorrelated()
    {
        const HostPen pen(m_fleet->simulatedHosts().at(0), true);
        const auto stream = simulator();
        stream->hello(pen, 0, {}, 1);
        const std::string job = submitted(*m_fleet, goodJob());
        const v1::PlaceOrder one = stream->next(v1::FleetFrame::kPlace).place();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("refused VM")));
        refuse(*stream, pen, one);
        const v1::PlaceOrder other = stream->next(v1::FleetFrame::kPlace).place();
        QVERIFY(other.vm() != one.vm());
        QCOMPARE(jobNow(*m_fleet, job).vm(), other.vm());
        QVERIFY(other.job_ref_digest() != one.job_ref_digest());
        QVERIFY(keptOf(other.vm()).salt != keptOf(one.vm()).salt);
        QCOMPARE(keptOf(other.vm()).reference, keptOf(one.vm()).reference);
    }

    void textAndSaltOpenIt()
    {
        const HostPen pen(m_fleet->simulatedHosts().at(0), true);
        const auto stream = simulator();
        stream->hello(pen);
        QByteArrayList digests;
        for (const char* tenant : {"acme", "globex"}) {
            const std::string job = submitted(*m_fleet, goodJob(tenant));
            const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
            const Kept kept = keptOf(order.vm());
            QCOMPARE(kept.reference, QByteArray::fromStdString(job));
            QCOMPARE(kept.salt.size(), 32);
            const QByteArray digest = QByteArray::fromStdString(order.job_ref_digest());
            const QByteArray both = kept.salt + kept.reference;
            QCOMPARE(digest, QCryptographicHash::hash(both, QCryptographicHash::Sha256).toHex());
            // Nor by trying every job id that one knows.
            QVERIFY(digest
                != QCryptographicHash::hash(kept.reference, QCryptographicHash::Sha256).toHex());
            digests.append(digest);
        }
        QVERIFY(digests.at(0) != digests.at(1));
    }

    // The pseudonym is the tenant's at this site: equal for its jobs, not for two tenants, and
    // without the site's key not to be guessed from the name.
    void tenantsHavePseudonymsOfTheirOwn()
    {
        const HostPen pen(m_fleet->simulatedHosts().at(0), true);
        const auto stream = simulator();
        stream->hello(pen, 0, {}, 3);
        QByteArrayList names;
        for (const char* tenant : {"acme", "globex", "acme"}) {
            (void)submitted(*m_fleet, goodJob(tenant));
            names.append(QByteArray::fromStdString(
                stream->next(v1::FleetFrame::kPlace).place().tenant_pseudonym()));
        }
        QCOMPARE(names.at(0), names.at(2));
        QVERIFY(names.at(0) != names.at(1));
        QVERIFY(
            names.at(0) != QCryptographicHash::hash("acme", QCryptographicHash::Sha256).toHex());
    }
};

ESPALIER_TEST(TstJobReferences)
#include "tst_jobreferences.moc"
