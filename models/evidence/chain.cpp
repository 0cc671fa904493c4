// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain.h"

#include <algorithm>

namespace Espalier::Evidence {

quint64 HostChain::firstSeq() const { return m_records.empty() ? 0 : m_records.begin()->first; }

quint64 HostChain::headSeq() const { return m_records.empty() ? 0 : m_records.rbegin()->first; }

CheckedRecordPtr HostChain::at(quint64 hostSeq) const
{
    const auto found = m_records.find(hostSeq);
    return found == m_records.end() ? nullptr : found->second;
}

QString HostChain::leafHashAt(quint64 hostSeq) const
{
    const CheckedRecordPtr record = at(hostSeq);
    return record ? record->leafHash : QString();
}

quint64 HostChain::missingSeq() const
{
    const bool later = !m_waiting.empty() && m_waiting.rbegin()->first > headSeq();
    return later ? headSeq() + 1 : 0;
}

ChainStep HostChain::noteConflict(ChainStep step, quint64 hostSeq, const Message& words)
{
    if (m_conflict.isEmpty()) {
        m_conflict = words;
        m_conflictSeq = hostSeq;
    }
    m_conflicts.emplace(hostSeq, words);
    return step;
}

Message HostChain::conflictWithin(quint64 first, quint64 last) const
{
    const auto found = m_conflicts.lower_bound(first);
    return found == m_conflicts.end() || found->first > last ? Message() : found->second;
}

ChainStep HostChain::add(const CheckedRecordPtr& record)
{
    if (!record->ok() || record->identity().host != m_host)
        return ChainStep::Refused;
    const ChainStep step = place(record);
    if (step == ChainStep::Appended)
        takeBuffered();
    return step;
}

ChainStep HostChain::place(const CheckedRecordPtr& record)
{
    const Identity& identity = record->identity();
    const quint64 seq = identity.hostSeq;
    const auto differs = [&](const CheckedRecordPtr& other) {
        return other && other->leafHash != record->leafHash;
    };
    const auto waiting = m_waiting.find(seq);
    const CheckedRecordPtr held = waiting == m_waiting.end() ? at(seq) : waiting->second;
    if (differs(held)) {
        return noteConflict(ChainStep::Forked, seq, message("chain.forked", seq));
    }
    if (at(seq))
        return ChainStep::Known;
    const bool first = m_records.empty();
    const bool after = !first && seq == headSeq() + 1;
    const bool before = !first && seq + 1 == firstSeq();
    if (!first && !after && !before) {
        m_waiting.insert_or_assign(seq, record);
        return ChainStep::Buffered;
    }
    const bool joins = first || (after && identity.prevHash == leafHashAt(headSeq()))
        || (before && at(firstSeq())->identity().prevHash == record->leafHash);
    if (!joins) {
        const quint64 torn = after ? seq : firstSeq();
        return noteConflict(ChainStep::Broken, torn, message("chain.broken", torn));
    }
    m_records.emplace(seq, record);
    if (!identity.vm.isEmpty()) {
        std::vector<quint64>& seqs = m_byVm[identity.vm];
        seqs.insert(std::lower_bound(seqs.begin(), seqs.end(), seq), seq);
    }
    return ChainStep::Appended;
}

void HostChain::takeBuffered()
{
    for (bool grew = true; grew;) {
        grew = false;
        for (const quint64 seq : {headSeq() + 1, firstSeq() - 1}) {
            const auto found = m_waiting.find(seq);
            if (found == m_waiting.end())
                continue;
            const CheckedRecordPtr record = found->second;
            m_waiting.erase(found);
            grew = place(record) == ChainStep::Appended || grew;
        }
    }
}

std::vector<CheckedRecordPtr> HostChain::recordsOf(const VmId& vm) const
{
    std::vector<CheckedRecordPtr> result;
    const auto found = m_byVm.constFind(vm);
    if (found != m_byVm.constEnd()) {
        for (const quint64 seq : *found)
            result.push_back(at(seq));
    }
    return result;
}

std::vector<CheckedRecordPtr> HostChain::dropUnless(
    const std::function<bool(const CheckedRecord&)>& keep)
{
    std::vector<CheckedRecordPtr> kept, dropped;
    for (const auto* part : {&m_records, &m_waiting}) {
        for (const auto& [seq, record] : *part)
            (keep(*record) ? kept : dropped).push_back(record);
    }
    if (dropped.empty())
        return dropped;
    m_records.clear();
    m_waiting.clear();
    m_byVm.clear();
    for (const CheckedRecordPtr& record : kept)
        add(record);
    return dropped;
}

void HostChain::dropBelow(quint64 hostSeq)
{
    // The newest record stays: it is what the next one joins.
    const quint64 end = std::min(hostSeq, headSeq());
    while (!m_records.empty() && m_records.begin()->first < end) {
        const VmId vm = m_records.begin()->second->identity().vm;
        if (const auto found = m_byVm.find(vm); found != m_byVm.end()) {
            found->erase(found->begin());
            if (found->empty())
                m_byVm.erase(found);
        }
        m_records.erase(m_records.begin());
    }
    m_waiting.erase(m_waiting.begin(), m_waiting.lower_bound(std::min(hostSeq, firstSeq())));
}

} // namespace Espalier::Evidence
