// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check.h"

#include <functional>
#include <map>

namespace Espalier::Evidence {

enum class ChainStep {
    Appended, // the chain grew, perhaps by buffered ones too
    Known, // the same leaf again
    Buffered, // its neighbour is missing still
    Refused, // clause 1 or 2 fails: no part of any chain
    Broken, // prevHash is not its neighbour's leaf hash (I7)
    Forked, // another record with this hostSeq is there (CONFLICT)
};

// One host's chain of records as far as it is here: a range of hostSeq without gap, prevHash
// checked at every joint, and what waits outside it. May begin anywhere: only hostSeq 1 proves its
// own prevHash. Not thread-safe.
class HostChain final {
public:
    explicit HostChain(HostId host)
        : m_host(std::move(host))
    {
    }
    // In any order.
    ChainStep add(const CheckedRecordPtr& record);

    [[nodiscard]] const HostId& host() const { return m_host; }
    [[nodiscard]] bool isEmpty() const { return m_records.empty(); }
    [[nodiscard]] quint64 firstSeq() const; // 0 if empty
    [[nodiscard]] quint64 headSeq() const; // 0 if empty
    [[nodiscard]] CheckedRecordPtr at(quint64 hostSeq) const; // in the range only
    [[nodiscard]] QString leafHashAt(quint64 hostSeq) const; // empty if not in the range
    // Smallest missing hostSeq above the range while later ones wait, 0 if none waits.
    [[nodiscard]] quint64 missingSeq() const;
    // The code of the fork or broken joint that was seen first; empty if none. Never forgotten.
    [[nodiscard]] QString conflict() const { return m_conflict.code(); }
    [[nodiscard]] const Message& conflictMessage() const { return m_conflict; }
    [[nodiscard]] quint64 conflictSeq() const { return m_conflictSeq; }
    // The first conflict at a hostSeq of this range, both ends counted; empty if none.
    [[nodiscard]] Message conflictWithin(quint64 first, quint64 last) const;

    // All records of this VM in the range, by hostSeq.
    [[nodiscard]] std::vector<CheckedRecordPtr> recordsOf(const VmId& vm) const;
    // Takes out what keep() does not want and answers it; what no longer joins waits. Conflicts
    // stay.
    std::vector<CheckedRecordPtr> dropUnless(const std::function<bool(const CheckedRecord&)>& keep);
    // Forgets records below this hostSeq; the joint stays checked.
    void dropBelow(quint64 hostSeq);

private:
    ChainStep place(const CheckedRecordPtr& record);
    ChainStep noteConflict(ChainStep step, quint64 hostSeq, const Message& words);
    void takeBuffered();

    HostId m_host;
    std::map<quint64, CheckedRecordPtr> m_records; // the range
    std::map<quint64, CheckedRecordPtr> m_waiting;
    QHash<VmId, std::vector<quint64>> m_byVm;
    Message m_conflict;
    quint64 m_conflictSeq = 0;
    std::map<quint64, Message> m_conflicts; // by hostSeq
};

} // namespace Espalier::Evidence
