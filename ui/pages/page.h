// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspection.h"

#include <domain/id.h>
#include <link/api/fleetlink.h>
#include <theme/glyphs.h>

#include <QList>
#include <QWidget>

#include <optional>
#include <set>
#include <vector>

class QAction;

namespace Espalier {
namespace Items {
class LiveAlarms;
class LiveStore;
} // namespace Items
class FleetStore;
} // namespace Espalier

namespace Espalier::Ui {

class SlotChoice;
class TableView;

// What every page is made from; outlives it.
struct PageContext {
    Items::LiveStore& live;
    const Clock& clock;
    SlotChoice* slotChoice = nullptr; // shared by the pages that show slots; none: each has its own
    Items::LiveAlarms* alarms = nullptr; // what the overview is about
};

// What is chosen on a page, for whoever has something to do with it: ids alone, by kind.
struct Selection {
    std::vector<HostId> hosts; // named themselves, not through their slots
    std::vector<SlotId> slots;
    std::vector<VolumeId> volumes;
    friend bool operator==(const Selection&, const Selection&) = default;
};

// What the rail says beside a page's title: how many, and the worst shape among them.
struct PageCount {
    QString text; // empty: nothing to say
    std::optional<Glyph> glyph = {};
    Severity priority = Severity::None; // its badge stands before the number
};

// The face by which the shell knows a page; a page need not have a list.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(const PageContext& context, QWidget* parent = nullptr);

    // "421 of 5,976 slots"; says "unknown" where nothing has been loaded.
    [[nodiscard]] virtual QString countSentence() const = 0;
    [[nodiscard]] virtual PageCount railCount() const { return {}; }
    // Reads again what does not follow the store by itself: sums, footers, empty states.
    virtual void refresh() = 0;
    virtual void refreshAges() {} // repaints what counts seconds
    virtual void setActive(bool active); // whether it is shown; a hidden page does no work
    virtual void setFilter(const QString& text);
    virtual void focusContent() = 0;

    // What is chosen, by an id that only this page reads; empty: nothing.
    [[nodiscard]] virtual QString currentId() const { return {}; }
    virtual bool setCurrentId(const QString& id); // false: it is not shown
    // What the inspector says of it, also after it has left the page.
    [[nodiscard]] virtual InspectorContent inspect(const QString& id) = 0;
    // Whether the inspector stands beside this page.
    [[nodiscard]] virtual bool wantsInspector() const { return true; }
    // Whose statements are to be verified first.
    [[nodiscard]] virtual std::set<HostId> hostsOnScreen() const { return {}; }
    // What commands would act upon: what matches later does not join.
    [[nodiscard]] virtual Selection selection() const { return {}; }
    // What may be done with it, for the page's context menus. Not owned.
    virtual void setRowActions(const QList<QAction*>&) {}
    // The list whose commands and columns are in the menus; nullptr: the page has none.
    [[nodiscard]] virtual TableView* list() const { return nullptr; }

Q_SIGNALS:
    void currentIdChanged(const QString& id); // empty: none
    void selectionChanged();
    void cleared(); // the user let go of what was chosen
    void opened(); // Enter or double click: the inspector is wanted
    void countsChanged();
    void listChanged(); // list() answers another one
    void retryPressed();
    void clearFilterPressed();
    // Another page, by the key of its entry, with this chosen and filtered; or connectionsPage.
    void goWanted(const QString& page, const QString& id, const QString& filter);
    void marksWanted(const Espalier::SiteId& site, const std::vector<Espalier::AlarmId>& alarms,
        Espalier::MarkAction action);

protected:
    [[nodiscard]] const FleetStore& store() const;
    [[nodiscard]] const Clock& clock() const { return m_context.clock; }
    [[nodiscard]] Items::LiveStore& live() const { return m_context.live; }
    [[nodiscard]] Items::LiveAlarms& alarms() const { return *m_context.alarms; }

private:
    PageContext m_context;
};

} // namespace Espalier::Ui
