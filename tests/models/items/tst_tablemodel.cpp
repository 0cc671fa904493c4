// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plainsource.h"
#include "support/manualclock.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace Espalier::Items;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    explicit Fixture(int rows = 0)
    {
        for (int i = 0; i < rows; ++i)
            put(static_cast<RowId>(i), QStringLiteral("w%1").arg(i, 3, 10, QLatin1Char('0')), i);
        model = std::make_unique<TableModel>(
            std::make_unique<PlainSource>(world), clock, std::make_unique<ManualTimer>(timer));
        tester = std::make_unique<QAbstractItemModelTester>(
            model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void put(RowId row, const QString& word, qint64 number = 0)
    {
        world->rows[row] = {QStringLiteral("id-") + word, word, number, QStringLiteral("x"), true};
    }
    void tell(TableChanges changes)
    {
        ChangeSet set;
        set.slots = std::move(changes);
        model->onChanged(set);
    }
    // The next frame: what waits is flushed.
    void frame()
    {
        clock.advance(16ms);
        timer->fire();
    }
    ManualClock clock;
    std::shared_ptr<ManualTimer::Line> timer = std::make_shared<ManualTimer::Line>();
    std::shared_ptr<PlainSource::World> world = std::make_shared<PlainSource::World>();
    std::unique_ptr<TableModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

struct Range {
    int top, left, bottom, right;
    QList<int> roles;
};

QList<Range> ranges(const QSignalSpy& spy)
{
    QList<Range> all;
    for (const auto& call : spy) {
        const auto from = call[0].toModelIndex(), to = call[1].toModelIndex();
        all << Range{from.row(), from.column(), to.row(), to.column(), call[2].value<QList<int>>()};
    }
    return all;
}

} // namespace

class TstTableModel final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatIsThere();
    void headerComesFromTheColumns();
    void insertsAreOneBlockWhereTheyBelong();
    void manyScatteredInsertsAreOneBlockAndOneLayoutChange();
    void removalsAreBlocksFromTheBackAndAtOnce();
    void changesAreMergedRangesCutToColumnsAndRoles();
    void moreThanHalfIsOneRange();
    void stateChangesTouchEveryColumn();
    void maskThatNoColumnShowsIsSilent();
    void emptyTableTellsNothing();
    void sortsBothWaysMissingLast();
    void movedRowKeepsItsPersistentIndex();
    void filterNeedsEveryWordInSearchableColumns();
    void changedRowIsFilteredAgain();
    void rowsThatAreNotAcceptedAreNotCounted();
    void changesWaitForTheFrame();
    void inactiveModelOnlyMarksDirty();
    void rowIdGivenOutAgainIsAnotherRow();
    void indexOfFindsById();
};

void TstTableModel::showsWhatIsThere()
{
    Fixture f(3);
    QCOMPARE(f.model->rowCount(), 3);
    QCOMPARE(f.model->columnCount(), 3);
    QCOMPARE(f.model->index(1, 0).data().toString(), QStringLiteral("w001"));
    QCOMPARE(f.model->index(1, 1).data(SortRole).toLongLong(), 1);
    QCOMPARE(f.model->index(1, 0).data(SortRole).toString(), QStringLiteral("w001"));
    QCOMPARE(f.model->index(1, 0).data(IdRole).toString(), QStringLiteral("id-w001"));
    QCOMPARE(f.model->index(1, 0).data(RowIdRole).toUInt(), 1u);
    QVERIFY(!f.model->index(1, 0).data(Qt::DecorationRole).isValid()); // no pictures in models
    QCOMPARE(
        f.model->index(0, 0).data(RunsRole).value<Text::Line>().plain(), QStringLiteral("w000"));
    QVERIFY(!f.model->data(QModelIndex()).isValid());
}

void TstTableModel::headerComesFromTheColumns()
{
    Fixture f;
    QCOMPARE(f.model->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Number"));
    QCOMPARE(f.model->headerData(1, Qt::Horizontal, IdRole).toString(), QStringLiteral("number"));
    QCOMPARE(f.model->columnOf(QStringLiteral("other")), 2);
    QCOMPARE(f.model->columnOf(QStringLiteral("nothing")), -1);
    QVERIFY(!f.model->headerData(7, Qt::Horizontal).isValid());
}

void TstTableModel::insertsAreOneBlockWhereTheyBelong()
{
    Fixture f(4);
    f.model->sort(0);
    QSignalSpy inserted(f.model.get(), &TableModel::rowsInserted);
    QSignalSpy counts(f.model.get(), &TableModel::countsChanged);
    f.put(10, QStringLiteral("w001a"));
    f.put(11, QStringLiteral("w001b"));
    f.tell({{10, 11}, {}, {}});
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted[0][1].toInt(), 2);
    QCOMPARE(inserted[0][2].toInt(), 3);
    QCOMPARE(counts.size(), 1);
    QCOMPARE(f.model->index(2, 0).data().toString(), QStringLiteral("w001a"));
}

