// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "quarantines.h"

#include <hostd/caches/cachestore.h>
#include <hostd/evidence/liferecords.h>

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logQuarantine, "espalier.quarantine")

} // namespace

void applyOutcome(HostStore& store, const StoredLife& entry, Outcome outcome, const QString& bootId)
{
    endsLife(outcome) ? store.removeLife(entry.vm) : store.saveLife(entry);
    if (endsLife(outcome))
        CacheStore(store.database(), entry.host).removeForksOf(entry.vm);
    Quarantine quarantine{entry.host, entry.slot, {}, entry.vm, {}};
    if (endsLife(outcome)) {
        store.endQuarantineOf(entry.host, entry.vm);
        if (outcome != Outcome::CompleteHostDegraded)
            return;
        quarantine.reason =
            QStringLiteral("VM %1 left the host degraded; reboot it").arg(entry.vm.text());
        quarantine.vm = {};
        quarantine.bootId = bootId;
    } else {
        if (outcome == Outcome::ProcessUnkillable)
            quarantine.slot = 0;
        quarantine.reason = QStringLiteral("teardown of VM %1 failed: %2")
                                .arg(entry.vm.text(), outcomeName(outcome));
    }
    store.addQuarantine(quarantine);
}

Quarantines::Quarantines(HostId host, Journal& journal, std::function<void()> changed)
    : m_host(std::move(host))
    , m_journal(journal)
    , m_changed(std::move(changed))
{
}

void Quarantines::reload()
{
    auto all = m_journal.store().quarantines(m_host);
    if (all == m_all)
        return;
    m_all = std::move(all);
    m_changed();
}

std::optional<QString> Quarantines::reasonFor(int slot) const
{
    for (const Quarantine& one : m_all) {
        if (one.slot == 0 || one.slot == slot)
            return one.reason;
    }
    if (isLeaked(slot))
        return QStringLiteral("leaked slot: a new guest is refused although none runs; reboot it");
    return std::nullopt;
}

bool Quarantines::isLeaked(int slot) const
{
    return std::binary_search(m_leaked.begin(), m_leaked.end(), slot);
}

void Quarantines::lookForLeaks(std::vector<int> leaked)
{
    std::sort(leaked.begin(), leaked.end());
    if (leaked == m_leaked)
        return;
    m_leaked = std::move(leaked);
    qCWarning(logQuarantine).noquote()
        << QStringLiteral("host %1: %2 leaked slots").arg(m_host.text()).arg(m_leaked.size());
    m_changed();
}

void Quarantines::look(const ScanResult& scan)
{
    lookForLeaks(scan.leakedSlots);
    std::vector<qint64> found = scan.unclaimedPids;
    std::sort(found.begin(), found.end());
    std::vector<qint64> orphans;
    std::set_intersection(found.begin(), found.end(), m_suspects.begin(), m_suspects.end(),
        std::back_inserter(orphans));
    m_suspects = std::move(found);
    // Already quarantined for one: two people must look at it, further ones change nothing.
    const bool known = std::any_of(m_all.begin(), m_all.end(),
        [](const Quarantine& one) { return one.slot == 0 && one.vm.isEmpty(); });
    if (orphans.empty() || known)
        return;
    const QString reason =
        QStringLiteral("process %1 is a VM without a Birth").arg(orphans.front());
    qCCritical(logQuarantine).noquote() << QStringLiteral("host %1: %2").arg(m_host.text(), reason);
    m_journal.commit([quarantine = Quarantine{m_host, 0, reason, {}, {}}](
                         HostStore& store) { store.addQuarantine(quarantine); },
        [this] { reload(); });
}

} // namespace Espalier::Hostd
