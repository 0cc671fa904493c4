// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invariantrules.h"

#include <map>

namespace Espalier::Rules {

using namespace Evidence;

namespace {

std::vector<const CacheRecord*> cacheRecords(const AuditedHost& host)
{
    std::vector<const CacheRecord*> records;
    for (quint64 seq = host.chain->firstSeq(); seq != 0 && seq <= host.chain->headSeq(); ++seq) {
        const CheckedRecordPtr record = host.chain->at(seq);
        if (!record || !record->record)
            continue;
        if (const auto* cache = std::get_if<CacheRecord>(&*record->record))
            records.push_back(cache);
    }
    return records;
}

const AuditedLife* lifeOf(const AuditedHost& host, const VmId& vm)
{
    const auto found = std::find_if(host.lives.begin(), host.lives.end(),
        [&](const AuditedLife& life) { return life.vm == vm; });
    return found == host.lives.end() ? nullptr : &*found;
}

const CacheRecord* detachOf(
    const std::vector<const CacheRecord*>& records, const CacheRecord& attached)
{
    const auto found = std::find_if(records.begin(), records.end(), [&](const CacheRecord* each) {
        return !each->attach && each->identity.vm == attached.identity.vm
            && each->cache.forkId == attached.cache.forkId
            && each->identity.hostSeq > attached.identity.hostSeq;
    });
    return found == records.end() ? nullptr : *found;
}

} // namespace

// I14: the owner that a record names is its VM's tenant, and a volume never had another.
void attachedToItsOwner(const AuditedHost& host, InvariantTally& tally)
{
    std::map<QString, QString> owners; // by volume
    for (const CacheRecord* record : cacheRecords(host)) {
        const QString& owner = record->cache.owner;
        const auto [known, first] = owners.emplace(record->cache.volumeId, owner);
        const AuditedLife* life = lifeOf(host, record->identity.vm);
        const LifeRecord* birth = life != nullptr ? life->birth() : nullptr;
        const QString& tenant =
            birth != nullptr ? birth->identity.tenantPseudonym : record->identity.tenantPseudonym;
        if (owner != tenant)
            fail(tally, record->identity.vm,
                message("invariant.cache-owner", record->identity.hostSeq));
        else if (!first && known->second != owner)
            fail(tally, record->identity.vm,
                message("invariant.cache-two-owners", record->identity.hostSeq));
        else
            pass(tally);
    }
}

// I15: a writable fork is one VM's for good.
void oneWriter(const AuditedHost& host, InvariantTally& tally)
{
    std::map<QString, const CacheRecord*> forks;
    for (const CacheRecord* record : cacheRecords(host)) {
        const auto [known, first] = forks.emplace(record->cache.forkId, record);
        const bool again = record->attach && !first;
        if (again || known->second->identity.vm != record->identity.vm)
            fail(tally, record->identity.vm,
                message("invariant.cache-two-vms", known->second->identity.hostSeq,
                    record->identity.hostSeq));
        else if (record->attach)
            pass(tally);
    }
}

// I16: Birth, attach, detach, Teardown, in this order, for every fork.
void attachedWithinLife(const AuditedHost& host, InvariantTally& tally)
{
    const std::vector<const CacheRecord*> records = cacheRecords(host);
    for (const CacheRecord* record : records) {
        if (!record->attach)
            continue;
        const quint64 seq = record->identity.hostSeq;
        const AuditedLife* life = lifeOf(host, record->identity.vm);
        const LifeRecord* birth = life != nullptr ? life->birth() : nullptr;
        const LifeRecord* end = life != nullptr ? life->teardown() : nullptr;
        const CacheRecord* detach = detachOf(records, *record);
        if (birth == nullptr && host.chain->firstSeq() > 1)
            doubt(tally); // it may be older than what is here of the chain
        else if (birth == nullptr || birth->identity.hostSeq > seq
            || (end != nullptr && end->identity.hostSeq < seq))
            fail(tally, record->identity.vm, message("invariant.cache-outside", seq));
        else if (end != nullptr
            && (detach == nullptr || detach->identity.hostSeq > end->identity.hostSeq))
            fail(tally, record->identity.vm,
                message("invariant.cache-not-detached", seq, end->identity.hostSeq));
        else
            pass(tally);
    }
}

} // namespace Espalier::Rules