void TstTableModel::manyScatteredInsertsAreOneBlockAndOneLayoutChange()
{
    Fixture f(100);
    f.model->sort(0);
    const QPersistentModelIndex kept = f.model->index(50, 0);
    QSignalSpy inserted(f.model.get(), &TableModel::rowsInserted);
    QSignalSpy layout(f.model.get(), &TableModel::layoutChanged);
    std::vector<RowId> fresh;
    for (int i = 0; i < 100; ++i) {
        f.put(static_cast<RowId>(200 + i), QStringLiteral("w%1a").arg(i, 3, 10, QLatin1Char('0')));
        fresh.push_back(static_cast<RowId>(200 + i));
    }
    f.tell({fresh, {}, {}});
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(layout.size(), 1);
    QCOMPARE(f.model->rowCount(), 200);
    QCOMPARE(kept.data().toString(), QStringLiteral("w050"));
    QCOMPARE(kept.row(), 100);
}

void TstTableModel::removalsAreBlocksFromTheBackAndAtOnce()
{
    Fixture f(10);
    QSignalSpy removed(f.model.get(), &TableModel::rowsRemoved);
    f.tell({{}, {}, {{0, 0, Field::job}}}); // the frame is used up
    for (const RowId row : {2u, 3u, 7u})
        f.world->rows.erase(row);
    f.tell({{}, {2, 3, 7}, {}});
    QCOMPARE(removed.size(), 2);
    QCOMPARE(removed[0][1].toInt(), 7);
    QCOMPARE(removed[1][1].toInt(), 2);
    QCOMPARE(removed[1][2].toInt(), 3);
    QCOMPARE(f.model->rowCount(), 7);
}

void TstTableModel::changesAreMergedRangesCutToColumnsAndRoles()
{
    Fixture f(20);
    QSignalSpy changed(f.model.get(), &TableModel::dataChanged);
    f.tell({{}, {}, {{3, 5, Field::evidence}, {6, 6, Field::job}, {9, 9, Field::evidence}}});
    const auto told = ranges(changed);
    QCOMPARE(told.size(), 2);
    QCOMPARE(told[0].top, 3);
    QCOMPARE(told[0].bottom, 6);
    QCOMPARE(told[0].left, 0); // word and number
    QCOMPARE(told[0].right, 1);
    QCOMPARE(told[1].top, 9);
    QCOMPARE(told[1].bottom, 9);
    QCOMPARE(told[1].left, 1);
    QCOMPARE(told[1].right, 1);
    QVERIFY(told[1].roles.contains(Qt::DisplayRole));
    QVERIFY(told[1].roles.contains(AgeRole));
    QVERIFY(!told[1].roles.contains(StateRole));
}

void TstTableModel::moreThanHalfIsOneRange()
{
    Fixture f(10);
    QSignalSpy changed(f.model.get(), &TableModel::dataChanged);
    TableChanges changes;
    for (RowId row = 0; row < 10; row += 2)
        changes.changed.push_back({row, row, Field::evidence});
    f.tell(changes);
    QCOMPARE(changed.size(), 5); // half is not more than half
    changed.clear();
    changes.changed.push_back({9, 9, Field::evidence});
    f.tell(changes);
    f.frame();
    const auto told = ranges(changed);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0].top, 0);
    QCOMPARE(told[0].bottom, 9);
}

void TstTableModel::stateChangesTouchEveryColumn()
{
    Fixture f(10);
    QSignalSpy changed(f.model.get(), &TableModel::dataChanged);
    f.tell({{}, {}, {{4, 4, Field::state}}});
    const auto told = ranges(changed);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0].left, 0);
    QCOMPARE(told[0].right, 2);
    QVERIFY(told[0].roles.contains(StateRole));
}

void TstTableModel::maskThatNoColumnShowsIsSilent()
{
    Fixture f(10);
    QSignalSpy changed(f.model.get(), &TableModel::dataChanged);
    f.tell({{}, {}, {{4, 4, Field::host}}});
    QCOMPARE(changed.size(), 0);
}

void TstTableModel::emptyTableTellsNothing()
{
    Fixture f;
    QSignalSpy changed(f.model.get(), &TableModel::dataChanged);
    QSignalSpy layout(f.model.get(), &TableModel::layoutChanged);
    f.tell({{}, {}, {}});
    f.model->sort(1);
    f.model->setFilter(QStringLiteral("nothing"));
    QCOMPARE(changed.size(), 0);
    QCOMPARE(layout.size(), 0);
}

void TstTableModel::sortsBothWaysMissingLast()
{
    Fixture f;
    for (const auto& [row, number] : std::map<RowId, int>{{0, 5}, {1, -1}, {2, 1}, {3, 9}})
        f.put(row, QStringLiteral("w%1").arg(row), number);
    f.tell({{0, 1, 2, 3}, {}, {}});
    f.model->sort(1);
    QCOMPARE(idsOf(*f.model).join(u' '), QStringLiteral("id-w2 id-w0 id-w3 id-w1"));
    f.model->sort(1, Qt::DescendingOrder);
    QCOMPARE(idsOf(*f.model).join(u' '), QStringLiteral("id-w3 id-w0 id-w2 id-w1"));
    QCOMPARE(f.model->sortColumn(), 1);
    QCOMPARE(f.model->sortOrder(), Qt::DescendingOrder);
}

