// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <store/fleetstore.h>
#include <text/line.h>

#include <QVariant>

#include <limits>

namespace Espalier::Items {

// A cell's sort key: numbers first, texts among equal numbers. Missing values sort last.
struct SortKey {
    qint64 number = 0;
    QString text;
    friend bool operator==(const SortKey&, const SortKey&) = default;
};

constexpr qint64 missingKey = std::numeric_limits<qint64>::max();

// Elapsed time against past runs (BarRole). The painter scales to 1.4 x p95.
struct Bar {
    std::chrono::milliseconds value{}, p50{}, p95{}; // p95 0: not known, no ticks
    bool stale = false; // hollow
    bool overdue = false; // the part beyond p95 may wear the caution fill
    friend bool operator==(const Bar&, const Bar&) = default;
};

// How a check came out (MarkRole), as a stroke before the text.
enum class CellMark { None, Tick, Cross, Ring, Dash };

// One column as a value. Header, data, sorting, filter, export and tests read this and nothing
// else.
struct ColumnSpec {
    const char* id; // state, place, ...; never translated, names the column in settings
    const char* title; // QT_TRANSLATE_NOOP("Columns", ...)
    Qt::Alignment alignment;
    int width; // px; of a stretching column the least
    bool stretch;
    bool searchable; // the plain text filter reads it
    FieldMask mask; // what of a row it shows
};

// A column of a list with rows of one type.
template <typename Row> struct Column {
    ColumnSpec spec;
    SortKey (*sortValue)(const Row& row, const Clock& clock);
    Text::Line (*text)(const Row& row, const Clock& clock);
};

// The face between the store and the one model: a list of rows with columns.
class RowSource {
public:
    RowSource() = default;
    RowSource(const RowSource&) = delete;
    RowSource& operator=(const RowSource&) = delete;
    virtual ~RowSource() = default;
    [[nodiscard]] virtual int columnCount() const = 0;
    [[nodiscard]] virtual const ColumnSpec& column(int column) const = 0;
    [[nodiscard]] virtual std::vector<RowId> rows() const = 0;
    [[nodiscard]] virtual bool accepts(RowId row) const = 0; // false: no row of this list now
    [[nodiscard]] virtual const TableChanges& changesIn(const ChangeSet& changes) const = 0;
    [[nodiscard]] virtual QString id(RowId row) const = 0; // IdRole
    [[nodiscard]] virtual std::optional<RowId> rowOf(const QString& id) const = 0;
    [[nodiscard]] virtual SortKey sortKey(RowId row, int column) const = 0;
    [[nodiscard]] virtual Text::Line text(RowId row, int column) const = 0;
    // Roles beside Display, Runs, Sort and Id (tablemodel.h); an invalid variant where there is
    // nothing.
    [[nodiscard]] virtual QVariant value(RowId row, int column, int role) const = 0;
};

} // namespace Espalier::Items

Q_DECLARE_METATYPE(Espalier::Items::Bar)
