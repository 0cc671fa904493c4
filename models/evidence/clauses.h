// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain.h"

#include <domain/verdicts.h>

namespace Espalier::Evidence {

// What fleetd says about the end of a life: its word, the input of clause 9.
struct FleetdWord {
    RecordId teardown; // the record by which it holds the VM gone; empty: it does not
    HostId host; // empty: not said
    QString tenantPseudonym; // empty: not said
    std::optional<quint64> policyVersion;
};
[[nodiscard]] FleetdWord fleetdWord(const Vm& vm);
// record: fleetd's Teardown record object of this VM, once the Vm object itself is gone.
[[nodiscard]] FleetdWord fleetdWord(const Record& record);

// All that is known about one VM's life. Pointers are borrowed for the call.
struct LifeEvidence {
    SiteId site;
    VmId vm;
    const HostChain* chain = nullptr; // the host's, as far as it is here
    // Records in the name of this VM that did not enter the chain (clause 1 or 2 failed). May be
    // empty.
    std::vector<CheckedRecordPtr> refused;
    // Verified statements of that host: at least the newest, the newest whose records are all here,
    // the first one whose headSeq reaches the Teardown, and any that listed the VM or its disks
    // afterwards.
    std::vector<CheckedStatementPtr> statements;
    const Roster* roster = nullptr; // verified
    std::optional<FleetdWord> fleetd;
    // headSeq that the host stated a minute ago or more (I12) and whose records are still not here;
    // 0: none.
    quint64 withheldHead = 0;
};

// The Confirmed predicate (evidence.md 4): nine clauses, facts, badge. Pure, no I/O, thread-safe.
// Under log: absent clauses 5, 6 and the logged part of 3 are not evaluated; under log: required
// they have no input, so no badge above Signed comes out.
[[nodiscard]] LifeVerdict judge(const LifeEvidence& evidence);

// Does this statement list the VM, one of its disks (ino and nonce) or its network devices? Empty:
// no.
[[nodiscard]] Message stillListed(const HostStatement& statement, const LifeRecord& life);

// The facts that policy requires of this life (evidence.md 5), in the order of that table.
[[nodiscard]] QStringList requiredFacts(const Policy& policy, const LifeRecord& teardown);
// All of them judged by their raw-value rules: observed, contradicted (why) or missing.
[[nodiscard]] std::vector<FactVerdict> judgeFacts(
    const Policy& policy, const LifeRecord& birth, const LifeRecord& teardown);

// "Signed + host agrees" and so on; the words a life's end may be called with. Untranslated:
// text/ has the words of the screen, this is for command lines and exports.
[[nodiscard]] QString badgeName(Badge badge);
[[nodiscard]] QString badgeWords(const LifeVerdict& verdict);

} // namespace Espalier::Evidence
