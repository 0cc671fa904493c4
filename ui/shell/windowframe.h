// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <store/fleetstore.h>

#include <QMainWindow>

#include <optional>
#include <vector>

class QStackedWidget;

namespace Espalier::Ui {

class ActivityBar;
class Commands;
class InspectorDock;
class ListPage;
class NavigationRail;
class QueryBar;
class StaleBanners;
class StatusStrip;

// The regions of the window and where they stand (pictures/README.md, "The frame"). Knows how to
// move between panes and to fit the dock; what happens in them is the window's.
struct WindowFrame {
    WindowFrame(QMainWindow& owner, const QString& environment, const FleetStore& store,
        const Clock& clock);

    void addPage(ListPage* page, const QString& title, const QString& objectName);
    [[nodiscard]] int pageNumber() const;
    [[nodiscard]] ListPage& page() const;
    void nextPane(bool forward); // F6: rail, query, page, inspector
    void fitDock(); // to its width for a wide or a narrow window, when that changes

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
    std::vector<ListPage*> pages;
    std::optional<bool> fittedNarrow; // for which of the two the dock was fitted

private:
    QWidget* buildTop(const QString& environment);
    QWidget* buildBody(const FleetStore& store, const Clock& clock);
    QWidget* buildCentral(const FleetStore& store, const Clock& clock);
};

} // namespace Espalier::Ui
