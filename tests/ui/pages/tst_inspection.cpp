// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"

#include <pages/inspection.h>
#include <store/fleetstore.h>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

struct World {
    World()
        : feed(clock)
        , store(clock)
    {
        for (const FeedBatch& batch : feed.lists())
            store.apply(batch);
    }
    [[nodiscard]] HostDetails hostOf(const QString& slot) const
    {
        const SlotRow row = store.slot(*store.rowOf(feed.slotAt(slot)));
        return *store.details(row.host);
    }
    Tests::ManualClock clock;
    Tests::RecordedFeed feed;
    FleetStore store;
};

QStringList textOf(const std::vector<SheetRow>& rows)
{
    QStringList lines;
    for (const SheetRow& row : rows) {
        QStringList words{row.key.trimmed(), row.left.plain(), row.right.plain(), row.badgeWord};
        words.removeAll(QString());
        lines << words.join(QLatin1Char('|'));
    }
    return lines;
}

} // namespace

class TstInspection final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void hostSaysPlaceModeAndReport()
    {
        const World world;
        const QStringList lines =
            textOf(hostHead(world.hostOf(QStringLiteral("A07-12/1")), world.clock));
        const QString all = lines.join(QLatin1Char('\n'));
        QVERIFY2(lines.at(0).startsWith(QStringLiteral("fra1")), qPrintable(all));
        QVERIFY2(lines.at(0).contains(QStringLiteral("row A")), qPrintable(all));
        QVERIFY2(lines.at(0).endsWith(QStringLiteral("|Draining")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("by j.ortiz since 02:05:10Z")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("hostd 0.1.0")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("no security boundary")), qPrintable(all));
    }

    void stuckSlotShowsFactsInTheirOrderAndTheNextStep()
    {
        const World world;
        const HostDetails host = world.hostOf(QStringLiteral("A07-12/1"));
        const std::vector<SheetRow> rows = slotCard(host.slots.front(), world.clock);
        const QStringList lines = textOf(rows);
        const QString all = lines.join(QLatin1Char('\n'));
        QVERIFY2(lines.at(0).startsWith(QStringLiteral("Stuck 10 m past SLO")), qPrintable(all));
        QVERIFY2(lines.at(0).endsWith(QStringLiteral("slot 1")), qPrintable(all));
        QVERIFY2(lines.contains(QStringLiteral("Evidence of teardown|2 of 8 observed")),
            qPrintable(all));
        const auto present = lines.indexOf(QStringLiteral("VM process still present|02:31:10Z"));
        const auto clean = lines.indexOf(QStringLiteral("Second sweep clean"));
        QVERIFY2(present > 0 && clean > present, qPrintable(all));
        QCOMPARE(rows[static_cast<size_t>(present)].mark, Mark::Cross);
        QCOMPARE(rows[static_cast<size_t>(clean)].mark, Mark::Ring);
        QVERIFY2(lines.contains(QStringLiteral("Next step")), qPrintable(all));
    }

    void stuckSlotShowsWhatIsLeftOver()
    {
        const World world;
        HostDetails host = world.hostOf(QStringLiteral("A07-12/1"));
        SlotDetails& slot = host.slots.front();
        slot.verdict->residuals = {QStringLiteral("process 10593 holds the disk open"),
            QString(5000, u'x'), {}, {}, {}, {}};
        const std::vector<SheetRow> rows = slotCard(slot, world.clock);
        const QStringList lines = textOf(rows);
        const auto at = lines.indexOf(QStringLiteral("process 10593 holds the disk open"));
        const QString all = lines.join(QLatin1Char('\n'));
        QVERIFY2(at > lines.indexOf(QStringLiteral("Second sweep clean")), qPrintable(all));
        QCOMPARE(rows[static_cast<size_t>(at)].mark, Mark::Cross);
        QVERIFY(lines.contains(QStringLiteral("and 2 more")));
        QVERIFY(all.size() < 5000);
    }

    void factsSayWhenTheirProbeRan()
    {
        const World world;
        const auto life = world.store.details(world.feed.vmAt(QStringLiteral("A07-04/2")));
        const QStringList lines = textOf(factRows(*life->verdict));
        const QString all = lines.join(QLatin1Char('\n'));
        QVERIFY2(lines.contains(QStringLiteral("VM process gone|02:31:31Z")), qPrintable(all));
        QVERIFY2(lines.contains(QStringLiteral("Second sweep clean|02:31:32Z")), qPrintable(all));
        const QString head = textOf(lifeHead(*life, world.clock)).join(QLatin1Char('\n'));
        QVERIFY2(head.contains(QStringLiteral("Teardown|begun 02:31:02Z by the job's end")),
            qPrintable(head));
        QVERIFY2(head.contains(QStringLiteral("record signed 02:31:33Z")), qPrintable(head));
    }

    void breachSaysWhatFailed()
    {
        const World world;
        HostDetails host = world.hostOf(QStringLiteral("A07-12/1"));
        SlotDetails& slot = host.slots.front();
        QVERIFY(!textOf(slotCard(slot, world.clock))
                     .join(QLatin1Char('\n'))
                     .contains(QStringLiteral("Breach")));
        slot.row.state = DisplayState::Breach;
        slot.breachReason = message("chain.forked", 18204);
        const std::vector<SheetRow> rows = slotCard(slot, world.clock);
        QVERIFY(textOf(rows).contains(
            QStringLiteral("Breach|two different records have hostSeq 18204")));
        for (const SheetRow& row : rows) {
            if (row.key == QStringLiteral("Breach"))
                QVERIFY(row.kind == SheetRow::Kind::Prose); // wraps to its end
        }
    }

    void goneLifeShowsItsBadgeAndNeverSaysConfirmedOrDestroyed()
    {
        const World world;
        int seen = 0;
        for (const RowId row : world.store.lifeIds()) {
            const LifeRow life = world.store.life(row);
            if (!life.gone || life.simulated)
                continue;
            const auto details = world.store.details(life.vm);
            QVERIFY(details);
            QStringList all = textOf(lifeHead(*details, world.clock));
            all << textOf(clauseRows(*details)) << textOf(factRows(*details->verdict));
            const QString text = all.join(QLatin1Char('\n'));
            QVERIFY2(text.contains(QStringLiteral("Signed + host agrees")), qPrintable(text));
            QVERIFY2(text.contains(QStringLiteral("6 of 9 hold")), qPrintable(text));
            QVERIFY2(
                !text.contains(QStringLiteral("destroyed"), Qt::CaseInsensitive), qPrintable(text));
            QVERIFY2(
                !text.contains(QStringLiteral("confirmed"), Qt::CaseInsensitive), qPrintable(text));
            ++seen;
        }
        QVERIFY(seen > 50);
    }

    void missingClauseIsMarkedAndExplained()
    {
        const World world;
        const auto life = world.store.details(world.feed.vmAt(QStringLiteral("A07-04/2")));
        QVERIFY(life);
        const std::vector<SheetRow> rows = clauseRows(*life);
        int accents = 0;
        for (const SheetRow& row : rows) {
            if (!row.accent)
                continue;
            ++accents;
            if (row.kind == SheetRow::Kind::Prose)
                QVERIFY(row.left.plain().contains(QStringLiteral("18205")));
            else
                QCOMPARE(row.key, QStringLiteral("8"));
        }
        QCOMPARE(accents, 2); // the clause and why
    }

    void everyTimeHasItsZone()
    {
        const World world;
        static const QRegularExpression time(QStringLiteral("\\d\\d:\\d\\d(:\\d\\d)?(?!\\d|:|Z)"));
        for (const RowId row : world.store.hostIds()) {
            const auto host = world.store.details(world.store.host(row).host.id);
            QStringList all = textOf(hostHead(*host, world.clock));
            all << textOf(timelineRows(host->timeline, 20, true));
            for (const SlotDetails& slot : host->slots)
                all << textOf(slotCard(slot, world.clock));
            for (const QString& line : all)
                QVERIFY2(!time.match(line).hasMatch(), qPrintable(line));
        }
    }

    void theTimelineShowsAllThatIsKept()
    {
        World world;
        HostDetails host = world.hostOf(QStringLiteral("A07-12/1"));
        host.timeline.assign(25, TimelineEvent());
        const std::vector<SheetRow> rows = hostContent(host, world.clock).parts.back().rows;
        QCOMPARE(rows.size(), size_t(1 + 20)); // its head and, by ux.md 3.3, the last 20
    }

    void pluralsAreRight()
    {
        World world;
        HostDetails host = world.hostOf(QStringLiteral("A07-12/1"));
        host.row.orphans = 1;
        QVERIFY(textOf(hostHead(host, world.clock))
                    .contains(QStringLiteral("1 VM that no record claims")));
        host.row.orphans = 3;
        QVERIFY(textOf(hostHead(host, world.clock))
                    .contains(QStringLiteral("3 VMs that no record claims")));
    }

    void accelerators()
    {
        QCOMPARE(acceleratorWords(QStringLiteral("qemu"), QStringLiteral("kvm")),
            QStringLiteral("qemu, kvm"));
        QVERIFY(acceleratorWords(QStringLiteral("qemu"), QStringLiteral("tcg"))
                    .contains(QStringLiteral("no security boundary")));
        QVERIFY(acceleratorWords(QStringLiteral("simulated"), QStringLiteral("simulated"))
                    .contains(QStringLiteral("proves nothing")));
    }
};

ESPALIER_TEST(TstInspection)
#include "tst_inspection.moc"
