// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/recordedfeed.h"

#include <floor/floorview.h>

#include <QAccessible>
#include <QAccessibleActionInterface>

using namespace Espalier;
using namespace Espalier::Ui;

namespace {

struct World {
    World()
        : feed(clock)
        , store(clock)
    {
        for (const SiteId& site : feed.sites())
            store.expectSite(site);
        for (const FeedBatch& batch : feed.lists())
            store.apply(batch);
        view = std::make_unique<FloorView>(store);
        view->resize(1016, 700);
        view->setActive(true);
        view->show();
        root = QAccessible::queryAccessibleInterface(view.get());
    }
    Tests::ManualClock clock;
    Tests::RecordedFeed feed;
    FleetStore store;
    std::unique_ptr<FloorView> view;
    QAccessibleInterface* root = nullptr;
};

QAccessibleInterface* named(QAccessibleInterface* parent, const QString& start)
{
    for (int i = 0; i < parent->childCount(); ++i) {
        QAccessibleInterface* child = parent->child(i);
        if (child->text(QAccessible::Name).startsWith(start))
            return child;
    }
    return nullptr;
}

} // namespace

// What assistive tools see of the floor (R6).
class TstFloorAccessible final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void racksAndSlotsHaveNames()
    {
        const World world;
        QVERIFY(world.root);
        QCOMPARE(world.root->childCount(), 17); // 8, 5 and 4 racks
        QAccessibleInterface* rack = named(world.root, QStringLiteral("fra1 rack A07"));
        QVERIFY(rack);
        const QString name = rack->text(QAccessible::Name);
        QVERIFY2(name.contains(QStringLiteral("14 hosts, 1 of 28 stuck")), qPrintable(name));
        QCOMPARE(rack->childCount(), 28);
        QAccessibleInterface* slot = named(rack, QStringLiteral("A07-12 slot 1, stuck"));
        QVERIFY(slot);
        QVERIFY(slot->text(QAccessible::Name).endsWith(QStringLiteral("minutes 8 seconds"))
            || slot->text(QAccessible::Name).contains(QStringLiteral("minutes")));
        QCOMPARE(slot->parent(), rack);
        QCOMPARE(rack->parent(), world.root);
        QCOMPARE(world.root->indexOfChild(rack), 6);
        QVERIFY(rack->indexOfChild(slot) >= 0);
        int all = 0;
        for (int i = 0; i < world.root->childCount(); ++i) {
            QAccessibleInterface* each = world.root->child(i);
            QVERIFY(!each->text(QAccessible::Name).isEmpty());
            for (int j = 0; j < each->childCount(); ++j) {
                QVERIFY(!each->child(j)->text(QAccessible::Name).isEmpty());
                ++all;
            }
        }
        QCOMPARE(all, 440);
    }

    void theyAreWhereTheyAreSeenAndCanBePressed()
    {
        const World world;
        QAccessibleInterface* rack = named(world.root, QStringLiteral("fra1 rack A07"));
        QAccessibleInterface* slot = named(rack, QStringLiteral("A07-12 slot 2"));
        QVERIFY(rack->rect().contains(slot->rect().center()));
        const QPoint centre = slot->rect().center();
        QCOMPARE(world.root->childAt(centre.x(), centre.y()), rack);
        QVERIFY(!slot->state().selected);
        QVERIFY(slot->state().selectable);
        QAccessibleActionInterface* action = slot->actionInterface();
        QVERIFY(action);
        action->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(slot->state().selected);
        QCOMPARE(world.view->current(), world.feed.slotAt(QStringLiteral("A07-12/2")));
        world.view->setFocus();
        QTRY_VERIFY(world.view->hasFocus());
        QVERIFY(slot->state().focused);
        QCOMPARE(world.root->focusChild(), slot);
    }

    void aSlotThatIsGoneIsInvalid()
    {
        World world;
        QAccessibleInterface* rack = named(world.root, QStringLiteral("fra1 rack A06"));
        QAccessibleInterface* slot = named(rack, QStringLiteral("A06-07 slot 1"));
        QVERIFY(slot->isValid());
        FeedBatch batch;
        batch.site = world.feed.sites().front();
        batch.epoch = QStringLiteral("e1");
        batch.fromWire = true;
        batch.receivedAt = world.clock.mono();
        Slot gone;
        gone.id = world.feed.slotAt(QStringLiteral("A06-07/1"));
        gone.host = world.store.slot(*world.store.rowOf(gone.id)).host;
        batch.commits = {{2000, false, {{Change::Deleted, gone, {}}}}};
        world.view->onChanged(world.store.apply(batch));
        QVERIFY(!slot->isValid());
        QVERIFY(slot->text(QAccessible::Name).isEmpty());
        QCOMPARE(slot->rect(), QRect());
        QCOMPARE(rack->childCount(), 27);
    }
};

ESPALIER_TEST(TstFloorAccessible)
#include "tst_flooraccessible.moc"
