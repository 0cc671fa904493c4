// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedfeed.h"

namespace Espalier::Tests {

using namespace std::chrono_literals;

FeedBatch RecordedFeed::deeds()
{
    const SiteId site = m_sites.front();
    FeedBatch batch;
    batch.site = site;
    batch.epoch = QStringLiteral("e1");
    batch.receivedAt = m_clock.mono();
    batch.fromWire = true;
    Commit commit;
    commit.revision = ++m_revision;
    int number = 0;
    const auto audit = [&](std::chrono::minutes ago, const char* actor, const char* action,
                           const char* code, const char* reason, const char* result) {
        AuditEntry entry;
        entry.id = AuditId(QStringLiteral("fra1/%1").arg(++number));
        entry.site = site;
        entry.at = m_clock.wall() - ago;
        entry.actor = QLatin1String(actor);
        entry.device = QStringLiteral("laptop");
        entry.action = QLatin1String(action);
        entry.targetCode = QLatin1String(code);
        entry.reason = QLatin1String(reason);
        entry.result = QLatin1String(result);
        return entry;
    };
    Command drain;
    drain.id = CommandId(QString(32, u'd'));
    drain.site = site;
    drain.verb = CommandVerb::Drain;
    drain.actor = QStringLiteral("j.ortiz");
    drain.reason = QStringLiteral("kernel panic logs");
    drain.ticket = QStringLiteral("OPS-4411");
    drain.issuedAt = drain.receivedAt = m_clock.wall() - 36min;
    drain.notAfter = drain.issuedAt + 15min;
    const Host& host = machineAt(QStringLiteral("A07-12")).host;
    drain.targets.push_back({{TargetKind::Host, host.id.text(), 1, host.id, {}},
        CommandState::Dispatched, {}, drain.issuedAt});
    commit.events.push_back({Change::Added, drain, {}});
    std::vector<AuditEntry> entries{
        audit(38min, "m.ito", "read-output", "A07-12/1", "timeout without output", "done"),
        audit(36min, "j.ortiz", "drain", "A07-12", "kernel panic logs", "DISPATCHED"),
        audit(21min, "j.ortiz", "force-destroy", "A07-04/2", "unconfirmed for 10 minutes",
            "REJECTED"),
        audit(9min, "m.ito", "acknowledge", "A07-04/2", "", "done"),
        audit(2min, "s.adeyemi", "shelve", "A03-05/1", "disk is being read", "done")};
    entries[1].command = drain.id;
    entries[1].ticket = drain.ticket;
    entries[2].resultDetail = QStringLiteral("approvals");
    for (const AuditEntry& entry : entries)
        commit.events.push_back({Change::Added, entry, {}});
    AlarmMark acknowledged;
    acknowledged.id =
        AlarmId(QString(QLatin1String("unconfirmed:") + vmAt(QStringLiteral("A07-04/2")).text()));
    acknowledged.site = site;
    acknowledged.ackedBy = QStringLiteral("m.ito");
    acknowledged.ackedAt = m_clock.wall() - 9min;
    commit.events.push_back({Change::Added, acknowledged, {}});
    AlarmMark shelved;
    shelved.id =
        AlarmId(QString(QLatin1String("quarantined:") + slotAt(QStringLiteral("A03-05/1")).text()));
    shelved.site = site;
    shelved.shelvedBy = QStringLiteral("s.adeyemi");
    shelved.reason = QStringLiteral("disk is being read");
    shelved.shelvedUntil = m_clock.wall() + 3h;
    commit.events.push_back({Change::Added, shelved, {}});
    batch.commits.push_back(std::move(commit));
    return batch;
}

} // namespace Espalier::Tests
