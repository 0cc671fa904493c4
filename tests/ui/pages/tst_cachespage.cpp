// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/desk.h"

#include <pages/cachespage.h>
#include <parts/emptystate.h>
#include <shell/inspectordock.h>

#include <QAbstractButton>
#include <QLabel>

using namespace Espalier;
using namespace Espalier::Ui;
using Tests::Desk;

namespace {

CachesPage& open(Desk& desk)
{
    desk.window->show();
    desk.window->findChild<QAbstractButton*>(QStringLiteral("railCaches"))->click();
    return *desk.window->findChild<CachesPage*>();
}

QString idOf(const Desk& desk, const char* name)
{
    const FleetStore& store = desk.live.store();
    for (const RowId row : store.volumeIds()) {
        if (store.volume(row)->name == QLatin1String(name))
            return store.volume(row)->id.text();
    }
    return {};
}

} // namespace

class TstCachesPage final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrongComesFirst()
    {
        Desk desk(Scheme::Light, 1);
        CachesPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 6);
        QCOMPARE(page.countSentence(), QStringLiteral("6 volumes"));
        QCOMPARE(page.table().table()->index(0, 0).data(Items::IdRole).toString(),
            idOf(desk, "pods")); // attached, its VM unconfirmed
        QCOMPARE(page.railCount().text, QStringLiteral("3"));
        QCOMPARE(page.railCount().glyph, std::optional(Glyph::Unconfirmed));
    }

    void theInspectorHasTheVersionsNewestFirst()
    {
        Desk desk(Scheme::Light, 1);
        CachesPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 6);
        QVERIFY(page.table().setCurrentId(idOf(desk, "derived-data")));
        const QString said = desk.window->findChild<InspectorDock*>()->asText();
        QVERIFY2(said.contains(QStringLiteral("84 GiB")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("Attached now")), qPrintable(said));
        QVERIFY2(said.indexOf(QStringLiteral("v47")) < said.indexOf(QStringLiteral("v46")),
            qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("not while it is attached")), qPrintable(said));
        QVERIFY(page.table().setCurrentId(idOf(desk, "npm")));
        const QString empty = desk.window->findChild<InspectorDock*>()->asText();
        QVERIFY2(empty.contains(QStringLiteral("empty, no job has committed")), qPrintable(empty));
        QVERIFY2(empty.contains(QStringLiteral("none committed yet")), qPrintable(empty));
    }

    void whatCommandsActUponAreTheChosenVolumes()
    {
        Desk desk(Scheme::Light, 1);
        CachesPage& page = open(desk);
        QTRY_COMPARE(page.model().rowCount(), 6);
        page.table().selectAll();
        QCOMPARE(page.selection().volumes.size(), size_t(6));
        QVERIFY(page.selection().slots.empty());
    }

    void noVolumeIsSaidInWords()
    {
        Desk desk(Scheme::Light, 1, false);
        CachesPage& page = open(desk);
        QCOMPARE(page.countSentence(), QStringLiteral("unknown"));
        QTRY_VERIFY(page.table().emptyState().isVisible());
        QCOMPARE(page.table().emptyState().text().kind, EmptyKind::NotLoaded);
    }
};

ESPALIER_TEST(TstCachesPage)
#include "tst_cachespage.moc"
