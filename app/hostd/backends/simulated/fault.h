// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/objects.h>

#include <QJsonObject>

#include <optional>

namespace Espalier::Hostd {

// What can be made to go wrong with a simulated host. Each is something that a real one could show:
// its records and statements stay true to what it then suffers.
enum class FaultKind {
    Silent, // says nothing any more; goes on living
    Late, // a teardown takes `seconds`
    Stuck, // teardown runs fail: another process holds the disk open
    Orphan, // a VM's process is there that has no Birth
    Ghost, // a running VM is gone without a word; its end is told when the fault ends
    LeakedSlot, // a new guest is refused although none runs
    Contradict, // a VM is stated as running although its Teardown is signed
    Skew, // the wall clock is `seconds` ahead (negative: behind)
};
[[nodiscard]] QString faultName(FaultKind kind); // silent, late, ..., leaked-slot, ...
[[nodiscard]] std::optional<FaultKind> faultFromName(const QString& name);
[[nodiscard]] QStringList faultNames();

struct Fault {
    FaultKind kind = FaultKind::Silent;
    HostId host;
    int slot = 0; // from 1; 0: all of the host
    int seconds = 0; // Late, Skew
    VmId vm; // Contradict: whose; empty: the next one that is torn down
    friend bool operator==(const Fault&, const Fault&) = default;
};

// How many seconds it takes if nobody says; 0: it takes none.
[[nodiscard]] int defaultSeconds(FaultKind kind);
// What is wrong with a fault that is wished for, on a host with so many slots; empty if nothing is.
[[nodiscard]] QString faultProblem(const Fault& fault, int slotCount);
[[nodiscard]] QString faultWords(const Fault& fault); // one line: stuck, slot 2

[[nodiscard]] QJsonObject toJson(const Fault& fault);
// nullopt: not what toJson() wrote.
[[nodiscard]] std::optional<Fault> faultFromJson(const QJsonObject& object);

} // namespace Espalier::Hostd
