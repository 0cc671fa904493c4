// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <dialogs/drainsheet.h>
#include <dialogs/orderform.h>

#include <QDockWidget>

#include <map>

class QAction;
class QDialog;
class QMenu;
class QPushButton;

namespace Espalier::Ui {

struct WindowFrame;

// Every order in the menu row, in the rows' context menu and under the inspector, and the dialogs
// that they open. Who may order nothing does not see them at all.
class OrderMenus final : public QObject {
    Q_OBJECT
public:
    OrderMenus(WindowFrame& frame, OrderDesk& orders, QWidget& window);
    ~OrderMenus() override;

    // What is chosen now; asked of the page at every beat and when its selection changes.
    void follow(const Chosen& chosen);
    // For the context menu of every table, whose actions are the same.
    [[nodiscard]] QList<QAction*> rowActions() const;
    [[nodiscard]] QAction* action(Action action) const { return m_actions.at(action); }
    // Last in the menu Slot and in the rows' context menu: it orders nothing.
    void addOfSlot(QAction* entry);
    // Opens the flow of an action, as its menu entry does. Sends nothing by itself.
    void begin(Action action);
    // The orders about the hosts chosen, for the inspector.
    [[nodiscard]] std::vector<SheetRow> rowsOfChosen() const;

private:
    void buildMenus();
    void buildOwn();
    void buildFooter();
    void refresh();
    void openDialog(
        Action action, const Chosen& chosen, const QString& reason, const QString& ticket);
    void openDrain(const Chosen& chosen);
    void closeDrain();

    WindowFrame& m_frame;
    OrderDesk& m_orders;
    QWidget& m_window;
    Chosen m_chosen;
    std::map<Action, QAction*> m_actions;
    QMenu* m_hostMenu = nullptr;
    QMenu* m_slotMenu = nullptr;
    QAction* m_ofSlot = nullptr; // of others
    QAction* m_arm = nullptr;
    QAction* m_undo = nullptr;
    QWidget* m_footer = nullptr;
    QPushButton* m_force = nullptr;
    DrainMemory m_lastDrain; // of this session
    QDockWidget* m_drainDock = nullptr; // while a preview is open
};

} // namespace Espalier::Ui
