// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <domain/id.h>
#include <store/fleetstore.h>

#include <QDockWidget>

#include <variant>
#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace Espalier::Ui {

class LineLabel;
class Sheet;

// The dock at the right: the host of the chosen slot with its cards, or the record of a VM's life.
class InspectorDock final : public QDockWidget {
    Q_OBJECT
public:
    InspectorDock(const FleetStore& store, const Clock& clock, QWidget* parent = nullptr);
    ~InspectorDock() override;

    void showSlot(const SlotId& slot);
    void showLife(const VmId& vm);
    void showNothing();
    void refresh(); // reads the shown object again
    void focusContent();
    [[nodiscard]] QString asText() const;

private:
    enum Part { Head, FirstCard, SecondCard, Clauses, Facts, Hashes, Next, Timeline, PartCount };

    QWidget* buildTitle();
    Sheet* part(Part part) const { return m_sheets[static_cast<size_t>(part)]; }
    void addPart(Part part, bool card, int keyColumn);
    void clearFrom(std::initializer_list<Part> parts);
    void fillHost(const HostDetails& host);
    void fillLife(const LifeDetails& life);
    void fillMissing(const QString& title, const QString& sentence);
    void setTitle(const QString& title);

    const FleetStore& m_store;
    const Clock& m_clock;
    std::variant<std::monostate, SlotId, VmId> m_target;
    HostId m_host; // of the slot, kept when the slot itself is gone
    LineLabel* m_title = nullptr;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    std::vector<Sheet*> m_sheets;
    std::vector<Sheet*> m_moreCards; // of hosts with more than two slots
    QWidget* m_cardGround = nullptr;
    QVBoxLayout* m_cards;
};

} // namespace Espalier::Ui
