// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/manualclock.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/invariantlist.h>
#include <items/tablemodel.h>

#include <QAbstractItemModelTester>

using namespace Espalier;
using namespace Espalier::Items;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

const SiteId otherSite = siteId("ams2");

struct World {
    World()
        : store(clock)
    {
        store.expectSite(siteId());
        store.expectSite(otherSite);
        model = std::make_unique<TableModel>( // the sites are its columns
            invariantList(store), clock, std::make_unique<ManualTimer>(line));
        tester = std::make_unique<QAbstractItemModelTester>(
            model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const SiteId& site : {siteId(), otherSite}) {
            tell(aList(clock.mono(), 5,
                {added(Host(aHost(1, site))), added(Host(aHost(2, site).simulated()))}, site));
            tell(aFinding(site,
                {anObservation(1, 1, 0, clock.mono(), clock.wall(), {}, site),
                    anObservation(2, 1, 0, clock.mono(), clock.wall(), {}, site)}));
        }
    }
    void tell(const FeedBatch& batch)
    {
        model->onChanged(store.apply(batch));
        clock.advance(16ms);
        line->fire();
    }
    void judged(int host, const SiteId& site, int number, const InvariantTally& tally)
    {
        HostInvariants told{site, hostId(host, site), {}};
        told.tallies[size_t(number - 1)] = tally;
        FeedBatch batch;
        batch.site = site;
        batch.invariants = {told};
        tell(batch);
    }
    [[nodiscard]] QModelIndex cell(int number, const char* column) const
    {
        return model->index(number - 1, model->columnOf(QLatin1String(column)));
    }
    [[nodiscard]] CellMark mark(int number, const char* column) const
    {
        return CellMark(cell(number, column).data(MarkRole).toInt());
    }
    ManualClock clock;
    FleetStore store;
    std::shared_ptr<ManualTimer::Line> line = std::make_shared<ManualTimer::Line>();
    std::unique_ptr<TableModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

InvariantTally tally(int passed, int failed = 0, int unknown = 0)
{
    return {passed, failed, unknown, failed > 0 ? vmId(7) : VmId(),
        failed > 0 ? message("invariant.key") : Message()};
}

} // namespace

class TstInvariantList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void thirtyRowsOfWhichNoneIsAPassByItself()
    {
        const World world;
        QCOMPARE(world.model->rowCount(), 30);
        QCOMPARE(world.model->columnCount(), 6); // two sites, and the simulated apart
        for (int number = 1; number <= 30; ++number) {
            for (const char* column : {"site.fra1", "site.ams2", "simulated"}) {
                QCOMPARE(
                    world.cell(number, column).data().toString(), QStringLiteral("not evaluated"));
                QCOMPARE(world.mark(number, column), CellMark::Dash);
                QVERIFY(world.cell(number, column).data(IconIdRole).toString().isEmpty());
            }
        }
    }

    void aCellSaysWhatIsNotNormalAndThePasses()
    {
        QCOMPARE(tallyText(tally(2235, 1)).plain(), QStringLiteral("1 fail 2,235"));
        QCOMPARE(tallyText(tally(1780, 0, 2)).plain(), QStringLiteral("2 unknown 1,780"));
        QCOMPARE(tallyText(tally(12)).plain(), QStringLiteral("12"));
        QCOMPARE(tallyText({}).plain(), QStringLiteral("not evaluated"));
    }

    void sitesAndSimulatedHostsAreCountedApart()
    {
        World world;
        world.judged(1, siteId(), 7, tally(4));
        world.judged(2, siteId(), 7, tally(9, 1));
        QCOMPARE(world.cell(7, "site.fra1").data().toString(), QStringLiteral("4"));
        QCOMPARE(world.mark(7, "site.fra1"), CellMark::Tick);
        QCOMPARE(world.cell(7, "site.ams2").data().toString(), QStringLiteral("not evaluated"));
        QCOMPARE(world.cell(7, "simulated").data().toString(), QStringLiteral("1 fail 9"));
        QCOMPARE(world.cell(7, "simulated").data(IconIdRole).toString(), QStringLiteral("breach"));
        QCOMPARE(world.cell(7, "site.fra1").data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("I7 in fra1: 4 pass"));
        QCOMPARE(world.store.failuresOf(7).size(), size_t(1));
        QVERIFY(world.store.failuresOf(7).front().simulated);
        QVERIFY(world.store.failuresOf(8).empty());
        QVERIFY(world.store.failuresOf(0).empty());
    }

    // R14, R15: what passed by evidence that is old now is unknown, never a pass.
    void whatIsOldIsUnknown()
    {
        World world;
        world.judged(1, siteId(), 5, tally(4));
        QCOMPARE(world.mark(5, "site.fra1"), CellMark::Tick);
        world.clock.advance(40s); // the host's statement, and the site's feed
        world.model->onChanged(world.store.tick());
        world.line->fire();
        QCOMPARE(world.cell(5, "site.fra1").data().toString(), QStringLiteral("4 unknown"));
        QCOMPARE(world.mark(5, "site.fra1"), CellMark::None);
        QCOMPARE(world.cell(5, "site.fra1").data(IconIdRole).toString(), QStringLiteral("unknown"));
    }

    void aFailureInAStaleSiteWearsNoSeverity()
    {
        World world;
        world.judged(1, siteId(), 5, tally(4, 1));
        QCOMPARE(world.cell(5, "site.fra1").data(IconIdRole).toString(), QStringLiteral("orphan"));
        world.clock.advance(40s);
        world.model->onChanged(world.store.tick());
        world.line->fire();
        QCOMPARE(world.cell(5, "site.fra1").data(IconIdRole).toString(), QStringLiteral("unknown"));
        QVERIFY(world.cell(5, "site.fra1").data().toString().startsWith(QStringLiteral("1 fail")));
    }

    void whatHasNoHostIsNotCounted()
    {
        World world;
        world.judged(9, siteId(), 5, tally(4, 1)); // not listed yet
        QCOMPARE(world.cell(5, "site.fra1").data().toString(), QStringLiteral("not evaluated"));
        world.tell(aCommit(world.clock.mono(), 6, {added(Host(aHost(9)))}));
        QVERIFY(world.cell(5, "site.fra1").data().toString().startsWith(QStringLiteral("1 fail")));
    }

    void idsAreTheNames()
    {
        const World world;
        QCOMPARE(world.model->indexOf(QStringLiteral("I12")).row(), 11);
        QVERIFY(!world.model->indexOf(QStringLiteral("I31")).isValid());
        QVERIFY(!world.model->indexOf(QStringLiteral("x")).isValid());
        QCOMPARE(invariantFromId(QStringLiteral("I30")), 30);
        QCOMPARE(invariantFromId(QStringLiteral("30")), 0);
    }
};

ESPALIER_TEST(TstInvariantList)
#include "tst_invariantlist.moc"
