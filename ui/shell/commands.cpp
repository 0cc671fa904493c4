// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include <items/tablemodel.h>
#include <tables/tableview.h>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace Espalier::Ui {

namespace {

QMenu& addMenu(QMenuBar& bar, const QString& title, const QString& name)
{
    QMenu* menu = bar.addMenu(title);
    menu->setObjectName(name);
    QString spoken = title;
    menu->setAccessibleName(spoken.remove(QLatin1Char('&')));
    return *menu;
}

} // namespace

Commands::Commands(QMenuBar& bar)
    : QObject(&bar)
    , m_bar(bar)
    , m_console(&addMenu(bar, tr("&Console"), QStringLiteral("menuConsole")))
{
    QMenu& console = *m_console;
    add(console, Id::Connections, tr("&Connections..."), QKeySequence(Qt::CTRL | Qt::Key_O));
    add(console, Id::RetryAll, tr("&Retry silent sites now"), QKeySequence(Qt::Key_F5));
    console.addSeparator();
    add(console, Id::Quit, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    m_go = &addMenu(bar, tr("&Go"), QStringLiteral("menuGo"));
    m_pagesEnd = m_go->addSeparator();
    add(*m_go, Id::Back, tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left));
    add(*m_go, Id::Forward, tr("For&ward"), QKeySequence(Qt::ALT | Qt::Key_Right));
    m_go->addSeparator();
    add(*m_go, Id::NextPane, tr("&Next pane"), QKeySequence(Qt::Key_F6));
    add(*m_go, Id::PreviousPane, tr("&Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6));
    QMenu& view = addMenu(bar, tr("&View"), QStringLiteral("menuView"));
    add(view, Id::Inspector, tr("&Inspector"), QKeySequence(Qt::CTRL | Qt::Key_I));
    action(Id::Inspector)->setCheckable(true);
    m_sort = view.addMenu(tr("&Sort by"));
    m_sort->setObjectName(QStringLiteral("menuSort"));
    m_sort->setAccessibleName(tr("Sort by"));
    connect(m_sort, &QMenu::aboutToShow, this, &Commands::fillSort);
    buildTheme(view);
    QMenu& query = addMenu(bar, tr("&Query"), QStringLiteral("menuQuery"));
    add(query, Id::Filter, tr("&Filter"), QKeySequence(Qt::CTRL | Qt::Key_F));
    add(query, Id::ClearFilter, tr("&Clear filter"), QKeySequence(Qt::CTRL | Qt::Key_Backspace));
    m_row = &addMenu(bar, tr("&Row"), QStringLiteral("menuRow"));
    add(*m_row, Id::ClearSelection, tr("C&lear selection"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    m_rowEnd = action(Id::ClearSelection);
    add(*m_row, Id::CopyInspector, tr("Copy &inspector as text"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
    m_help = &addMenu(bar, tr("&Help"), QStringLiteral("menuHelp"));
    QMenu& help = *m_help;
    add(help, Id::Legend, tr("&States and shapes"), QKeySequence(Qt::Key_F1));
    add(help, Id::Diagnostics, tr("Save &diagnostics..."));
    add(help, Id::About, tr("&About Espalier"));
}

void Commands::addPage(const QString& menuTitle, const QString& objectName)
{
    const auto page = static_cast<int>(m_pages.size());
    auto* action = new QAction(menuTitle, m_go);
    action->setObjectName(objectName);
    action->setShortcut(QKeySequence(static_cast<int>(Qt::CTRL) | (Qt::Key_1 + page)));
    action->setShortcutContext(Qt::WindowShortcut);
    m_go->insertAction(m_pagesEnd, action);
    m_pages << action;
    connect(action, &QAction::triggered, this, [this, page] { Q_EMIT pageChosen(page); });
}

QMenu& Commands::addOrderMenu(const QString& title, const QString& objectName)
{
    QMenu& menu = addMenu(m_bar, title, objectName);
    m_bar.insertAction(m_help->menuAction(), menu.menuAction());
    return menu;
}

// Before Quit, which stays last.
void Commands::adopt(QMenu& menu, QAction* action)
{
    if (&menu == m_console)
        menu.insertAction(m_actions.at(Id::Quit), action);
    else
        menu.addAction(action);
    m_adopted << action;
}

void Commands::add(QMenu& menu, Id id, const QString& text, const QKeySequence& keys)
{
    auto* action = menu.addAction(text);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    m_actions.emplace(id, action);
    connect(action, &QAction::triggered, this, [this, id] { Q_EMIT triggered(id); });
}

void Commands::buildTheme(QMenu& menu)
{
    QMenu* themes = menu.addMenu(tr("&Theme"));
    themes->setObjectName(QStringLiteral("menuTheme"));
    themes->setAccessibleName(tr("Theme"));
    auto* group = new QActionGroup(this);
    const std::array<std::pair<ThemeChoice, QString>, 4> choices{{
        {ThemeChoice::System, tr("As the &system")},
        {ThemeChoice::Light, tr("&Light")},
        {ThemeChoice::Dark, tr("&Dark")},
        {ThemeChoice::HighContrast, tr("&High contrast")},
    }};
    for (const auto& [choice, text] : choices) {
        QAction* action = themes->addAction(text);
        action->setCheckable(true);
        group->addAction(action);
        m_themes.emplace(choice, action);
        connect(action, &QAction::triggered, this,
            [this, chosen = choice] { Q_EMIT themeChosen(chosen); });
    }
}

void Commands::setTheme(ThemeChoice choice) { m_themes.at(choice)->setChecked(true); }

QList<QAction*> Commands::all() const
{
    QList<QAction*> actions = m_pages;
    for (const auto& [id, action] : m_actions)
        actions << action;
    for (const auto& [choice, action] : m_themes)
        actions << action;
    return actions + m_adopted;
}

void Commands::followTable(TableView* table)
{
    if (table == m_table)
        return;
    if (m_table) {
        for (QAction* action : m_table->commands())
            m_row->removeAction(action);
    }
    m_table = table;
    if (m_table)
        m_row->insertActions(m_rowEnd, m_table->commands());
    m_sort->setEnabled(m_table != nullptr);
    action(Id::ClearSelection)->setEnabled(m_table != nullptr);
    fillSort();
}

void Commands::fillSort()
{
    m_sort->clear();
    if (!m_table)
        return;
    const Items::TableModel& model = *m_table->table();
    auto* group = new QActionGroup(m_sort);
    for (int column = 0; column < model.columnCount(); ++column) {
        QAction* action = m_sort->addAction(model.headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(column == model.sortColumn());
        group->addAction(action);
        connect(action, &QAction::triggered, this,
            [this, column] { m_table->sortBy(column, Qt::AscendingOrder); });
    }
    m_sort->addSeparator();
    QAction* reverse = m_sort->addAction(tr("&Reverse order"));
    connect(reverse, &QAction::triggered, this, [this] {
        const bool ascending = m_table->table()->sortOrder() == Qt::AscendingOrder;
        m_table->sortBy(
            m_table->table()->sortColumn(), ascending ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
}

} // namespace Espalier::Ui
