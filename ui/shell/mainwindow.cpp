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
#include "windowframe.h"

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
#include <QElapsedTimer>
#include <QStackedWidget>
#include <QTimer>

namespace Espalier::Ui {

namespace {

constexpr qint64 panelInterval = 100; // ms between two looks at the sums

void installTheme(ThemeChoice choice, double fontScale)
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
    install(*qApp, Theme(scheme, fontScale));
}

ThemeChoice themeOfStart(const Console& console)
{
    return console.theme.value_or(console.settings.theme());
}

// The theme comes before the first widget: widgets size themselves by it.
const Console& themed(const Console& console)
{
    installTheme(themeOfStart(console), console.fontScale);
    return console;
}

} // namespace

class MainWindow::Private final {
public:
    Private(MainWindow& window, const Console& given);

    void connectAll();
    void addPage(ListPage* page, const QString& title, const QString& objectName);
    void applyTheme(ThemeChoice choice);
    void refresh();
    void scheduleRefresh();
    void refreshCounts();
    void goTo(int target);
    void visit(const Station& station);
    void remember();
    void setFilter(const QString& text);
    void showCurrent(const QString& id);
    void run(Commands::Id id);
    void openConnections();
    void retrySilent();
    void restoreLayout();
    [[nodiscard]] ListPage& page() const { return frame.page(); }
    [[nodiscard]] const FleetStore& store() const { return console.live.store(); }

    MainWindow& q;
    Console console;
    WindowFrame frame;
    History history;
    QTimer refreshTimer; // many changes, one look
    QElapsedTimer sinceRefresh;
};

MainWindow::Private::Private(MainWindow& window, const Console& given)
    : q(window)
    , console(themed(given))
    , frame(window, given.environment, given.live.store(), given.clock)
{
    addPage(new HostsPage(store(), console.slotModel, console.clock),
        MainWindow::tr("Hosts & slots"), QStringLiteral("railHosts"));
    addPage(new TeardownsPage(store(), console.lifeModel, console.clock),
        MainWindow::tr("Teardowns"), QStringLiteral("railTeardowns"));
    const QString who = console.role.isEmpty()
        ? console.user
        : MainWindow::tr("%1 · %2", "user, role").arg(console.user, console.role);
    frame.rail->setFoot({{who, QString()}, {console.profile, QString()},
        {MainWindow::tr("log"), MainWindow::tr("none")}});
}

void MainWindow::Private::addPage(ListPage* page, const QString& title, const QString& objectName)
{
    page->model().setActive(frame.pages.empty());
    frame.addPage(page, title, objectName);
    QObject::connect(
        &page->table(), &TableView::currentIdChanged, &q, [this, page](const QString& id) {
            if (page == &this->page())
                showCurrent(id);
        });
    QObject::connect(&page->table(), &TableView::opened, &q, [this] {
        frame.inspector->setVisible(true);
        frame.inspector->focusContent();
    });
    QObject::connect(
        &page->model(), &Items::TableModel::countsChanged, &q, [this] { scheduleRefresh(); });
    QObject::connect(page, &ListPage::retryPressed, &q, [this] { retrySilent(); });
    QObject::connect(page, &ListPage::clearFilterPressed, &q, [this] { setFilter(QString()); });
}

void MainWindow::Private::connectAll()
{
    refreshTimer.setSingleShot(true);
    QObject::connect(&refreshTimer, &QTimer::timeout, &q, [this] { refresh(); });
    QObject::connect(&console.live, &Items::LiveStore::changed, &q, [this] { scheduleRefresh(); });
    QObject::connect(&console.live, &Items::LiveStore::ticked, &q, [this] {
        page().table().viewport()->update();
        scheduleRefresh();
    });
    QObject::connect(
        frame.commands, &Commands::triggered, &q, [this](Commands::Id id) { run(id); });
    QObject::connect(frame.commands, &Commands::themeChosen, &q, [this](ThemeChoice choice) {
        console.settings.setTheme(choice);
        applyTheme(choice);
        Q_EMIT q.themeChanged();
    });
    QObject::connect(frame.rail, &NavigationRail::pageChosen, &q, [this](int page) { goTo(page); });
    QObject::connect(
        frame.query, &QueryBar::textChanged, &q, [this](const QString& text) { setFilter(text); });
    QObject::connect(frame.query, &QueryBar::backPressed, &q, [this] { run(Commands::Id::Back); });
    QObject::connect(
        frame.query, &QueryBar::forwardPressed, &q, [this] { run(Commands::Id::Forward); });
    QObject::connect(
        frame.query, &QueryBar::leftDownwards, &q, [this] { page().table().setFocus(); });
    QObject::connect(frame.banners, &StaleBanners::retryPressed, &q, &MainWindow::retryRequested);
    QObject::connect(frame.inspector, &QDockWidget::visibilityChanged, &q, [this] {
        frame.commands->action(Commands::Id::Inspector)->setChecked(!frame.inspector->isHidden());
    });
}

void MainWindow::Private::applyTheme(ThemeChoice choice)
{
    installTheme(choice, console.fontScale);
    frame.commands->setTheme(choice);
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
    frame.banners->refresh(sites, console.clock);
    frame.activity->refresh(sites, console.clock);
    page().refresh();
    refreshCounts();
    if (frame.inspector->isVisible())
        frame.inspector->refresh();
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
    const bool unknown = nothingLoaded(store().sites());
    const BalanceSheet sheet = store().balance();
    const int open = sheet.total.unconfirmed + sheet.total.stuck + sheet.simulated.unconfirmed
        + sheet.simulated.stuck;
    frame.rail->setCount(
        0, unknown ? QString() : Text::grouped(store().slotCounts(SiteId()).hosts));
    frame.rail->setCount(1, open > 0 ? Text::grouped(open) : QString(),
        open > 0 ? std::optional(Glyph::Unconfirmed) : std::nullopt);
    frame.query->setTravel(history.canGoBack(), history.canGoForward());
    frame.commands->action(Commands::Id::Back)->setEnabled(history.canGoBack());
    frame.commands->action(Commands::Id::Forward)->setEnabled(history.canGoForward());
}

void MainWindow::Private::remember()
{
    history.amend({frame.pageNumber(), frame.query->text(), page().table().currentId()});
}

void MainWindow::Private::goTo(int target)
{
    if (target == frame.pageNumber())
        return;
    remember();
    history.push({target, frame.query->text(),
        frame.pages[static_cast<size_t>(target)]->table().currentId()});
    visit(history.current());
}

void MainWindow::Private::visit(const Station& station)
{
    const bool hadFocus = page().table().hasFocus();
    page().model().setActive(false);
    frame.stack->setCurrentIndex(station.page);
    page().model().setActive(true);
    frame.rail->setCurrent(station.page);
    frame.commands->followTable(page().table());
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
    if (frame.query->text() != text)
        frame.query->setText(text);
    for (ListPage* each : frame.pages)
        each->model().setFilter(text);
    scheduleRefresh();
}

void MainWindow::Private::showCurrent(const QString& id)
{
    if (id.isEmpty())
        return; // a row that left the list stays in the inspector, which says so
    if (frame.pageNumber() == 0)
        frame.inspector->showSlot(SlotId(id));
    else
        frame.inspector->showLife(VmId(id));
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
    q.resize(1600, 1000);
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
    d->frame.commands->setTheme(themeOfStart(console));
    d->frame.commands->followTable(d->page().table());
    d->frame.rail->setCurrent(0);
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
    d->frame.activity->setProblem(text);
    d->scheduleRefresh();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    d->console.settings.setWindowGeometry(saveGeometry());
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
}

} // namespace Espalier::Ui
