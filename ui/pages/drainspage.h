// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"

namespace Espalier::Ui {

class LineLabel;
class PhaseBar;

// Drains: one row a drain, and of the chosen one how far each of its hosts has come and what it
// waits for. The words of the end are this console's own (ux.md 3.4).
class DrainsPage final : public ListPage {
    Q_OBJECT
public:
    explicit DrainsPage(const PageContext& context, QWidget* parent = nullptr);
    ~DrainsPage() override;

    [[nodiscard]] TableView& hosts() const { return *m_hostTable; }
    [[nodiscard]] QString countSentence() const override;
    [[nodiscard]] PageCount railCount() const override;
    void refresh() override;
    void refreshAges() override;
    void setActive(bool active) override;
    [[nodiscard]] InspectorContent inspect(const QString& id) override;
    [[nodiscard]] std::set<HostId> hostsOnScreen() const override;
    // The chosen hosts of the drain, or all of it.
    [[nodiscard]] Selection selection() const override;

protected:
    [[nodiscard]] HostId hostOf(RowId row) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildProgress();
    void showDrain(const QString& id);
    void refreshProgress();
    void fitList();
    [[nodiscard]] const Drain* shown() const; // nullptr: none, or it is gone

    QString m_shown; // whose hosts are listed
    std::vector<HostId> m_hostsShown; // the rows of that list
    QWidget* m_progress = nullptr;
    LineLabel* m_title = nullptr;
    PhaseBar* m_bar = nullptr;
    std::unique_ptr<Items::TableModel> m_hostModel;
    TableView* m_hostTable = nullptr;
    bool m_active = false;
};

} // namespace Espalier::Ui
