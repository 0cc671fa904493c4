// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <domain/id.h>
#include <parts/emptystate.h>
#include <store/fleetstore.h>
#include <tables/tableview.h>

#include <QWidget>

namespace Espalier {
namespace Items {
class TableModel;
}
} // namespace Espalier

namespace Espalier::Ui {

// What every page around a list has in common. The shell knows pages by this face only.
class ListPage : public QWidget {
    Q_OBJECT
public:
    ListPage(
        const FleetStore& store, Items::TableModel& model, const Clock& clock, QWidget* parent);
    ~ListPage() override;

    [[nodiscard]] TableView& table() const { return *m_table; }
    [[nodiscard]] Items::TableModel& model() const { return m_model; }
    // "421 of 5,976 slots"; says "unknown" where nothing has been loaded.
    [[nodiscard]] virtual QString countSentence() const = 0;
    // Reads again what is not the table's: sums, footers, empty states.
    virtual void refresh() = 0;

Q_SIGNALS:
    void retryPressed();
    void clearFilterPressed();

protected:
    [[nodiscard]] const FleetStore& store() const { return m_store; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }

private:
    void emptyButton();

    const FleetStore& m_store;
    Items::TableModel& m_model;
    const Clock& m_clock;
    TableView* m_table;
};

// What a list is called in its empty states; whole phrases, translated.
struct ListWords {
    QString none; // "No slots"
    QString noneWhy; // why that can be
    QString noMatch; // "No slot matches the filter"
    QString notLoaded; // "Slots are not loaded"
    QString notPermitted; // "You may not list slots"
    QString mayBe; // "There may be slots."
};

// Which of the four empty states holds, with since when and what to do.
[[nodiscard]] EmptyText emptyTextFor(const ListWords& words, const std::vector<SiteFeed>& sites,
    const QString& countSentence, const QString& filter, int allRows, const Clock& clock);

// Whether no site has ever given its list: counts are then unknown, not 0.
[[nodiscard]] bool nothingLoaded(const std::vector<SiteFeed>& sites);

} // namespace Espalier::Ui
