// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cellpainter.h"
#include "tableheader.h"

#include <QStringList>
#include <QTableView>
#include <QTimer>

class QHelpEvent;
class QMenu;

namespace Espalier::Items {
class TableModel;
}

namespace Espalier::Ui {

class EmptyState;
struct EmptyText;

// The one table of the console: rows chosen by id, one sort, everything by keyboard, every cell
// readable by assistive tools. Pages configure it; what lies behind may be replaced.
class TableView final : public QTableView {
    Q_OBJECT
public:
    explicit TableView(QWidget* parent = nullptr);
    ~TableView() override;

    // The model must outlive the view. Columns take widths and alignment from its specs.
    void setTable(Items::TableModel* table);
    [[nodiscard]] Items::TableModel* table() const { return m_table; }
    // A note in the head of a column, by column id.
    void setHeadNote(const QString& columnId, const HeadNote& note);
    // In this column the icon is a second one, after the text.
    void setIconAfterText(const QString& columnId);
    // Columns that go first when the table is narrow, in this order, by column id. The others stay
    // and shrink to what they show; lastToGo goes before the words of another are cut.
    void setSpareColumns(const QStringList& columnIds, const QString& lastToGo = {});
    // How wide the column has to be for its caption and the cells that were in view so far.
    [[nodiscard]] int neededWidth(int column) const;

    void setRowHeight(int height); // at font scale 1; 28 unless told

    [[nodiscard]] QString currentId() const;
    [[nodiscard]] QStringList selectedIds() const; // in the order shown
    // Makes the row current and visible; false if it is not shown.
    bool setCurrentId(const QString& id);
    void sortBy(int column, Qt::SortOrder order);
    // No row is selected and none is current (also by Esc); tells with cleared().
    void clearChoice();

    // The selection, or the current row if nothing is selected; tab-separated, or RFC 4180.
    [[nodiscard]] QString asText() const;
    [[nodiscard]] QString asCsv() const;

    // What stands under the head while no row is shown.
    void setEmptyText(const EmptyText& text);
    [[nodiscard]] EmptyState& emptyState() const { return *m_empty; }

    // Further commands of its page; they stand before the table's own. Not owned.
    void addCommands(const QList<QAction*>& commands) { m_pageCommands = commands; }
    // Commands of the table, for the menu row and its own context menu.
    [[nodiscard]] QList<QAction*> commands() const;
    // What else may be done with the rows chosen: stands first in the context menu. Not owned.
    void setRowActions(const QList<QAction*>& actions) { m_rowActions = actions; }
    [[nodiscard]] QMenu* makeContextMenu(); // deletes itself when it closes

Q_SIGNALS:
    void currentIdChanged(const QString& id); // empty: none
    void selectedIdsChanged();
    void cleared(); // by the user: unlike a current row that left the list
    void opened(const QString& id); // Enter or double click
    void sortChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(
        const QItemSelection& selected, const QItemSelection& deselected) override;
    int sizeHintForRow(int row) const override;
    bool viewportEvent(QEvent* event) override;

private:
    class Delegate;
    void buildCommands();
    void fitColumns();
    void fitRows();
    void noteWidth(int column, int needed); // a cell came into view
    [[nodiscard]] CellPlace placeOf(const QModelIndex& index) const;
    bool showCutText(const QHelpEvent& event);
    void placeEmptyState();
    void toggleSort(int column);
    void refreshCurrent(); // tells of another current id, if it is another
    [[nodiscard]] QList<int> chosenRows() const;
    [[nodiscard]] QStringList cells(int row) const;
    void copy(const QString& text) const;

    Items::TableModel* m_table = nullptr;
    TableHeader* m_header;
    EmptyState* m_empty;
    QStringList m_spare;
    QString m_lastToGo;
    std::vector<int> m_seen; // needed by the cells that were in view, per column
    QTimer m_fitTimer;
    QString m_currentId;
    QList<QAction*> m_pageCommands;
    int m_rowHeight = 28;
    int m_hoveredRow = -1;
    bool m_cleared = false; // by the user, and nothing was chosen since
    int m_iconAfter = -1;
    QList<QAction*> m_rowActions;
    QAction* m_copyText = nullptr;
    QAction* m_copyCsv = nullptr;
    QAction* m_copyId = nullptr;
};

} // namespace Espalier::Ui
