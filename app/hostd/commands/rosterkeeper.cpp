// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rosterkeeper.h"

#include <QLoggingCategory>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logRoster, "espalier.roster")

} // namespace

RosterKeeper::RosterKeeper(std::optional<Evidence::PinnedKeys> pinned, Journal& journal)
    : m_pinned(std::move(pinned))
    , m_journal(journal)
{
    const auto kept = m_journal.store().roster();
    m_version = kept.version;
    if (!m_pinned || kept.envelope.isEmpty())
        return;
    // The pinned keys may be others than then.
    const auto roster = Evidence::verifyRoster(kept.envelope, *m_pinned, m_version);
    if (!roster) {
        qCWarning(logRoster).noquote()
            << QStringLiteral("the roster that was kept is not signed by the pinned keys: %1. "
                              "Commands are refused until fleetd sends one that is.")
                   .arg(roster.error());
        return;
    }
    m_roster = *roster;
    m_envelope = kept.envelope;
}

QString RosterKeeper::take(const QByteArray& envelope)
{
    if (m_roster && envelope == m_envelope)
        return {};
    QString problem;
    if (!m_pinned) {
        problem = QStringLiteral("this hostd was given no --roster-keys to verify it with");
    } else if (const auto roster = Evidence::verifyRoster(envelope, *m_pinned, m_version);
               !roster) {
        problem = roster.error();
    } else if (m_roster && roster->version == m_version && *roster != *m_roster) {
        problem = QStringLiteral("it says other things than the one of the same version %1")
                      .arg(m_version);
    } else {
        m_roster = *roster;
        m_envelope = envelope;
        m_version = roster->version;
        // What is verified by it is written after it, by the same journal.
        m_journal.commit([version = m_version, envelope](HostStore& store) {
            store.saveRoster({version, envelope});
        });
        qCInfo(logRoster, "roster version %llu is in force", m_version);
    }
    if (!problem.isEmpty() && problem != m_lastProblem)
        qCWarning(logRoster).noquote()
            << QStringLiteral("fleetd's roster is not taken: %1").arg(problem);
    m_lastProblem = problem;
    return problem;
}

} // namespace Espalier::Hostd
