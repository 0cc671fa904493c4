// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livevmlist.h"

#include "lifelist.h"
#include "listsource.h"
#include "slotlist.h"

#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <array>

namespace Espalier::Items {

namespace {

using Text::Style;

struct LiveVm : LifeRow {
    HostRow at; // its host
};

struct LiveVms {
    Q_DECLARE_TR_FUNCTIONS(LiveVms)
};

bool isStale(const LiveVm& row)
{
    return row.state == DisplayState::Unknown || row.state == DisplayState::Reported;
}

Text::Line placeText(const LiveVm& row, const Clock&)
{
    return {{{row.site.text(), Style::Secondary, 0}, {row.slotCode, Style::Fixed, Text::groupGap}}};
}

Text::Line tenantText(const LiveVm& row, const Clock&)
{
    return Text::plainLine(row.tenant.text());
}

Text::Line jobText(const LiveVm& row, const Clock&)
{
    Text::Line line = Text::plainLine(row.pipeline);
    if (row.jobNumber > 0)
        line.runs.push_back(
            {u'#' + QString::number(row.jobNumber), Style::FixedSecondary, Text::groupGap});
    return line;
}

Text::Line stateText(const LiveVm& row, const Clock& clock) { return lifeStateText(row, clock); }

Text::Line birthText(const LiveVm& row, const Clock&)
{
    if (row.birthSeq == 0)
        return Text::plainLine(LiveVms::tr("no record"), Style::Strong);
    Text::Line line = Text::plainLine(Text::grouped(qint64(row.birthSeq)), Style::FixedSecondary);
    if (row.bornAt)
        line.runs.push_back({Text::utcTime(*row.bornAt), Style::Fixed, Text::groupGap});
    return line;
}

// The age of the host's newest verified statement; of a stale row the moment of it.
Text::Line statementText(const LiveVm& row, const Clock& clock)
{
    if (!row.at.evidenceAt)
        return Text::plainLine(LiveVms::tr("never", "heard"), Style::Secondary);
    if (isStale(row) && row.at.evidenceWall)
        return Text::plainLine(Text::utcTime(*row.at.evidenceWall), Style::Fixed);
    return Text::duration(clock.mono() - *row.at.evidenceAt);
}

Text::Line backendText(const LiveVm& row, const Clock&)
{
    return Text::plainLine(row.at.host.accelerator, Style::Fixed);
}

SortKey placeKey(const LiveVm& row, const Clock&)
{
    return {0, row.site.text() + u' ' + row.slotCode};
}

SortKey tenantKey(const LiveVm& row, const Clock&)
{
    return {row.tenant.isEmpty() ? missingKey : 0, row.tenant.text()};
}

SortKey jobKey(const LiveVm& row, const Clock&)
{
    return {row.pipeline.isEmpty() ? missingKey : 0, row.pipeline};
}

SortKey stateKey(const LiveVm& row, const Clock&)
{
    return {qint64(row.state), row.site.text() + u' ' + row.slotCode};
}

SortKey birthKey(const LiveVm& row, const Clock&)
{
    return {row.bornAt ? -qint64(row.bornAt->time_since_epoch().count()) : missingKey, {}};
}

SortKey statementKey(const LiveVm& row, const Clock&)
{
    return {row.at.evidenceAt ? -qint64(row.at.evidenceAt->count()) : missingKey, {}};
}

SortKey backendKey(const LiveVm& row, const Clock&) { return {0, row.at.host.accelerator}; }

constexpr std::array<Column<LiveVm>, 7> liveVmColumns{{
    {{"place", QT_TRANSLATE_NOOP("Columns", "Place"), Qt::AlignLeft, 128, false, true,
         Field::place},
        placeKey, placeText},
    {{"tenant", QT_TRANSLATE_NOOP("Columns", "Tenant"), Qt::AlignLeft, 80, false, true, Field::job},
        tenantKey, tenantText},
    {{"job", QT_TRANSLATE_NOOP("Columns", "Job"), Qt::AlignLeft, 140, true, true, Field::job},
        jobKey, jobText},
    {{"state", QT_TRANSLATE_NOOP("Columns", "State"), Qt::AlignLeft, 200, false, true,
         Field::state},
        stateKey, stateText},
    {{"birth", QT_TRANSLATE_NOOP("Columns", "Birth, record"), Qt::AlignLeft, 140, false, false,
         Field::evidence},
        birthKey, birthText},
    {{"statement", QT_TRANSLATE_NOOP("Columns", "Statement"), Qt::AlignRight, 88, false, false,
         Field::evidence | Field::state},
        statementKey, statementText},
    {{"accelerator", QT_TRANSLATE_NOOP("Columns", "Accelerator"), Qt::AlignLeft, 92, false, true,
         Field::host},
        backendKey, backendText},
}};

constexpr int stateColumn = 3;

struct LiveVmList {
    using Row = LiveVm;
    using Id = VmId;
    static constexpr const auto& columns = liveVmColumns;
    static std::vector<RowId> rows(const FleetStore& store) { return store.lifeIds(); }
    static LiveVm read(const FleetStore& store, RowId row)
    {
        LiveVm vm;
        static_cast<LifeRow&>(vm) = store.life(row);
        if (const auto host = store.rowOf(vm.host))
            vm.at = store.host(*host);
        return vm;
    }
    static const TableChanges& changes(const ChangeSet& changes) { return changes.lives; }
    static const VmId& id(const LiveVm& row) { return row.vm; }
    static bool accepts(const LiveVm& row)
    {
        return !row.vm.isEmpty() && !row.gone && row.life != LifeClass::Confirmed
            && row.life != LifeClass::Gone;
    }
    static QVariant value(const LiveVm& row, const Clock& clock, int column, int role)
    {
        switch (role) {
        case IconIdRole:
            return column == stateColumn ? QVariant(stateIconId(row.state)) : QVariant();
        case Qt::AccessibleTextRole:
            return column == stateColumn ? QVariant(lifeSentence(row, clock)) : QVariant();
        default:
            return stateValue(row, isStale(row), role);
        }
    }
};

} // namespace

std::unique_ptr<RowSource> liveVmList(const FleetStore& store)
{
    return std::make_unique<ListSource<LiveVmList>>(store);
}

} // namespace Espalier::Items
