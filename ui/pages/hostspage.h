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
    explicit HostsPage(const PageContext& context, QWidget* parent = nullptr);
    [[nodiscard]] QString countSentence() const override;
    [[nodiscard]] PageCount railCount() const override;
    void refresh() override;
    // The host of the slot with all its slots.
    [[nodiscard]] InspectorContent inspect(const QString& id) override;

protected:
    [[nodiscard]] HostId hostOf(RowId row) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildFooter();
    [[nodiscard]] Text::Line selectionSentence(const QStringList& ids) const;
    [[nodiscard]] Text::Line countsSentence() const;
    void refreshFooter();

    QString m_inspected; // the slot that was inspected last, and its host
    HostId m_inspectedHost; // kept when the slot itself is gone
    QWidget* m_footer = nullptr;
    LineLabel* m_sentence = nullptr;
    QPushButton* m_clear = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace Espalier::Ui
