// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"

#include <algorithm>

namespace Espalier::Tour {

namespace {

QString pageName(ConsoleFace::Page page)
{
    return page == ConsoleFace::Page::Hosts ? QStringLiteral("Hosts & slots")
                                            : QStringLiteral("Teardowns");
}

} // namespace

void ConsoleFace::open(Page page, const QDeadlineTimer& deadline)
{
    m_desk.press(Role::ListItem, pageName(page), deadline);
    (void)m_desk.find(Role::Table, pageName(page), deadline);
}

void ConsoleFace::filter(const QString& text, const QDeadlineTimer& deadline)
{
    m_desk.fill(QStringLiteral("Filter"), text, deadline);
}

TableText ConsoleFace::slotRows(const QDeadlineTimer& deadline) const
{
    return m_desk.table(pageName(Page::Hosts), deadline);
}

TableText ConsoleFace::lifeRows(const QDeadlineTimer& deadline) const
{
    return m_desk.table(pageName(Page::Teardowns), deadline);
}

std::optional<QMap<QString, QString>> ConsoleFace::rowWith(
    const TableText& table, const QString& column, const QString& text)
{
    const int under = table.column(column);
    if (under < 0)
        throw Failure(QStringLiteral("the table has no column \"%1\"").arg(column));
    const auto row = std::ranges::find_if(table.rows,
        [&](const auto& cells) { return cells[static_cast<std::size_t>(under)].contains(text); });
    if (row == table.rows.end())
        return std::nullopt;
    QMap<QString, QString> cells;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        cells.insert(table.columns[i], (*row)[i]);
    return cells;
}

QString ConsoleFace::strip(const QString& site) const
{
    for (const QString& name : m_desk.shown(Role::Unknown)) {
        if (name.startsWith(site + QLatin1Char(' ')) || name.startsWith(site + QLatin1Char(',')))
            return name;
    }
    return {};
}

QStringList ConsoleFace::lines(const QString& part) const
{
    QStringList all;
    for (const QString& name : m_desk.shown(Role::Unknown)) {
        if (name.contains(part))
            all.append(name);
    }
    return all;
}

} // namespace Espalier::Tour
