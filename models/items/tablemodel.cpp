// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablemodel.h"

#include "roworder.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

namespace Espalier::Items {

namespace {

// More blocks than this: one permutation and one block instead.
constexpr size_t blocksAtMost = 32;

QList<int> rolesFor(FieldMask mask)
{
    QList<int> roles{Qt::DisplayRole, SortRole, RunsRole};
    if (mask & Field::state)
        roles << StateRole << SeverityRole << IconIdRole << BarRole;
    if (mask & (Field::state | Field::evidence))
        roles << AgeRole << EvidenceRole << StaleRole << TicksRole << BadgeRole;
    if (mask & Field::host)
        roles << CurrentModeRole << IconIdRole << SimulatedRole;
    if (mask & Field::job)
        roles << BarRole;
    return roles;
}

} // namespace

class TableModel::Private {
public:
    Private(TableModel& model, std::unique_ptr<RowSource> theSource, const Clock& clock,
        std::unique_ptr<Timer> timer)
        : q(model)
        , source(std::move(theSource))
        , order(*source)
        , gate(clock, std::move(timer), [this] { flush(); })
    {
        order.rebuild(source->rows());
    }

    void flush();
    void removeGone(const std::vector<RowId>& rows);
    void hide(const std::vector<RowId>& rows);
    void show(std::vector<RowId> rows);
    void reorder(const std::vector<RowId>& next);
    void tellChanged(const std::vector<RowId>& rows);
    void emitRange(int first, int last, FieldMask mask);
    void tellCounts();

    TableModel& q;
    std::unique_ptr<RowSource> source;
    RowOrder order;
    FlushGate gate;
    QHash<RowId, FieldMask> changed; // since the last flush
    std::vector<RowId> inserted; // since the last flush
    std::pair<int, int> counts{-1, -1};
};

// Rows that no longer exist leave at once: their ids may be given out again.
void TableModel::Private::removeGone(const std::vector<RowId>& rows)
{
    for (const RowId row : rows) {
        changed.remove(row);
        inserted.erase(std::remove(inserted.begin(), inserted.end(), row), inserted.end());
    }
    std::vector<RowId> shown;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(shown),
        [this](RowId row) { return order.positionOf(row) >= 0; });
    hide(shown);
    for (const RowId row : rows)
        order.forget(row);
}

void TableModel::Private::hide(const std::vector<RowId>& rows)
{
    if (rows.empty())
        return;
    std::vector<RowBlock> blocks = order.blocksOf(rows);
    if (blocks.size() > blocksAtMost) {
        reorder(order.withLast(rows));
        blocks = order.blocksOf(rows);
    }
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
        q.beginRemoveRows({}, block->first, block->last);
        order.removeBlock(*block);
        q.endRemoveRows();
    }
}

void TableModel::Private::show(std::vector<RowId> rows)
{
    if (rows.empty())
        return;
    order.sortRows(rows);
    const std::vector<InsertBlock> blocks = order.placesFor(rows);
    if (blocks.size() > blocksAtMost) {
        const int end = order.count();
        q.beginInsertRows({}, end, end + static_cast<int>(rows.size()) - 1);
        order.insertBlock({end, rows});
        q.endInsertRows();
        reorder(order.sorted());
        return;
    }
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
        q.beginInsertRows(
            {}, block->before, block->before + static_cast<int>(block->rows.size()) - 1);
        order.insertBlock(*block);
        q.endInsertRows();
    }
}

