// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

#include <QStringList>

namespace Espalier::Items {

struct RowBlock {
    int first = 0, last = 0; // ends included
};

// Rows that are to stand before the row that is now at this place.
struct InsertBlock {
    int before = 0;
    std::vector<RowId> rows;
};

// Which rows a list shows and in what order: sort keys, filter and places by row id. No signals, no
// Qt model: TableModel tells the views what this changes.
class RowOrder final {
public:
    explicit RowOrder(const RowSource& source);
    void rebuild(const std::vector<RowId>& all);

    [[nodiscard]] const std::vector<RowId>& rows() const { return m_rows; }
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int allRows() const { return m_accepted; }
    [[nodiscard]] RowId at(int place) const { return m_rows[static_cast<size_t>(place)]; }
    [[nodiscard]] int positionOf(RowId row) const; // -1: not shown

    // A new row: true if it is to be shown.
    bool learn(RowId row);
    // A changed row: true if it is to be shown. keyMoved then tells whether its sort key changed.
    bool relearn(RowId row, FieldMask mask);
    [[nodiscard]] bool keyMoved() const { return m_keyMoved; }
    void forget(RowId row);

    void setSort(int column, Qt::SortOrder order);
    [[nodiscard]] int sortColumn() const { return m_column; }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_order; }
    bool setFilter(const QString& text); // false: the same as before
    [[nodiscard]] QString filter() const { return m_filter; }
    // What a new filter shows and hides.
    void difference(std::vector<RowId>& appear, std::vector<RowId>& vanish);

    [[nodiscard]] std::vector<RowId> sorted() const; // the shown rows in order
    [[nodiscard]] std::vector<RowId> withLast(const std::vector<RowId>& rows) const;
    void sortRows(std::vector<RowId>& rows) const;
    [[nodiscard]] std::vector<RowBlock> blocksOf(const std::vector<RowId>& rows) const;
    [[nodiscard]] std::vector<InsertBlock> placesFor(const std::vector<RowId>& sortedRows) const;
    void removeBlock(const RowBlock& block);
    void insertBlock(const InsertBlock& block);
    void setRows(const std::vector<RowId>& rows);

private:
    struct Known {
        bool known = false;
        bool accepted = false;
        int place = -1;
        SortKey key;
        QString haystack; // lower case, empty until a filter asks
    };
    [[nodiscard]] bool before(RowId a, RowId b) const;
    [[nodiscard]] bool passes(RowId row);
    void makeKey(RowId row);
    void setAccepted(Known& known, bool accepted);
    void renumber(int from);

    const RowSource& m_source;
    std::vector<Known> m_known; // by row id
    std::vector<RowId> m_rows;
    int m_accepted = 0;
    int m_column = -1; // -1: by row id
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QString m_filter;
    QStringList m_words;
    FieldMask m_searched = 0; // fields that the filter reads
    bool m_keyMoved = false;
};

} // namespace Espalier::Items
