// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "activitybar.h"
#include "commands.h"
#include "history.h"
#include "inspectordock.h"
#include "navigationrail.h"
#include "stalebanner.h"
#include "statusstrip.h"

#include <dialogs/connectiondialog.h>
#include <dialogs/legenddialog.h>
#include <items/livestore.h>
#include <items/tablemodel.h>
#include <pages/hostspage.h>
#include <pages/teardownspage.h>
#include <parts/messagebox.h>
#include <tables/querybar.h>
#include <text/numbers.h>
#include <theme/theme.h>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QPainter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int menuRowHeight = 28;
constexpr int dockWidth = 376;
constexpr int narrowDockWidth = 336;
constexpr int narrow = 1500;

// The menu row's ground and the hairline under it.
class MenuRow final : public QMenuBar {
public:
    explicit MenuRow(QWidget* parent)
        : QMenuBar(parent)
    {
        setObjectName(QStringLiteral("menuRow"));
        setAccessibleName(MainWindow::tr("Menu"));
        setNativeMenuBar(false);
        setFixedHeight(themeOf(parent).px(menuRowHeight));
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QMenuBar::paintEvent(event);
        QPainter painter(this);
        hairline(painter, QPointF(0, height() - 1), QPointF(width(), height() - 1),
            themeOf(this).colour(Token::Line));
    }
};

} // namespace

class MainWindow::Private final {
public:
    Private(MainWindow& window, const Console& given);

    void build();
    void connectAll();
    void addPage(ListPage* page, const QString& title, const QString& objectName);
    void applyTheme(ThemeChoice choice);
    void refresh();
    void scheduleRefresh();
    void refreshCounts();
    void goTo(int page);
    void visit(const Station& station);
    void remember();
    void setFilter(const QString& text);
    void showCurrent(const QString& id);
    void run(Commands::Id id);
    void nextPane(bool forward);
    void openConnections();
    void retrySilent();
    void restoreLayout();
    void fitDock();
    [[nodiscard]] ListPage& page() const
    {
        return *pages[static_cast<size_t>(stack->currentIndex())];
    }
    [[nodiscard]] const FleetStore& store() const { return console.live.store(); }

    MainWindow& q;
    Console console;
    StatusStrip* strip = nullptr;
    MenuRow* menu = nullptr;
    Commands* commands = nullptr;
    NavigationRail* rail = nullptr;
    QueryBar* query = nullptr;
    QMainWindow* body = nullptr;
    StaleBanners* banners = nullptr;
    QStackedWidget* stack = nullptr;
    InspectorDock* inspector = nullptr;
    ActivityBar* activity = nullptr;
    std::vector<ListPage*> pages;
    History history;
    QTimer refreshTimer; // many changes, one look
};

MainWindow::Private::Private(MainWindow& window, const Console& given)
    : q(window)
    , console(given)
{
}

