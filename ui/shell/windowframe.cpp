// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowframe.h"

#include "activitybar.h"
#include "commands.h"
#include "inspectordock.h"
#include "mainwindow.h"
#include "navigationrail.h"
#include "stalebanner.h"
#include "statusstrip.h"

#include <pages/page.h>
#include <tables/querybar.h>
#include <theme/theme.h>

#include <QApplication>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace Espalier::Ui {

namespace {

constexpr int menuRowHeight = 28;
constexpr int dockWidth = 400;
constexpr int narrowDockWidth = 336;
constexpr int narrow = 1500; // window widths at font scale 1
constexpr int veryNarrow = 1000;

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

WindowFrame::WindowFrame(QMainWindow& owner, const QString& environment)
    : window(owner)
{
    window.setMenuWidget(buildTop(environment));
    window.setCentralWidget(buildCentral());
}

QWidget* WindowFrame::buildTop(const QString& environment)
{
    auto* top = new QWidget(&window);
    top->setAccessibleName(MainWindow::tr("Status and menu"));
    auto* topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(0, 0, 0, 0);
    topColumn->setSpacing(0);
    strip = new StatusStrip(environment, top);
    auto* menu = new MenuRow(top);
    topColumn->addWidget(strip);
    topColumn->addWidget(menu);
    commands = new Commands(*menu);
    return top;
}

QWidget* WindowFrame::buildBody()
{
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
    inspector = new InspectorDock(body);
    body->addDockWidget(Qt::RightDockWidgetArea, inspector);
    return body;
}

QWidget* WindowFrame::buildCentral()
{
    rail = new NavigationRail;
    query = new QueryBar;
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(query);
    column->addWidget(buildBody(), 1);
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
    return central;
}

void WindowFrame::addPage(Page* added)
{
    pages.push_back(added);
    stack->addWidget(added);
}

int WindowFrame::pageNumber() const { return stack->currentIndex(); }

Page& WindowFrame::page() const { return *pages[static_cast<size_t>(stack->currentIndex())]; }

void WindowFrame::nextPane(bool forward)
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
        page().focusContent();
}

void WindowFrame::fitDock()
{
    const Theme& theme = themeOf(&window);
    rail->setFolded(window.width() < theme.px(veryNarrow));
    const int wanted = theme.px(window.width() < theme.px(narrow) ? narrowDockWidth : dockWidth);
    const int width =
        std::clamp(wanted, narrowDockWidth, std::max(narrowDockWidth, window.width() / 3));
    if (inspector->isFloating() || fitted == width)
        return; // what the user has dragged stays
    body->resizeDocks({inspector}, {width}, Qt::Horizontal);
    if (body->isVisible())
        fitted = width;
}

} // namespace Espalier::Ui
