// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ordermenus.h"

#include "activitybar.h"
#include "commands.h"
#include "dim.h"
#include "docktitle.h"
#include "inspectordock.h"
#include "statusstrip.h"
#include "windowframe.h"

#include <dialogs/commandresults.h>
#include <dialogs/orderdialog.h>
#include <dialogs/sentdialog.h>
#include <parts/messagebox.h>

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace Espalier::Ui {

namespace {

constexpr int drainDockWidth = 540;
constexpr size_t ordersInInspector = 3;

bool isOfSlot(Action action)
{
    return action == Action::CancelJob || action == Action::Teardown
        || action == Action::ForceDestroy;
}

} // namespace

OrderMenus::OrderMenus(WindowFrame& frame, OrderDesk& orders, QWidget& window)
    : QObject(&window)
    , m_frame(frame)
    , m_orders(orders)
    , m_window(window)
{
    buildMenus();
    buildOwn();
    buildFooter();
    m_frame.activity->setOrders(orders);
    connect(&orders, &OrderDesk::rightsChanged, this, &OrderMenus::refresh);
    connect(&orders, &OrderDesk::changed, this, &OrderMenus::refresh);
    connect(m_frame.strip, &StatusStrip::armPressed, &orders, &OrderDesk::requestArm);
    connect(m_frame.strip, &StatusStrip::disarmPressed, &orders,
        [&orders] { orders.disarm(Arming::End::ByPerson); });
    connect(m_frame.strip, &StatusStrip::keyPressed, &orders, &OrderDesk::keyDialogWanted);
    refresh();
}

OrderMenus::~OrderMenus() = default;

void OrderMenus::buildMenus()
{
    m_hostMenu = &m_frame.commands->addOrderMenu(tr("H&ost"), QStringLiteral("menuHost"));
    m_slotMenu = &m_frame.commands->addOrderMenu(tr("&Slot"), QStringLiteral("menuSlot"));
    for (int i = 0; i < actionCount; ++i) {
        const auto action = static_cast<Action>(i);
        auto* entry = new QAction(actionTitle(action), this);
        entry->setObjectName(QStringLiteral("order.%1").arg(i));
        m_actions.emplace(action, entry);
        QMenu& menu = isOfSlot(action) ? *m_slotMenu : *m_hostMenu;
        if (action == Action::ForceDestroy)
            menu.addSeparator();
        m_frame.commands->adopt(menu, entry);
        connect(entry, &QAction::triggered, this, [this, action] { begin(action); });
    }
    for (QMenu* menu : {m_hostMenu, m_slotMenu})
        connect(menu, &QMenu::aboutToShow, this, &OrderMenus::refresh);
}

void OrderMenus::buildOwn()
{
    QMenu& console = m_frame.commands->consoleMenu();
    const auto add = [&](const QString& text, const char* name, const QKeySequence& keys) {
        auto* entry = new QAction(text, this);
        entry->setObjectName(QLatin1String(name));
        entry->setShortcut(keys);
        entry->setShortcutContext(Qt::WindowShortcut);
        m_frame.commands->adopt(console, entry);
        return entry;
    };
    m_arm = add(tr("&Arm"), "armAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    m_undo =
        add(tr("&Undo the order that waits"), "undoAction", QKeySequence(Qt::CTRL | Qt::Key_Z));
    QAction* sent = add(tr("Orders of this &desk..."), "sentAction", {});
    QAction* key = add(tr("Command &key..."), "keyAction", {});
    connect(m_arm, &QAction::triggered, this, [this] {
        if (m_orders.rights().armed)
            m_orders.disarm(Arming::End::ByPerson);
        else
            m_orders.requestArm();
    });
    connect(m_undo, &QAction::triggered, this, [this] {
        if (!m_orders.outbox().waiting().empty())
            m_orders.undo(m_orders.outbox().waiting().back().number);
    });
    connect(sent, &QAction::triggered, this, [this] {
        auto* dialog = new SentDialog(m_orders, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    connect(key, &QAction::triggered, &m_orders, &OrderDesk::keyDialogWanted);
}

// Ordinary orders first; the destructive one stands apart and is last in the Tab order.
void OrderMenus::buildFooter()
{
    m_footer = new QWidget;
    m_footer->setObjectName(QStringLiteral("inspectorActions"));
    m_footer->setAccessibleName(tr("Orders"));
    auto* row = new QHBoxLayout(m_footer);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    const auto add = [&](const QString& text, QMenu* menu) {
        auto* made = new QPushButton(text, m_footer);
        made->setAccessibleName(tr("Orders of the %1").arg(text));
        made->setMenu(menu);
        row->addWidget(made);
    };
    add(tr("Host", "orders"), m_hostMenu);
    add(tr("Slot", "orders"), m_slotMenu);
    row->addStretch(1);
    row->addSpacing(24);
    m_force = new QPushButton(tr("Force-destroy..."), m_footer);
    m_force->setObjectName(QStringLiteral("forceButton"));
    m_force->setProperty("kind", QStringLiteral("destructive"));
    m_force->setMinimumHeight(32);
    m_force->setAccessibleName(tr("Force-destroy the VM in the chosen slot"));
    row->addWidget(m_force);
    connect(m_force, &QPushButton::clicked, this, [this] { begin(Action::ForceDestroy); });
    m_frame.inspector->setFooter(m_footer);
}

QList<QAction*> OrderMenus::rowActions() const
{
    QList<QAction*> actions;
    for (const auto& [action, entry] : m_actions)
        actions << entry;
    if (m_ofSlot)
        actions << m_ofSlot;
    return actions;
}

void OrderMenus::addOfSlot(QAction* entry)
{
    m_ofSlot = entry;
    m_slotMenu->addSeparator();
    m_frame.commands->adopt(*m_slotMenu, entry);
}

void OrderMenus::follow(const Chosen& chosen)
{
    m_chosen = chosen;
    refresh();
    if (m_drainDock) {
        if (auto* sheet = m_drainDock->findChild<DrainSheet*>())
            sheet->tick();
    }
}

void OrderMenus::refresh()
{
    const Rights rights = m_orders.rights();
    const FleetStore& store = m_orders.live().store();
    m_frame.strip->setRights(rights);
    for (const auto& [action, entry] : m_actions) {
        const Offer offer = offerOf(action, m_chosen, store, rights);
        entry->setVisible(offer.offered);
        entry->setEnabled(offer.offered && offer.whyNot.isEmpty());
        entry->setText(offer.whyNot.isEmpty()
                ? actionTitle(action)
                : tr("%1 (%2)", "an order, why it cannot be given now")
                      .arg(actionTitle(action), offer.whyNot));
    }
    for (QMenu* menu : {m_hostMenu, m_slotMenu})
        menu->menuAction()->setVisible(rights.mayOrder);
    m_arm->setVisible(rights.mayOrder);
    m_arm->setEnabled(rights.armed || (rights.canArm && !rights.arming));
    m_arm->setText(rights.armed ? tr("Dis&arm") : tr("&Arm"));
    m_undo->setVisible(rights.mayOrder);
    m_undo->setEnabled(!m_orders.outbox().waiting().empty());
    m_footer->setVisible(rights.mayOrder);
    QAction* force = m_actions.at(Action::ForceDestroy);
    m_force->setVisible(force->isVisible());
    m_force->setEnabled(force->isEnabled());
    m_force->setToolTip(force->text());
}

void OrderMenus::begin(Action action)
{
    const Offer offer = offerOf(action, m_chosen, m_orders.live().store(), m_orders.rights());
    if (!offer.offered || !offer.whyNot.isEmpty())
        return;
    if (action == Action::Drain)
        openDrain(m_chosen);
    else
        openDialog(action, m_chosen, {}, {});
}

void OrderMenus::openDialog(
    Action action, const Chosen& chosen, const QString& reason, const QString& ticket)
{
    const FleetStore& store = m_orders.live().store();
    auto* dialog =
        new OrderDialog([action, chosen, &store] { return formOf(action, chosen, store); },
            m_orders.live(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setReason(reason, ticket);
    connect(dialog, &OrderDialog::ordered, this, [this](const Order& order) {
        if (const QString problem = m_orders.order(order); !problem.isEmpty())
            MessageBox::tell(&m_window, tr("The order was not sent"), problem);
    });
    // Queued: the one that is open closes first.
    connect(
        dialog, &OrderDialog::reopenWanted, this,
        [this, action, chosen](
            const QString& text, const QString& of) { openDialog(action, chosen, text, of); },
        Qt::QueuedConnection);
    new Dim(m_window, *dialog); // goes with the dialog
    dialog->open();
}

void OrderMenus::openDrain(const Chosen& chosen)
{
    closeDrain();
    m_drainDock = new QDockWidget(tr("Drain preview"), m_frame.body);
    m_drainDock->setObjectName(QStringLiteral("drainDock"));
    m_drainDock->setAccessibleName(tr("Drain preview"));
    m_drainDock->setAllowedAreas(Qt::RightDockWidgetArea);
    m_drainDock->setFeatures(QDockWidget::DockWidgetFloatable | QDockWidget::DockWidgetMovable);
    auto* title = new DockTitle(*m_drainDock,
        {tr("Drain preview title"), tr("Detach the drain preview"), tr("Close the drain preview")});
    title->setLine(strong(m_drainDock->windowTitle()));
    m_drainDock->setTitleBarWidget(title);
    connect(title, &DockTitle::closePressed, this, &OrderMenus::closeDrain, Qt::QueuedConnection);
    auto* sheet = new DrainSheet(chosen, m_orders, m_lastDrain, m_drainDock);
    m_drainDock->setWidget(sheet);
    m_frame.body->addDockWidget(Qt::RightDockWidgetArea, m_drainDock);
    m_frame.inspector->hide();
    m_frame.body->resizeDocks(
        {m_drainDock}, {themeOf(&m_window).px(drainDockWidth)}, Qt::Horizontal);
    connect(sheet, &DrainSheet::closed, this, &OrderMenus::closeDrain, Qt::QueuedConnection);
    m_drainDock->show();
    sheet->focusFirst();
}

void OrderMenus::closeDrain()
{
    if (!m_drainDock)
        return;
    delete std::exchange(m_drainDock, nullptr);
    m_frame.inspector->show();
}

std::vector<SheetRow> OrderMenus::rowsOfChosen() const
{
    return commandRows(hostsOf(m_chosen, m_orders.live().store()), m_orders, ordersInInspector);
}

} // namespace Espalier::Ui
