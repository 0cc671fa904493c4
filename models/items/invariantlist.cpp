// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invariantlist.h"

#include "tablemodel.h"

#include <text/invariantwords.h>
#include <text/numbers.h>

#include <QCoreApplication>

namespace Espalier::Items {

namespace {

using Text::Style;

constexpr int fixedColumns = 3; // before those of the sites
constexpr ColumnSpec fixedSpecs[] = {
    {"invariant", QT_TRANSLATE_NOOP("Columns", "No."), Qt::AlignLeft, 60, false, true, Field::all},
    {"title", QT_TRANSLATE_NOOP("Columns", "Invariant"), Qt::AlignLeft, 260, true, true,
        Field::all},
    {"severity", QT_TRANSLATE_NOOP("Columns", "Severity"), Qt::AlignLeft, 68, false, true,
        Field::all},
};
constexpr const char* simulatedTitle = QT_TRANSLATE_NOOP("Columns", "Simulated");

class InvariantSource final : public RowSource {
public:
    explicit InvariantSource(const FleetStore& store)
        : m_store(store)
    {
        for (const SiteFeed& site : store.sites())
            m_sites.push_back({site.id, QByteArray("site." + site.id.text().toUtf8()),
                site.id.text().toUtf8(), {}});
        m_sites.push_back({SiteId(), "simulated", simulatedTitle, {}});
        for (Scope& scope : m_sites)
            scope.spec = {scope.id.constData(), scope.title.constData(), Qt::AlignLeft, 128, false,
                false, Field::all};
        m_all.changed = {{0, invariantCount - 1, Field::all}};
    }
    int columnCount() const override { return fixedColumns + static_cast<int>(m_sites.size()); }
    const ColumnSpec& column(int column) const override
    {
        return column < fixedColumns ? fixedSpecs[column] : scope(column).spec;
    }
    std::vector<RowId> rows() const override
    {
        std::vector<RowId> rows;
        for (RowId row = 0; row < invariantCount; ++row)
            rows.push_back(row);
        return rows;
    }
    bool accepts(RowId) const override { return true; }
    const TableChanges& changesIn(const ChangeSet& changes) const override
    {
        const bool touched =
            changes.invariants || changes.feeds || !changes.hosts.isEmpty(); // ages of evidence
        return touched ? m_all : m_none;
    }
    QString id(RowId row) const override { return Text::invariantName(numberOf(row)); }
    std::optional<RowId> rowOf(const QString& id) const override
    {
        const int number = invariantFromId(id);
        return number > 0 ? std::optional(static_cast<RowId>(number - 1)) : std::nullopt;
    }
    SortKey sortKey(RowId row, int column) const override
    {
        if (column == 2)
            return {-qint64(invariantSeverity(numberOf(row))), {}};
        if (column < fixedColumns)
            return {numberOf(row), {}};
        const InvariantTally& tally = tallyAt(row, column);
        // Failed first, then unknown, then what is not evaluated.
        return {tally.failed > 0      ? -2 - qint64(tally.failed)
                : tally.unknown > 0   ? -1
                : tally.checks() == 0 ? 0
                                      : 1,
            QString::number(numberOf(row)).rightJustified(2, u'0')};
    }
    Text::Line text(RowId row, int column) const override
    {
        const int number = numberOf(row);
        switch (column) {
        case 0:
            return Text::plainLine(Text::invariantName(number), Style::Fixed);
        case 1:
            return Text::plainLine(
                Text::invariantTitle(number), failsAnywhere(row) ? Style::Strong : Style::Plain);
        case 2:
            return Text::plainLine(Text::invariantSeverityWord(number));
        default:
            return tallyText(tallyAt(row, column));
        }
    }
    QVariant value(RowId row, int column, int role) const override
    {
        if (column < fixedColumns)
            return {};
        const InvariantTally& tally = tallyAt(row, column);
        const bool stale = isStale(column);
        switch (role) {
        case IconIdRole:
            if (tally.failed > 0 && !stale)
                return failureIconId(numberOf(row));
            return tally.failed > 0 || tally.unknown > 0 ? QStringLiteral("unknown") : QString();
        case MarkRole:
            if (tally.checks() == 0)
                return int(CellMark::Dash);
            return int(tally.failed == 0 && tally.unknown == 0 ? CellMark::Tick : CellMark::None);
        case LastStateRole:
            return int(DisplayState::Free);
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole:
            return QCoreApplication::translate("Isolation", "%1 in %2: %3", "I3, fra1, 1 fail")
                .arg(Text::invariantName(numberOf(row)),
                    QCoreApplication::translate("Columns", scope(column).title.constData()),
                    Text::tallySentence(tally));
        default:
            return {};
        }
    }

private:
    struct Scope {
        SiteId site; // empty: simulated hosts of all sites
        QByteArray id, title;
        ColumnSpec spec;
    };
    static int numberOf(RowId row) { return static_cast<int>(row) + 1; }
    const Scope& scope(int column) const
    {
        return m_sites[static_cast<size_t>(column - fixedColumns)];
    }
    bool isStale(int column) const
    {
        const auto site = m_store.site(scope(column).site);
        return site && site->state != FeedState::Synced;
    }
    const InvariantSheet& sheet() const
    {
        if (m_serial != m_store.serial()) {
            m_sheet = m_store.invariants();
            m_serial = m_store.serial();
        }
        return m_sheet;
    }
    const InvariantTally& tallyAt(RowId row, int column) const
    {
        static const InvariantTallies none;
        const Scope& where = scope(column);
        const auto found = sheet().sites.find(where.site);
        const InvariantTallies& tallies = where.site.isEmpty() ? sheet().simulated
            : found != sheet().sites.end()                     ? found->second
                                                               : none;
        return tallies[row];
    }
    bool failsAnywhere(RowId row) const
    {
        return sheet().total[row].failed > 0 || sheet().simulated[row].failed > 0;
    }

