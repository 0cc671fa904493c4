// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "isolationinspection.h"

#include <items/invariantlist.h>
#include <text/invariantwords.h>
#include <text/messages.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct Isolation {
    Q_DECLARE_TR_FUNCTIONS(IsolationInspection)
};

constexpr size_t failuresShown = 20;

SheetRow scopeRow(int invariant, const Text::Line& name, const InvariantTally& tally, bool stale)
{
    SheetRow row = lineRow(name, plain(Text::tallySentence(tally)));
    if (tally.checks() == 0)
        row.mark = Mark::Dash;
    else if (tally.failed > 0 && !stale)
        row.glyph = glyphFromId(Items::failureIconId(invariant));
    else if (tally.failed > 0 || tally.unknown > 0)
        row.mark = Mark::Ring;
    else
        row.mark = Mark::Tick;
    return row;
}

std::vector<SheetRow> failureRows(const std::vector<InvariantFailure>& failures)
{
    std::vector<SheetRow> rows;
    if (failures.empty())
        return rows;
    rows.push_back(headRow(
        Isolation::tr("Failed on"), secondary(Text::hosts(static_cast<int>(failures.size())))));
    for (size_t i = 0; i < failures.size() && i < failuresShown; ++i) {
        const InvariantFailure& failure = failures[i];
        Text::Line where = joined(fixed(failure.site.text()), fixed(failure.hostCode), 8);
        if (!failure.vm.isEmpty())
            where = joined(where,
                composed(Isolation::tr("VM %1"), {fixed(Text::shortId(failure.vm.text()))},
                    Text::Style::Secondary),
                8);
        if (failure.simulated)
            where = joined(where, secondary(Isolation::tr("simulated", "host")), 8);
        SheetRow row = lineRow(where,
            failure.count > 1
                ? secondary(Isolation::tr("%1 times").arg(Text::inProse(failure.count)))
                : Text::Line());
        row.accent = failure.fresh;
        row.tip = failure.vm.text();
        rows.push_back(row);
        SheetRow why = proseRow(Text::sentence(failure.what));
        why.look.small = true;
        why.look.text = Token::Text2;
        why.indent = true;
        rows.push_back(why);
    }
    return rows;
}

SheetRow fact(Mark mark, const QString& words, const Text::Line& right, const QString& tip = {})
{
    SheetRow row = lineRow(plain(words), right);
    row.mark = mark;
    if (mark == Mark::Ring || mark == Mark::Dash)
        row.look.text = Token::Text2;
    row.tip = tip;
    return row;
}

Text::Line timeOf(const std::optional<WallTime>& time)
{
    return time ? fixedSecondary(Text::utcTime(*time)) : Text::Line();
}

// By its host: the signed Birth.
SheetRow birthFact(const LifeDetails& life)
{
    const LifeRow& row = life.row;
    if (row.birthSeq == 0)
        return fact(Mark::Cross, Isolation::tr("No Birth record"), {});
    if (!life.verdict || !life.verdict->hasBirth)
        return fact(Mark::Ring, Isolation::tr("Birth told, not verified here"), timeOf(row.bornAt));
    return fact(Mark::Tick,
        Isolation::tr("Birth signed by the host, record %1")
            .arg(Text::grouped(qint64(row.birthSeq))),
        timeOf(row.bornAt), life.verdict->birthLeaf);
}

// By its host: the newest verified statement.
SheetRow listedFact(const LifeDetails& life, const Clock& clock)
{
    const SlotFacts& facts = life.facts;
    const Text::Line when = timeOf(life.hostHeardWall);
    if (!facts.observation)
        return fact(Mark::Ring, Isolation::tr("No verified statement of the host yet"), {});
    const bool old = facts.age == EvidenceAge::Stale || facts.age == EvidenceAge::Never;
    if (old && life.hostHeardAt)
        return fact(Mark::Ring,
            Isolation::tr("The host's last statement is %1 old")
                .arg(Text::durationText(clock.mono() - *life.hostHeardAt)),
            when);
    if (*facts.observation == Observation::Absent)
        return fact(Mark::Cross, Isolation::tr("The host's statement does not list it"), when);
    if (*facts.observation == Observation::PresentUnclaimed)
        return fact(Mark::Cross, Isolation::tr("Listed, and no record claims it"), when);
    const QString phase = *facts.observation == Observation::Booting
        ? Isolation::tr("Listed by the host: booting")
        : *facts.observation == Observation::Stopping
        ? Isolation::tr("Listed by the host: being torn down")
        : Isolation::tr("Listed by the host: running");
    return fact(Mark::Tick, phase, when);
}

