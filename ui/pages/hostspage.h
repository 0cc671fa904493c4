// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"
#include "slotchoice.h"

#include <QPointer>

class QPushButton;

namespace Espalier::Ui {

class LineLabel;

// Hosts & slots: one row a slot, and a footer that says in words what is selected, or how it
// stands.
class HostsPage final : public ListPage {
    Q_OBJECT
public:
    explicit HostsPage(const PageContext& context, QWidget* parent = nullptr);
    [[nodiscard]] QString countSentence() const override;
    [[nodiscard]] PageCount railCount() const override;
    void refresh() override;
    // The host of the slot with all its slots.
    [[nodiscard]] InspectorContent inspect(const QString& id) override;
    void setActive(bool active) override;
    [[nodiscard]] QString currentId() const override;
    bool setCurrentId(const QString& id) override;
    [[nodiscard]] Selection selection() const override;

protected:
    [[nodiscard]] HostId hostOf(RowId row) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildFooter();
    [[nodiscard]] Text::Line selectionSentence(const QStringList& ids) const;
    [[nodiscard]] Text::Line countsSentence() const;
    void refreshFooter();
    void takeChoice(); // of the other pages
    void tellChoice();

    SlotMemory m_memory;
    QPointer<SlotChoice> m_choice; // nullptr: nobody shares it
    bool m_active = false;
    QWidget* m_footer = nullptr;
    LineLabel* m_sentence = nullptr;
    QPushButton* m_clear = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace Espalier::Ui
