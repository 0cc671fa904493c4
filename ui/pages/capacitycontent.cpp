// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overviewcontent.h"

#include <text/numbers.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct Overview {
    Q_DECLARE_TR_FUNCTIONS(Overview)
};

GridCell cell(const Text::Line& line)
{
    GridCell made;
    made.line = line;
    return made;
}

// Zeros recede so that the others stand out.
GridCell countCell(int value)
{
    const QString text = Text::grouped(value);
    return cell(value == 0 ? fixedSecondary(text) : fixed(text));
}

} // namespace

GridContent capacityContent(const FleetStore& store, int rowHeight)
{
    GridContent content;
    const auto number = [](const QString& caption) {
        GridColumn column{caption, 56};
        column.right = true;
        return column;
    };
    content.columns = {{Overview::tr("Pool"), 144}, {QString(), 60}, number(Overview::tr("Free")),
        number(Overview::tr("Proven")), number(Overview::tr("Withheld")),
        number(Overview::tr("Lost"))};
    content.columns[1].stretch = true;
    for (const PoolCapacity& pool : store.capacity()) {
        GridRow row;
        row.height = rowHeight;
        GridCell bar;
        bar.bar = {{pool.used, Token::Run, false}, {pool.lost, Token::High, false},
            {pool.drained, Token::Operator, false}, {pool.free, std::nullopt, false},
            {pool.unknown, std::nullopt, true}};
        bar.tip = Overview::tr("%1 used, %2 lost, %3 withheld, %4 free, %5 unknown")
                      .arg(pool.used)
                      .arg(pool.lost)
                      .arg(pool.drained)
                      .arg(pool.free)
                      .arg(pool.unknown);
        const QString name = pool.pool.isEmpty() ? QStringLiteral("\u2013") : pool.pool;
        row.cells = {cell(pool.simulated ? joined(fixed(name), secondary(Overview::tr("simulated")))
                                         : fixed(name)),
            bar, cell(fixedStrong(Text::grouped(pool.free))),
            cell(fixed(Text::grouped(pool.proven))), countCell(pool.drained), countCell(pool.lost)};
        row.cells.front().elides = true;
        content.rows.push_back(row);
    }
    return content;
}

std::vector<BarLegendEntry> capacityLegend(const FleetStore& store)
{
    PoolCapacity all;
    for (const PoolCapacity& pool : store.capacity()) {
        all.used += pool.used;
        all.lost += pool.lost;
        all.drained += pool.drained;
        all.free += pool.free;
        all.unknown += pool.unknown;
    }
    std::vector<BarLegendEntry> entries;
    const auto add = [&entries](
                         int slots, std::optional<Token> fill, bool hatched, const QString& word) {
        if (slots > 0)
            entries.push_back({fill, hatched, word});
    };
    add(all.used, Token::Run, false, Overview::tr("used"));
    add(all.lost, Token::High, false, Overview::tr("lost"));
    add(all.drained, Token::Operator, false, Overview::tr("withheld: host not in service"));
    add(all.free, std::nullopt, false, Overview::tr("free"));
    add(all.unknown, std::nullopt, true, Overview::tr("unknown"));
    return entries;
}

} // namespace Espalier::Ui