    const FleetStore& m_store;
    std::vector<Scope> m_sites;
    TableChanges m_all, m_none;
    mutable InvariantSheet m_sheet;
    mutable quint64 m_serial = 0; // of the store; 0: nothing read yet
};

} // namespace

std::unique_ptr<RowSource> invariantList(const FleetStore& store)
{
    return std::make_unique<InvariantSource>(store);
}

int invariantFromId(const QString& id)
{
    const int number = id.startsWith(u'I') ? id.mid(1).toInt() : 0;
    return number >= 1 && number <= invariantCount ? number : 0;
}

Text::Line tallyText(const InvariantTally& tally)
{
    if (tally.checks() == 0)
        return Text::plainLine(
            QCoreApplication::translate("Invariants", "not evaluated"), Style::Secondary);
    Text::Line line;
    const auto add = [&line](const QString& text, Style style) {
        line.runs.push_back({text, style, line.runs.empty() ? 0 : Text::groupGap});
    };
    if (tally.failed > 0)
        add(QCoreApplication::translate("Invariants", "%1 fail", "checks")
                .arg(Text::grouped(tally.failed)),
            Style::Strong);
    if (tally.unknown > 0)
        add(QCoreApplication::translate("Invariants", "%1 unknown", "checks")
                .arg(Text::grouped(tally.unknown)),
            Style::Plain);
    if (tally.passed > 0 || line.isEmpty())
        add(Text::grouped(tally.passed), line.isEmpty() ? Style::Fixed : Style::FixedSecondary);
    return line;
}

QString failureIconId(int invariant)
{
    switch (invariant) {
    case 3:
        return QStringLiteral("unconfirmed");
    case 5:
        return QStringLiteral("orphan");
    case 6:
        return QStringLiteral("ghost");
    default:
        return invariantSeverity(invariant) == Severity::P1 ? QStringLiteral("breach")
                                                            : QStringLiteral("slow");
    }
}

} // namespace Espalier::Items