void TableModel::Private::reorder(const std::vector<RowId>& next)
{
    if (next == order.rows())
        return;
    Q_EMIT q.layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = q.persistentIndexList();
    std::vector<RowId> ids;
    ids.reserve(static_cast<size_t>(before.size()));
    for (const QModelIndex& index : before)
        ids.push_back(order.at(index.row()));
    order.setRows(next);
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after << q.index(order.positionOf(ids[static_cast<size_t>(i)]), before[i].column());
    q.changePersistentIndexList(before, after);
    Q_EMIT q.layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void TableModel::Private::emitRange(int first, int last, FieldMask mask)
{
    int left = 0;
    int right = source->columnCount() - 1;
    // A row in another state looks different in every column.
    if (!(mask & Field::state)) {
        while (left < right && !(source->column(left).mask & mask))
            ++left;
        while (right > left && !(source->column(right).mask & mask))
            --right;
        if (!(source->column(left).mask & mask))
            return; // nothing of it is shown
    }
    Q_EMIT q.dataChanged(q.index(first, left), q.index(last, right), rolesFor(mask));
}

// Merged ranges of rows; one range if more than half of all rows changed.
void TableModel::Private::tellChanged(const std::vector<RowId>& rows)
{
    std::vector<std::pair<int, FieldMask>> places;
    for (const RowId row : rows) {
        if (const int place = order.positionOf(row); place >= 0)
            places.emplace_back(place, changed.value(row));
    }
    if (places.empty())
        return;
    std::sort(places.begin(), places.end());
    if (places.size() * 2 > static_cast<size_t>(order.count())) {
        FieldMask all = 0;
        for (const auto& [place, mask] : places)
            all |= mask;
        emitRange(0, order.count() - 1, all);
        return;
    }
    for (size_t i = 0; i < places.size();) {
        size_t end = i;
        FieldMask mask = places[i].second;
        while (end + 1 < places.size() && places[end + 1].first == places[end].first + 1)
            mask |= places[++end].second;
        emitRange(places[i].first, places[end].first, mask);
        i = end + 1;
    }
}

void TableModel::Private::flush()
{
    std::vector<RowId> appear, vanish, stay;
    bool moved = false;
    for (const RowId row : std::exchange(inserted, {})) {
        changed.remove(row);
        if (order.learn(row))
            appear.push_back(row);
    }
    for (auto it = changed.cbegin(); it != changed.cend(); ++it) {
        const bool shown = order.positionOf(it.key()) >= 0;
        const bool wanted = order.relearn(it.key(), it.value());
        if (shown && wanted) {
            stay.push_back(it.key());
            moved |= order.keyMoved();
        } else if (shown) {
            vanish.push_back(it.key());
        } else if (wanted) {
            appear.push_back(it.key());
        }
    }
    hide(vanish);
    if (moved)
        reorder(order.sorted());
    show(std::move(appear));
    tellChanged(stay);
    changed.clear();
    tellCounts();
}

void TableModel::Private::tellCounts()
{
    const std::pair<int, int> now{order.count(), order.allRows()};
    if (std::exchange(counts, now) != now)
        Q_EMIT q.countsChanged();
}

TableModel::TableModel(std::unique_ptr<RowSource> source, const Clock& clock,
    std::unique_ptr<Timer> timer, QObject* parent)
    : QAbstractTableModel(parent)
    , d(std::make_unique<Private>(*this, std::move(source), clock, std::move(timer)))
{
}

TableModel::~TableModel() = default;

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : d->order.count();
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : d->source->columnCount();
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= d->order.count())
        return {};
    const RowId row = d->order.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return d->source->text(row, index.column()).plain();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(d->source->column(index.column()).alignment | Qt::AlignVCenter);
    case RunsRole:
        return QVariant::fromValue(d->source->text(row, index.column()));
    case IdRole:
        return d->source->id(row);
    case RowIdRole:
        return row;
    case SortRole: {
        const SortKey key = d->source->sortKey(row, index.column());
        return key.text.isEmpty() ? QVariant(key.number) : QVariant(key.text);
    }
    default:
        return d->source->value(row, index.column(), role);
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= d->source->columnCount())
        return {};
    const ColumnSpec& spec = d->source->column(section);
    switch (role) {
    case Qt::DisplayRole:
        return QCoreApplication::translate("Columns", spec.title);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(spec.alignment | Qt::AlignVCenter);
    case IdRole:
        return QString::fromLatin1(spec.id);
    default:
        return {};
    }
}

void TableModel::sort(int column, Qt::SortOrder order)
{
    if (column >= d->source->columnCount())
        return;
    d->order.setSort(column, order);
    d->reorder(d->order.sorted());
}

void TableModel::onChanged(const ChangeSet& changes)
{
    const TableChanges& table = d->source->changesIn(changes);
    if (table.isEmpty())
        return;
    d->removeGone(table.removed);
    d->inserted.insert(d->inserted.end(), table.inserted.begin(), table.inserted.end());
    for (const RowRange& range : table.changed) {
        for (RowId row = range.first; row <= range.last; ++row)
            d->changed[row] |= range.mask;
    }
    d->gate.dirty();
}

void TableModel::setFilter(const QString& text)
{
    if (!d->order.setFilter(text))
        return;
    std::vector<RowId> appear, vanish;
    d->order.difference(appear, vanish);
    d->hide(vanish);
    d->show(std::move(appear));
    d->tellCounts();
}

QString TableModel::filter() const { return d->order.filter(); }

void TableModel::setActive(bool active) { d->gate.setOpen(active); }

const ColumnSpec& TableModel::column(int column) const { return d->source->column(column); }

int TableModel::columnOf(const QString& columnId) const
{
    for (int column = 0; column < d->source->columnCount(); ++column) {
        if (columnId == QLatin1String(d->source->column(column).id))
            return column;
    }
    return -1;
}

QModelIndex TableModel::indexOf(const QString& id) const
{
    const auto row = d->source->rowOf(id);
    const int place = row ? d->order.positionOf(*row) : -1;
    return place < 0 ? QModelIndex() : index(place, 0);
}

int TableModel::allRows() const { return d->order.allRows(); }

int TableModel::sortColumn() const { return d->order.sortColumn(); }

Qt::SortOrder TableModel::sortOrder() const { return d->order.sortOrder(); }

} // namespace Espalier::Items
