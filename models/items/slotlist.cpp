// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "slotlist.h"

#include "listsource.h"

#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Espalier::Items {

namespace {

using Text::Style;

bool isStale(const SlotRow& row)
{
    return row.state == DisplayState::Unknown || row.state == DisplayState::Reported;
}

// Since when the row's VM is overdue or its evidence is old; what stands after the state word.
Text::Line stateReason(const SlotRow& row, const Clock& clock)
{
    if (isStale(row)) {
        if (!row.evidenceAt)
            return {};
        return Text::duration(clock.mono() - *row.evidenceAt, Text::Resolution::Fine);
    }
    if (row.state == DisplayState::Ghost)
        return Text::plainLine(
            QCoreApplication::translate("Slots", "host says absent"), Style::Secondary);
    if (row.state == DisplayState::Orphan)
        return Text::plainLine(
            QCoreApplication::translate("Slots", "no record claims it"), Style::Secondary);
    const bool overdue = row.state == DisplayState::Stuck || row.state == DisplayState::Unconfirmed;
    if (!overdue || !row.jobEndedAt || clock.wall() - *row.jobEndedAt <= teardownSlo)
        return {};
    const auto past = clock.wall() - *row.jobEndedAt - teardownSlo;
    Text::Line line = Text::duration(past);
    // Whole minutes in the cell: the column is narrow and the seconds decide nothing.
    if (past >= std::chrono::minutes(1) && past < std::chrono::hours(1) && line.runs.size() > 2)
        line.runs.resize(2);
    line.runs.push_back({QCoreApplication::translate("Slots", "past SLO", "after a duration"),
        Style::Secondary, Text::groupGap});
    return line;
}

Text::Line placeText(const SlotRow& row, const Clock&)
{
    return {{{row.site.text(), Style::Secondary, 0}, {row.code, Style::Fixed, Text::groupGap}}};
}

Text::Line tenantText(const SlotRow& row, const Clock&)
{
    return Text::plainLine(row.tenant.text());
}

Text::Line jobText(const SlotRow& row, const Clock&)
{
    Text::Line line = Text::plainLine(row.pipeline);
    if (row.jobNumber > 0)
        line.runs.push_back(
            {u'#' + QString::number(row.jobNumber), Style::FixedSecondary, Text::groupGap});
    return line;
}

Text::Line elapsedText(const SlotRow& row, const Clock& clock)
{
    const auto elapsed = slotElapsed(row, clock);
    return elapsed ? Text::duration(*elapsed) : Text::Line{};
}

Text::Line hostdText(const SlotRow& row, const Clock&)
{
    return Text::plainLine(row.hostdVersion, Style::Fixed);
}

qint64 count(std::chrono::nanoseconds value) { return value.count(); }

// By rank, what is known before what was; within one state by place.
SortKey stateKey(const SlotRow& row, const Clock&)
{
    return {qint64(row.state) * 32 + qint64(row.lastKnown), row.site.text() + u' ' + row.code};
}

SortKey placeKey(const SlotRow& row, const Clock&)
{
    return {0, row.site.text() + u' ' + row.code};
}

SortKey tenantKey(const SlotRow& row, const Clock&)
{
    return {row.tenant.isEmpty() ? missingKey : 0, row.tenant.text()};
}

SortKey jobKey(const SlotRow& row, const Clock&)
{
    if (row.pipeline.isEmpty())
        return {missingKey, {}};
    return {0, row.pipeline + u'#' + QString::number(row.jobNumber).rightJustified(12, u'0')};
}

// Moments instead of ages: keys that do not move with the clock. Short times first, so newest
// first.
SortKey elapsedKey(const SlotRow& row, const Clock&)
{
    if (!row.startedAt)
        return {missingKey, {}};
    return {-count((row.jobEndedAt && !isStale(row) ? *row.jobEndedAt : *row.startedAt)
                       .time_since_epoch()),
        {}};
}

SortKey evidenceKey(const SlotRow& row, const Clock&)
{
    return {row.evidenceAt ? -count(*row.evidenceAt) : missingKey, {}};
}

SortKey hostdKey(const SlotRow& row, const Clock&) { return {0, row.hostdVersion}; }

constexpr std::array<Column<SlotRow>, 7> slotColumns{{
    {{"state", QT_TRANSLATE_NOOP("Columns", "State"), Qt::AlignLeft, 212, false, true,
         Field::state},
        stateKey, slotStateText},
    {{"place", QT_TRANSLATE_NOOP("Columns", "Place"), Qt::AlignLeft, 128, false, true,
         Field::place | Field::host | Field::state},
        placeKey, placeText},
    {{"tenant", QT_TRANSLATE_NOOP("Columns", "Tenant"), Qt::AlignLeft, 80, false, true, Field::job},
        tenantKey, tenantText},
    {{"job", QT_TRANSLATE_NOOP("Columns", "Job"), Qt::AlignLeft, 140, true, true, Field::job},
        jobKey, jobText},
    {{"elapsed", QT_TRANSLATE_NOOP("Columns", "Elapsed"), Qt::AlignRight, 184, false, false,
         Field::job | Field::state | Field::evidence},
        elapsedKey, elapsedText},
    {{"evidence", QT_TRANSLATE_NOOP("Columns", "Evidence"), Qt::AlignRight, 80, false, false,
         Field::evidence | Field::state},
        evidenceKey, slotEvidenceText},
    {{"hostd", QT_TRANSLATE_NOOP("Columns", "hostd"), Qt::AlignLeft, 64, false, true, Field::host},
        hostdKey, hostdText},
}};

constexpr int stateColumn = 0;
constexpr int placeColumn = 1;
constexpr int elapsedColumn = 4;

QVariant iconId(const SlotRow& row, int column)
{
    if (column == stateColumn)
        return stateIconId(row.state);
    if (column == placeColumn && !isStale(row))
        return modeIconId(row.mode);
    return {};
}

qlonglong ageOf(const SlotRow& row, const Clock& clock)
{
    if (!row.evidenceAt)
        return -1;
    const auto age = clock.mono() - *row.evidenceAt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(age).count();
}

struct SlotList {
    using Row = SlotRow;
    using Id = SlotId;
    static constexpr const auto& columns = slotColumns;
    static std::vector<RowId> rows(const FleetStore& store) { return store.slotIds(); }
    static SlotRow read(const FleetStore& store, RowId row) { return store.slot(row); }
    static const TableChanges& changes(const ChangeSet& changes) { return changes.slots; }
    static const SlotId& id(const SlotRow& row) { return row.id; }
    static bool accepts(const SlotRow&) { return true; }
    static QVariant value(const SlotRow& row, const Clock& clock, int column, int role)
    {
        switch (role) {
        case IconIdRole:
            return iconId(row, column);
        case AgeRole:
            return ageOf(row, clock);
        case EvidenceRole:
            return int(row.evidence);
        case BarRole:
            return column == elapsedColumn && slotElapsed(row, clock)
                ? QVariant::fromValue(slotBar(row, clock))
                : QVariant();
        case CurrentModeRole:
            return int(row.mode);
        case Qt::AccessibleTextRole:
            return column == stateColumn ? QVariant(slotSentence(row, clock)) : QVariant();
        default:
            return stateValue(row, isStale(row), role);
        }
    }
};

} // namespace

