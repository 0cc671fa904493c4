// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal.h"

namespace Espalier::Hostd {

// What a teardown run's outcome does to its life and slot (evidence.md 6), in the commit of its
// record.
void applyOutcome(
    HostStore& store, const StoredLife& entry, Outcome outcome, const QString& bootId);

// The quarantines of one host: as the store holds them, and orphans that a scan finds. Main thread.
class Quarantines final {
public:
    // changed: called when the list is another one than before.
    Quarantines(HostId host, Journal& journal, std::function<void()> changed);

    void reload(); // from the store
    // Why this slot must not be used; nullopt: no quarantine is on it or on the whole host.
    [[nodiscard]] std::optional<QString> reasonFor(int slot) const;
    // The newest look says that it refuses a new guest although none runs (domain.md 2).
    [[nodiscard]] bool isLeaked(int slot) const;
    // A process that two looks in a row find without a Birth is an orphan (I5): one look can race a
    // start. It quarantines the host until two people release it. A leaked slot is quarantined for
    // as long as looks find it so: a reboot cures it, and then the next look sees that.
    void look(const ScanResult& scan);

private:
    void lookForLeaks(std::vector<int> leaked);

    HostId m_host;
    Journal& m_journal;
    std::function<void()> m_changed;
    std::vector<Quarantine> m_all;
    std::vector<int> m_leaked; // slots, of the last look, sorted
    std::vector<qint64> m_suspects; // of the last look, sorted
};

} // namespace Espalier::Hostd
