// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspection.h"

#include <items/slotlist.h>
#include <text/messages.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

using std::chrono::milliseconds;

struct Inspection {
    Q_DECLARE_TR_FUNCTIONS(Inspection)
};

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

// "9f3c41d2…e07a"
QString shortUuid(const QString& id)
{
    if (id.size() < 16)
        return id;
    return QString(id.left(8) + QChar(0x2026) + id.right(4));
}

bool isStale(const SlotRow& row) { return row.state == DisplayState::Unknown; }

void makeStale(SheetRow& row)
{
    row.look.italic = true;
    row.look.text = Token::Text2;
}

// The state cell of the table with its word as a title.
SheetRow stateRow(const SlotDetails& slot, const Clock& clock)
{
    const SlotRow& row = slot.row;
    Text::Line line = Items::slotStateText(row, clock);
    if (!line.runs.empty()) {
        if (!isStale(row)) {
            line.runs.front().text = capitalised(line.runs.front().text);
            line.runs.front().style = Text::Style::Strong;
        }
    }
    SheetRow sheet = lineRow(line,
        composed(Inspection::tr("slot %1"), {fixedSecondary(QString::number(row.index))},
            Text::Style::Secondary));
    sheet.glyph = glyphOf(row.state);
    sheet.glyphOptions.letter = true;
    sheet.glyphOptions.simulated = row.simulated;
    sheet.glyphOptions.last = glyphOf(row.lastKnown);
    sheet.height = 28;
    sheet.tip = Text::stateMeaning(row.state);
    if (isStale(row))
        makeStale(sheet);
    return sheet;
}

Text::Line jobLine(const SlotDetails& slot)
{
    const SlotRow& row = slot.row;
    Text::Line line = plain(row.tenant.text());
    if (row.pipeline.isEmpty())
        return line;
    line = joined(line, secondary(QStringLiteral("/")), 4);
    line = joined(line, plain(row.pipeline), 4);
    line = joined(line, fixed(QString(QLatin1Char('#') + QString::number(row.jobNumber))), 4);
    if (slot.vm && slot.vm->exit)
        line = joined(line, secondary(Text::exitWord(*slot.vm->exit)), 8);
    else if (slot.facts.sinceJobEnd)
        line = joined(line, secondary(Inspection::tr("no exit reported")), 8);
    return line;
}

Text::Line vmLine(const SlotDetails& slot)
{
    Text::Line line = fixed(shortUuid(slot.row.vm.text()));
    if (slot.observed) {
        if (slot.observed->pid > 0)
            line = joined(line,
                composed(Inspection::tr("pid %1", "process id"),
                    {fixed(QString::number(slot.observed->pid))}, Text::Style::Secondary),
                8);
    } else if (slot.vm) {
        line = joined(line, secondary(Text::phaseWord(slot.vm->phase)), 8);
    }
    return line;
}

void addElapsed(std::vector<SheetRow>& rows, const SlotRow& row, const Clock& clock)
{
    const auto elapsed = Items::slotElapsed(row, clock);
    if (!elapsed)
        return;
    const Items::Bar bar = Items::slotBar(row, clock);
    SheetRow line = pairRow(Inspection::tr("Elapsed"), Text::duration(*elapsed));
    line.value = static_cast<double>(bar.value.count());
    line.p50 = static_cast<double>(bar.p50.count());
    line.p95 = static_cast<double>(bar.p95.count());
    line.elapsed.stale = bar.stale;
    line.elapsed.overdue = bar.overdue;
    if (isStale(row))
        makeStale(line);
    rows.push_back(line);
    if (row.pastRuns == 0 || bar.p95.count() == 0)
        return;
    Text::Line past = composed(
        Inspection::tr("p50 %1", "median"), {Text::duration(row.p50)}, Text::Style::Secondary);
    past = joined(past,
        composed(Inspection::tr("p95 %1", "percentile"), {Text::duration(row.p95)},
            Text::Style::Secondary),
        8);
    past = joined(past, secondary(Text::pastRuns(row.pastRuns)), 8);
    SheetRow second = pairRow(QStringLiteral(" "), past);
    rows.push_back(second);
}

// A maintenance ends by a person alone; that it should have ended stands out.
Text::Line untilLine(WallTime until, const Clock& clock)
{
    const Text::Line at = composed(
        Inspection::tr("until %1"), {fixed(Text::utcDateTime(until))}, Text::Style::Secondary);
    const auto left = until - clock.wall();
    return left > std::chrono::nanoseconds(0)
        ? joined(at,
            composed(Inspection::tr("in %1"), {Text::duration(left)}, Text::Style::Secondary), 8)
        : joined(at, strong(Inspection::tr("over for %1").arg(Text::durationText(-left))), 8);
}

