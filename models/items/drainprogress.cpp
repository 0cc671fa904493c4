// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainprogress.h"

#include <text/numbers.h>

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <tuple>

namespace Espalier::Items {

namespace {

using Text::Style;

struct Drains {
    Q_DECLARE_TR_FUNCTIONS(Drains)
};

// What is known here of the VMs that were on the host since the cordon.
struct Ends {
    bool all = true; // every one of them is closed
    bool confirmed = true; // and by Confirmed
};

Ends countEnds(const FleetStore& store, DrainHostProgress& host)
{
    Ends ends;
    host.vms = static_cast<int>(host.told.vms.size());
    for (const VmId& vm : host.told.vms) {
        const auto row = store.rowOf(vm);
        if (!row) {
            ++host.unknown;
            ends.all = false;
            continue;
        }
        const LifeRow life = store.life(*row);
        host.unconfirmed += life.state == DisplayState::Unconfirmed ? 1 : 0;
        host.stuck += life.state == DisplayState::Stuck ? 1 : 0;
        ends.all = ends.all && life.gone;
        ends.confirmed = ends.confirmed && life.badge == Badge::Confirmed;
        host.gone += life.gone ? 1 : 0;
    }
    return ends;
}

// A verified statement after the host's own record of the mode lists none.
bool statesNone(const HostDetails& host, const DrainHost& told)
{
    return host.statement && host.statement->verified && told.modeSeq > 0
        && host.statement->headSeq >= told.modeSeq && host.statement->vms.empty();
}

DrainWord wordOf(const FleetStore& store, const DrainHostProgress& host, const Ends& ends)
{
    if (host.told.phase == DrainPhase::Stopped)
        return DrainWord::Stopped;
    if (host.unconfirmed + host.stuck > 0 && host.told.phase > DrainPhase::Cordoned)
        return DrainWord::NotDrained;
    switch (host.told.phase) {
    case DrainPhase::Cordoned:
        return DrainWord::Cordoned;
    case DrainPhase::WaitingForJobs:
        return DrainWord::Waiting;
    case DrainPhase::TearingDown:
        return DrainWord::TearingDown;
    case DrainPhase::Confirming:
    case DrainPhase::Stopped:
        return DrainWord::Confirming;
    case DrainPhase::Emptied:
        break;
    }
    const auto details = store.details(host.told.host);
    if (!ends.all || !details || !statesNone(*details, host.told))
        return DrainWord::Confirming;
    if (host.simulated)
        return DrainWord::EmptiedSimulated;
    // Nothing was there: no VM had to be confirmed, and the host's word for it is its statement.
    return ends.confirmed && host.vms > 0 ? DrainWord::Drained : DrainWord::Emptied;
}

SlotRow blockingSlot(const FleetStore& store, const VmId& vm)
{
    const auto life = vm.isEmpty() ? std::nullopt : store.details(vm);
    if (!life || !life->vm)
        return {};
    const auto row = store.rowOf(life->vm->slot);
    return row ? store.slot(*row) : SlotRow();
}

QString placeOf(const FleetStore& store, const Drain& drain)
{
    std::set<QString> racks;
    QString only;
    for (const DrainHost& host : drain.hosts) {
        const auto row = store.rowOf(host.host);
        if (!row)
            continue;
        const Host told = store.host(*row).host;
        racks.insert(told.rackName);
        only = told.code;
    }
    const QString site = drain.site.text();
    if (drain.hosts.size() == 1 && !only.isEmpty())
        return QString(site + u'/' + only);
    if (racks.size() == 1 && !racks.begin()->isEmpty())
        return QString(site + u'/' + *racks.begin());
    return site;
}

} // namespace

int DrainProgress::ended() const
{
    return count(DrainWord::Emptied) + count(DrainWord::EmptiedSimulated)
        + count(DrainWord::Drained);
}

DrainWord DrainProgress::word() const
{
    if (count(DrainWord::NotDrained) > 0)
        return DrainWord::NotDrained;
    for (int word = 0; word < drainWordCount; ++word) {
        if (counts[static_cast<size_t>(word)] > 0)
            return static_cast<DrainWord>(word);
    }
    return DrainWord::Confirming;
}

DrainProgress progressOf(const FleetStore& store, const Drain& drain)
{
    DrainProgress progress;
    progress.place = placeOf(store, drain);
    for (const DrainHost& told : drain.hosts) {
        DrainHostProgress host;
        host.told = told;
        host.code = told.host.text();
        if (const auto row = store.rowOf(told.host)) {
            const HostRow known = store.host(*row);
            host.code = known.host.code;
            host.simulated = known.host.simulated;
            host.fresh = known.siteFresh
                && (known.evidence == EvidenceAge::Fresh || known.evidence == EvidenceAge::Late);
        }
        const Ends ends = countEnds(store, host);
        host.word = wordOf(store, host, ends);
        host.blocking = blockingSlot(store, told.blockedBy);
        ++progress.counts[static_cast<size_t>(host.word)];
        const bool open = host.word < DrainWord::Emptied;
        if (open && told.etaFrom && told.etaTo) {
            progress.etaFrom = std::max(progress.etaFrom.value_or(*told.etaFrom), *told.etaFrom);
            progress.etaTo = std::max(progress.etaTo.value_or(*told.etaTo), *told.etaTo);
        }
        progress.hosts.push_back(std::move(host));
    }
    std::sort(progress.hosts.begin(), progress.hosts.end(),
        [](const DrainHostProgress& a, const DrainHostProgress& b) {
            const auto rank = [](const DrainHostProgress& host) {
                const bool ended = host.word >= DrainWord::Emptied;
                const bool held = host.word == DrainWord::NotDrained;
                return std::make_tuple(ended, !held, ended ? 0 : int(host.told.phase), host.code);
            };
            return rank(a) < rank(b);
        });
    return progress;
}

QString drainWord(DrainWord word)
{
    switch (word) {
    case DrainWord::Cordoned:
        return Drains::tr("Cordoned");
    case DrainWord::Waiting:
        return Drains::tr("Waiting for jobs");
    case DrainWord::TearingDown:
        return Drains::tr("Tearing down");
    case DrainWord::Confirming:
        return Drains::tr("Confirming");
    case DrainWord::NotDrained:
        return Drains::tr("Not drained");
    case DrainWord::Emptied:
        return Drains::tr("Emptied (host says, no log)");
    case DrainWord::EmptiedSimulated:
        return Drains::tr("Emptied (simulated)");
    case DrainWord::Drained:
        return Drains::tr("Drained", "every VM Confirmed");
    case DrainWord::Stopped:
        return Drains::tr("Stopped");
    }
    return {};
}

Text::Line hostWord(const DrainHostProgress& host)
{
    if (host.word != DrainWord::NotDrained)
        return Text::plainLine(drainWord(host.word));
    QStringList why;
    if (host.unconfirmed > 0)
        why << Drains::tr("%1 unconfirmed", "VMs").arg(host.unconfirmed);
    if (host.stuck > 0)
        why << Drains::tr("%1 stuck", "VMs").arg(host.stuck);
    return Text::plainLine(
        Drains::tr("Not drained: %1", "why").arg(why.join(QStringLiteral(", "))), Style::Strong);
}

QString drainIconId(DrainWord word)
{
    switch (word) {
    case DrainWord::NotDrained:
        return QStringLiteral("unconfirmed");
    case DrainWord::Stopped:
    case DrainWord::Emptied:
    case DrainWord::EmptiedSimulated:
    case DrainWord::Drained:
        return {};
    default:
        return QStringLiteral("draining");
    }
}

} // namespace Espalier::Items
