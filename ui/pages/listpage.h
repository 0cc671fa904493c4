// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page.h"

#include <parts/emptystate.h>
#include <store/fleetstore.h>
#include <tables/tableview.h>

#include <memory>

namespace Espalier::Items {
class RowSource;
class TableModel;
} // namespace Espalier::Items

namespace Espalier::Ui {

// What every page around a list has in common: it owns the list's model and table.
class ListPage : public Page {
    Q_OBJECT
public:
    // Sorted by its state column: what is worst comes first.
    ListPage(const PageContext& context, std::unique_ptr<Items::RowSource> source,
        QWidget* parent = nullptr);
    ~ListPage() override;

    [[nodiscard]] TableView& table() const { return *m_table; }
    [[nodiscard]] Items::TableModel& model() const { return *m_model; }
    void refreshAges() override;
    void setActive(bool active) override;
    void setFilter(const QString& text) override;
    void focusContent() override;
    [[nodiscard]] QString currentId() const override;
    bool setCurrentId(const QString& id) override;
    [[nodiscard]] std::set<HostId> hostsOnScreen() const override;
    void setRowActions(const QList<QAction*>& actions) override;
    [[nodiscard]] TableView* list() const override { return m_table; }

protected:
    [[nodiscard]] virtual HostId hostOf(RowId row) const = 0;

private:
    void emptyButton();

    std::unique_ptr<Items::TableModel> m_model;
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
