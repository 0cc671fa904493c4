// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"
#include "tablemodel.h"

namespace Espalier::Items {

// What rows of every list answer in the same way; an invalid variant for any other role.
template <typename Row> [[nodiscard]] QVariant stateValue(const Row& row, bool stale, int role)
{
    switch (role) {
    case StateRole:
        return int(row.state);
    case SeverityRole:
        return int(row.severity);
    case StaleRole:
        return stale;
    case SimulatedRole:
        return row.simulated;
    case LastStateRole:
        return int(row.lastKnown);
    default:
        return {};
    }
}

// A row source over one table of the store. List says what is its own, all static: the types Row
// and Id, columns, rows, read, changes, id, accepts and value. A view asks one row for all its
// cells and roles in turn, so the row last read is kept until the store changes: a cell costs a
// look, not a row.
template <typename List> class ListSource final : public RowSource {
public:
    using Row = typename List::Row;

    explicit ListSource(const FleetStore& store)
        : m_store(store)
    {
    }
    [[nodiscard]] int columnCount() const override
    {
        return static_cast<int>(List::columns.size());
    }
    [[nodiscard]] const ColumnSpec& column(int column) const override { return at(column).spec; }
    [[nodiscard]] std::vector<RowId> rows() const override { return List::rows(m_store); }
    [[nodiscard]] bool accepts(RowId row) const override { return List::accepts(look(row)); }
    [[nodiscard]] const TableChanges& changesIn(const ChangeSet& changes) const override
    {
        return List::changes(changes);
    }
    [[nodiscard]] QString id(RowId row) const override { return List::id(look(row)).text(); }
    [[nodiscard]] std::optional<RowId> rowOf(const QString& id) const override
    {
        if constexpr (requires { List::rowOf(m_store, id); })
            return List::rowOf(m_store, id); // ids of several tables look alike
        else
            return m_store.rowOf(typename List::Id(id));
    }
    [[nodiscard]] SortKey sortKey(RowId row, int column) const override
    {
        return at(column).sortValue(look(row), m_store.clock());
    }
    [[nodiscard]] Text::Line text(RowId row, int column) const override
    {
        return at(column).text(look(row), m_store.clock());
    }
    [[nodiscard]] QVariant value(RowId row, int column, int role) const override
    {
        return List::value(look(row), m_store.clock(), column, role);
    }

private:
    [[nodiscard]] static const Column<Row>& at(int column)
    {
        return List::columns[static_cast<size_t>(column)];
    }
    // Valid until the next look.
    [[nodiscard]] const Row& look(RowId row) const
    {
        if (m_serial != m_store.serial() || m_looked != row) {
            m_row = List::read(m_store, row);
            m_looked = row;
            m_serial = m_store.serial();
        }
        return m_row;
    }

    const FleetStore& m_store;
    mutable Row m_row;
    mutable RowId m_looked = 0;
    mutable quint64 m_serial = 0; // of the store; 0: nothing looked at yet
};

} // namespace Espalier::Items
