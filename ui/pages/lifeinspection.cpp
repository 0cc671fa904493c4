// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspection.h"

#include <items/lifelist.h>
#include <text/messages.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <algorithm>

namespace Espalier::Ui {

namespace {

struct Receipt {
    Q_DECLARE_TR_FUNCTIONS(Receipt)
};

constexpr int hashGroupsALine = 4;
constexpr int residualsShown = 4;
constexpr int residualLength = 200; // characters of foreign text

SheetRow stateRow(const LifeDetails& life, const Clock& clock)
{
    const LifeRow& row = life.row;
    Text::Line line = Items::lifeStateText(row, clock);
    if (!line.runs.empty()) {
        QString& word = line.runs.front().text;
        if (!word.isEmpty())
            word[0] = word.at(0).toUpper();
        line.runs.front().style = Text::Style::Strong;
    }
    SheetRow sheet = lineRow(line);
    if (!row.gone) {
        sheet.glyph = glyphOf(row.state);
        sheet.glyphOptions.letter = true;
        sheet.glyphOptions.simulated = row.simulated;
        sheet.glyphOptions.last = glyphOf(row.lastKnown);
    }
    sheet.badge = row.badge;
    sheet.badgeWord = Text::badgeWord(row.badge);
    sheet.height = 28;
    sheet.tip = Text::badgeClauses(row.badge);
    return sheet;
}

Text::Line jobLine(const LifeRow& row)
{
    Text::Line line = plain(row.tenant.text());
    if (!row.pipeline.isEmpty()) {
        line = joined(line, secondary(QStringLiteral("/")), 4);
        line = joined(line, plain(row.pipeline), 4);
        line = joined(line, fixed(QString(QLatin1Char('#') + QString::number(row.jobNumber))), 4);
    }
    return line;
}

Text::Line endLine(const LifeRow& row)
{
    Text::Line line =
        row.exit ? plain(Text::exitWord(*row.exit)) : secondary(Receipt::tr("no exit reported"));
    if (row.jobEndedAt)
        line = joined(line,
            composed(Receipt::tr("at %1", "a time"), {fixed(Text::utcTime(*row.jobEndedAt))},
                Text::Style::Secondary),
            4);
    return line;
}

// As the host signed it (evidence.md 2); empty: not told.
QString triggerWords(const QString& trigger)
{
    if (trigger == QLatin1String("jobEnd"))
        return Receipt::tr("by the job's end");
    if (trigger == QLatin1String("command"))
        return Receipt::tr("by a command");
    if (trigger == QLatin1String("drain"))
        return Receipt::tr("by a drain");
    if (trigger == QLatin1String("reconcile"))
        return Receipt::tr("by the host itself: its record and what runs differed");
    return trigger;
}

Text::Line outcomeLine(const LifeDetails& life)
{
    const LifeVerdict& verdict = *life.verdict;
    Text::Line line = fixed(outcomeName(verdict.outcome));
    line = joined(line,
        composed(Receipt::tr("policy %1"), {fixed(Text::grouped(qint64(verdict.policyVersion)))},
            Text::Style::Secondary),
        8);
    if (verdict.teardownSeq > 0)
        line = joined(line,
            composed(Receipt::tr("hostSeq %1"), {fixed(Text::grouped(qint64(verdict.teardownSeq)))},
                Text::Style::Secondary),
            8);
    return line;
}

// Who or what asked for it, when its first step began and when its record was signed.
void addTeardown(std::vector<SheetRow>& rows, const LifeDetails& life)
{
    if (!life.verdict || !life.verdict->teardownBegunAt)
        return;
    const WallTime begun = *life.verdict->teardownBegunAt;
    const QString by = triggerWords(life.verdict->trigger);
    Text::Line line = composed(
        Receipt::tr("begun %1", "a time"), {fixed(Text::utcTime(begun))}, Text::Style::Secondary);
    if (!by.isEmpty())
        line = joined(line, secondary(by), 4);
    SheetRow row = pairRow(Receipt::tr("Teardown"), line);
    row.tip = Text::utcDateTime(begun);
    rows.push_back(row);
    if (!life.row.endedAt || !life.verdict->hasTeardown)
        return;
    SheetRow end = pairRow(QStringLiteral(" "),
        composed(Receipt::tr("record signed %1", "a time"),
            {fixed(Text::utcTime(*life.row.endedAt))}, Text::Style::Secondary));
    end.tip = Text::utcDateTime(*life.row.endedAt);
    rows.push_back(end);
}

// A hash in groups of eight, four groups a line.
void addHash(std::vector<SheetRow>& rows, const QString& key, const QString& hex)
{
    if (hex.isEmpty())
        return;
    const QStringList groups = Text::hashGroups(hex).split(QLatin1Char(' '));
    for (qsizetype at = 0; at < groups.size(); at += hashGroupsALine) {
        SheetRow row = pairRow(at == 0 ? key : QStringLiteral(" "),
            fixed(groups.mid(at, hashGroupsALine).join(QLatin1Char(' '))));
        row.tip = hex;
        row.height = 18;
        rows.push_back(row);
    }
    rows.push_back(gapRow(4));
}

// What a teardown that failed has left, as the host found it: the reason why it is stuck.
std::vector<SheetRow> residualRows(const LifeVerdict& verdict)
{
    std::vector<SheetRow> rows;
    if (verdict.residuals.isEmpty())
        return rows;
    rows.push_back(headRow(
        Receipt::tr("Left over"), secondary(Receipt::tr("as the host says", "what is left over"))));
    for (const QString& residual : verdict.residuals.mid(0, residualsShown)) {
        SheetRow row = lineRow(plain(residual.left(residualLength)));
        row.mark = Mark::Cross;
        row.tip = residual;
        rows.push_back(row);
    }
    if (const auto more = static_cast<int>(verdict.residuals.size()) - residualsShown; more > 0)
        rows.push_back(lineRow(secondary(Receipt::tr("and %n more", nullptr, more))));
    return rows;
}

} // namespace

InspectorContent lifeContent(const LifeDetails& life, const Clock& clock)
{
    InspectorContent content;
    content.title = Receipt::tr("Record, VM %1").arg(Text::shortId(life.row.vm.text()));
    const auto add = [&](int keyColumn, std::vector<SheetRow> rows) {
        content.parts.push_back({Sheet::Look::Section, keyColumn, std::move(rows)});
    };
    const LifeVerdict verdict = life.verdict.value_or(LifeVerdict());
    add(68, lifeHead(life, clock));
    add(20, clauseRows(life));
    add(64, factRows(verdict));
    add(68, hashRows(verdict));
    add(64, lifeNextStep(life));
    add(78, timelineRows(life.timeline, timelineLength, false));
    return content;
}

std::vector<SheetRow> lifeHead(const LifeDetails& life, const Clock& clock)
{
    const LifeRow& row = life.row;
    std::vector<SheetRow> rows{stateRow(life, clock)};
    Text::Line place = joined(fixed(row.site.text()), fixed(row.slotCode), 8);
    if (life.host)
        place = joined(place, secondary(life.host->name), 8);
    rows.push_back(pairRow(Receipt::tr("Place"), place));
    SheetRow vm = pairRow(Receipt::tr("VM"), fixed(row.vm.text()));
    vm.tip = row.vm.text();
    rows.push_back(vm);
    if (!row.tenant.isEmpty())
        rows.push_back(pairRow(Receipt::tr("Job"), jobLine(row)));
    if (row.exit || row.jobEndedAt) {
        SheetRow end = pairRow(Receipt::tr("Job end"), endLine(row));
        if (row.jobEndedAt)
            end.tip = Text::utcDateTime(*row.jobEndedAt);
        rows.push_back(end);
    }
    addTeardown(rows, life);
    if (row.duration)
        rows.push_back(pairRow(Receipt::tr("Duration"),
            composed(Receipt::tr("%1 from the job's end to the record"),
                {Text::duration(*row.duration, Text::Resolution::Fine)}, Text::Style::Secondary)));
    if (life.verdict && life.verdict->hasTeardown)
        rows.push_back(pairRow(Receipt::tr("Outcome"), outcomeLine(life)));
    if (life.host)
        rows.push_back(pairRow(Receipt::tr("Backend"),
            secondary(acceleratorWords(life.host->backend, life.host->accelerator))));
    if (!row.judged)
        rows.push_back(lineRow(
            secondary(Receipt::tr("Ended before this console started: not verified here"))));
    return rows;
}

std::vector<SheetRow> clauseRows(const LifeDetails& life)
{
    std::vector<SheetRow> rows;
    const LifeRow& row = life.row;
    rows.push_back(headRow(Receipt::tr("Nine clauses"),
        secondary(Text::clausesSummary(row.clausesHolding, clauseCount))));
    const bool judged = life.verdict && life.verdict->hasTeardown;
    if (!judged)
        rows.push_back(lineRow(secondary(Receipt::tr("There is no Teardown to judge yet"))));
    for (int clause = 1; clause <= clauseCount; ++clause) {
        const auto at = static_cast<size_t>(clause - 1);
        const ClauseState state = row.clauses.at(at);
        const bool missing =
            state == ClauseState::Fails || (state == ClauseState::NoInput && judged);
        SheetRow line = pairRow(QString::number(clause),
            Text::plainLine(
                Text::clauseTitle(clause), missing ? Text::Style::Strong : Text::Style::Plain));
        line.keyFixed = true;
        const bool silent = state == ClauseState::NotEvaluated; // said in the line below
        line.right = silent ? Text::Line()
            : missing       ? strong(Text::clauseStateWord(state))
                            : secondary(Text::clauseStateWord(state));
        line.rightMark = markOf(state);
        line.accent = missing;
        line.height = 24;
        const QString detail =
            life.verdict ? Text::sentence(life.verdict->clauses.at(at).detail) : QString();
        line.tip = detail;
        rows.push_back(line);
        const bool explained = silent || (missing && !detail.isEmpty());
        if (!explained)
            continue;
        // A detail that says so itself is not said twice.
        const QString word = Text::clauseStateWord(state);
        SheetRow why = proseRow(!silent || detail.startsWith(word) ? detail
                : detail.isEmpty()                                 ? word
                                   : Receipt::tr("not evaluated: %1").arg(detail));
        why.key = QStringLiteral(" ");
        why.look.small = true;
        why.look.text = Token::Text2;
        why.accent = missing;
        why.tip = detail;
        rows.push_back(why);
    }
    return rows;
}

std::vector<SheetRow> factRows(const LifeVerdict& verdict)
{
    std::vector<SheetRow> rows;
    if (verdict.facts.empty())
        return rows;
    const auto required = std::count_if(verdict.facts.begin(), verdict.facts.end(),
        [](const FactVerdict& fact) { return fact.required; });
    const auto observed = std::count_if(verdict.facts.begin(), verdict.facts.end(),
        [](const FactVerdict& fact) { return fact.required && fact.state == FactState::Observed; });
    rows.push_back(headRow(Receipt::tr("Evidence of teardown"),
        secondary(Text::factsObserved(static_cast<int>(observed), static_cast<int>(required)))));
    for (const FactVerdict& fact : verdict.facts) {
        if (!fact.required && fact.state == FactState::Missing)
            continue; // policy does not ask for it and nobody says anything
        const bool against = fact.state == FactState::Contradicted;
        SheetRow row = lineRow(
            plain(against ? Text::factContradiction(fact.fact) : Text::factTitle(fact.fact)));
        if (fact.state == FactState::Missing)
            row.look.text = Token::Text2;
        row.mark = markOf(fact.state);
        const QString detail = Text::sentence(fact.detail);
        row.tip = detail;
        if (!fact.required)
            row.right = secondary(Receipt::tr("not required"));
        if (fact.seenAt) {
            row.right = joined(row.right, fixedSecondary(Text::utcTime(*fact.seenAt)), 8);
            row.tip = detail.isEmpty() ? Text::utcDateTime(*fact.seenAt)
                                       : Receipt::tr("%1: %2", "time, what was seen")
                                             .arg(Text::utcDateTime(*fact.seenAt), detail);
        }
        rows.push_back(row);
        if (against && !detail.isEmpty()) {
            SheetRow why = proseRow(detail);
            why.look.small = true;
            why.look.text = Token::Text2;
            why.indent = true;
            rows.push_back(why);
        }
    }
    const auto left = residualRows(verdict);
    rows.insert(rows.end(), left.begin(), left.end());
    return rows;
}

std::vector<SheetRow> hashRows(const LifeVerdict& verdict)
{
    std::vector<SheetRow> rows;
    addHash(rows, Receipt::tr("birth"), verdict.birthLeaf);
    addHash(rows, Receipt::tr("record"), verdict.teardownLeaf);
    addHash(rows, Receipt::tr("key"), verdict.keyId);
    return rows;
}

std::vector<SheetRow> lifeNextStep(const LifeDetails& life)
{
    std::vector<SheetRow> rows;
    if (life.next != NextStep::None) {
        rows.push_back(headRow(Receipt::tr("Next step")));
        rows.push_back(proseRow(Text::nextStepSentence(life.next, life.facts)));
        rows.push_back(gapRow(6));
    }
    rows.push_back(headRow(Receipt::tr("No log")));
    rows.push_back(proseRow(Receipt::tr(
        "This record is the host's own claim, checked here against its key, its chain and its "
        "later "
        "statements. No transparency log stands behind it yet, so nothing is called Confirmed.")));
    return rows;
}

} // namespace Espalier::Ui
