// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderbench.h"
#include "recordedfeed.h"

#include <items/livestore.h>
#include <items/tablemodel.h>
#include <prefs/profilestore.h>
#include <shell/mainwindow.h>
#include <tables/tableview.h>
#include <theme/tokens.h>

#include <QAction>
#include <QTemporaryDir>

namespace Espalier::Tests {

// The real window over the recorded feed, with everything that the composition root would hold, and
// its user at the page of hosts and slots. orders: of a person who may order in fra1.
struct Desk {
    explicit Desk(Ui::Scheme scheme, double fontScale, bool loaded = true, bool orders = false,
        Ui::JobOutput* output = nullptr)
        : feed(clock)
        , live(clock)
        , settings(
              folder.filePath(QStringLiteral("a.ini")), folder.filePath(QStringLiteral("b.ini")))
        , profiles(folder.filePath(QStringLiteral("profiles")))
        , bench(orders ? std::make_unique<OrderBench>(clock, live, feed.sites().front()) : nullptr)
        , window(open(scheme, fontScale, loaded, output))
        , slotModel(*table("slotsTable").table())
        , lifeModel(*table("livesTable").table())
    {
    }
    std::unique_ptr<Ui::MainWindow> open(
        Ui::Scheme scheme, double fontScale, bool loaded, Ui::JobOutput* output)
    {
        for (const SiteId& site : feed.sites())
            live.expectSite(site);
        if (loaded) {
            for (const FeedBatch& batch : feed.lists())
                live.apply(batch);
            live.apply(feed.deeds());
        }
        const ThemeChoice theme = scheme == Ui::Scheme::Light ? ThemeChoice::Light
            : scheme == Ui::Scheme::Dark                      ? ThemeChoice::Dark
                                                              : ThemeChoice::HighContrast;
        auto opened = std::make_unique<Ui::MainWindow>(Ui::Console{live, clock, profiles, settings,
            QStringLiteral("development"), QStringLiteral("DEV"), QStringLiteral("oncall"),
            QStringLiteral("on-call, operator"), feed.sites(), theme, fontScale, nullptr, nullptr,
            bench ? &bench->orders : nullptr, output});
        opened->resize(1600, 1000); // as in the pictures, whatever the screen of the test
        opened->findChild<QAction*>(QStringLiteral("goHosts"))->trigger();
        return opened;
    }

    ManualClock clock;
    RecordedFeed feed;
    QTemporaryDir folder;
    Items::LiveStore live;
    Settings settings;
    ProfileStore profiles;
    std::unique_ptr<OrderBench> bench; // nullptr: nothing can be ordered
    std::unique_ptr<Ui::MainWindow> window;
    Items::TableModel &slotModel, &lifeModel; // of its pages

    Ui::TableView& table(const char* name)
    {
        return *window->findChild<Ui::TableView*>(QLatin1String(name));
    }
};

} // namespace Espalier::Tests
