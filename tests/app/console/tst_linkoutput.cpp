// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/builders.h"
#include "support/fakelink.h"
#include "support/testregistry.h"

#include <console/linkoutput.h>

#include <QSignalSpy>

#include <thread>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

struct World {
    std::shared_ptr<FakeLink::Script> script = std::make_shared<FakeLink::Script>();
    FakeLink link{siteId(), script};
    LinkOutput output{[this](const SiteId& site) { return site == siteId() ? &link : nullptr; }};
    QSignalSpy arrived{&output, &Ui::JobOutput::arrived};
    QSignalSpy ended{&output, &Ui::JobOutput::ended};
    const VmId vm{QStringLiteral("vm-1")};
};

} // namespace

class TstLinkOutput final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhoIsOnCallMayLook()
    {
        World w;
        QVERIFY(!w.output.isAllowed());
        w.output.setRoles({QStringLiteral("operator"), QStringLiteral("viewer")});
        QVERIFY(!w.output.isAllowed());
        w.output.setRoles({QStringLiteral("operator"), QStringLiteral("on-call")});
        QVERIFY(w.output.isAllowed());
        w.output.follow(siteId(), w.vm);
        QVERIFY(w.script->output);
        w.output.setRoles({QStringLiteral("viewer")}); // taken away in the middle
        QVERIFY(!w.output.isAllowed());
        QVERIFY(!w.script->output);
    }
    void whatAnotherThreadBringsArrivesHere()
    {
        World w;
        w.output.follow(siteId(), w.vm);
        QCOMPARE(w.script->looked, w.vm);
        std::thread([&w] {
            w.script->output->output(7, "hello\n");
            w.script->output->ended({CallOutcome::Done, {}});
        }).join();
        QVERIFY(w.arrived.isEmpty());
        QTRY_COMPARE(w.ended.count(), 1);
        QCOMPARE(w.arrived.count(), 1);
        QCOMPARE(w.arrived.front().at(0).toULongLong(), 7ULL);
        QCOMPARE(w.arrived.front().at(1).toByteArray(), QByteArray("hello\n"));
        QCOMPARE(w.ended.front().front().toString(), QString());
    }
    void eachFailureIsASentence_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("refused") << static_cast<int>(CallOutcome::Refused)
                                 << QStringLiteral("fleetd does not show the output: no such VM");
        QTest::newRow("cut") << static_cast<int>(CallOutcome::NoAnswer)
                             << QStringLiteral("The connection was lost, what came until then "
                                               "stands above. Look again");
    }
    void eachFailureIsASentence()
    {
        QFETCH(int, outcome);
        QFETCH(QString, sentence);
        World w;
        w.output.follow(siteId(), w.vm);
        w.script->output->ended({static_cast<CallOutcome>(outcome),
            {QStringLiteral("code"), QStringLiteral("no such VM")}});
        QTRY_COMPARE(w.ended.count(), 1);
        QCOMPARE(w.ended.front().front().toString(), sentence);
    }
    void aSiteWithoutALinkIsSaid()
    {
        World w;
        w.output.follow(SiteId(QStringLiteral("elsewhere")), w.vm);
        QVERIFY(w.ended.isEmpty()); // never from within the call
        QTRY_COMPARE(w.ended.count(), 1);
        QVERIFY(w.ended.front().front().toString().contains(QStringLiteral("not connected")));
    }
    // Of two jobs, nobody reads the first one's words under the second one's name.
    void anOlderLookComesToNobody()
    {
        World w;
        w.output.follow(siteId(), w.vm);
        w.script->output->output(0, "of the first\n");
        w.output.follow(siteId(), VmId(QStringLiteral("vm-2")));
        w.script->output->output(0, "of the second\n");
        QTRY_COMPARE(w.arrived.count(), 1);
        QCOMPARE(w.arrived.front().at(1).toByteArray(), QByteArray("of the second\n"));
        w.output.stop();
        QVERIFY(!w.script->output);
    }
};

ESPALIER_TEST(TstLinkOutput)
#include "tst_linkoutput.moc"