void TstTableModel::movedRowKeepsItsPersistentIndex()
{
    Fixture f(10);
    f.model->sort(1);
    const QPersistentModelIndex mover = f.model->index(2, 0);
    f.world->rows[2].number = 100;
    QSignalSpy layout(f.model.get(), &TableModel::layoutChanged);
    f.tell({{}, {}, {{2, 2, Field::evidence}}});
    QCOMPARE(layout.size(), 1);
    QCOMPARE(mover.row(), 9);
    QCOMPARE(mover.data(IdRole).toString(), QStringLiteral("id-w002"));
    // A change of another field moves nothing.
    f.tell({{}, {}, {{2, 2, Field::job}}});
    f.frame();
    QCOMPARE(layout.size(), 1);
}

void TstTableModel::filterNeedsEveryWordInSearchableColumns()
{
    Fixture f(20);
    f.world->rows[7].other = QStringLiteral("Special");
    f.model->setFilter(QStringLiteral("W00 spec"));
    QCOMPARE(idsOf(*f.model), QStringList{QStringLiteral("id-w007")});
    QCOMPARE(f.model->allRows(), 20);
    f.model->setFilter(QStringLiteral("w00"));
    QCOMPARE(f.model->rowCount(), 10);
    f.model->setFilter(QStringLiteral("7 12345")); // the number column is not searched
    QCOMPARE(f.model->rowCount(), 0);
    QSignalSpy counts(f.model.get(), &TableModel::countsChanged);
    f.model->setFilter({});
    QCOMPARE(f.model->rowCount(), 20);
    QCOMPARE(counts.size(), 1);
}

void TstTableModel::changedRowIsFilteredAgain()
{
    Fixture f(5);
    f.model->setFilter(QStringLiteral("w003"));
    f.world->rows[1].word = QStringLiteral("w0031");
    f.world->rows[3].word = QStringLiteral("gone");
    f.tell({{}, {}, {{1, 1, Field::job}, {3, 3, Field::job}}});
    QCOMPARE(f.model->rowCount(), 1);
    QCOMPARE(f.model->index(0, 0).data().toString(), QStringLiteral("w0031"));
}

void TstTableModel::rowsThatAreNotAcceptedAreNotCounted()
{
    Fixture f(5);
    f.world->rows[1].accepted = false;
    f.tell({{}, {}, {{1, 1, Field::state}}});
    QCOMPARE(f.model->rowCount(), 4);
    QCOMPARE(f.model->allRows(), 4);
    f.world->rows[1].accepted = true;
    f.tell({{}, {}, {{1, 1, Field::state}}});
    f.frame();
    QCOMPARE(f.model->rowCount(), 5);
    QCOMPARE(f.model->allRows(), 5);
}

void TstTableModel::changesWaitForTheFrame()
{
    Fixture f(20);
    QSignalSpy changed(f.model.get(), &TableModel::dataChanged);
    f.tell({{}, {}, {{1, 1, Field::job}}});
    QCOMPARE(changed.size(), 1);
    for (RowId row = 1; row < 4; ++row)
        f.tell({{}, {}, {{row, row, Field::job}}});
    QCOMPARE(changed.size(), 1);
    f.frame();
    QCOMPARE(changed.size(), 2); // all three in one range
}

void TstTableModel::inactiveModelOnlyMarksDirty()
{
    Fixture f(20);
    f.model->setActive(false);
    QSignalSpy changed(f.model.get(), &TableModel::dataChanged);
    QSignalSpy inserted(f.model.get(), &TableModel::rowsInserted);
    f.put(30, QStringLiteral("w030"));
    f.tell({{30}, {}, {{1, 1, Field::job}}});
    f.frame();
    QCOMPARE(changed.size() + inserted.size(), 0);
    f.model->setActive(true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(inserted.size(), 1);
}

void TstTableModel::rowIdGivenOutAgainIsAnotherRow()
{
    Fixture f(5);
    f.model->setActive(false);
    const QPersistentModelIndex old = f.model->index(2, 0);
    f.world->rows.erase(2);
    f.tell({{}, {2}, {}});
    QVERIFY(!old.isValid());
    f.put(2, QStringLiteral("other"));
    f.tell({{2}, {}, {}});
    f.model->setActive(true);
    QCOMPARE(f.model->rowCount(), 5);
    QVERIFY(!old.isValid());
    QVERIFY(f.model->indexOf(QStringLiteral("id-other")).isValid());
}

void TstTableModel::indexOfFindsById()
{
    Fixture f(5);
    f.model->sort(1, Qt::DescendingOrder);
    QCOMPARE(f.model->indexOf(QStringLiteral("id-w001")).row(), 3);
    QVERIFY(!f.model->indexOf(QStringLiteral("id-nothing")).isValid());
    f.model->setFilter(QStringLiteral("w004"));
    QVERIFY(!f.model->indexOf(QStringLiteral("id-w001")).isValid());
}

ESPALIER_TEST(TstTableModel)
#include "tst_tablemodel.moc"