// Mode at the right, with who, since when and why below.
void addMode(std::vector<SheetRow>& rows, const HostDetails& details, const Clock& clock)
{
    const Host& host = details.row.host;
    const auto then = [](Text::Line line, const Text::Line& next) {
        return joined(joined(std::move(line), secondary(QStringLiteral("\u00b7"))), next);
    };
    Text::Line place = fixed(host.site.text());
    place = then(place, composed(Inspection::tr("row %1"), {plain(host.row)}));
    place = then(place, fixed(host.rackName));
    place = then(place, fixed(Inspection::tr("U%1", "rack unit").arg(host.unit)));
    SheetRow first = lineRow(place,
        host.mode == HostMode::InService ? secondary(Text::hostModeWord(host.mode))
                                         : strong(capitalised(Text::hostModeWord(host.mode))));
    first.rightGlyph = glyphOf(host.mode);
    if (!details.row.siteFresh)
        makeStale(first);
    rows.push_back(first);
    rows.push_back(lineRow(joined(fixedSecondary(host.name), fixedSecondary(host.serial), 12),
        composed(Inspection::tr("pool %1"), {fixedSecondary(host.pool)}, Text::Style::Secondary)));
    if (host.mode == HostMode::InService || host.modeBy.isEmpty())
        return;
    Text::Line why =
        composed(Inspection::tr("by %1", "a person"), {plain(host.modeBy)}, Text::Style::Secondary);
    if (host.modeSince)
        why = joined(why,
            composed(Inspection::tr("since %1"), {fixed(Text::utcTime(*host.modeSince))},
                Text::Style::Secondary),
            4);
    if (!host.modeReason.isEmpty())
        why = joined(why, secondary(host.modeReason), 8);
    rows.push_back(lineRow(why));
    if (details.modeUntil)
        rows.push_back(lineRow(untilLine(*details.modeUntil, clock)));
}

void addReport(std::vector<SheetRow>& rows, const HostDetails& details, const Clock& clock)
{
    const HostRow& row = details.row;
    Text::Line line = composed(
        Inspection::tr("hostd %1"), {fixed(row.host.hostdVersion)}, Text::Style::Secondary);
    if (!row.evidenceAt || !row.evidenceWall) {
        rows.push_back(
            lineRow(joined(line, secondary(Inspection::tr("no verified statement of it yet")), 8)));
        return;
    }
    const auto age = clock.mono() - *row.evidenceAt;
    line = joined(line,
        composed(Inspection::tr("report %1, %2 ago"),
            {fixed(Text::utcTime(*row.evidenceWall)), Text::duration(age, Text::Resolution::Fine)},
            Text::Style::Secondary),
        8);
    rows.push_back(lineRow(line));
    if (row.evidence == EvidenceAge::Stale && details.intervalsMissed > 0)
        rows.push_back(lineRow(strong(details.intervalsMissed == 1
                ? Inspection::tr("1 interval missed")
                : Inspection::tr("%n intervals missed", nullptr, details.intervalsMissed))));
}

void addAlsoHolds(std::vector<SheetRow>& rows, const SlotDetails& slot)
{
    for (const DisplayState state : slot.alsoHolds) {
        SheetRow row = pairRow(Inspection::tr("Also"), plain(Text::stateWord(state)));
        row.tip = Text::stateMeaning(state);
        rows.push_back(row);
    }
    const auto add = [&](const QString& key, const QString& why) {
        if (why.isEmpty())
            return;
        SheetRow row = proseRow(why); // wraps: it has to be read to its end
        row.key = key;
        rows.push_back(row);
    };
    add(Inspection::tr("Breach"), Text::sentence(slot.breachReason));
    add(Inspection::tr("Reason"), slot.quarantineReason);
}

void addNextStep(std::vector<SheetRow>& rows, NextStep step, const SlotFacts& facts)
{
    if (step == NextStep::None)
        return;
    rows.push_back(ruleRow());
    rows.push_back(headRow(Inspection::tr("Next step")));
    rows.push_back(proseRow(Text::nextStepSentence(step, facts)));
}

} // namespace

QString acceleratorWords(const QString& backend, const QString& accelerator)
{
    if (backend == QLatin1String("simulated"))
        return Inspection::tr("simulated: proves nothing");
    if (accelerator == QLatin1String("tcg"))
        return Inspection::tr("%1, tcg: no security boundary").arg(backend);
    return QStringLiteral("%1, %2").arg(backend, accelerator);
}

