// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"
#include "flushgate.h"

#include <QAbstractTableModel>

namespace Espalier::Items {

enum Role {
    SortRole = Qt::UserRole + 1, // typed raw value: qlonglong, or QString where the text decides
    IdRole, // QString: slot id, VM id
    RowIdRole, // uint: the store's row id
    StateRole, // int(DisplayState)
    SeverityRole, // int(Severity)
    StaleRole, // bool: "was ...", hatch, italic, no severity fill
    IconIdRole, // QString: glyph of this cell: stuck, running, draining ...; empty: none
    AgeRole, // qlonglong: age of the verified evidence in ms, -1: never
    EvidenceRole, // int(EvidenceAge)
    RunsRole, // Text::Line: the text in runs of styles
    BarRole, // Bar: elapsed against p50 and p95
    TicksRole, // QVariantList of int(ClauseState), nine
    BadgeRole, // int(Badge)
    SimulatedRole, // bool: dotted outline
    CurrentModeRole, // int(HostMode) of the row's host
    LastStateRole, // int(DisplayState): what "was ..." names
    MarkRole, // int(CellMark): a stroke before the text
    PriorityRole, // int(Severity) of an alarm: its badge; hollow while SeverityRole says None
    RingRole, // bool: the badge of an unacknowledged P1 wears a ring
    LinkRole, // bool: the text opens something
};

// The one model behind every list. Sorts and filters inside; a row keeps its persistent index, and
// so its selection, over updates, sorting and resync. Flushes by the one rule of protocol.md 3.
// Main thread.
class TableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    // The source is owned; clock and timer must outlive the model.
    TableModel(std::unique_ptr<RowSource> source, const Clock& clock, std::unique_ptr<Timer> timer,
        QObject* parent = nullptr);
    ~TableModel() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    // Takes a change set of the store; shown at the next flush.
    void onChanged(const ChangeSet& changes);
    // Every word must occur in a searchable column, whatever its case. Empty: all rows.
    void setFilter(const QString& text);
    [[nodiscard]] QString filter() const;
    // A model that no view shows only marks dirty; becoming active flushes at once.
    void setActive(bool active);

    [[nodiscard]] const ColumnSpec& column(int column) const;
    [[nodiscard]] int columnOf(const QString& columnId) const; // -1: none
    [[nodiscard]] QModelIndex indexOf(const QString& id) const; // by IdRole; invalid if not shown
    [[nodiscard]] int allRows() const; // without the filter
    [[nodiscard]] int sortColumn() const;
    [[nodiscard]] Qt::SortOrder sortOrder() const;

Q_SIGNALS:
    void countsChanged(); // rowCount or allRows

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Espalier::Items
