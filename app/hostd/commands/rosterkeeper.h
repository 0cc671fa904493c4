// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/slots/journal.h>

#include <evidence/roster.h>

namespace Espalier::Hostd {

// Whom this process obeys: the newest roster that the pinned keys signed, kept durable and never
// given up for an older one. One for all hosts of the process. Main thread.
class RosterKeeper final {
public:
    // pinned: of the installation; none: no roster is ever taken. Throws Daemon::DatabaseError.
    RosterKeeper(std::optional<Evidence::PinnedKeys> pinned, Journal& journal);

    // Empty if this roster is the one in force now, else why it is not taken.
    QString take(const QByteArray& envelope);
    // nullptr: none yet.
    [[nodiscard]] const Evidence::Roster* now() const { return m_roster ? &*m_roster : nullptr; }
    [[nodiscard]] quint64 version() const { return m_version; }

private:
    std::optional<Evidence::PinnedKeys> m_pinned;
    Journal& m_journal;
    std::optional<Evidence::Roster> m_roster;
    QByteArray m_envelope;
    quint64 m_version = 0; // highest ever verified
    QString m_lastProblem; // each is logged once
};

} // namespace Espalier::Hostd
