// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

#include <array>

namespace Espalier::Items {

// A row source over a table of columns for one row type; a list adds its rows, its id and its
// roles.
template <typename Row, size_t N> class ListSource : public RowSource {
public:
    ListSource(const FleetStore& store, const std::array<Column<Row>, N>& columns)
        : m_store(store)
        , m_columns(columns)
    {
    }
    [[nodiscard]] int columnCount() const override { return static_cast<int>(N); }
    [[nodiscard]] const ColumnSpec& column(int column) const override { return at(column).spec; }
    [[nodiscard]] SortKey sortKey(RowId row, int column) const override
    {
        return at(column).sortValue(read(row), m_store.clock());
    }
    [[nodiscard]] Text::Line text(RowId row, int column) const override
    {
        return at(column).text(read(row), m_store.clock());
    }

protected:
    [[nodiscard]] virtual Row read(RowId row) const = 0;
    [[nodiscard]] const FleetStore& store() const { return m_store; }

private:
    [[nodiscard]] const Column<Row>& at(int column) const
    {
        return m_columns[static_cast<size_t>(column)];
    }
    const FleetStore& m_store;
    const std::array<Column<Row>, N>& m_columns;
};

} // namespace Espalier::Items
