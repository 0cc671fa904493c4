// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderworld.h"
#include "support/testregistry.h"

#include <dialogs/drainrows.h>
#include <dialogs/drainsheet.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;
using Tests::OrderWorld;

namespace {

CommandAnswer previewAnswer(const OrderWorld& world)
{
    CommandAnswer answer;
    answer.result.outcome = CallOutcome::Done;
    DrainPreview preview;
    preview.at = world.clock.wall();
    preview.hosts = 2;
    preview.jobs = 3;
    preview.tenants = 2;
    preview.p50 = world.clock.wall() + 10min;
    preview.p95 = world.clock.wall() + 40min;
    preview.longestJob = QStringLiteral("acme/ios-release");
    preview.longestElapsed = 72min;
    preview.longestP95 = 100min;
    preview.coldVolumes = 14;
    preview.coldTenants = {TenantId(QStringLiteral("acme")), TenantId(QStringLiteral("globex"))};
    preview.pools = {{QStringLiteral("m2-large"), 212, 176, 18, 150, 200, 170},
        {QStringLiteral("m4-pro"), 33, 29, 4, 30, 30, 20}};
    preview.checks = {{DrainPreview::CheckKind::OtherDrain, true, {}, false},
        {DrainPreview::CheckKind::SlotUnconfirmed, false, QStringLiteral("A07-04/2"), false}};
    answer.preview = preview;
    return answer;
}

// A sheet over two hosts of fra1.
struct Opened {
    explicit Opened(bool isArmed = true)
    {
        if (isArmed)
            world.bench.arm();
        Chosen chosen = world.slot("A08-02/1");
        chosen.slots_.push_back(world.feed.slotAt(QStringLiteral("A08-03/2")));
        sheet = std::make_unique<DrainSheet>(chosen, world.bench.orders, memory);
        sheet->resize(540, 900);
        sheet->show();
    }
    template <typename Widget> [[nodiscard]] Widget* part(const char* name) const
    {
        return sheet->findChild<Widget*>(QLatin1String(name));
    }
    [[nodiscard]] QString text() const
    {
        QStringList lines;
        for (const auto* label : sheet->findChildren<QLabel*>()) {
            if (label->isVisibleTo(sheet.get()))
                lines << label->text();
        }
        return lines.join(QLatin1Char('\n'));
    }
    [[nodiscard]] QPushButton* start() const { return part<QPushButton>("startDrain"); }
    void type(const char* reason) const
    {
        part<QLineEdit>("reasonWords")->setText(QLatin1String(reason));
    }

    OrderWorld world;
    DrainMemory memory;
    std::unique_ptr<DrainSheet> sheet;
};

} // namespace

