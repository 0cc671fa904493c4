// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainlist.h"

#include "tablemodel.h"

#include <text/numbers.h>
#include <text/times.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Espalier::Items {

namespace {

using Text::Style;
using Phases = std::array<std::optional<WallTime>, 5>; // when each was reached

struct DrainHosts {
    Q_DECLARE_TR_FUNCTIONS(DrainHosts)
};

Text::Line dash() { return Text::plainLine(QStringLiteral("\u2013"), Style::Secondary); }

Phases phasesOf(const DrainHost& host)
{
    return {host.cordonedAt, host.waitingAt, host.tearingDownAt, host.confirmingAt, host.emptiedAt};
}

// Time spent in a phase: until the next one that was reached, or now.
Text::Line phaseText(const DrainHostProgress& host, size_t phase, const Clock& clock)
{
    const Phases reached = phasesOf(host.told);
    if (!reached[phase])
        return dash();
    std::optional<WallTime> end;
    for (size_t next = phase + 1; next < reached.size() && !end; ++next)
        end = reached[next];
    const bool current =
        !end && host.told.phase != DrainPhase::Emptied && host.told.phase != DrainPhase::Stopped;
    Text::Line line =
        Text::duration(end.value_or(current ? clock.wall() : host.told.since) - *reached[phase],
            Text::Resolution::Fine);
    for (Text::Run& run : line.runs) {
        if (run.style == Style::Fixed)
            run.style = current ? Style::FixedStrong : Style::FixedSecondary;
    }
    return line;
}

Text::Line waitingText(const DrainHostProgress& host, const Clock& clock)
{
    Text::Line line = phaseText(host, 1, clock);
    if (host.told.phase == DrainPhase::WaitingForJobs && host.vms > 0)
        line.runs.push_back({DrainHosts::tr("%1 of %2 gone", "VMs")
                                 .arg(Text::grouped(host.gone), Text::grouped(host.vms)),
            Style::Secondary, Text::groupGap});
    return line;
}

Text::Line resultText(const DrainHostProgress& host, const Clock&)
{
    Text::Line line = hostWord(host);
    const bool ended = host.word >= DrainWord::Emptied && host.word != DrainWord::Stopped;
    if (ended && host.told.emptiedAt)
        line.runs.push_back(
            {Text::utcTime(*host.told.emptiedAt), Style::FixedSecondary, Text::groupGap});
    if (host.word == DrainWord::Confirming && host.unknown > 0)
        line.runs.push_back(
            {DrainHosts::tr("%1 not verified here", "VMs").arg(Text::grouped(host.unknown)),
                Style::Secondary, Text::groupGap});
    return line;
}

Text::Line hostText(const DrainHostProgress& host, const Clock&)
{
    return Text::plainLine(host.code, Style::Fixed);
}
Text::Line cordonedText(const DrainHostProgress& host, const Clock& clock)
{
    return phaseText(host, 0, clock);
}
Text::Line tearingText(const DrainHostProgress& host, const Clock& clock)
{
    return phaseText(host, 2, clock);
}
Text::Line confirmingText(const DrainHostProgress& host, const Clock& clock)
{
    return phaseText(host, 3, clock);
}
Text::Line waitsText(const DrainHostProgress& host, const Clock&) { return waitsForText(host); }
Text::Line emptyByText(const DrainHostProgress& host, const Clock&)
{
    return host.word < DrainWord::Emptied ? etaText(host.told.etaFrom, host.told.etaTo) : dash();
}

// The order of progressOf(): open ones first, then by place.
SortKey noKey(const DrainHostProgress&, const Clock&) { return {}; }
SortKey codeKey(const DrainHostProgress& host, const Clock&) { return {0, host.code}; }
SortKey wordKey(const DrainHostProgress& host, const Clock&)
{
    return {qint64(host.word), host.code};
}

constexpr std::array<Column<DrainHostProgress>, 8> hostColumns{{
    {{"host", QT_TRANSLATE_NOOP("Columns", "Host"), Qt::AlignLeft, 92, false, true, Field::all},
        codeKey, hostText},
    {{"cordoned", QT_TRANSLATE_NOOP("Columns", "Cordoned"), Qt::AlignLeft, 84, false, false,
         Field::all},
        noKey, cordonedText},
    {{"waiting", QT_TRANSLATE_NOOP("Columns", "Waiting for jobs"), Qt::AlignLeft, 148, false, false,
         Field::all},
        noKey, waitingText},
    {{"tearing", QT_TRANSLATE_NOOP("Columns", "Tearing down"), Qt::AlignLeft, 100, false, false,
         Field::all},
        noKey, tearingText},
    {{"confirming", QT_TRANSLATE_NOOP("Columns", "Confirming"), Qt::AlignLeft, 92, false, false,
         Field::all},
        noKey, confirmingText},
    {{"result", QT_TRANSLATE_NOOP("Columns", "Result"), Qt::AlignLeft, 240, false, true,
         Field::all},
        wordKey, resultText},
    {{"waits", QT_TRANSLATE_NOOP("Columns", "Waits for"), Qt::AlignLeft, 180, true, true,
         Field::all},
        noKey, waitsText},
    {{"empty", QT_TRANSLATE_NOOP("Columns", "Empty by"), Qt::AlignLeft, 128, false, false,
         Field::all},
        noKey, emptyByText},
}};

constexpr int resultColumn = 5;

class DrainHostSource final : public RowSource {
public:
    DrainHostSource(const FleetStore& store, CommandId drain)
        : m_store(store)
        , m_drain(std::move(drain))
    {
        if (const Drain* told = drainNow()) {
            for (const DrainHostProgress& host : progressOf(store, *told).hosts)
                m_hosts.push_back(host.told.host);
        }
        if (!m_hosts.empty())
            m_all.changed = {{0, static_cast<RowId>(m_hosts.size() - 1), Field::all}};
    }
    int columnCount() const override { return static_cast<int>(hostColumns.size()); }
    const ColumnSpec& column(int column) const override { return at(column).spec; }
    std::vector<RowId> rows() const override
    {
        std::vector<RowId> rows;
        for (RowId row = 0; row < m_hosts.size(); ++row)
            rows.push_back(row);
        return rows;
    }
    bool accepts(RowId) const override { return true; }
    const TableChanges& changesIn(const ChangeSet& changes) const override
    {
        const bool touched =
            !changes.drains.isEmpty() || !changes.lives.isEmpty() || !changes.hosts.isEmpty();
        return touched ? m_all : m_none;
    }
    QString id(RowId row) const override { return m_hosts[row].text(); }
    std::optional<RowId> rowOf(const QString& id) const override
    {
        const auto found = std::find(m_hosts.begin(), m_hosts.end(), HostId(id));
        return found == m_hosts.end() ? std::nullopt
                                      : std::optional(static_cast<RowId>(found - m_hosts.begin()));
    }
    SortKey sortKey(RowId row, int column) const override
    {
        return at(column).sortValue(look(row), m_store.clock());
    }
    Text::Line text(RowId row, int column) const override
    {
        return at(column).text(look(row), m_store.clock());
    }
    QVariant value(RowId row, int column, int role) const override
    {
        if (column != resultColumn)
            return {};
        const DrainHostProgress& host = look(row);
        const bool ended = host.word >= DrainWord::Emptied && host.word != DrainWord::Stopped;
        switch (role) {
        case IconIdRole:
            return host.word == DrainWord::NotDrained ? drainIconId(host.word) : QString();
        case MarkRole:
            return int(ended ? CellMark::Tick : CellMark::None);
        case Qt::AccessibleTextRole:
            return QString(
                host.code + QStringLiteral(", ") + resultText(host, m_store.clock()).plain());
        default:
            return {};
        }
    }

private:
    static const Column<DrainHostProgress>& at(int column)
    {
        return hostColumns[static_cast<size_t>(column)];
    }
    const Drain* drainNow() const
    {
        const auto row = m_store.drainRow(m_drain);
        return row ? m_store.drain(*row) : nullptr;
    }
    const DrainHostProgress& look(RowId row) const
    {
        if (m_serial != m_store.serial()) {
            m_known.clear();
            if (const Drain* told = drainNow()) {
                for (DrainHostProgress& host : progressOf(m_store, *told).hosts)
                    m_known.insert(host.told.host, std::move(host));
            }
            m_serial = m_store.serial();
        }
        static const DrainHostProgress gone;
        const auto found = m_known.constFind(m_hosts[row]);
        return found == m_known.cend() ? gone : *found;
    }

