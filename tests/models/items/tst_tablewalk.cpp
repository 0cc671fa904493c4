// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plainsource.h"
#include "support/manualclock.h"
#include "support/manualtimer.h"
#include "support/testregistry.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>

#include <algorithm>
#include <random>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace Espalier::Items;
using namespace std::chrono_literals;

// Seeded random walks over inserts, removals, updates, sorts and filters, against a plain reference
// list.
class TstTableWalk final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void equalsAPlainList_data();
    void equalsAPlainList();
    void selectionSurvivesAThousandSteps_data() { equalsAPlainList_data(); }
    void selectionSurvivesAThousandSteps();

private:
    void begin(int seed);
    void step(bool filters);
    void insertSome();
    void removeSome();
    void changeSome();
    void tell(TableChanges changes);
    QStringList reference() const;
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }

    std::mt19937 m_random;
    ManualClock m_clock;
    std::shared_ptr<ManualTimer::Line> m_timer;
    std::shared_ptr<PlainSource::World> m_world;
    std::unique_ptr<TableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::vector<RowId> m_free;
    RowId m_next = 0;
    int m_serial = 0;
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QString m_filter;
    bool m_toggles = true; // rows come to be accepted and not
};

void TstTableWalk::equalsAPlainList_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TstTableWalk::begin(int seed)
{
    m_random.seed(static_cast<unsigned>(seed));
    m_tester.reset();
    m_model.reset();
    m_timer = std::make_shared<ManualTimer::Line>();
    m_world = std::make_shared<PlainSource::World>();
    m_model = std::make_unique<TableModel>(
        std::make_unique<PlainSource>(m_world), m_clock, std::make_unique<ManualTimer>(m_timer));
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_free.clear();
    m_next = 0;
    m_column = -1;
    m_toggles = true;
    m_filter.clear();
}

void TstTableWalk::tell(TableChanges changes)
{
    ChangeSet set;
    set.slots = std::move(changes);
    m_model->onChanged(set);
}

void TstTableWalk::insertSome()
{
    TableChanges changes;
    const int count = pick(6) == 0 ? pick(60) + 1 : pick(4) + 1;
    for (int i = 0; i < count; ++i) {
        RowId row = m_next;
        if (!m_free.empty() && pick(2) == 0) {
            row = m_free.back();
            m_free.pop_back();
        } else {
            ++m_next;
        }
        m_world->rows[row] = {QStringLiteral("id-%1").arg(m_serial++),
            QStringLiteral("word%1").arg(pick(50)), pick(40) - 2,
            QStringLiteral("o%1").arg(pick(7)), !m_toggles || pick(10) > 0};
        changes.inserted.push_back(row);
    }
    std::sort(changes.inserted.begin(), changes.inserted.end());
    tell(changes);
}

void TstTableWalk::removeSome()
{
    TableChanges changes;
    const int oneOf = pick(4) == 0 ? 2 : 12;
    for (auto row = m_world->rows.begin(); row != m_world->rows.end();) {
        if (pick(oneOf) > 0) {
            ++row;
            continue;
        }
        changes.removed.push_back(row->first);
        row = m_world->rows.erase(row);
    }
    m_free.insert(m_free.end(), changes.removed.begin(), changes.removed.end());
    tell(changes);
}

void TstTableWalk::changeSome()
{
    TableChanges changes;
    const int oneOf = pick(6) + 1;
    for (auto& [id, row] : m_world->rows) {
        if (pick(oneOf * 4) > 0)
            continue;
        FieldMask mask = 0;
        if (pick(2) == 0) {
            row.number = pick(40) - 2;
            mask |= Field::evidence;
        }
        if (pick(3) == 0) {
            row.word = QStringLiteral("word%1").arg(pick(50));
            mask |= Field::job;
        }
        if (m_toggles && pick(12) == 0) {
            row.accepted = !row.accepted;
            mask |= Field::state;
        }
        if (mask != 0)
            changes.changed.push_back({id, id, mask});
    }
    tell(changes);
}

void TstTableWalk::step(bool filters)
{
    switch (pick(filters ? 8 : 6)) {
    case 0:
    case 1:
        insertSome();
        break;
    case 2:
        removeSome();
        break;
    case 3:
    case 4:
        changeSome();
        break;
    case 5:
        m_column = pick(4) - 1;
        m_order = pick(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder;
        m_model->sort(m_column, m_order);
        break;
    default:
        m_filter = pick(3) == 0 ? QString() : QStringLiteral("O%1 word").arg(pick(7));
        m_model->setFilter(m_filter);
    }
    if (pick(3) == 0) {
        m_clock.advance(16ms);
        m_timer->fire();
    }
}

// What a naive list would show.
QStringList TstTableWalk::reference() const
{
    std::vector<std::pair<RowId, PlainSource::Row>> rows;
    const QStringList words = m_filter.toLower().split(u' ', Qt::SkipEmptyParts);
    for (const auto& [id, row] : m_world->rows) {
        const QString text = (row.word + u'\n' + row.other).toLower();
        const bool passes = std::all_of(
            words.begin(), words.end(), [&](const QString& word) { return text.contains(word); });
        if (row.accepted && passes)
            rows.emplace_back(id, row);
    }
    std::stable_sort(rows.begin(), rows.end(), [this](const auto& a, const auto& b) {
        const bool down = m_order == Qt::DescendingOrder;
        const PlainSource::Row &x = a.second, &y = b.second;
        if (m_column == 1) {
            if ((x.number < 0) != (y.number < 0))
                return y.number < 0;
            if (x.number < 0)
                return false;
            return down ? x.number > y.number : x.number < y.number;
        }
        if (m_column < 0)
            return false;
        const QString &p = m_column == 0 ? x.word : x.other, &q = m_column == 0 ? y.word : y.other;
        return down ? p > q : p < q;
    });
    QStringList ids;
    for (const auto& [id, row] : rows)
        ids << row.id;
    return ids;
}

void TstTableWalk::equalsAPlainList()
{
    QFETCH(int, seed);
    begin(seed);
    for (int i = 0; i < 600; ++i) {
        step(true);
        if (i % 10 == 9) {
            m_clock.advance(16ms);
            m_timer->fire();
            QCOMPARE(idsOf(*m_model), reference());
        }
    }
}

// R13: what is selected stays selected as long as it lives, and nothing else becomes so, whatever
// happens around it.
void TstTableWalk::selectionSurvivesAThousandSteps()
{
    QFETCH(int, seed);
    begin(seed);
    m_toggles = false;
    QItemSelectionModel selection(m_model.get());
    for (int i = 0; i < 20; ++i)
        insertSome();
    QSet<QString> chosen;
    int compared = 0;
    for (int i = 0; i < 1000; ++i) {
        if (chosen.size() < 5) {
            m_clock.advance(16ms);
            m_timer->fire();
            for (int row = 0; row < m_model->rowCount(); row += 3) {
                const QModelIndex index = m_model->index(row, 0);
                selection.select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
                chosen.insert(index.data(IdRole).toString());
            }
        }
        step(false);
        QSet<QString> alive;
        for (const auto& [id, row] : m_world->rows)
            alive.insert(row.id);
        chosen.intersect(alive);
        QSet<QString> now;
        const QModelIndexList selected = selection.selectedRows();
        for (const QModelIndex& index : selected)
            now.insert(index.data(IdRole).toString());
        QCOMPARE(now, chosen);
        compared += static_cast<int>(now.size());
    }
    QVERIFY(compared > 3000);
}

ESPALIER_TEST(TstTableWalk)
#include "tst_tablewalk.moc"