// By fleetd: its record of the VM.
SheetRow recordFact(const LifeDetails& life)
{
    if (!life.vm)
        return fact(Mark::Cross, Isolation::tr("In no record of the control plane"), {});
    return fact(Mark::Tick,
        Isolation::tr("Control plane's record: %1").arg(Text::phaseWord(life.vm->phase)),
        timeOf(life.vm->placedAt));
}

} // namespace

InspectorContent invariantContent(int invariant, const FleetStore& store)
{
    InspectorContent content;
    content.title = Isolation::tr("Invariant %1").arg(Text::invariantName(invariant));
    const InvariantSheet sheet = store.invariants();
    const auto at = static_cast<size_t>(invariant - 1);
    std::vector<SheetRow> head{lineRow(strong(Text::invariantTitle(invariant)),
        secondary(Text::invariantSeverityWord(invariant)))};
    head.front().height = 28;
    for (const SiteFeed& site : store.sites()) {
        const auto found = sheet.sites.find(site.id);
        const InvariantTally tally =
            found == sheet.sites.end() ? InvariantTally() : found->second[at];
        head.push_back(
            scopeRow(invariant, fixed(site.id.text()), tally, site.state != FeedState::Synced));
    }
    head.push_back(scopeRow(invariant, plain(Isolation::tr("Simulated hosts, counted apart")),
        sheet.simulated[at], false));
    content.parts.push_back({Sheet::Look::Section, 64, head});
    content.parts.push_back({Sheet::Look::Section, 64, failureRows(store.failuresOf(invariant))});
    std::vector<SheetRow> how{headRow(Isolation::tr("How it is judged"))};
    const QString missing = Text::invariantSource(invariant);
    if (!missing.isEmpty())
        how.push_back(proseRow(
            Isolation::tr("Not evaluated: %1. What is not evaluated never counts as a pass.")
                .arg(missing)));
    else
        how.push_back(proseRow(Isolation::tr(
            "By this console, from the signed records of each host and its newest verified "
            "statement. On a host whose statement is old, what had passed is unknown.")));
    content.parts.push_back({Sheet::Look::Section, 64, how});
    return content;
}

std::vector<SheetRow> knownFacts(const LifeDetails& life, const Clock& clock)
{
    std::vector<SheetRow> rows{headRow(Isolation::tr("What is known, by whom, when"))};
    rows.push_back(birthFact(life));
    rows.push_back(recordFact(life));
    rows.push_back(listedFact(life, clock));
    if (life.verdict && !life.verdict->imageDigest.isEmpty())
        rows.push_back(fact(Mark::Tick,
            Isolation::tr("Base image %1, by the Birth").arg(life.verdict->imageDigest.left(12)),
            timeOf(life.row.bornAt), life.verdict->imageDigest));
    if (life.host)
        rows.push_back(
            fact(life.host->accelerator == QLatin1String("kvm") ? Mark::Tick : Mark::Ring,
                acceleratorWords(life.host->backend, life.host->accelerator), {}));
    for (const QString& probe : {Isolation::tr("Network apart from other VMs"),
             Isolation::tr("No shared folder, no shared clipboard")})
        rows.push_back(
            fact(Mark::Dash, probe, secondary(Isolation::tr("not evaluated, no probe"))));
    return rows;
}

InspectorContent liveVmContent(const LifeDetails& life, const Clock& clock)
{
    InspectorContent content;
    content.title = Isolation::tr("Isolation, VM %1").arg(Text::shortId(life.row.vm.text()));
    const auto add = [&](int keyColumn, std::vector<SheetRow> rows) {
        content.parts.push_back({Sheet::Look::Section, keyColumn, std::move(rows)});
    };
    add(68, lifeHead(life, clock));
    add(64, knownFacts(life, clock));
    if (life.verdict)
        add(64, factRows(*life.verdict));
    add(78, timelineRows(life.timeline, timelineLength, false));
    return content;
}

} // namespace Espalier::Ui
