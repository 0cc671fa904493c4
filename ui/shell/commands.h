// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prefs/settings.h>

#include <QKeySequence>
#include <QList>
#include <QObject>

#include <map>

class QAction;
class QMenu;
class QMenuBar;
class QActionGroup;

namespace Espalier::Ui {

class TableView;

// Every command of the window in the menu row, with its keys. Owns the actions; knows no page.
class Commands final : public QObject {
    Q_OBJECT
public:
    enum class Id {
        Connections,
        RetryAll,
        Quit,
        Back,
        Forward,
        NextPane,
        PreviousPane,
        Inspector,
        CopyInspector,
        Filter,
        ClearFilter,
        ClearSelection,
        Legend,
        Diagnostics,
        About,
    };

    explicit Commands(QMenuBar& bar);
    // The next page of the menu Go, with Ctrl and its number as its keys.
    void addPage(const QString& menuTitle, const QString& objectName);
    [[nodiscard]] QAction* action(Id id) const { return m_actions.at(id); }
    [[nodiscard]] QList<QAction*> all() const;
    // A further menu before Help, and a further entry at the end of the first menu; what is put
    // into them is of all().
    QMenu& addOrderMenu(const QString& title, const QString& objectName);
    void adopt(QMenu& menu, QAction* action);
    [[nodiscard]] QMenu& consoleMenu() const { return *m_console; }
    // The menus Row and Sort by follow the list of the page that is shown; nullptr: it has none.
    void followTable(TableView* table);
    void setTheme(ThemeChoice choice);

Q_SIGNALS:
    void triggered(Espalier::Ui::Commands::Id id);
    void pageChosen(int page);
    void themeChosen(Espalier::ThemeChoice choice);

private:
    void add(QMenu& menu, Id id, const QString& text, const QKeySequence& keys = {});
    void buildTheme(QMenu& menu);
    void fillSort();

    std::map<Id, QAction*> m_actions;
    QList<QAction*> m_adopted;
    QList<QAction*> m_pages;
    QMenuBar& m_bar;
    QMenu* m_console;
    QMenu* m_help;
    QMenu* m_go;
    QAction* m_pagesEnd; // before it stand the pages
    std::map<ThemeChoice, QAction*> m_themes;
    QMenu* m_row;
    QMenu* m_sort;
    QAction* m_rowEnd; // before it stand the table's own commands
    TableView* m_table = nullptr;
};

} // namespace Espalier::Ui
