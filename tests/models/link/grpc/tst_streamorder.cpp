// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <link/grpc/streamorder.h>

using namespace Espalier;

namespace {

const QString epoch = QStringLiteral("aaaa");

StreamOrder listed(quint64 revision)
{
    StreamOrder order;
    order.beginList();
    (void)order.takeEpoch(epoch);
    (void)order.takeBatch(revision);
    (void)order.takeBookmark(revision, true);
    return order;
}

} // namespace

class TstStreamOrder final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void takesAListInChunksThenCommits()
    {
        StreamOrder order;
        order.beginList();
        QVERIFY(order.isListing());
        QCOMPARE(order.takeEpoch(epoch), Message());
        QCOMPARE(order.takeBatch(10), Message());
        QCOMPARE(order.takeBookmark(0, false), Message());
        QCOMPARE(order.takeBatch(10), Message());
        QVERIFY(!order.canResume());
        QCOMPARE(order.takeBookmark(10, true), Message());
        QVERIFY(!order.isListing());
        QVERIFY(order.canResume());
        QCOMPARE(order.takeBatch(11), Message());
        QCOMPARE(order.takeBatch(15), Message());
        QCOMPARE(order.takeBookmark(15, false), Message());
        QCOMPARE(order.takeBookmark(20, false), Message());
        QCOMPARE(order.revision(), quint64(20));
    }
    void takesAnEmptyList()
    {
        StreamOrder order;
        order.beginList();
        QCOMPARE(order.takeBookmark(1, true), Message());
        QVERIFY(order.canResume());
    }
    void resumesAfterTheLastRevision()
    {
        StreamOrder order;
        order.beginResume(epoch, 10);
        QVERIFY(order.canResume());
        QCOMPARE(order.takeEpoch(epoch), Message());
        QVERIFY(!order.takeBatch(10).isEmpty());
        QCOMPARE(order.takeBatch(11), Message());
    }
    void noticesWhatBreaksTheOrder()
    {
        QVERIFY(!listed(10).takeBatch(10).isEmpty());
        QVERIFY(!listed(10).takeBatch(0).isEmpty());
        QVERIFY(!listed(10).takeBatch(9).isEmpty());
        QVERIFY(!listed(10).takeBookmark(9, false).isEmpty());
        QVERIFY(!listed(10).takeBookmark(10, true).isEmpty());
        QVERIFY(!listed(10).takeEpoch(QStringLiteral("bbbb")).isEmpty());
        QVERIFY(!listed(10).takeEpoch(QString()).isEmpty());
    }
    void noticesWhatBreaksAList()
    {
        const auto listing = [] {
            StreamOrder order;
            order.beginList();
            (void)order.takeEpoch(epoch);
            (void)order.takeBatch(10);
            return order;
        };
        QVERIFY(!listing().takeBatch(11).isEmpty());
        QVERIFY(!listing().takeBookmark(10, false).isEmpty());
        QVERIFY(!listing().takeBookmark(11, true).isEmpty());
    }
    void forgetsWhatNoLongerCounts()
    {
        StreamOrder order = listed(10);
        order.forget();
        QVERIFY(!order.canResume());
        order.beginList();
        QCOMPARE(order.takeEpoch(QStringLiteral("bbbb")), Message());
        QCOMPARE(order.takeBatch(1), Message());
    }
};

ESPALIER_TEST(TstStreamOrder)
#include "tst_streamorder.moc"
