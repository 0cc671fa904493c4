// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "roworder.h"

#include <algorithm>

namespace Espalier::Items {

namespace {

bool isMissing(const SortKey& key) { return key.number == missingKey; }

} // namespace

RowOrder::RowOrder(const RowSource& source)
    : m_source(source)
{
    for (int column = 0; column < source.columnCount(); ++column) {
        if (source.column(column).searchable)
            m_searched |= source.column(column).mask;
    }
}

void RowOrder::rebuild(const std::vector<RowId>& all)
{
    m_known.clear();
    m_accepted = 0;
    std::vector<RowId> shown;
    for (const RowId row : all) {
        if (learn(row))
            shown.push_back(row);
    }
    sortRows(shown);
    setRows(shown);
}

int RowOrder::positionOf(RowId row) const { return row < m_known.size() ? m_known[row].place : -1; }

bool RowOrder::learn(RowId row)
{
    if (row >= m_known.size())
        m_known.resize(row + 1);
    m_known[row] = {};
    m_known[row].known = true;
    makeKey(row);
    setAccepted(m_known[row], m_source.accepts(row));
    return m_known[row].accepted && passes(row);
}

bool RowOrder::relearn(RowId row, FieldMask mask)
{
    m_keyMoved = false;
    if (row >= m_known.size() || !m_known[row].known)
        return false;
    Known& known = m_known[row];
    if (m_column >= 0 && (m_source.column(m_column).mask & mask)) {
        const SortKey before = known.key;
        makeKey(row);
        m_keyMoved = !(before == known.key);
    }
    if (mask & m_searched)
        known.haystack.clear();
    setAccepted(known, m_source.accepts(row));
    return known.accepted && passes(row);
}

void RowOrder::forget(RowId row)
{
    if (row >= m_known.size() || !m_known[row].known)
        return;
    setAccepted(m_known[row], false);
    m_known[row] = {};
}

void RowOrder::setAccepted(Known& known, bool accepted)
{
    m_accepted += int(accepted) - int(known.accepted);
    known.accepted = accepted;
}

void RowOrder::makeKey(RowId row)
{
    m_known[row].key = m_column < 0 ? SortKey{} : m_source.sortKey(row, m_column);
}

bool RowOrder::before(RowId a, RowId b) const
{
    const SortKey& x = m_known[a].key;
    const SortKey& y = m_known[b].key;
    if (isMissing(x) != isMissing(y))
        return isMissing(y); // last in either order
    const bool descending = m_order == Qt::DescendingOrder;
    if (x.number != y.number)
        return (x.number < y.number) != descending;
    if (const int order = QString::compare(x.text, y.text); order != 0)
        return (order < 0) != descending;
    return a < b;
}

bool RowOrder::passes(RowId row)
{
    if (m_words.isEmpty())
        return true;
    QString& haystack = m_known[row].haystack;
    if (haystack.isEmpty()) {
        for (int column = 0; column < m_source.columnCount(); ++column) {
            if (m_source.column(column).searchable)
                haystack += m_source.text(row, column).plain().toLower() + u'\n';
        }
    }
    return std::all_of(m_words.begin(), m_words.end(),
        [&](const QString& word) { return haystack.contains(word); });
}

void RowOrder::setSort(int column, Qt::SortOrder order)
{
    m_order = order;
    m_column = column;
    for (RowId row = 0; row < m_known.size(); ++row) {
        if (m_known[row].known)
            makeKey(row);
    }
}

bool RowOrder::setFilter(const QString& text)
{
    m_filter = text;
    QStringList words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return false;
    m_words = std::move(words);
    return true;
}

void RowOrder::difference(std::vector<RowId>& appear, std::vector<RowId>& vanish)
{
    for (RowId row = 0; row < m_known.size(); ++row) {
        if (!m_known[row].accepted)
            continue;
        const bool wanted = passes(row);
        const bool shown = m_known[row].place >= 0;
        if (wanted && !shown)
            appear.push_back(row);
        else if (!wanted && shown)
            vanish.push_back(row);
    }
}

void RowOrder::sortRows(std::vector<RowId>& rows) const
{
    std::sort(rows.begin(), rows.end(), [this](RowId a, RowId b) { return before(a, b); });
}

std::vector<RowId> RowOrder::sorted() const
{
    std::vector<RowId> rows = m_rows;
    sortRows(rows);
    return rows;
}

std::vector<RowId> RowOrder::withLast(const std::vector<RowId>& rows) const
{
    std::vector<char> last(m_known.size(), 0);
    for (const RowId row : rows)
        last[row] = 1;
    std::vector<RowId> next = m_rows;
    std::stable_partition(next.begin(), next.end(), [&](RowId row) { return last[row] == 0; });
    return next;
}

std::vector<RowBlock> RowOrder::blocksOf(const std::vector<RowId>& rows) const
{
    std::vector<int> places;
    places.reserve(rows.size());
    for (const RowId row : rows)
        places.push_back(positionOf(row));
    std::sort(places.begin(), places.end());
    std::vector<RowBlock> blocks;
    for (const int place : places) {
        if (!blocks.empty() && blocks.back().last + 1 == place)
            blocks.back().last = place;
        else
            blocks.push_back({place, place});
    }
    return blocks;
}

std::vector<InsertBlock> RowOrder::placesFor(const std::vector<RowId>& sortedRows) const
{
    std::vector<InsertBlock> blocks;
    for (const RowId row : sortedRows) {
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), row,
            [this](RowId shown, RowId fresh) { return before(shown, fresh); });
        const int place = static_cast<int>(at - m_rows.begin());
        if (blocks.empty() || blocks.back().before != place)
            blocks.push_back({place, {}});
        blocks.back().rows.push_back(row);
    }
    return blocks;
}

void RowOrder::removeBlock(const RowBlock& block)
{
    for (int place = block.first; place <= block.last; ++place)
        m_known[at(place)].place = -1;
    m_rows.erase(m_rows.begin() + block.first, m_rows.begin() + block.last + 1);
    renumber(block.first);
}

void RowOrder::insertBlock(const InsertBlock& block)
{
    m_rows.insert(m_rows.begin() + block.before, block.rows.begin(), block.rows.end());
    renumber(block.before);
}

void RowOrder::setRows(const std::vector<RowId>& rows)
{
    m_rows = rows;
    renumber(0);
}

void RowOrder::renumber(int from)
{
    for (int place = from; place < count(); ++place)
        m_known[at(place)].place = place;
}

} // namespace Espalier::Items