std::vector<SheetRow> hostHead(const HostDetails& details, const Clock& clock)
{
    const Host& host = details.row.host;
    std::vector<SheetRow> rows;
    addMode(rows, details, clock);
    addReport(rows, details, clock);
    Text::Line skew;
    if (details.clockSkew)
        skew = composed(Inspection::tr("skew %1 ms", "of its clock"),
            {fixed(QString::number(details.clockSkew->count()))}, Text::Style::Secondary);
    rows.push_back(lineRow(secondary(acceleratorWords(host.backend, host.accelerator)), skew));
    if (host.lost)
        rows.push_back(lineRow(strong(Inspection::tr("Lost: silent for 3 minutes or more"))));
    else if (!host.attached)
        rows.push_back(lineRow(strong(Inspection::tr("Not attached to its control plane"))));
    if (!host.quarantineReason.isEmpty())
        rows.push_back(
            lineRow(strong(Inspection::tr("Quarantined: %1").arg(host.quarantineReason))));
    if (!details.statementProblem.isEmpty())
        rows.push_back(proseRow(Inspection::tr("Its newest statement was refused: %1")
                                    .arg(Text::sentence(details.statementProblem))));
    if (details.row.orphans > 0)
        rows.push_back(lineRow(strong(details.row.orphans == 1
                ? Inspection::tr("1 VM that no record claims")
                : Inspection::tr("%n VMs that no record claims", nullptr, details.row.orphans))));
    return rows;
}

std::vector<SheetRow> slotCard(const SlotDetails& slot, const Clock& clock)
{
    const SlotRow& row = slot.row;
    std::vector<SheetRow> rows{stateRow(slot, clock)};
    const bool stale = isStale(row);
    const auto add = [&](SheetRow pair) {
        if (stale)
            makeStale(pair);
        rows.push_back(std::move(pair));
    };
    if (!row.tenant.isEmpty())
        add(pairRow(Inspection::tr("Job"), jobLine(slot)));
    if (!row.vm.isEmpty()) {
        SheetRow vm = pairRow(Inspection::tr("VM"), vmLine(slot));
        vm.tip = row.vm.text();
        add(vm);
    }
    if (row.tenant.isEmpty() && row.vm.isEmpty() && !slot.slot.shape.isEmpty())
        add(pairRow(Inspection::tr("Shape"), fixed(slot.slot.shape)));
    addElapsed(rows, row, clock);
    addAlsoHolds(rows, slot);
    if (slot.verdict && !slot.verdict->facts.empty()) {
        rows.push_back(ruleRow());
        const auto facts = factRows(*slot.verdict);
        rows.insert(rows.end(), facts.begin(), facts.end());
    }
    addNextStep(rows, slot.next, slot.facts);
    return rows;
}

InspectorContent hostContent(const HostDetails& host, const Clock& clock)
{
    InspectorContent content;
    content.title = Inspection::tr("Host %1").arg(host.row.host.code);
    content.parts.push_back({Sheet::Look::Section, 68, hostHead(host, clock)});
    for (const SlotDetails& slot : host.slots)
        content.parts.push_back({Sheet::Look::Card, 64, slotCard(slot, clock)});
    content.parts.push_back(
        {Sheet::Look::Section, 78, timelineRows(host.timeline, timelineLength, true)});
    return content;
}

InspectorContent sentenceContent(const QString& title, const QString& sentence)
{
    return {title, {{Sheet::Look::Section, 68, {proseRow(sentence)}}}};
}

std::vector<SheetRow> timelineRows(const std::vector<TimelineEvent>& events, int most, bool withVm)
{
    std::vector<SheetRow> rows;
    const int shown = std::min(most, static_cast<int>(events.size()));
    rows.push_back(headRow(Inspection::tr("Timeline"),
        secondary(events.empty() ? Inspection::tr("nothing yet")
                                 : Inspection::tr("last %1 of %2")
                                       .arg(shown)
                                       .arg(static_cast<int>(events.size())))));
    for (int i = 0; i < shown; ++i) {
        const TimelineEvent& event = events[static_cast<size_t>(i)];
        SheetRow row = pairRow(Text::utcTime(event.at), plain(Text::timelineSentence(event)));
        row.tip = Text::utcDateTime(event.at);
        if (withVm && !event.vm.isEmpty())
            row.right = fixedSecondary(Text::shortId(event.vm.text()));
        row.keyFixed = true;
        rows.push_back(row);
    }
    return rows;
}

} // namespace Espalier::Ui