void MainWindow::Private::build()
{
    auto* top = new QWidget(&q);
    top->setAccessibleName(MainWindow::tr("Status and menu"));
    auto* topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(0, 0, 0, 0);
    topColumn->setSpacing(0);
    strip = new StatusStrip(console.environment, top);
    menu = new MenuRow(top);
    topColumn->addWidget(strip);
    topColumn->addWidget(menu);
    q.setMenuWidget(top);
    commands = new Commands(*menu);

    rail = new NavigationRail;
    query = new QueryBar;
    banners = new StaleBanners;
    stack = new QStackedWidget;
    stack->setAccessibleName(MainWindow::tr("Page"));
    auto* middle = new QWidget;
    middle->setAccessibleName(MainWindow::tr("Page"));
    auto* middleColumn = new QVBoxLayout(middle);
    middleColumn->setContentsMargins(0, 0, 0, 0);
    middleColumn->setSpacing(0);
    middleColumn->addWidget(banners);
    middleColumn->addWidget(stack, 1);
    // A main window of its own, so that the inspector docks beside the page and below the query
    // bar.
    body = new QMainWindow;
    body->setObjectName(QStringLiteral("body"));
    body->setAccessibleName(MainWindow::tr("Page and inspector"));
    body->setWindowFlags(Qt::Widget);
    body->setCentralWidget(middle);
    inspector = new InspectorDock(store(), console.clock, body);
    body->addDockWidget(Qt::RightDockWidgetArea, inspector);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(query);
    column->addWidget(body, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(rail);
    row->addLayout(column, 1);
    activity = new ActivityBar;
    auto* central = new QWidget;
    central->setAccessibleName(MainWindow::tr("Console"));
    auto* centralColumn = new QVBoxLayout(central);
    centralColumn->setContentsMargins(0, 0, 0, 0);
    centralColumn->setSpacing(0);
    centralColumn->addLayout(row, 1);
    centralColumn->addWidget(activity);
    q.setCentralWidget(central);

    addPage(new HostsPage(store(), console.slotModel, console.clock),
        MainWindow::tr("Hosts & slots"), QStringLiteral("railHosts"));
    addPage(new TeardownsPage(store(), console.lifeModel, console.clock),
        MainWindow::tr("Teardowns"), QStringLiteral("railTeardowns"));
    const QString who = console.role.isEmpty()
        ? console.user
        : MainWindow::tr("%1 · %2", "user, role").arg(console.user, console.role);
    rail->setFoot({{who, QString()}, {console.profile, QString()},
        {MainWindow::tr("log"), MainWindow::tr("none")}});
}

void MainWindow::Private::addPage(ListPage* page, const QString& title, const QString& objectName)
{
    const auto number = static_cast<int>(pages.size());
    pages.push_back(page);
    stack->addWidget(page);
    rail->addPage(title, objectName);
    page->model().setActive(number == 0);
    QObject::connect(
        &page->table(), &TableView::currentIdChanged, &q, [this, page](const QString& id) {
            if (page == &this->page())
                showCurrent(id);
        });
    QObject::connect(&page->table(), &TableView::opened, &q, [this] {
        inspector->setVisible(true);
        inspector->focusContent();
    });
    QObject::connect(
        &page->model(), &Items::TableModel::countsChanged, &q, [this] { scheduleRefresh(); });
    QObject::connect(page, &ListPage::retryPressed, &q, [this] { retrySilent(); });
    QObject::connect(page, &ListPage::clearFilterPressed, &q, [this] { setFilter(QString()); });
}

void MainWindow::Private::connectAll()
{
    refreshTimer.setSingleShot(true);
    refreshTimer.setInterval(0);
    QObject::connect(&refreshTimer, &QTimer::timeout, &q, [this] { refresh(); });
    QObject::connect(&console.live, &Items::LiveStore::changed, &q, [this] { scheduleRefresh(); });
    QObject::connect(&console.live, &Items::LiveStore::ticked, &q, [this] {
        page().table().viewport()->update();
        scheduleRefresh();
    });
    QObject::connect(commands, &Commands::triggered, &q, [this](Commands::Id id) { run(id); });
    QObject::connect(commands, &Commands::themeChosen, &q, [this](ThemeChoice choice) {
        console.settings.setTheme(choice);
        applyTheme(choice);
        Q_EMIT q.themeChanged();
    });
    QObject::connect(rail, &NavigationRail::pageChosen, &q, [this](int page) { goTo(page); });
    QObject::connect(
        query, &QueryBar::textChanged, &q, [this](const QString& text) { setFilter(text); });
    QObject::connect(query, &QueryBar::backPressed, &q, [this] { run(Commands::Id::Back); });
    QObject::connect(query, &QueryBar::forwardPressed, &q, [this] { run(Commands::Id::Forward); });
    QObject::connect(query, &QueryBar::leftDownwards, &q, [this] { page().table().setFocus(); });
    QObject::connect(banners, &StaleBanners::retryPressed, &q, &MainWindow::retryRequested);
    QObject::connect(inspector, &QDockWidget::visibilityChanged, &q,
        [this] { commands->action(Commands::Id::Inspector)->setChecked(!inspector->isHidden()); });
}

void MainWindow::Private::applyTheme(ThemeChoice choice)
{
    Scheme scheme = systemScheme();
    switch (choice) {
    case ThemeChoice::System:
        break;
    case ThemeChoice::Light:
        scheme = Scheme::Light;
        break;
    case ThemeChoice::Dark:
        scheme = Scheme::Dark;
        break;
    case ThemeChoice::HighContrast:
        scheme = Scheme::HighContrast;
        break;
    }
    install(*qApp, Theme(scheme, console.fontScale));
    if (commands)
        commands->setTheme(choice);
}

void MainWindow::Private::scheduleRefresh()
{
    if (!refreshTimer.isActive())
        refreshTimer.start();
}

void MainWindow::Private::refresh()
{
    const std::vector<SiteFeed> sites = store().sites();
    strip->refresh(sites, console.clock);
    banners->refresh(sites, console.clock);
    activity->refresh(sites, console.clock);
    page().refresh();
    refreshCounts();
    if (inspector->isVisible())
        inspector->refresh();
    QStringList title;
    if (banners->shown() > 0)
        title << MainWindow::tr("STALE");
    title << console.environment << console.profile << QStringLiteral("Espalier");
    title.removeAll(QString());
    q.setWindowTitle(title.join(QLatin1String(" · ")));
}

void MainWindow::Private::refreshCounts()
{
    query->setCount(page().countSentence());
    for (size_t i = 0; i < pages.size(); ++i) {
        const bool unknown = nothingLoaded(store().sites());
        rail->setCount(
            static_cast<int>(i), unknown ? QString() : Text::grouped(pages[i]->model().allRows()));
    }
    query->setTravel(history.canGoBack(), history.canGoForward());
    commands->action(Commands::Id::Back)->setEnabled(history.canGoBack());
    commands->action(Commands::Id::Forward)->setEnabled(history.canGoForward());
}

void MainWindow::Private::remember()
{
    history.amend({stack->currentIndex(), query->text(), page().table().currentId()});
}

void MainWindow::Private::goTo(int target)
{
    if (target == stack->currentIndex())
        return;
    remember();
    history.push({target, query->text(), pages[static_cast<size_t>(target)]->table().currentId()});
    visit(history.current());
}

void MainWindow::Private::visit(const Station& station)
{
    const bool hadFocus = page().table().hasFocus();
    page().model().setActive(false);
    stack->setCurrentIndex(station.page);
    page().model().setActive(true);
    rail->setCurrent(station.page);
    commands->followTable(page().table());
    setFilter(station.filter);
    if (!station.id.isEmpty())
        page().table().setCurrentId(station.id);
    showCurrent(page().table().currentId());
    if (hadFocus)
        page().table().setFocus();
    refresh();
}

void MainWindow::Private::setFilter(const QString& text)
{
    if (query->text() != text)
        query->setText(text);
    for (ListPage* each : pages)
        each->model().setFilter(text);
    scheduleRefresh();
}

void MainWindow::Private::showCurrent(const QString& id)
{
    if (id.isEmpty())
        return; // a row that left the list stays in the inspector, which says so
    if (stack->currentIndex() == 0)
        inspector->showSlot(SlotId(id));
    else
        inspector->showLife(VmId(id));
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
    case Commands::Id::FirstPage:
        goTo(0);
        return;
    case Commands::Id::SecondPage:
        goTo(1);
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
        nextPane(true);
        return;
    case Commands::Id::PreviousPane:
        nextPane(false);
        return;
    case Commands::Id::Inspector:
        inspector->setVisible(inspector->isHidden());
        scheduleRefresh();
        return;
    case Commands::Id::CopyInspector:
        QApplication::clipboard()->setText(inspector->asText());
        return;
    case Commands::Id::Filter:
        query->focusField();
        return;
    case Commands::Id::ClearFilter:
        setFilter(QString());
        return;
    case Commands::Id::ClearSelection:
        page().table().clearSelection();
        return;
    case Commands::Id::Legend:
        openLegend(&q);
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

void MainWindow::Private::nextPane(bool forward)
{
    std::vector<QWidget*> panes{rail, query, &page()};
    if (inspector->isVisible())
        panes.push_back(inspector);
    size_t at = 0;
    for (size_t i = 0; i < panes.size(); ++i) {
        if (QApplication::focusWidget() && panes[i]->isAncestorOf(QApplication::focusWidget()))
            at = i;
    }
    const size_t next = (at + (forward ? 1 : panes.size() - 1)) % panes.size();
    if (panes[next] == rail)
        rail->focusCurrent();
    else if (panes[next] == query)
        query->focusField();
    else if (panes[next] == inspector)
        inspector->focusContent();
    else
        page().table().setFocus(Qt::ShortcutFocusReason);
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

void MainWindow::Private::fitDock()
{
    if (inspector->isFloating())
        return;
    const int wanted = themeOf(&q).px(q.width() < narrow ? narrowDockWidth : dockWidth);
    const int width = std::clamp(wanted, narrowDockWidth, std::max(narrowDockWidth, q.width() / 3));
    body->resizeDocks({inspector}, {width}, Qt::Horizontal);
}

void MainWindow::Private::restoreLayout()
{
    q.resize(1600, 1000);
    if (!console.settings.windowGeometry().isEmpty())
        q.restoreGeometry(console.settings.windowGeometry());
    if (!console.settings.windowState().isEmpty())
        body->restoreState(console.settings.windowState());
}

MainWindow::MainWindow(const Console& console, QWidget* parent)
    : QMainWindow(parent)
    , d(std::make_unique<Private>(*this, console))
{
    setObjectName(QStringLiteral("mainWindow"));
    const ThemeChoice theme = console.theme.value_or(console.settings.theme());
    d->applyTheme(theme);
    d->build();
    d->connectAll();
    d->commands->setTheme(theme);
    d->commands->followTable(d->page().table());
    d->rail->setCurrent(0);
    d->restoreLayout();
    d->page().table().setFocus();
    d->refresh();
    setAccessibleName(tr("Espalier"));
    if (console.sites.empty())
        QTimer::singleShot(0, this, [this] { d->openConnections(); });
}

MainWindow::~MainWindow() = default;

void MainWindow::setProblem(const QString& text)
{
    d->activity->setProblem(text);
    d->scheduleRefresh();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    d->console.settings.setWindowGeometry(saveGeometry());
    d->console.settings.setWindowState(d->body->saveState());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    d->fitDock();
}

} // namespace Espalier::Ui