std::unique_ptr<RowSource> slotList(const FleetStore& store)
{
    return std::make_unique<ListSource<SlotList>>(store);
}

Text::Line slotStateText(const SlotRow& row, const Clock& clock)
{
    const Text::Line reason = stateReason(row, clock);
    Text::Line line;
    if (row.state == DisplayState::Unknown && row.lastKnown != DisplayState::Unknown) {
        line = Text::plainLine(Text::wasStateWord(row.lastKnown));
    } else if (row.state == DisplayState::Reported && row.lastKnown != DisplayState::Unknown) {
        line = Text::plainLine(Text::stateWord(row.lastKnown), Style::Secondary);
        line.runs.push_back(
            {Text::stateWord(DisplayState::Reported), Style::Secondary, Text::groupGap});
    } else {
        const bool abnormal =
            row.severity != Severity::None || row.state == DisplayState::SlowTeardown;
        line = Text::plainLine(Text::stateWord(row.state), abnormal ? Style::Strong : Style::Plain);
    }
    if (reason.isEmpty())
        return line;
    if (isStale(row))
        line.runs.push_back({QStringLiteral("\u00b7"), Style::Secondary, Text::groupGap});
    for (size_t i = 0; i < reason.runs.size(); ++i) {
        Text::Run run = reason.runs[i];
        if (run.style == Style::Fixed)
            run.style = Style::FixedSecondary;
        if (i == 0)
            run.gap = Text::groupGap;
        line.runs.push_back(std::move(run));
    }
    return line;
}

