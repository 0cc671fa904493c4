// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <parts/sheet.h>
#include <store/details.h>

namespace Espalier::Ui {

// One block of the inspector. Cards that follow each other stand on one ground.
struct InspectorPart {
    Sheet::Look look = Sheet::Look::Section;
    int keyColumn = 64; // px
    std::vector<SheetRow> rows; // empty: takes no room
};

// What the inspector shows of one object. A plain value.
struct InspectorContent {
    QString title;
    std::vector<InspectorPart> parts;
};

// A host with the cards of its slots, a VM's record, and what there is to say of nothing.
[[nodiscard]] InspectorContent hostContent(const HostDetails& host, const Clock& clock);
[[nodiscard]] InspectorContent lifeContent(const LifeDetails& life, const Clock& clock);
[[nodiscard]] InspectorContent sentenceContent(const QString& title, const QString& sentence);

// What the inspector says, as rows (ux.md 3.3). Pure: details in, rows out.

// Place, name, mode, evidence line of a host.
[[nodiscard]] std::vector<SheetRow> hostHead(const HostDetails& details, const Clock& clock);
// One slot's card: state, job, VM, elapsed, evidence checklist, next step.
[[nodiscard]] std::vector<SheetRow> slotCard(const SlotDetails& slot, const Clock& clock);
// Newest events first; withVm: of a host, so each says which VM it is about.
[[nodiscard]] std::vector<SheetRow> timelineRows(
    const std::vector<TimelineEvent>& events, int most, bool withVm);

// State, badge, place, job, outcome of one VM's life.
[[nodiscard]] std::vector<SheetRow> lifeHead(const LifeDetails& life, const Clock& clock);
[[nodiscard]] std::vector<SheetRow> clauseRows(const LifeDetails& life);
// The facts of evidence.md 5 in their order, each with the time of its probe or what is missing.
[[nodiscard]] std::vector<SheetRow> factRows(const LifeVerdict& verdict);
[[nodiscard]] std::vector<SheetRow> hashRows(const LifeVerdict& verdict);
[[nodiscard]] std::vector<SheetRow> lifeNextStep(const LifeDetails& life);

// "kvm"; for tcg and simulated with what it means for isolation.
[[nodiscard]] QString acceleratorWords(const QString& backend, const QString& accelerator);

} // namespace Espalier::Ui
