// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../store/storeworld.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <items/auditlist.h>
#include <items/tablemodel.h>

#include <QAbstractItemModelTester>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace Espalier::Items;
using namespace std::chrono_literals;

namespace {

AuditEntry entry(int number, WallTime at)
{
    AuditEntry made;
    made.id = AuditId(QStringLiteral("fra1/%1").arg(number));
    made.site = siteId();
    made.at = at;
    made.actor = QStringLiteral("j.ortiz");
    made.device = QStringLiteral("laptop");
    made.action = QStringLiteral("force-destroy");
    made.target = vmId(1).text();
    made.targetCode = QStringLiteral("A01-01/1");
    made.reason = QStringLiteral("stuck for an hour");
    made.ticket = QStringLiteral("OPS-4411");
    made.result = QStringLiteral("REJECTED");
    made.resultDetail = QStringLiteral("approvals");
    return made;
}

} // namespace

class TstAuditList final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void rowSaysWhoWhatWhyAndResult()
    {
        StoreWorld world;
        const auto timer = std::make_shared<ManualTimer::Line>();
        TableModel model(auditList(world.store), world.clock, std::make_unique<ManualTimer>(timer));
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.onChanged(world.commit({added(entry(1, world.clock.wall()))}));
        world.clock.advance(16ms);
        timer->fire();
        QCOMPARE(model.rowCount(), 1);
        const auto text = [&](const char* column) {
            return model.index(0, model.columnOf(QString::fromLatin1(column))).data().toString();
        };
        QCOMPARE(text("at"), QStringLiteral("2026-11-25 02:41:10Z"));
        QCOMPARE(text("who"), QStringLiteral("j.ortiz laptop"));
        QCOMPARE(text("action"), QStringLiteral("force-destroy"));
        QCOMPARE(text("target"), QStringLiteral("fra1 A01-01/1"));
        QCOMPARE(text("why"), QStringLiteral("OPS-4411 stuck for an hour"));
        QCOMPARE(text("result"), QStringLiteral("rejected approvals"));
        model.setFilter(QStringLiteral("acme"));
        QCOMPARE(model.rowCount(), 0);
        model.setFilter(QStringLiteral("ortiz rejected"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("2026-11-25 02:41:10Z, j.ortiz, force-destroy, fra1 A01-01/1, OPS-4411, "
                           "stuck for an hour, rejected"));
    }

    void newestCanStandFirst()
    {
        StoreWorld world;
        const auto timer = std::make_shared<ManualTimer::Line>();
        TableModel model(auditList(world.store), world.clock, std::make_unique<ManualTimer>(timer));
        model.sort(model.columnOf(QStringLiteral("at")), Qt::DescendingOrder);
        std::vector<Event> events;
        for (int i = 1; i <= 12; ++i) // two of each second
            events.push_back(added(entry(i, world.clock.wall() + std::chrono::seconds(i / 2))));
        model.onChanged(world.commit(events));
        world.clock.advance(16ms);
        timer->fire();
        QCOMPARE(model.index(0, 0).data(IdRole).toString(), QStringLiteral("fra1/12"));
        QCOMPARE(model.index(1, 0).data(IdRole).toString(), QStringLiteral("fra1/11"));
        QCOMPARE(model.index(11, 0).data(IdRole).toString(), QStringLiteral("fra1/1"));
    }

    void wordsOfANewerVersionAreShownAsTheyAre()
    {
        QCOMPARE(auditActionWord(QStringLiteral("scrub")), QStringLiteral("scrub"));
        QCOMPARE(auditResultWord(QStringLiteral("HOST_ACCEPTED")),
            QStringLiteral("accepted by the host"));
        QVERIFY(auditResultWord(QStringLiteral("done")) != QStringLiteral("done")); // R11
    }
};

ESPALIER_TEST(TstAuditList)
#include "tst_auditlist.moc"
