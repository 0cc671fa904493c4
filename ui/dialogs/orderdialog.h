// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderform.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace Espalier::Ui {

class LineLabel;
class MomentField;
class ReasonFields;

// Asks for one order (ux.md 3.5): what it does, to what, why. The safe button has the focus and is
// what Enter, Esc and closing choose. Locks when what it was opened on has changed, and says what.
class OrderDialog final : public QDialog {
    Q_OBJECT
public:
    using MakeForm = std::function<OrderForm()>;
    // Not ready to send before this time after opening: nobody sends what they have not seen.
    static constexpr std::chrono::milliseconds firstWait{600};

    // form: what holds now; asked again whenever the store changes.
    OrderDialog(MakeForm form, Items::LiveStore& live, QWidget* parent = nullptr);
    ~OrderDialog() override;
    [[nodiscard]] bool isLocked() const { return m_locked; }
    void setReason(const QString& reason, const QString& ticket); // of a dialog before, reopened

Q_SIGNALS:
    void ordered(const Espalier::Order& order); // with reason and ticket; the dialog closes
    void reopenWanted(const QString& reason, const QString& ticket); // the dialog closes

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildFacts();
    QWidget* buildInputs();
    QWidget* buildDifference();
    QWidget* buildButtons();
    void fit();
    void look(); // at what holds now
    void lock(const OrderForm& now);
    void refreshSend();
    void avoidPointer();
    [[nodiscard]] QString summary() const;
    void send();

    const MakeForm m_make;
    const Clock& m_clock;
    const OrderForm m_form; // as it was opened
    QWidget* m_head = nullptr;
    Sheet* m_facts = nullptr;
    QStackedWidget* m_stack = nullptr;
    ReasonFields* m_reason = nullptr;
    MomentField* m_moment = nullptr; // nullptr: the order names none
    QLineEdit* m_token = nullptr; // nullptr: none is asked for
    QLabel* m_lockTitle = nullptr;
    QLabel* m_lockFoot = nullptr;
    Sheet* m_difference = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_keep = nullptr;
    QPushButton* m_send = nullptr;
    bool m_locked = false, m_waited = false, m_shown = false;
};

} // namespace Espalier::Ui
