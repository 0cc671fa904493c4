// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lifelist.h"

#include "listsource.h"
#include "slotlist.h"

#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Espalier::Items {

namespace {

using Text::Style;

QString dash() { return QStringLiteral("\u2013"); }

bool isStale(const LifeRow& row)
{
    return !row.gone && (row.state == DisplayState::Unknown || row.state == DisplayState::Reported);
}

Text::Line placeText(const LifeRow& row, const Clock&)
{
    return {{{row.site.text(), Style::Secondary, 0}, {row.slotCode, Style::Fixed, Text::groupGap}}};
}

Text::Line tenantText(const LifeRow& row, const Clock&)
{
    return Text::plainLine(row.tenant.text());
}

Text::Line vmText(const LifeRow& row, const Clock&)
{
    return Text::plainLine(Text::shortId(row.vm.text()), Style::Fixed);
}

Text::Line jobEndText(const LifeRow& row, const Clock&)
{
    return row.jobEndedAt ? Text::plainLine(Text::utcTime(*row.jobEndedAt), Style::Fixed)
                          : Text::plainLine(dash(), Style::Secondary);
}

Text::Line exitText(const LifeRow& row, const Clock&)
{
    return row.exit
        ? Text::plainLine(Text::exitWord(*row.exit))
        : Text::plainLine(
            QCoreApplication::translate("Lives", "no end", "job exit not told"), Style::Secondary);
}

std::optional<std::chrono::nanoseconds> durationOf(const LifeRow& row, const Clock& clock)
{
    if (row.duration)
        return row.duration;
    if (!row.jobEndedAt)
        return std::nullopt;
    return std::max<std::chrono::nanoseconds>(clock.wall() - *row.jobEndedAt, {});
}

Text::Line durationText(const LifeRow& row, const Clock& clock)
{
    const auto duration = durationOf(row, clock);
    return duration ? Text::duration(*duration, Text::Resolution::Fine)
                    : Text::plainLine(dash(), Style::Secondary);
}

Text::Line evidenceText(const LifeRow& row, const Clock&)
{
    return Text::plainLine(
        QString::number(row.clausesHolding) + u'/' + QString::number(clauseCount), Style::Fixed);
}

Text::Line sequenceText(const LifeRow& row, const Clock&)
{
    const quint64 sequence = row.teardownSeq > 0 ? row.teardownSeq : row.birthSeq;
    return sequence == 0 ? Text::plainLine(
               QCoreApplication::translate("Lives", "none", "no record"), Style::Secondary)
                         : Text::plainLine(Text::grouped(qint64(sequence)), Style::Fixed);
}

SortKey placeKey(const LifeRow& row, const Clock&)
{
    return {0, row.site.text() + u' ' + row.slotCode};
}

SortKey tenantKey(const LifeRow& row, const Clock&)
{
    return {row.tenant.isEmpty() ? missingKey : 0, row.tenant.text()};
}

SortKey vmKey(const LifeRow& row, const Clock&) { return {0, row.vm.text()}; }

qint64 moment(const std::optional<WallTime>& time)
{
    return time ? qint64(time->time_since_epoch().count()) : missingKey;
}

SortKey jobEndKey(const LifeRow& row, const Clock&) { return {moment(row.jobEndedAt), {}}; }

SortKey exitKey(const LifeRow& row, const Clock&)
{
    if (!row.exit)
        return {missingKey, {}};
    return {qint64(row.exit->kind) * 1'000'000 + row.exit->code, {}};
}

// Open ones are the longest ones: by their end instead of an age that moves with the clock.
SortKey durationKey(const LifeRow& row, const Clock&)
{
    if (row.duration)
        return {qint64(row.duration->count()), {}};
    constexpr qint64 openBase = missingKey / 2;
    return {row.jobEndedAt ? openBase - moment(row.jobEndedAt) / 8 : missingKey, {}};
}

SortKey evidenceKey(const LifeRow& row, const Clock&) { return {row.clausesHolding, {}}; }

// Open ones first, the worst first, then the newest end.
SortKey stateKey(const LifeRow& row, const Clock&)
{
    const qint64 rank =
        row.gone ? 100 + qint64(Badge::Confirmed) - qint64(row.badge) : qint64(row.state);
    const qint64 end = row.jobEndedAt ? moment(row.jobEndedAt) : 0;
    const QString newestFirst = QString::number(missingKey - end).rightJustified(20, u'0');
    return {rank, newestFirst + row.vm.text()};
}

SortKey sequenceKey(const LifeRow& row, const Clock&)
{
    const quint64 sequence = row.teardownSeq > 0 ? row.teardownSeq : row.birthSeq;
    return {sequence > 0 ? qint64(sequence) : missingKey, {}};
}

constexpr std::array<Column<LifeRow>, 9> lifeColumns{{
    {{"place", QT_TRANSLATE_NOOP("Columns", "Place"), Qt::AlignLeft, 128, false, true,
         Field::place},
        placeKey, placeText},
    {{"tenant", QT_TRANSLATE_NOOP("Columns", "Tenant"), Qt::AlignLeft, 74, false, true, Field::job},
        tenantKey, tenantText},
    {{"vm", QT_TRANSLATE_NOOP("Columns", "VM"), Qt::AlignLeft, 76, false, true, 0}, vmKey, vmText},
    {{"jobend", QT_TRANSLATE_NOOP("Columns", "Job end"), Qt::AlignLeft, 84, false, false,
         Field::job},
        jobEndKey, jobEndText},
    {{"exit", QT_TRANSLATE_NOOP("Columns", "Exit"), Qt::AlignLeft, 104, false, true, Field::job},
        exitKey, exitText},
    {{"duration", QT_TRANSLATE_NOOP("Columns", "Duration"), Qt::AlignRight, 80, false, false,
         Field::job | Field::evidence | Field::state},
        durationKey, durationText},
    {{"evidence", QT_TRANSLATE_NOOP("Columns", "Evidence"), Qt::AlignLeft, 108, false, false,
         Field::evidence},
        evidenceKey, evidenceText},
    {{"state", QT_TRANSLATE_NOOP("Columns", "State, open first"), Qt::AlignLeft, 324, true, true,
         Field::state | Field::evidence},
        stateKey, lifeStateText},
    {{"hostseq", QT_TRANSLATE_NOOP("Columns", "hostSeq"), Qt::AlignRight, 72, false, false,
         Field::evidence},
        sequenceKey, sequenceText},
}};

constexpr int evidenceColumn = 6;
constexpr int stateColumn = 7;

QVariant ticks(const LifeRow& row)
{
    QVariantList list;
    for (const ClauseState state : row.clauses)
        list << int(state);
    return list;
}

struct LifeList {
    using Row = LifeRow;
    using Id = VmId;
    static constexpr const auto& columns = lifeColumns;
    static std::vector<RowId> rows(const FleetStore& store) { return store.lifeIds(); }
    static LifeRow read(const FleetStore& store, RowId row) { return store.life(row); }
    static const TableChanges& changes(const ChangeSet& changes) { return changes.lives; }
    static const VmId& id(const LifeRow& row) { return row.vm; }
    // Lives whose job has ended, and what runs without a record.
    static bool accepts(const LifeRow& row)
    {
        return row.jobEndedAt || row.gone || row.teardownSeq > 0
            || row.state == DisplayState::Orphan || row.life == LifeClass::Unaccounted;
    }
    static QVariant value(const LifeRow& row, const Clock& clock, int column, int role)
    {
        switch (role) {
        case IconIdRole:
            return column == stateColumn && !row.gone ? QVariant(stateIconId(row.state))
                                                      : QVariant();
        case TicksRole:
            return column == evidenceColumn ? ticks(row) : QVariant();
        case BadgeRole:
            return column == stateColumn ? QVariant(int(row.badge)) : QVariant();
        case Qt::AccessibleTextRole:
            return column == 0 ? QVariant(lifeSentence(row, clock)) : QVariant();
        default:
            return stateValue(row, isStale(row), role);
        }
    }
};

} // namespace

