// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableview.h"

#include "cellpainter.h"

#include <items/tablemodel.h>
#include <parts/emptystate.h>

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

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
        CellPlace place;
        place.box = option.rect;
        place.first = m_view.m_header->visualIndex(index.column()) == 0;
        place.last = option.rect.right() >= m_view.viewport()->width() - 1;
        place.selected = option.state & QStyle::State_Selected;
        place.current = index.row() == m_view.currentIndex().row();
        place.hovered = index.row() == m_view.m_hoveredRow;
        place.focused = m_view.hasFocus();
        place.iconAfter = m_view.m_iconAfter == index.column();
        CellPainter(themeOf(&m_view)).paint(*painter, place, index);
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

QList<QAction*> TableView::commands() const { return {m_copyText, m_copyCsv, m_copyId}; }

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

void TableView::setSpareColumns(const QStringList& columnIds)
{
    m_spare = columnIds;
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

void TableView::fitRows() { verticalHeader()->setDefaultSectionSize(themeOf(this).px(28)); }

int TableView::sizeHintForRow(int) const { return themeOf(this).px(28); }

void TableView::fitColumns()
{
    if (!m_table)
        return;
    const Theme& theme = themeOf(this);
    const int room = viewport()->width();
    const auto widthOf = [&](int column) { return theme.px(m_table->column(column).width); };
    int stretching = -1;
    int wanted = 0;
    for (int column = 0; column < m_table->columnCount(); ++column) {
        wanted += widthOf(column);
        if (m_table->column(column).stretch)
            stretching = column;
    }
    QList<int> hidden;
    for (const QString& id : m_spare) {
        const int column = m_table->columnOf(id);
        if (column < 0 || wanted <= room)
            continue;
        wanted -= widthOf(column);
        hidden << column;
    }
    const int spare = std::max(0, room - wanted);
    for (int column = 0; column < m_table->columnCount(); ++column) {
        setColumnHidden(column, hidden.contains(column));
        setColumnWidth(column, widthOf(column) + (column == stretching ? spare : 0));
    }
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
    const auto quoted = [](QString text) {
        const bool needed = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"'))
            || text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
        // A leading = + - @ would run as a formula in a spreadsheet.
        if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text.front()))
            text.prepend(QLatin1Char('\''));
        if (!needed)
            return text;
        text.replace(QLatin1Char('"'), QLatin1String("\"\""));
        return QString(QLatin1Char('"') + text + QLatin1Char('"'));
    };
    const auto record = [&](QStringList texts) {
        std::transform(texts.begin(), texts.end(), texts.begin(), quoted);
        return texts.join(QLatin1Char(','));
    };
    QStringList titles;
    for (int column = 0; column < model()->columnCount(); ++column)
        titles << model()->headerData(column, Qt::Horizontal).toString();
    QStringList lines{record(titles)};
    for (const int row : chosenRows())
        lines << record(cells(row));
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
    if (event->key() == Qt::Key_Home && event->modifiers() == Qt::NoModifier)
        setCurrentIndex(model()->index(0, 0));
    else if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier)
        setCurrentIndex(model()->index(model()->rowCount() - 1, 0));
    else
        QTableView::keyPressEvent(event);
}

void TableView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Row"));
    menu->addActions(commands());
    menu->popup(event->globalPos());
}

void TableView::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
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
