// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <dialogs/orderform.h>
#include <text/outputtail.h>

#include <QWidget>

class QAction;
class QPlainTextEdit;

namespace Espalier::Ui {

class JobOutput;
class LineLabel;
struct VmTarget;

// What the job in the chosen slot writes, below the inspector's sheets. Opens only when it is
// asked for; goes with the choice.
class OutputPane final : public QWidget {
    Q_OBJECT
public:
    // Both outlive it.
    OutputPane(JobOutput& output, Items::LiveStore& live, QWidget* parent = nullptr);
    ~OutputPane() override;

    // For the menus: opens the pane of what is chosen, or closes it.
    [[nodiscard]] QAction* action() const { return m_action; }
    void follow(const Chosen& chosen);

private:
    void build();
    void toggle();
    void open(const VmTarget& target);
    void shut();
    void append(quint64 offset, const QByteArray& bytes);
    void say(const QString& words);

    JobOutput& m_output;
    Items::LiveStore& m_live;
    QAction* m_action;
    LineLabel* m_title = nullptr;
    LineLabel* m_state = nullptr;
    QPlainTextEdit* m_text = nullptr;
    Chosen m_chosen;
    VmId m_vm; // empty: shut
    SlotId m_slot; // where it was when it was opened
    Text::OutputTail m_tail;
};

} // namespace Espalier::Ui