std::unique_ptr<RowSource> lifeList(const FleetStore& store)
{
    return std::make_unique<ListSource<LifeList>>(store);
}

// The words after the badge, which the painter draws from BadgeRole.
Text::Line lifeStateText(const LifeRow& row, const Clock& clock)
{
    if (row.gone)
        return Text::plainLine(Text::goneWord(row.badge, true));
    if (row.state == DisplayState::Reported && row.teardownSeq > 0)
        return Text::plainLine(
            QCoreApplication::translate("Lives", "not verified here"), Style::Secondary);
    if (row.state == DisplayState::Unknown && row.lastKnown != DisplayState::Unknown)
        return Text::plainLine(Text::wasStateWord(row.lastKnown));
    const bool abnormal = row.severity != Severity::None || row.state == DisplayState::SlowTeardown;
    Text::Line line =
        Text::plainLine(Text::stateWord(row.state), abnormal ? Style::Strong : Style::Plain);
    if (row.life == LifeClass::Unaccounted)
        line.runs.push_back({QCoreApplication::translate("Lives", "unaccounted for"),
            Style::Secondary, Text::groupGap});
    else if (row.teardownSeq == 0 && row.severity != Severity::None)
        line.runs.push_back(
            {QCoreApplication::translate("Lives", "no record"), Style::Secondary, Text::groupGap});
    else if (row.state == DisplayState::Unconfirmed && row.jobEndedAt
        && clock.wall() - *row.jobEndedAt > teardownSlo) {
        Text::Line past = Text::duration(clock.wall() - *row.jobEndedAt - teardownSlo);
        past.runs.front().gap = Text::groupGap;
        line.runs.insert(line.runs.end(), past.runs.begin(), past.runs.end());
    }
    return line;
}

QString lifeSentence(const LifeRow& row, const Clock& clock)
{
    QStringList parts{row.slotCode,
        QCoreApplication::translate("Lives", "VM %1").arg(Text::shortId(row.vm.text()))};
    if (!row.tenant.isEmpty())
        parts += row.tenant.text();
    parts += lifeStateText(row, clock).plain();
    if (row.badge != Badge::None)
        parts += Text::badgeWord(row.badge);
    return parts.join(QStringLiteral(", "));
}

} // namespace Espalier::Items
