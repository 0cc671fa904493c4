// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <fleetd/record/runtimes.h>
#include <fleetd/record/schema.h>

#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Fleetd;

class TstRunTimes final : public Tests::TestCase {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::unique_ptr<Daemon::Database> m_database;

    void prepare() override
    {
        m_database.reset();
        m_database = std::make_unique<Daemon::Database>(
            m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction())), fleetSchema(),
            Daemon::WhenCorrupt::Refuse);
    }
    void ran(const char* pipeline, qint64 endedNs, std::chrono::nanoseconds duration)
    {
        m_database->execute(QStringLiteral("INSERT INTO run VALUES ('acme', ?, ?, ?)"),
            {QString::fromLatin1(pipeline), endedNs, qint64(duration.count())});
    }

private Q_SLOTS:
    void cleanupTestCase() { m_database.reset(); }

    void nothingIsKnownWithoutARun() { QCOMPARE(runTimesOf(*m_database, "acme", "p").runs, 0); }

    void percentilesByNearestRank()
    {
        for (int at = 1; at <= 100; ++at)
            ran("p", at, std::chrono::seconds(at));
        ran("other", 1, std::chrono::hours(9));
        const RunTimes times = runTimesOf(*m_database, "acme", "p");
        QCOMPARE(times.runs, 100);
        QCOMPARE(times.p50, std::chrono::milliseconds(50'000));
        QCOMPARE(times.p95, std::chrono::milliseconds(95'000));
        QCOMPARE(runTimesOf(*m_database, "other", "p").runs, 0);
    }

    void oneRunIsAllPercentiles()
    {
        ran("p", 1, std::chrono::milliseconds(1'234));
        QCOMPARE(runTimesOf(*m_database, "acme", "p"),
            (RunTimes{1, std::chrono::milliseconds(1'234), std::chrono::milliseconds(1'234)}));
    }

    void onlyTheNewestCount()
    {
        for (int at = 0; at < 300; ++at)
            ran("p", at,
                at < 100 ? std::chrono::hours(1) : std::chrono::hours(0) + std::chrono::seconds(1));
        const RunTimes times = runTimesOf(*m_database, "acme", "p");
        QCOMPARE(times.runs, 200);
        QCOMPARE(times.p95, std::chrono::milliseconds(1'000));
    }
};

ESPALIER_TEST(TstRunTimes)
#include "tst_runtimes.moc"