std::optional<std::chrono::nanoseconds> slotElapsed(const SlotRow& row, const Clock& clock)
{
    if (!row.startedAt)
        return std::nullopt;
    // A teardown's time counts from the job's end; of a stale row nothing goes on counting.
    if (isStale(row) && row.evidenceWall)
        return std::max<std::chrono::nanoseconds>(*row.evidenceWall - *row.startedAt, {});
    const WallTime from = row.jobEndedAt ? *row.jobEndedAt : *row.startedAt;
    return std::max<std::chrono::nanoseconds>(clock.wall() - from, {});
}

Bar slotBar(const SlotRow& row, const Clock& clock)
{
    Bar bar;
    bar.stale = isStale(row);
    bar.value = std::chrono::duration_cast<std::chrono::milliseconds>(
        slotElapsed(row, clock).value_or(std::chrono::nanoseconds(0)));
    // Past runs say how long jobs take, nothing about teardowns.
    if (row.pastRuns > 0 && !row.jobEndedAt) {
        bar.p50 = row.p50;
        bar.p95 = row.p95;
    }
    bar.overdue = !bar.stale && bar.p95.count() > 0 && bar.value > bar.p95;
    return bar;
}

Text::Line slotEvidenceText(const SlotRow& row, const Clock& clock)
{
    if (!row.evidenceAt)
        return Text::plainLine(
            QCoreApplication::translate("Slots", "never", "age of evidence"), Style::Secondary);
    if (isStale(row) && row.evidenceWall)
        return Text::plainLine(Text::utcTime(*row.evidenceWall), Style::Fixed);
    Text::Line age = Text::duration(clock.mono() - *row.evidenceAt);
    if (row.evidence != EvidenceAge::Late)
        return age;
    age.runs.front().style = Style::FixedStrong;
    age.runs.front().gap = Text::groupGap;
    age.runs.insert(age.runs.begin(),
        {QCoreApplication::translate("Slots", "late", "before an age"), Style::Secondary, 0});
    return age;
}

QString stateIconId(DisplayState state)
{
    switch (state) {
    case DisplayState::Breach:
        return QStringLiteral("breach");
    case DisplayState::Orphan:
        return QStringLiteral("orphan");
    case DisplayState::Stuck:
        return QStringLiteral("stuck");
    case DisplayState::Unconfirmed:
        return QStringLiteral("unconfirmed");
    case DisplayState::Reported:
        return QStringLiteral("reported");
    case DisplayState::Unknown:
        return QStringLiteral("unknown");
    case DisplayState::Quarantined:
        return QStringLiteral("quarantined");
    case DisplayState::Held:
        return QStringLiteral("held");
    case DisplayState::Ghost:
        return QStringLiteral("ghost");
    case DisplayState::SlowTeardown:
        return QStringLiteral("slow");
    case DisplayState::TearingDown:
        return QStringLiteral("tearing-down");
    case DisplayState::Booting:
        return QStringLiteral("booting");
    case DisplayState::Running:
        return QStringLiteral("running");
    case DisplayState::Reserved:
        return QStringLiteral("reserved");
    case DisplayState::Free:
        break;
    }
    return QStringLiteral("free");
}

QString modeIconId(HostMode mode)
{
    switch (mode) {
    case HostMode::InService:
        break;
    case HostMode::Cordoned:
        return QStringLiteral("cordoned");
    case HostMode::Draining:
        return QStringLiteral("draining");
    case HostMode::Maintenance:
        return QStringLiteral("maintenance");
    case HostMode::Quarantined:
        return QStringLiteral("quarantined");
    }
    return {};
}

QString slotSentence(const SlotRow& row, const Clock& clock)
{
    const QString where = QCoreApplication::translate("Slots", "%1 slot %2", "host code, number")
                              .arg(row.hostCode)
                              .arg(row.index);
    QStringList parts{where,
        row.state == DisplayState::Unknown && row.lastKnown != DisplayState::Unknown
            ? Text::wasStateWord(row.lastKnown)
            : Text::stateWord(row.state)};
    if (row.simulated)
        parts += QCoreApplication::translate("Slots", "simulated");
    if (!row.tenant.isEmpty())
        parts += row.tenant.text();
    if (const auto elapsed = slotElapsed(row, clock))
        parts += Text::durationWords(*elapsed);
    return parts.join(QStringLiteral(", "));
}

} // namespace Espalier::Items
