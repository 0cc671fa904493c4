// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "activitybar.h"
#include "alarmmarks.h"
#include "commands.h"
#include "history.h"
#include "inspectordock.h"
#include "navigationrail.h"
#include "ordermenus.h"
#include "outputpane.h"
#include "stalebanner.h"
#include "statusstrip.h"
#include "windowframe.h"
#include "windowtheme.h"

#include <desktop/colourscheme.h>
#include <dialogs/connectiondialog.h>
#include <dialogs/diagnosticsdialog.h>
#include <dialogs/legenddialog.h>
#include <dialogs/orderdesk.h>
#include <items/livealarms.h>
#include <items/livestore.h>
#include <pages/page.h>
#include <pages/pagelist.h>
#include <pages/slotchoice.h>
#include <parts/messagebox.h>
#include <store/fleetstore.h>
#include <tables/querybar.h>
#include <tables/tableview.h>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QElapsedTimer>
#include <QScreen>
#include <QStackedWidget>
#include <QTimer>

namespace Espalier::Ui {

namespace {

constexpr qint64 panelInterval = 100; // ms between two looks at the sums

ThemeChoice themeOfStart(const Console& console)
{
    return console.theme.value_or(console.settings.theme());
}

void dress(const Console& console, ThemeChoice theme)
{
    installTheme(theme, console.fontScale,
        console.colourScheme ? console.colourScheme->wish() : SchemeWish::None);
}

// As in the pictures, or what this screen has room for.
QSize firstSize(const QScreen& screen)
{
    return QSize(1600, 1000).boundedTo(screen.availableGeometry().size());
}

// The theme comes before the first widget: widgets size themselves by it.
const Console& themed(const Console& console)
{
    dress(console, themeOfStart(console));
    return console;
}

} // namespace

class MainWindow::Private final {
public:
    Private(MainWindow& window, const Console& given);

    void connectAll();
    void addPage(const PageEntry& entry);
    void refresh();
    void scheduleRefresh();
    void refreshCounts();
    void goTo(int target);
    void visit(const Station& station);
    void remember();
    void setFilter(const QString& text);
    void showCurrent(const QString& id);
    void showNothing();
    void refreshInspector(bool fromTop);
    void followChoice();
    void tellHostsOnScreen();
    void fillFoot();
    void run(Commands::Id id);
    void openConnections();
    void goWanted(const QString& key, const QString& id, const QString& filter);
    void showInspectorFor(const Page& shown);
    void retrySilent();
    void restoreLayout();
    [[nodiscard]] Page& page() const { return frame.page(); }
    [[nodiscard]] const FleetStore& store() const { return console.live.store(); }

