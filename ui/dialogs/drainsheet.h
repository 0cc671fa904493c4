// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderform.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace Espalier::Ui {

class FigureGrid;
class ReasonFields;

// What is kept from one drain to the next, within a session only (ux.md 3.4).
struct DrainMemory {
    QString reason;
    int wave = 0; // 0: none yet
};

// Before a drain starts: what it will do, by fleetd's dry run of the same call, and what is to be
// chosen. Not modal: the floor and the tables stay usable. The hosts are frozen when it opens.
class DrainSheet final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds refreshEvery{10};

    DrainSheet(
        const Chosen& chosen, OrderDesk& orders, DrainMemory& memory, QWidget* parent = nullptr);
    ~DrainSheet() override;
    [[nodiscard]] const std::vector<HostId>& hosts() const { return m_chosen.hosts; }
    void tick(); // asks anew when it is time
    void focusFirst();

Q_SIGNALS:
    void closed(); // started or cancelled

private:
    QWidget* buildPreview();
    QWidget* buildChoices();
    QWidget* buildWave(QWidget* parent);
    QWidget* buildFoot();
    void ask();
    void take(const CommandAnswer& answer);
    void showPreview();
    void fillDeadlines();
    void refreshStart();
    void start();
    [[nodiscard]] QString blocked() const; // why it cannot start
    [[nodiscard]] std::optional<WallTime> deadline() const;

    Chosen m_chosen; // hosts only
    OrderDesk& m_orders;
    DrainMemory& m_memory;
    OrderForm m_form;
    std::optional<DrainPreview> m_preview, m_before; // newest; the one before, for marks
    QString m_problem; // of the newest dry run
    std::optional<MonoTime> m_asked;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // late answers find it gone
    QLabel* m_subtitle = nullptr;
    Sheet* m_running = nullptr;
    QLabel* m_capacityTitle = nullptr;
    FigureGrid* m_capacity = nullptr;
    Sheet* m_checks = nullptr;
    QComboBox* m_deadline = nullptr;
    QButtonGroup* m_atDeadline = nullptr;
    QLabel* m_loss = nullptr;
    QSpinBox* m_wave = nullptr;
    ReasonFields* m_reason = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_start = nullptr;
};

} // namespace Espalier::Ui
