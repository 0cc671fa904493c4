// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"

class QPushButton;

namespace Espalier::Ui {

class LineLabel;

// Hosts & slots: one row a slot, and a footer that says in words what is selected, or how it
// stands.
class HostsPage final : public ListPage {
    Q_OBJECT
public:
    HostsPage(const FleetStore& store, Items::TableModel& model, const Clock& clock,
        QWidget* parent = nullptr);
    [[nodiscard]] QString countSentence() const override;
    void refresh() override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildFooter();
    [[nodiscard]] Text::Line selectionSentence(const QStringList& ids) const;
    [[nodiscard]] Text::Line countsSentence() const;
    void refreshFooter();

    QWidget* m_footer = nullptr;
    LineLabel* m_sentence = nullptr;
    QPushButton* m_clear = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace Espalier::Ui