    MainWindow& q;
    Console console;
    ThemeChoice theme;
    std::unique_ptr<Items::LiveAlarms> ownAlarms; // if nobody else keeps them
    Items::LiveAlarms& alarms;
    WindowFrame frame;
    OutputPane* output = nullptr; // the inspector's
    OrderMenus* orders = nullptr; // the window's; nullptr: nothing can be ordered from here
    SlotChoice slotChoice; // of the pages that show slots
    History history;
    Page* inspected = nullptr; // the page that knows what the inspector shows
    QString inspectedId;
    std::set<HostId> onScreen; // as told last
    bool inspectorPutAway = false; // by a page that has no use for it, not by the user
    QTimer refreshTimer; // many changes, one look
    QElapsedTimer sinceRefresh;
    QObject life; // what still sounds while the window is taken down no longer reaches this
};

MainWindow::Private::Private(MainWindow& window, const Console& given)
    : q(window)
    , console(themed(given))
    , theme(themeOfStart(given))
    , ownAlarms(given.alarms ? nullptr : std::make_unique<Items::LiveAlarms>(given.live))
    , alarms(given.alarms ? *given.alarms : *ownAlarms)
    , frame(window, given.environment)
    , history({startPage(), {}, {}})
{
    for (const PageEntry& entry : pageList())
        addPage(entry);
    frame.stack->setCurrentIndex(startPage());
    fillFoot();
    if (!console.orders)
        return;
    orders = new OrderMenus(frame, *console.orders, q);
    if (console.output) {
        output = new OutputPane(*console.output, console.live);
        frame.inspector->setPane(output);
        orders->addOfSlot(output->action());
    }
    for (Page* each : frame.pages)
        each->setRowActions(orders->rowActions());
}

void MainWindow::Private::fillFoot()
{
    std::vector<std::pair<QString, QString>> lines{{console.user, QString()}};
    if (!console.role.isEmpty())
        lines.emplace_back(console.role, QString());
    lines.emplace_back(console.profile, QString());
    lines.emplace_back(MainWindow::tr("log"), MainWindow::tr("none"));
    frame.rail->setFoot(lines);
}

void MainWindow::Private::addPage(const PageEntry& entry)
{
    const QString key = QLatin1String(entry.key);
    Page* page = entry.make({console.live, console.clock, &slotChoice, &alarms});
    page->setActive(static_cast<int>(frame.pages.size()) == startPage());
    frame.addPage(page);
    frame.rail->addPage(railTitle(entry), QLatin1String("rail") + key);
    frame.commands->addPage(menuTitle(entry), QLatin1String("go") + key);
    QObject::connect(page, &Page::currentIdChanged, &life, [this, page](const QString& id) {
        if (page == &this->page())
            showCurrent(id);
    });
    QObject::connect(page, &Page::cleared, &life, [this, page] {
        if (page == inspected)
            showNothing();
    });
    QObject::connect(page, &Page::opened, &life, [this] {
        frame.inspector->setVisible(true);
        frame.inspector->focusContent();
    });
    QObject::connect(page, &Page::countsChanged, &life, [this] { scheduleRefresh(); });
    QObject::connect(page, &Page::listChanged, &life, [this, page] {
        if (page == &this->page())
            frame.commands->followTable(page->list());
    });
    QObject::connect(page, &Page::selectionChanged, &life, [this] { followChoice(); });
    QObject::connect(page, &Page::retryPressed, &life, [this] { retrySilent(); });
    QObject::connect(page, &Page::clearFilterPressed, &life, [this] { setFilter(QString()); });
    QObject::connect(page, &Page::goWanted, &life,
        [this](const QString& target, const QString& id, const QString& filter) {
            goWanted(target, id, filter);
        });
    QObject::connect(page, &Page::marksWanted, &life,
        [this](const SiteId& site, const std::vector<AlarmId>& marked, MarkAction action) {
            wantMarks(q, alarms, {site, marked, action}, console.clock);
        });
}

void MainWindow::Private::connectAll()
{
    refreshTimer.setSingleShot(true);
    QObject::connect(&refreshTimer, &QTimer::timeout, &life, [this] { refresh(); });
    QObject::connect(
        &console.live, &Items::LiveStore::changed, &life, [this] { scheduleRefresh(); });
    if (console.orders)
        QObject::connect(console.orders, &OrderDesk::changed, &life, [this] { scheduleRefresh(); });
    QObject::connect(&alarms, &Items::LiveAlarms::changed, &life, [this] { scheduleRefresh(); });
    QObject::connect(&console.live, &Items::LiveStore::ticked, &life, [this] {
        page().refreshAges();
        scheduleRefresh();
    });
    QObject::connect(
        frame.commands, &Commands::pageChosen, &life, [this](int page) { goTo(page); });
    QObject::connect(
        frame.commands, &Commands::triggered, &life, [this](Commands::Id id) { run(id); });
    QObject::connect(frame.commands, &Commands::themeChosen, &life, [this](ThemeChoice choice) {
        console.settings.setTheme(choice);
        theme = choice;
        dress(console, theme);
        frame.commands->setTheme(choice);
        Q_EMIT q.themeChanged();
    });
    if (console.colourScheme)
        QObject::connect(console.colourScheme, &ColourScheme::changed, &life, [this] {
            if (theme == ThemeChoice::System)
                dress(console, theme);
        });
    QObject::connect(
        frame.rail, &NavigationRail::pageChosen, &life, [this](int page) { goTo(page); });
    QObject::connect(frame.query, &QueryBar::textChanged, &life,
        [this](const QString& text) { setFilter(text); });
    QObject::connect(
        frame.query, &QueryBar::backPressed, &life, [this] { run(Commands::Id::Back); });
    QObject::connect(
        frame.query, &QueryBar::forwardPressed, &life, [this] { run(Commands::Id::Forward); });
    QObject::connect(
        frame.query, &QueryBar::leftDownwards, &life, [this] { page().focusContent(); });
    QObject::connect(frame.banners, &StaleBanners::retryPressed, &q, &MainWindow::retryRequested);
    QObject::connect(frame.inspector, &QDockWidget::visibilityChanged, &life, [this] {
        frame.commands->action(Commands::Id::Inspector)->setChecked(!frame.inspector->isHidden());
    });
}

void MainWindow::Private::scheduleRefresh()
{
    if (refreshTimer.isActive())
        return;
    // At once, but no more often than an eye can follow: the panels have no beat of their own.
    const qint64 passed = sinceRefresh.isValid() ? sinceRefresh.elapsed() : panelInterval;
    refreshTimer.start(static_cast<int>(std::max<qint64>(0, panelInterval - passed)));
}

void MainWindow::Private::refresh()
{
    sinceRefresh.start();
    const std::vector<SiteFeed> sites = store().sites();
    frame.strip->refresh(sites, console.clock);
    frame.strip->setAlarms(alarms.book().sums());
    frame.banners->refresh(sites, console.clock);
    frame.activity->refresh(sites, console.clock);
    page().refresh();
    refreshCounts();
    followChoice();
    if (frame.inspector->isVisible())
        refreshInspector(false);
    tellHostsOnScreen();
    QStringList title;
    if (frame.banners->shown() > 0)
        title << MainWindow::tr("STALE");
    title << console.environment << console.profile << QStringLiteral("Espalier");
    title.removeAll(QString());
    q.setWindowTitle(title.join(QLatin1String(" · ")));
}

void MainWindow::Private::refreshCounts()
{
    frame.query->setCount(page().countSentence());
    for (size_t i = 0; i < frame.pages.size(); ++i) {
        const PageCount count = frame.pages[i]->railCount();
        frame.rail->setCount(static_cast<int>(i), count.text, count.glyph, count.priority);
    }
    frame.query->setTravel(history.canGoBack(), history.canGoForward());
    frame.commands->action(Commands::Id::Back)->setEnabled(history.canGoBack());
    frame.commands->action(Commands::Id::Forward)->setEnabled(history.canGoForward());
}

void MainWindow::Private::remember()
{
    history.amend({frame.pageNumber(), frame.query->text(), page().currentId()});
}

void MainWindow::Private::goTo(int target)
{
    if (target == frame.pageNumber())
        return;
    remember();
    history.push(
        {target, frame.query->text(), frame.pages[static_cast<size_t>(target)]->currentId()});
    visit(history.current());
}

void MainWindow::Private::visit(const Station& station)
{
    const bool hadFocus = page().isAncestorOf(QApplication::focusWidget());
    page().setActive(false);
    frame.stack->setCurrentIndex(station.page);
    page().setActive(true);
    showInspectorFor(page());
    frame.rail->setCurrent(station.page);
    frame.commands->followTable(page().list());
    setFilter(station.filter);
    if (!station.id.isEmpty())
        page().setCurrentId(station.id);
    showCurrent(page().currentId());
    if (hadFocus)
        page().focusContent();
    refresh();
}

void MainWindow::Private::showInspectorFor(const Page& shown)
{
    if (!shown.wantsInspector() && !frame.inspector->isHidden()) {
        inspectorPutAway = true;
        frame.inspector->hide();
    } else if (shown.wantsInspector() && inspectorPutAway) {
        inspectorPutAway = false;
        frame.inspector->show();
    }
}

void MainWindow::Private::goWanted(const QString& key, const QString& id, const QString& filter)
{
    if (key == QLatin1String(connectionsPage)) {
        openConnections();
        return;
    }
    const std::span<const PageEntry> entries = pageList();
    for (size_t i = 0; i < entries.size(); ++i) {
        if (key != QLatin1String(entries[i].key))
            continue;
        goTo(static_cast<int>(i));
        setFilter(filter);
        if (!id.isEmpty() && page().setCurrentId(id))
            showCurrent(id);
        page().focusContent();
        return;
    }
}

void MainWindow::Private::setFilter(const QString& text)
{
    if (frame.query->text() != text)
        frame.query->setText(text);
    for (Page* each : frame.pages)
        each->setFilter(text);
    scheduleRefresh();
}

void MainWindow::Private::showCurrent(const QString& id)
{
    if (id.isEmpty())
        return; // a row that left the list stays in the inspector, which says so
    const bool other = inspected != &page() || inspectedId != id;
    inspected = &page();
    inspectedId = id;
    refreshInspector(other);
}

void MainWindow::Private::showNothing()
{
    inspected = nullptr;
    inspectedId.clear();
    frame.inspector->showNothing();
}

void MainWindow::Private::refreshInspector(bool fromTop)
{
    if (!inspected)
        return;
    InspectorContent content = inspected->inspect(inspectedId);
    // What came of an order stands before the part that only explains: it is not scrolled for.
    if (orders)
        content.parts.insert(content.parts.end() - (content.parts.size() > 1 ? 1 : 0),
            {Sheet::Look::Section, 64, orders->rowsOfChosen()});
    frame.inspector->setContent(content, fromTop);
}

void MainWindow::Private::followChoice()
{
    if (!orders)
        return;
    const Selection chosen = page().selection();
    orders->follow({chosen.hosts, chosen.slots, chosen.volumes});
    if (output)
        output->follow({chosen.hosts, chosen.slots, chosen.volumes});
}

void MainWindow::Private::tellHostsOnScreen()
{
    std::set<HostId> hosts = page().hostsOnScreen();
    if (hosts == onScreen)
        return;
    onScreen = std::move(hosts);
    Q_EMIT q.hostsOnScreenChanged(onScreen);
}

void MainWindow::Private::run(Commands::Id id)
{
    switch (id) {
    case Commands::Id::Connections:
        openConnections();
        return;
    case Commands::Id::RetryAll:
        retrySilent();
        return;
    case Commands::Id::Quit:
        q.close();
        return;
    case Commands::Id::Back:
        remember();
        visit(history.back());
        return;
    case Commands::Id::Forward:
        remember();
        visit(history.forward());
        return;
    case Commands::Id::NextPane:
        frame.nextPane(true);
        return;
    case Commands::Id::PreviousPane:
        frame.nextPane(false);
        return;
    case Commands::Id::Inspector:
        frame.inspector->setVisible(frame.inspector->isHidden());
        scheduleRefresh();
        return;
    case Commands::Id::CopyInspector:
        QApplication::clipboard()->setText(frame.inspector->asText());
        return;
    case Commands::Id::Filter:
        frame.query->focusField();
        return;
    case Commands::Id::ClearFilter:
        setFilter(QString());
        return;
    case Commands::Id::ClearSelection:
        if (page().list())
            page().list()->clearChoice();
        return;
    case Commands::Id::Legend:
        openLegend(&q);
        return;
    case Commands::Id::Diagnostics:
        askForDiagnostics(&q, console.clock.wall(),
            [this](const QString& path) { Q_EMIT q.diagnosticsChosen(path); });
        return;
    case Commands::Id::About:
        MessageBox::tell(&q, MainWindow::tr("About Espalier"),
            MainWindow::tr(
                "Espalier %1\n\nConsole for a fleet that runs CI jobs in throw-away virtual "
                "machines. Past tense needs proof.\n\nGPL-3.0-or-later, 2026 Espalier "
                "contributors.")
                .arg(QStringLiteral(ESPALIER_VERSION)));
        return;
    }
}

void MainWindow::Private::openConnections()
{
    auto* dialog = new ConnectionDialog(console.profiles, console.profile, &q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ConnectionDialog::profileChosen, &q, &MainWindow::profileChosen);
    dialog->open();
}

void MainWindow::Private::retrySilent()
{
    for (const SiteFeed& feed : store().sites()) {
        if (feed.state != FeedState::Synced)
            Q_EMIT q.retryRequested(feed.id);
    }
}

void MainWindow::Private::restoreLayout()
{
    q.resize(firstSize(*q.screen()));
    if (!console.settings.windowGeometry().isEmpty())
        q.restoreGeometry(console.settings.windowGeometry());
    if (!console.settings.windowState().isEmpty())
        frame.body->restoreState(console.settings.windowState());
}

MainWindow::MainWindow(const Console& console, QWidget* parent)
    : QMainWindow(parent)
    , d(std::make_unique<Private>(*this, console))
{
    setObjectName(QStringLiteral("mainWindow"));
    d->connectAll();
    d->frame.commands->setTheme(d->theme);
    d->frame.commands->followTable(d->page().list());
    d->frame.rail->setCurrent(startPage());
    d->restoreLayout();
    d->showInspectorFor(d->page());
    d->page().focusContent();
    d->refresh();
    setAccessibleName(tr("Espalier"));
    if (console.sites.empty())
        QTimer::singleShot(0, this, [this] { d->openConnections(); });
}

MainWindow::~MainWindow() = default;

void MainWindow::setProblem(const QString& text)
{
    d->frame.activity->setProblem(text);
    d->scheduleRefresh();
}

void MainWindow::diagnosticsSaved(const QString& path, const QString& problem)
{
    tellDiagnostics(this, path, problem);
}

void MainWindow::refreshNow()
{
    d->refreshTimer.stop();
    d->refresh();
}

void MainWindow::setRole(const QString& role)
{
    d->console.role = role;
    d->fillFoot();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    d->console.settings.setWindowGeometry(saveGeometry());
    // What a page has put away its user has not: it is there again next time.
    if (d->inspectorPutAway)
        d->frame.inspector->show();
    d->console.settings.setWindowState(d->frame.body->saveState());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    d->frame.fitDock();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    d->frame.fitDock();
    d->scheduleRefresh(); // what is on screen is now on screen
}

} // namespace Espalier::Ui
