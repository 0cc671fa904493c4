// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainlist.h"

#include "listsource.h"

#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <array>

namespace Espalier::Items {

namespace {

using Text::Style;

struct Drains {
    Q_DECLARE_TR_FUNCTIONS(Drains)
};

struct DrainRow {
    Drain drain;
    DrainProgress progress;
    bool stale = false; // the site is silent
};

Text::Line drainText(const DrainRow& row, const Clock&)
{
    return Text::plainLine(row.progress.place, Style::Fixed);
}

Text::Line stateText(const DrainRow& row, const Clock&)
{
    return drainStateText(row.drain, row.progress);
}

Text::Line emptiedText(const DrainRow& row, const Clock&)
{
    return {{{Text::grouped(row.progress.ended()), Style::FixedStrong, 0},
        {Drains::tr("of", "3 of 20 hosts"), Style::Secondary, Text::groupGap},
        {Text::grouped(qint64(row.drain.hosts.size())), Style::Fixed, Text::groupGap}}};
}

Text::Line ownerText(const DrainRow& row, const Clock&) { return Text::plainLine(row.drain.by); }

Text::Line reasonText(const DrainRow& row, const Clock&)
{
    Text::Line line = Text::plainLine(row.drain.reason);
    if (!row.drain.ticket.isEmpty())
        line.runs.push_back(
            {row.drain.ticket, Style::FixedSecondary, line.isEmpty() ? 0 : Text::groupGap});
    return line;
}

Text::Line timeText(const std::optional<WallTime>& time)
{
    return time ? Text::plainLine(Text::utcTime(*time), Style::Fixed)
                : Text::plainLine(QStringLiteral("\u2013"), Style::Secondary);
}

Text::Line sinceText(const DrainRow& row, const Clock&) { return timeText(row.drain.startedAt); }

Text::Line deadlineText(const DrainRow& row, const Clock&)
{
    if (row.drain.state != DrainState::AtDeadline)
        return timeText(row.drain.deadline);
    Text::Line line = timeText(row.drain.deadline);
    line.runs.push_back({Drains::tr("reached", "a deadline"), Style::Strong, Text::groupGap});
    return line;
}

Text::Line drainEtaText(const DrainRow& row, const Clock&)
{
    if (row.drain.endedAt)
        return Text::duration(*row.drain.endedAt - row.drain.startedAt);
    return etaText(row.progress.etaFrom, row.progress.etaTo);
}

qint64 moment(const std::optional<WallTime>& time)
{
    return time ? qint64(time->time_since_epoch().count()) : missingKey;
}

SortKey drainKey(const DrainRow& row, const Clock&) { return {0, row.progress.place}; }

// Open ones first, the newest first among them.
SortKey stateKey(const DrainRow& row, const Clock&)
{
    const bool open = !row.drain.endedAt;
    return {open ? 0 : 1,
        QString::number(missingKey - moment(row.drain.startedAt)).rightJustified(20, u'0')};
}

SortKey emptiedKey(const DrainRow& row, const Clock&) { return {row.progress.ended(), {}}; }
SortKey ownerKey(const DrainRow& row, const Clock&) { return {0, row.drain.by}; }
SortKey reasonKey(const DrainRow& row, const Clock&) { return {0, row.drain.reason}; }
SortKey sinceKey(const DrainRow& row, const Clock&) { return {-moment(row.drain.startedAt), {}}; }
SortKey deadlineKey(const DrainRow& row, const Clock&) { return {moment(row.drain.deadline), {}}; }
SortKey etaKey(const DrainRow& row, const Clock&) { return {moment(row.progress.etaTo), {}}; }

constexpr std::array<Column<DrainRow>, 8> drainColumns{{
    {{"drain", QT_TRANSLATE_NOOP("Columns", "Drain"), Qt::AlignLeft, 116, false, true, Field::all},
        drainKey, drainText},
    {{"state", QT_TRANSLATE_NOOP("Columns", "State"), Qt::AlignLeft, 260, false, true, Field::all},
        stateKey, stateText},
    {{"emptied", QT_TRANSLATE_NOOP("Columns", "Emptied"), Qt::AlignRight, 84, false, false,
         Field::all},
        emptiedKey, emptiedText},
    {{"owner", QT_TRANSLATE_NOOP("Columns", "Owner"), Qt::AlignLeft, 88, false, true, Field::all},
        ownerKey, ownerText},
    {{"reason", QT_TRANSLATE_NOOP("Columns", "Reason"), Qt::AlignLeft, 140, true, true, Field::all},
        reasonKey, reasonText},
    {{"since", QT_TRANSLATE_NOOP("Columns", "Since"), Qt::AlignLeft, 88, false, false, Field::all},
        sinceKey, sinceText},
    {{"deadline", QT_TRANSLATE_NOOP("Columns", "Deadline"), Qt::AlignLeft, 88, false, false,
         Field::all},
        deadlineKey, deadlineText},
    {{"eta", QT_TRANSLATE_NOOP("Columns", "ETA, or took"), Qt::AlignLeft, 128, false, false,
         Field::all},
        etaKey, drainEtaText},
}};

constexpr int stateColumn = 1;

QString iconOf(const DrainRow& row)
{
    if (row.drain.state == DrainState::Stopped)
        return {};
    return drainIconId(row.progress.word());
}

struct DrainRows {
    using Row = DrainRow;
    using Id = CommandId;
    static constexpr const auto& columns = drainColumns;
    static std::vector<RowId> rows(const FleetStore& store) { return store.drainIds(); }
    static DrainRow read(const FleetStore& store, RowId row)
    {
        const Drain* drain = store.drain(row);
        if (drain == nullptr)
            return {};
        const auto site = store.site(drain->site);
        return {*drain, progressOf(store, *drain), !site || site->state != FeedState::Synced};
    }
    static const TableChanges& changes(const ChangeSet& changes) { return changes.drains; }
    static const CommandId& id(const DrainRow& row) { return row.drain.id; }
    static std::optional<RowId> rowOf(const FleetStore& store, const QString& id)
    {
        return store.drainRow(CommandId(id));
    }
    static bool accepts(const DrainRow& row) { return !row.drain.id.isEmpty(); }
    static QVariant value(const DrainRow& row, const Clock&, int column, int role)
    {
        if (role == StaleRole)
            return row.stale;
        if (role == IconIdRole && column == stateColumn)
            return iconOf(row);
        if (role == Qt::AccessibleTextRole && column == stateColumn)
            return QString(row.progress.place + QStringLiteral(", ")
                + drainStateText(row.drain, row.progress).plain());
        return {};
    }
};

} // namespace

std::unique_ptr<RowSource> drainList(const FleetStore& store)
{
    return std::make_unique<ListSource<DrainRows>>(store);
}

Text::Line drainStateText(const Drain& drain, const DrainProgress& progress)
{
    if (drain.state == DrainState::Stopped)
        return Text::plainLine(drainWord(DrainWord::Stopped));
    const DrainWord word = progress.word();
    Text::Line line;
    if (word == DrainWord::NotDrained) {
        int unconfirmed = 0, stuck = 0;
        for (const DrainHostProgress& host : progress.hosts) {
            unconfirmed += host.unconfirmed;
            stuck += host.stuck;
        }
        DrainHostProgress all;
        all.word = word;
        all.unconfirmed = unconfirmed;
        all.stuck = stuck;
        return hostWord(all);
    }
    line =
        Text::plainLine(drainWord(word), word < DrainWord::Emptied ? Style::Strong : Style::Plain);
    const int waiting = progress.count(DrainWord::Waiting);
    if (waiting > 0 && word != DrainWord::Waiting)
        line.runs.push_back({Drains::tr("%1 waiting", "hosts").arg(Text::grouped(waiting)),
            Style::Secondary, Text::groupGap});
    return line;
}

Text::Line etaText(const std::optional<WallTime>& from, const std::optional<WallTime>& to)
{
    if (!from || !to)
        return Text::plainLine(QStringLiteral("\u2013"), Style::Secondary);
    return {{{Text::utcMinute(*from), Style::Fixed, 0},
        {Drains::tr("to", "between two times"), Style::Secondary, Text::groupGap},
        {Text::utcMinute(*to), Style::Fixed, Text::groupGap}}};
}

} // namespace Espalier::Items
