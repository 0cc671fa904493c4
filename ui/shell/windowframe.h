// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <optional>
#include <vector>

class QStackedWidget;

namespace Espalier::Ui {

class ActivityBar;
class Commands;
class InspectorDock;
class NavigationRail;
class Page;
class QueryBar;
class StaleBanners;
class StatusStrip;

// The regions of the window and where they stand (pictures/README.md, "The frame"). Knows how to
// move between panes and to fit the dock; what happens in them is the window's.
struct WindowFrame {
    WindowFrame(QMainWindow& owner, const QString& environment);

    void addPage(Page* page);
    [[nodiscard]] int pageNumber() const;
    [[nodiscard]] Page& page() const;
    void nextPane(bool forward); // F6: rail, query, page, inspector
    // Dock and rail to their widths for a wide, a narrow or a very narrow window, when that
    // changes. Narrow counts in letters: the same window is narrower with a larger font.
    void fitDock();

    QMainWindow& window;
    StatusStrip* strip = nullptr;
    Commands* commands = nullptr;
    NavigationRail* rail = nullptr;
    QueryBar* query = nullptr;
    QMainWindow* body = nullptr; // page and inspector
    StaleBanners* banners = nullptr;
    QStackedWidget* stack = nullptr;
    InspectorDock* inspector = nullptr;
    ActivityBar* activity = nullptr;
    std::vector<Page*> pages;
    std::optional<int> fitted; // the dock's width that was set last

private:
    QWidget* buildTop(const QString& environment);
    QWidget* buildBody();
    QWidget* buildCentral();
};

} // namespace Espalier::Ui
