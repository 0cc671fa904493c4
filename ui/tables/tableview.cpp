// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableview.h"

#include "columnfit.h"
#include "csv.h"

#include <items/tablemodel.h>
#include <parts/emptystate.h>

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace Espalier::Ui {

// Hands each cell to the CellPainter with what only the view knows.
class TableView::Delegate final : public QStyledItemDelegate {
public:
    explicit Delegate(TableView& view)
        : QStyledItemDelegate(&view)
        , m_view(view)
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        CellPlace place = m_view.placeOf(index);
        place.box = option.rect;
        place.selected = option.state & QStyle::State_Selected;
        place.current = index.row() == m_view.currentIndex().row();
        place.hovered = index.row() == m_view.m_hoveredRow;
        place.focused = m_view.hasFocus();
        const CellPainter cells(themeOf(&m_view));
        m_view.noteWidth(index.column(), cells.neededWidth(place, index));
        cells.paint(*painter, place, index);
    }

private:
    TableView& m_view;
};

TableView::TableView(QWidget* parent)
    : QTableView(parent)
    , m_header(new TableHeader(this))
    , m_empty(new EmptyState(this))
{
    m_empty->hide();
    setHorizontalHeader(m_header);
    setItemDelegate(new Delegate(*this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(false);
    setMouseTracking(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // columns do not jump when it appears
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(16);
    fitRows();
    buildCommands();
    m_fitTimer.setSingleShot(true);
    m_fitTimer.setInterval(0);
    connect(&m_fitTimer, &QTimer::timeout, this, &TableView::fitColumns);
    connect(m_header, &QHeaderView::sectionClicked, this, &TableView::toggleSort);
    connect(this, &QTableView::doubleClicked, this, [this] { Q_EMIT opened(currentId()); });
}

TableView::~TableView() = default;

void TableView::buildCommands()
{
    const auto add = [this](const QString& text, const QKeySequence& keys) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        return action;
    };
    m_copyText = add(tr("Copy rows as text"), QKeySequence::Copy);
    m_copyCsv = add(tr("Copy rows as CSV"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_copyId = add(tr("Copy identifier"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    connect(m_copyText, &QAction::triggered, this, [this] { copy(asText()); });
    connect(m_copyCsv, &QAction::triggered, this, [this] { copy(asCsv()); });
    connect(m_copyId, &QAction::triggered, this, [this] { copy(currentId()); });
}

QList<QAction*> TableView::commands() const
{
    return m_pageCommands + QList<QAction*>{m_copyText, m_copyCsv, m_copyId};
}

void TableView::setTable(Items::TableModel* table)
{
    m_table = table;
    setModel(table);
    m_header->setSorted(table->sortColumn(), table->sortOrder());
    connect(table, &QAbstractItemModel::rowsInserted, this, &TableView::refreshCurrent);
    connect(table, &QAbstractItemModel::rowsRemoved, this, &TableView::refreshCurrent);
    connect(table, &QAbstractItemModel::modelReset, this, &TableView::refreshCurrent);
    connect(table, &QAbstractItemModel::layoutChanged, this, &TableView::refreshCurrent);
    connect(table, &QAbstractItemModel::rowsInserted, this, &TableView::placeEmptyState);
    connect(table, &QAbstractItemModel::modelReset, this, &TableView::placeEmptyState);
    fitColumns();
}

void TableView::setHeadNote(const QString& columnId, const HeadNote& note)
{
    if (const int column = m_table->columnOf(columnId); column >= 0)
        m_header->setNote(column, note);
}

void TableView::setIconAfterText(const QString& columnId)
{
    m_iconAfter = m_table->columnOf(columnId);
}

void TableView::setSpareColumns(const QStringList& columnIds, const QString& lastToGo)
{
    m_spare = columnIds;
    m_lastToGo = lastToGo;
    fitColumns();
}

void TableView::setEmptyText(const EmptyText& text)
{
    if (m_table && m_table->rowCount() > 0) {
        m_empty->hide();
        return;
    }
    m_empty->show(text);
    placeEmptyState();
}

void TableView::placeEmptyState()
{
    if (m_table && m_table->rowCount() > 0)
        m_empty->hide();
    const int top = m_header->height();
    m_empty->setGeometry(0, top, width(), height() - top);
    m_empty->raise();
}

void TableView::fitRows()
{
    verticalHeader()->setDefaultSectionSize(themeOf(this).px(m_rowHeight));
}

void TableView::setRowHeight(int height)
{
    m_rowHeight = height;
    fitRows();
}

int TableView::sizeHintForRow(int) const { return themeOf(this).px(m_rowHeight); }

CellPlace TableView::placeOf(const QModelIndex& index) const
{
    CellPlace place;
    place.box = visualRect(index);
    place.first = m_header->visualIndex(index.column()) == 0;
    place.last = m_header->isLast(index.column());
    place.iconAfter = m_iconAfter == index.column();
    return place;
}

void TableView::noteWidth(int column, int needed)
{
    const auto at = static_cast<size_t>(column);
    if (m_seen.size() <= at)
        m_seen.resize(at + 1);
    if (needed <= m_seen[at])
        return;
    m_seen[at] = needed;
    m_fitTimer.start(); // never while painting
}

int TableView::neededWidth(int column) const
{
    const auto at = static_cast<size_t>(column);
    return std::max(m_header->neededWidth(column), at < m_seen.size() ? m_seen[at] : 0);
}

void TableView::fitColumns()
{
    if (!m_table)
        return;
    const Theme& theme = themeOf(this);
    std::vector<ColumnWish> wishes;
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const Items::ColumnSpec& spec = m_table->column(column);
        wishes.push_back({theme.px(spec.width), neededWidth(column), spec.stretch,
            static_cast<int>(m_spare.indexOf(QLatin1String(spec.id))),
            m_lastToGo == QLatin1String(spec.id)});
    }
    const std::vector<int> widths = Ui::fitColumns(wishes, viewport()->width());
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const int width = widths[static_cast<size_t>(column)];
        setColumnHidden(column, width == 0);
        if (width > 0)
            setColumnWidth(column, width);
    }
}

bool TableView::showCutText(const QHelpEvent& event)
{
    const QModelIndex index = indexAt(event.pos());
    if (!index.isValid()
        || CellPainter(themeOf(this)).neededWidth(placeOf(index), index)
            <= columnWidth(index.column()))
        return false;
    QToolTip::showText(event.globalPos(), index.data().toString(), viewport(), visualRect(index));
    return true;
}

bool TableView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && showCutText(*static_cast<QHelpEvent*>(event)))
        return true;
    return QTableView::viewportEvent(event);
}

QString TableView::currentId() const
{
    return currentIndex().isValid() ? currentIndex().data(Items::IdRole).toString() : QString();
}

QList<int> TableView::chosenRows() const
{
    QList<int> rows;
    if (!selectionModel())
        return rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows << index.row();
    if (rows.isEmpty() && currentIndex().isValid())
        rows << currentIndex().row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

QStringList TableView::selectedIds() const
{
    QStringList ids;
    for (const int row : chosenRows())
        ids << model()->index(row, 0).data(Items::IdRole).toString();
    return ids;
}

bool TableView::setCurrentId(const QString& id)
{
    const QModelIndex index = m_table->indexOf(id);
    if (!index.isValid())
        return false;
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void TableView::clearChoice()
{
    if (!selectionModel())
        return;
    selectionModel()->clear();
    m_cleared = true;
    Q_EMIT cleared();
}

void TableView::sortBy(int column, Qt::SortOrder order)
{
    m_table->sort(column, order);
    m_header->setSorted(column, order);
    if (currentIndex().isValid())
        scrollTo(currentIndex());
    Q_EMIT sortChanged();
}

void TableView::toggleSort(int column)
{
    const bool again = m_table->sortColumn() == column;
    sortBy(column,
        again && m_table->sortOrder() == Qt::AscendingOrder ? Qt::DescendingOrder
                                                            : Qt::AscendingOrder);
}

QStringList TableView::cells(int row) const
{
    QStringList texts;
    for (int column = 0; column < model()->columnCount(); ++column)
        texts << model()->index(row, column).data(Qt::DisplayRole).toString();
    return texts;
}

QString TableView::asText() const
{
    QStringList lines;
    for (const int row : chosenRows())
        lines << cells(row).join(QLatin1Char('\t'));
    return lines.join(QLatin1Char('\n'));
}

QString TableView::asCsv() const
{
    QStringList titles;
    for (int column = 0; column < model()->columnCount(); ++column)
        titles << model()->headerData(column, Qt::Horizontal).toString();
    QStringList lines{csvRecord(titles)};
    for (const int row : chosenRows())
        lines << csvRecord(cells(row));
    return QString(lines.join(QLatin1String("\r\n")) + QLatin1String("\r\n"));
}

void TableView::copy(const QString& text) const
{
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    placeEmptyState();
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && currentIndex().isValid()) {
        Q_EMIT opened(currentId());
        return;
    }
    if (event->key() == Qt::Key_Escape
        && (currentIndex().isValid() || selectionModel()->hasSelection())) {
        clearChoice();
        return;
    }
    if (event->key() == Qt::Key_Home && event->modifiers() == Qt::NoModifier)
        setCurrentIndex(model()->index(0, 0));
    else if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier)
        setCurrentIndex(model()->index(model()->rowCount() - 1, 0));
    else
        QTableView::keyPressEvent(event);
}

QMenu* TableView::makeContextMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Row"));
    menu->addActions(m_rowActions);
    if (!m_rowActions.isEmpty())
        menu->addSeparator();
    menu->addActions(commands());
    return menu;
}

void TableView::contextMenuEvent(QContextMenuEvent* event)
{
    makeContextMenu()->popup(event->globalPos());
}

void TableView::focusInEvent(QFocusEvent* event)
{
    // A menu or another window that closes must not choose again what was just let go.
    const bool returns = event->reason() == Qt::PopupFocusReason
        || event->reason() == Qt::MenuBarFocusReason
        || event->reason() == Qt::ActiveWindowFocusReason;
    if (m_cleared && returns) // the view's own would choose a row
        QAbstractScrollArea::focusInEvent(event); // NOLINT(bugprone-parent-virtual-call)
    else
        QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0 && !(m_cleared && returns))
        setCurrentIndex(model()->index(0, 0));
    viewport()->update();
}

void TableView::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void TableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        fitRows();
        m_seen.clear();
        fitColumns();
    }
}

void TableView::mouseMoveEvent(QMouseEvent* event)
{
    QTableView::mouseMoveEvent(event);
    const int row = rowAt(event->position().toPoint().y());
    if (row != m_hoveredRow) {
        m_hoveredRow = row;
        viewport()->update();
    }
}

void TableView::leaveEvent(QEvent* event)
{
    QTableView::leaveEvent(event);
    m_hoveredRow = -1;
    viewport()->update();
}

void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid())
        m_cleared = false;
    viewport()->update(); // the tint is the whole row's
    refreshCurrent();
}

void TableView::refreshCurrent()
{
    const QString id = currentId();
    if (id == m_currentId)
        return;
    m_currentId = id;
    Q_EMIT currentIdChanged(id);
}

void TableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    viewport()->update();
    Q_EMIT selectedIdsChanged();
}

} // namespace Espalier::Ui
