// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "draininspection.h"

#include <items/drainlist.h>
#include <text/numbers.h>
#include <text/times.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct DrainInspection {
    Q_DECLARE_TR_FUNCTIONS(DrainInspection)
};

constexpr int openShown = 20;

Text::Line momentAndAge(WallTime at, const Clock& clock)
{
    return joined(fixed(Text::utcTime(at)),
        secondary(Text::ago(std::max<std::chrono::nanoseconds>(clock.wall() - at, {}))), 8);
}

// How long it is until then; once it is over, how long ago, and that stands out.
Text::Line deadlineLine(const Drain& drain, const Clock& clock)
{
    const Text::Line at = fixed(Text::utcTime(*drain.deadline));
    const auto left = *drain.deadline - clock.wall();
    if (drain.endedAt)
        return at;
    return left > std::chrono::nanoseconds(0)
        ? joined(at,
            composed(DrainInspection::tr("in %1"), {Text::duration(left)}, Text::Style::Secondary),
            8)
        : joined(
            at, strong(DrainInspection::tr("passed %1 ago").arg(Text::durationText(-left))), 8);
}

QString thenWords(AtDeadline choice)
{
    switch (choice) {
    case AtDeadline::Wait:
        return DrainInspection::tr("keep waiting, alert");
    case AtDeadline::Ask:
        return DrainInspection::tr("stop new steps, ask");
    case AtDeadline::Cancel:
        return DrainInspection::tr("cancel the jobs that still run");
    }
    return {};
}

std::vector<SheetRow> headRows(
    const Drain& drain, const Items::DrainProgress& progress, const Clock& clock)
{
    std::vector<SheetRow> rows;
    SheetRow state = lineRow(Items::drainStateText(drain, progress));
    state.glyph = drain.state == DrainState::Stopped
        ? std::nullopt
        : glyphFromId(Items::drainIconId(progress.word()));
    state.height = 28;
    rows.push_back(state);
    rows.push_back(pairRow(DrainInspection::tr("Owner"), plain(drain.by)));
    if (!drain.reason.isEmpty())
        rows.push_back(pairRow(DrainInspection::tr("Reason"), plain(drain.reason)));
    if (!drain.ticket.isEmpty())
        rows.push_back(pairRow(DrainInspection::tr("Ticket"), fixed(drain.ticket)));
    rows.push_back(pairRow(DrainInspection::tr("Started"), momentAndAge(drain.startedAt, clock)));
    rows.back().tip = Text::utcDateTime(drain.startedAt);
    if (drain.deadline) {
        rows.push_back(pairRow(DrainInspection::tr("Deadline"), deadlineLine(drain, clock)));
        rows.back().tip = Text::utcDateTime(*drain.deadline);
        rows.push_back(pairRow(DrainInspection::tr("Then"), plain(thenWords(drain.atDeadline))));
    }
    if (progress.etaFrom && !drain.endedAt)
        rows.push_back(pairRow(DrainInspection::tr("ETA"),
            joined(Items::etaText(progress.etaFrom, progress.etaTo),
                secondary(DrainInspection::tr("p50 to p95 of past runs")), 8)));
    if (drain.endedAt)
        rows.push_back(pairRow(DrainInspection::tr("Ended"), momentAndAge(*drain.endedAt, clock)));
    const auto hosts = static_cast<int>(drain.hosts.size());
    rows.push_back(pairRow(DrainInspection::tr("Order"),
        plain(drain.waveSize == 0 || drain.waveSize >= hosts
                ? DrainInspection::tr("%1, all at once", "hosts").arg(Text::hosts(hosts))
                : DrainInspection::tr("%1, waves of %2, wave %3 has begun", "hosts")
                      .arg(Text::hosts(hosts))
                      .arg(drain.waveSize)
                      .arg(drain.wave))));
    return rows;
}

std::vector<SheetRow> openRows(const Items::DrainProgress& progress)
{
    std::vector<SheetRow> rows;
    int open = 0;
    for (const Items::DrainHostProgress& host : progress.hosts) {
        if (host.word >= Items::DrainWord::Emptied)
            continue;
        if (++open > openShown)
            continue;
        SheetRow row = lineRow(fixed(host.code), Items::hostWord(host));
        row.glyph = host.word == Items::DrainWord::NotDrained
            ? std::optional(host.stuck > 0 ? Glyph::Stuck : Glyph::Unconfirmed)
            : std::nullopt;
        row.accent = host.word == Items::DrainWord::NotDrained;
        row.accentColour = host.stuck > 0 ? Token::High : Token::Unconfirmed;
        rows.push_back(row);
        if (const Text::Line waits = Items::waitsForText(host); !waits.isEmpty()) {
            SheetRow why = lineRow(
                composed(DrainInspection::tr("waits for %1"), {waits}, Text::Style::Secondary));
            why.indent = true;
            rows.push_back(why);
        }
    }
    if (rows.empty())
        return rows;
    rows.insert(rows.begin(),
        headRow(DrainInspection::tr("What keeps it open"), secondary(Text::hosts(open))));
    return rows;
}

std::vector<SheetRow> whoDecides(const Drain& drain)
{
    std::vector<SheetRow> rows;
    if (!drain.endedAt) {
        rows.push_back(headRow(DrainInspection::tr("If it is stopped")));
        rows.push_back(proseRow(DrainInspection::tr(
            "Hosts return to service or stay cordoned, as one chooses. Jobs that have ended and "
            "VMs that are gone do not come back.")));
        rows.push_back(gapRow(6));
    }
    rows.push_back(headRow(DrainInspection::tr("Who decides")));
    rows.push_back(proseRow(DrainInspection::tr(
        "The control plane owns this drain: closing the console changes nothing. What a host is "
        "called at its end is this console's own judgement: every VM since the cordon is gone by "
        "verified records, and a later statement of the host lists none.")));
    return rows;
}

} // namespace

InspectorContent drainContent(
    const Drain& drain, const Items::DrainProgress& progress, const Clock& clock)
{
    InspectorContent content;
    content.title = DrainInspection::tr("Drain %1").arg(progress.place);
    content.parts.push_back({Sheet::Look::Section, 68, headRows(drain, progress, clock)});
    content.parts.push_back({Sheet::Look::Section, 64, openRows(progress)});
    content.parts.push_back({Sheet::Look::Section, 64, whoDecides(drain)});
    return content;
}

} // namespace Espalier::Ui