class TstDrainSheet final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatTheControlPlaneComputed()
    {
        const Opened opened;
        QCOMPARE(opened.world.bench.sent(), size_t(1));
        const Evidence::CommandRecord asked = opened.world.bench.record(0);
        QVERIFY(asked.dryRun);
        QVERIFY(asked.verb == CommandVerb::Drain);
        QCOMPARE(asked.targets.size(), size_t(2));
        QVERIFY(opened.text().contains(QStringLiteral("Asking the control plane")));
        QVERIFY(!opened.start()->isEnabled());
        opened.world.bench.answer(0, previewAnswer(opened.world));
        for (const char* words : {"3 jobs of 2 tenants on 2 hosts", "(p50)", "(p95)",
                 "acme/ios-release", "14 volumes are only on these hosts", "BELOW FLOOR", "m4-pro",
                 "A07-04/2 is unconfirmed", "No other drain"})
            QVERIFY2(opened.text().contains(QLatin1String(words)),
                qPrintable(QLatin1String(words) + QLatin1String(" in ") + opened.text()));
    }
    void startsInFiveSecondsWithWhatWasChosen()
    {
        Opened opened;
        opened.world.bench.answer(0, previewAnswer(opened.world));
        QVERIFY(!opened.start()->isEnabled());
        opened.type("kernel panic logs");
        opened.part<QLineEdit>("ticket")->setText(QStringLiteral("OPS-4411"));
        opened.part<QSpinBox>("waveSize")->setValue(7);
        opened.part<QAbstractButton>("atDeadline.cancel")->click();
        QVERIFY(opened.text().contains(QStringLiteral("3 jobs of 2 tenants may lose work")));
        QVERIFY(opened.start()->isEnabled());
        QSignalSpy closed(opened.sheet.get(), &DrainSheet::closed);
        opened.start()->click();
        QCOMPARE(closed.size(), 1);
        QCOMPARE(opened.world.bench.sent(), size_t(1)); // the dry run alone
        opened.world.clock.advance(5s);
        opened.world.bench.orders.tick();
        QCOMPARE(opened.world.bench.sent(), size_t(2));
        const Evidence::CommandRecord sent = opened.world.bench.record(1);
        QVERIFY(!sent.dryRun);
        QCOMPARE(sent.params.value(QStringLiteral("atDeadline")), QStringLiteral("cancel"));
        QCOMPARE(sent.params.value(QStringLiteral("wave")), QStringLiteral("7"));
        // p95 in 40 minutes and 15 % of it, rounded up to a minute.
        QCOMPARE(
            sent.params.value(QStringLiteral("deadline")), QStringLiteral("2026-11-25T03:28:00Z"));
        QVERIFY(!sent.params.contains(QStringLiteral("group")));
        QCOMPARE(
            opened.world.bench.script->sent.back().reason, QStringLiteral("kernel panic logs"));
    }
    void asksAnewAndMarksWhatChanged()
    {
        Opened opened;
        opened.world.bench.answer(0, previewAnswer(opened.world));
        QVERIFY(!opened.text().contains(QStringLiteral("3 jobs of 2 tenants on 2 hosts changed")));
        opened.world.clock.advance(9s);
        opened.sheet->tick();
        QCOMPARE(opened.world.bench.sent(), size_t(1));
        opened.world.clock.advance(1s);
        opened.sheet->tick();
        QCOMPARE(opened.world.bench.sent(), size_t(2));
        CommandAnswer next = previewAnswer(opened.world);
        next.preview->jobs = 2;
        opened.world.bench.answer(1, next);
        QVERIFY2(opened.text().contains(QStringLiteral("2 jobs of 2 tenants on 2 hosts changed")),
            qPrintable(opened.text()));
    }
    void withoutAPreviewItDoesNotStart_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("code");
        QTest::newRow("no answer") << int(CallOutcome::NoAnswer) << QStringLiteral("no-answer");
        QTest::newRow("refused") << int(CallOutcome::Refused) << QStringLiteral("role");
        QTest::newRow("not connected")
            << int(CallOutcome::NotSent) << QStringLiteral("not-connected");
        QTest::newRow("answered without one") << int(CallOutcome::Done) << QString();
    }
    void withoutAPreviewItDoesNotStart()
    {
        QFETCH(int, outcome);
        QFETCH(QString, code);
        const Opened opened;
        opened.type("a reason of some length");
        opened.world.bench.answer(0, CallOutcome(outcome), qPrintable(code));
        QVERIFY(!opened.start()->isEnabled());
        QVERIFY2(opened.text().contains(QStringLiteral("No preview")), qPrintable(opened.text()));
    }
    void aCheckThatRefusesStopsIt()
    {
        const Opened opened;
        opened.type("a reason of some length");
        CommandAnswer answer = previewAnswer(opened.world);
        answer.preview->checks.back().refuses = true;
        opened.world.bench.answer(0, answer);
        QVERIFY(!opened.start()->isEnabled());
        QVERIFY(opened.text().contains(QStringLiteral("It would be refused")));
    }
    void disarmedItDoesNotStart()
    {
        Opened opened;
        opened.type("a reason of some length");
        opened.world.bench.answer(0, previewAnswer(opened.world));
        QVERIFY(opened.start()->isEnabled());
        opened.world.bench.orders.disarm(Arming::End::Locked);
        QVERIFY(!opened.start()->isEnabled());
        QVERIFY(opened.text().contains(QStringLiteral("Needs Arm")));
    }
    void theHostsAreFrozen()
    {
        Opened opened;
        const std::vector<HostId> hosts = opened.sheet->hosts();
        QCOMPARE(hosts.size(), size_t(2));
        for (const FeedBatch& batch : opened.world.feed.moved())
            opened.world.live.apply(batch);
        opened.world.clock.advance(10s);
        opened.sheet->tick();
        QVERIFY(opened.sheet->hosts() == hosts);
    }
    void aLateAnswerOfAClosedSheetHurtsNobody()
    {
        Opened opened;
        opened.sheet.reset();
        opened.world.bench.answer(0, previewAnswer(opened.world));
        QCOMPARE(opened.world.bench.sent(), size_t(1));
    }
    void remembersReasonAndWaveWithinTheSessionAndSaysSo()
    {
        Opened opened;
        QVERIFY(!opened.part<QLabel>("fromLastDrain"));
        opened.world.bench.answer(0, previewAnswer(opened.world));
        opened.type("kernel panic logs");
        opened.part<QSpinBox>("waveSize")->setValue(7);
        opened.start()->click();
        DrainMemory memory = opened.memory;
        const DrainSheet again(opened.world.slot("A07-12/2"), opened.world.bench.orders, memory);
        const auto* words = again.findChild<QLineEdit*>(QStringLiteral("reasonWords"));
        QCOMPARE(words->text(), QStringLiteral("kernel panic logs"));
        QCOMPARE(again.findChild<QSpinBox*>(QStringLiteral("waveSize"))->value(), 7);
        QVERIFY(again.findChild<QLabel*>(QStringLiteral("fromLastDrain"))
                    ->text()
                    .contains(QStringLiteral("last drain")));
        // The choice that can lose work is not remembered (R12).
        QVERIFY(again.findChild<QAbstractButton*>(QStringLiteral("atDeadline.ask"))->isChecked());
    }
    void theDeadlineIsComputed()
    {
        const WallTime now{std::chrono::seconds(1'795'574'470)}; // 02:41:10Z
        DrainPreview preview;
        QVERIFY(deadlineOf(preview, now) == WallTime(std::chrono::seconds(1'795'578'120)));
        preview.p95 = now - 1min; // already past: as if nothing were known
        QVERIFY(deadlineOf(preview, now) == WallTime(std::chrono::seconds(1'795'578'120)));
        preview.p95 = now + 100min;
        QVERIFY(deadlineOf(preview, now) == WallTime(std::chrono::seconds(1'795'581'420)));
    }
};

ESPALIER_TEST(TstDrainSheet)
#include "tst_drainsheet.moc"
