// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "momentfield.h"
#include "orderdesk.h"

#include <parts/sheet.h>
#include <store/fleetstore.h>

namespace Espalier::Ui {

// What a person may order of hosts and of the VMs in slots, in the order of the menus. Extend gives
// a drain that runs another deadline; StopReturn and StopKeep are the two ways in which one is
// stopped (ux.md 3.4).
enum class Action {
    Cordon,
    Uncordon,
    Maintenance,
    Drain,
    Extend,
    StopReturn,
    StopKeep,
    CancelJob,
    Teardown,
    ForceDestroy,
};
constexpr int actionCount = static_cast<int>(Action::ForceDestroy) + 1;

// What is chosen on a page, as ids: what matches later does not join.
struct Chosen {
    std::vector<HostId> hosts;
    std::vector<SlotId> slots_;
    friend bool operator==(const Chosen&, const Chosen&) = default;
};

// A fact that an order rests on; a dialog locks when one changes (R10).
struct WatchedFact {
    QString name, value;
    friend bool operator==(const WatchedFact&, const WatchedFact&) = default;
};

// The slots of one host side by side, so that nobody takes the neighbour.
struct SlotLook {
    QString title, tenant;
    Glyph glyph = Glyph::Free;
    bool target = false;
    friend bool operator==(const SlotLook&, const SlotLook&) = default;
};

// One order as a person sees it before sending: a value, made anew when the store changes.
struct OrderForm {
    Action action = Action::Cordon;
    bool possible = true; // false: the target is gone
    bool destructive = false; // the safe button has the focus and what Enter does
    std::optional<Glyph> glyph;
    QString title;
    Text::Line subtitle;
    std::vector<SheetRow> rows;
    std::vector<WatchedFact> watched;
    QString hostCode;
    std::vector<SlotLook> neighbours; // of a VM's host; empty: not drawn
    QStringList categories; // of reasons
    QString token; // to be typed; empty: none
    std::optional<MomentChoice> moment; // to be chosen, and sent as a parameter
    QString warning; // stands above the buttons: what will not work
    QString keep, send; // labels: verb and object
    Order order; // without reason and ticket
};

// Whether an action can be taken now. Not offered: it is not shown. whyNot: it is shown, disabled,
// with this reason.
struct Offer {
    bool offered = false;
    QString whyNot;
};
[[nodiscard]] Offer offerOf(
    Action action, const Chosen& chosen, const FleetStore& store, const Rights& rights);

[[nodiscard]] OrderForm formOf(Action action, const Chosen& chosen, const FleetStore& store);

// "Cordon...", with its mnemonic, for menus.
[[nodiscard]] QString actionTitle(Action action);

// Hosts of a choice, once each, in the order chosen.
[[nodiscard]] std::vector<HostId> hostsOf(const Chosen& chosen, const FleetStore& store);
[[nodiscard]] CommandTarget targetOf(const Host& host);
[[nodiscard]] CommandTarget targetOf(const Vm& vm, const Host& host);
// site, seen epoch and revision of an order.
void seeSite(Order& order, const SiteId& site, const FleetStore& store);

} // namespace Espalier::Ui
