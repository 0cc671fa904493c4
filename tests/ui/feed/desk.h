// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recordedfeed.h"

#include <items/lifelist.h>
#include <items/livestore.h>
#include <items/slotlist.h>
#include <items/tablemodel.h>
#include <prefs/profilestore.h>
#include <shell/mainwindow.h>
#include <tables/tableview.h>
#include <theme/tokens.h>

#include <QTemporaryDir>

namespace Espalier::Tests {

// The real window over the recorded feed, with everything that the composition root would hold.
struct Desk {
    explicit Desk(Ui::Scheme scheme, double fontScale, bool loaded = true)
        : feed(clock)
        , live(clock)
        , slotModel(Items::slotList(live.store()), clock, Items::makeTimer())
        , lifeModel(Items::lifeList(live.store()), clock, Items::makeTimer())
        , settings(
              folder.filePath(QStringLiteral("a.ini")), folder.filePath(QStringLiteral("b.ini")))
        , profiles(folder.filePath(QStringLiteral("profiles")))
    {
        QObject::connect(
            &live, &Items::LiveStore::changed, &slotModel, &Items::TableModel::onChanged);
        QObject::connect(
            &live, &Items::LiveStore::changed, &lifeModel, &Items::TableModel::onChanged);
        for (const SiteId& site : feed.sites())
            live.expectSite(site);
        if (loaded) {
            for (const FeedBatch& batch : feed.lists())
                live.apply(batch);
        }
        slotModel.sort(0, Qt::AscendingOrder);
        lifeModel.sort(lifeModel.columnOf(QStringLiteral("state")), Qt::AscendingOrder);
        const ThemeChoice theme = scheme == Ui::Scheme::Light ? ThemeChoice::Light
            : scheme == Ui::Scheme::Dark                      ? ThemeChoice::Dark
                                                              : ThemeChoice::HighContrast;
        Ui::Console console{live, slotModel, lifeModel, clock, profiles, settings,
            QStringLiteral("development"), QStringLiteral("DEV"), QStringLiteral("oncall"),
            QStringLiteral("operator"), feed.sites(), theme, fontScale};
        window = std::make_unique<Ui::MainWindow>(console);
    }

    ManualClock clock;
    RecordedFeed feed;
    QTemporaryDir folder;
    Items::LiveStore live;
    Items::TableModel slotModel, lifeModel;
    Settings settings;
    ProfileStore profiles;
    std::unique_ptr<Ui::MainWindow> window;

    Ui::TableView& table(const char* name)
    {
        return *window->findChild<Ui::TableView*>(QLatin1String(name));
    }
};

} // namespace Espalier::Tests
