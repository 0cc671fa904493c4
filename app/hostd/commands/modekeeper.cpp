// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modekeeper.h"

namespace Espalier::Hostd {

ModeKeeper::ModeKeeper(
    RecordSigner& signer, Journal& journal, const Clock& clock, Events events, StepObserver step)
    : m_signer(signer)
    , m_journal(journal)
    , m_clock(clock)
    , m_events(std::move(events))
    , m_step(std::move(step))
    , m_standing(journal.store().standing(signer.signatory().host))
{
}

QString ModeKeeper::placementProblem() const
{
    switch (m_standing.mode) {
    case HostMode::InService:
        return {};
    case HostMode::Maintenance:
        return QStringLiteral("host is in maintenance");
    default:
        return QStringLiteral("host is %1").arg(hostModeName(m_standing.mode));
    }
}

Journal::Write ModeKeeper::setGeneration(quint64 generation)
{
    m_standing.generation = generation;
    return [host = m_signer.signatory().host, generation](
               HostStore& store) { store.setGeneration(host, generation); };
}

QString ModeKeeper::set(
    HostMode mode, const QString& commandDigest, Journal::Write also, Journal::Then then)
{
    Evidence::HostModeRecord content;
    content.mode = mode;
    content.commandDigest = commandDigest;
    content.time.monoStart = content.time.monoEnd = m_clock.mono();
    content.time.wallStart = content.time.wallEnd = m_clock.wall();
    const auto record = m_signer.sign(std::move(content), m_clock.wall());
    if (!record)
        return record.error();
    m_standing.mode = mode;
    m_standing.commandDigest = commandDigest;
    // What is being prepared would be born after this record (I20).
    if (mode != HostMode::InService)
        m_events.closed();
    step("mode-signed");
    m_journal.commit(
        [record = *record, mode, commandDigest, also = std::move(also)](HostStore& store) {
            store.append(record);
            store.setMode(record.host, mode, commandDigest);
            also(store);
        },
        [this, record = *record, then = std::move(then)] {
            step("mode-committed");
            m_events.committed(record);
            then();
        });
    return {};
}

void ModeKeeper::step(const char* name) const
{
    if (m_step)
        m_step(name);
}

} // namespace Espalier::Hostd