    const FleetStore& m_store;
    CommandId m_drain;
    std::vector<HostId> m_hosts; // by row
    TableChanges m_all, m_none;
    mutable QHash<HostId, DrainHostProgress> m_known;
    mutable quint64 m_serial = 0; // of the store; 0: nothing read yet
};

} // namespace

std::unique_ptr<RowSource> drainHostList(const FleetStore& store, const CommandId& drain)
{
    return std::make_unique<DrainHostSource>(store, drain);
}

Text::Line waitsForText(const DrainHostProgress& host)
{
    const auto slotWords = [&](const QString& text) {
        Text::Line line;
        if (!host.blocking.code.isEmpty())
            line.runs.push_back({host.blocking.code, Style::Fixed, 0});
        line.runs.push_back({text, Style::Plain, line.isEmpty() ? 0 : Text::groupGap});
        return line;
    };
    if (host.word >= DrainWord::Emptied)
        return {};
    switch (host.told.block) {
    case DrainBlock::None:
        return host.word == DrainWord::Confirming
            ? Text::plainLine(DrainHosts::tr("this console's proof"), Style::Secondary)
            : Text::Line();
    case DrainBlock::Wave:
        return Text::plainLine(host.told.detail.isEmpty()
                ? DrainHosts::tr("wave %1").arg(host.told.wave)
                : DrainHosts::tr("wave %1; pool %2 is below its floor")
                      .arg(QString::number(host.told.wave), host.told.detail),
            Style::Secondary);
    case DrainBlock::Job: {
        const QString job = host.blocking.pipeline;
        return slotWords(job.isEmpty() ? DrainHosts::tr("a job")
                                       : QString(host.blocking.tenant.text() + u'/' + job));
    }
    case DrainBlock::Teardown:
        return slotWords(DrainHosts::tr("its teardown"));
    case DrainBlock::Stuck:
        return slotWords(DrainHosts::tr("stuck"));
    case DrainBlock::Unconfirmed:
        return slotWords(DrainHosts::tr("a Teardown record"));
    case DrainBlock::HostSilent:
        return Text::plainLine(DrainHosts::tr("the host is silent"));
    case DrainBlock::Refused:
        return Text::plainLine(DrainHosts::tr("refused by the host: %1").arg(host.told.detail));
    }
    return {};
}

} // namespace Espalier::Items
