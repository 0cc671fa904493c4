// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"

#include <QRegularExpression>

#include <algorithm>

namespace Espalier::Tour {

namespace {

struct PageWords final {
    const char* name;
    const char* table;
    const char* picture;
    const char* inspector;
};

constexpr PageWords pageWords[] = {
    {"Overview", "Alarms", "overview", "Alarm"},
    {"Hosts & slots", "Slots", "hosts", "Host "},
    {"Teardowns", "VM lives", "teardowns", "Record, VM "},
    {"Drains", "Drains", "drains", "Drain "},
    {"Audit", "Audit", "audit", "Audit"},
    {"Caches", "Cache volumes", "caches", "Cache "},
    {"Isolation", "Invariants", "isolation", "I"},
};

const PageWords& wordsOf(ConsoleFace::Page page) { return pageWords[static_cast<int>(page)]; }

QString tableName(ConsoleFace::Page page) { return QLatin1String(wordsOf(page).table); }

} // namespace

QString ConsoleFace::pageName(Page page) { return QLatin1String(wordsOf(page).name); }

QString ConsoleFace::pictureName(Page page) { return QLatin1String(wordsOf(page).picture); }

QString ConsoleFace::inspectorTitle(Page page) { return QLatin1String(wordsOf(page).inspector); }

int ConsoleFace::rowCount(Page page, const QDeadlineTimer& deadline) const
{
    return m_desk.bus().rowCount(m_desk.find(Role::Table, tableName(page), deadline));
}

Accessible ConsoleFace::firstCell(Page page, const QDeadlineTimer& deadline) const
{
    return m_desk.bus().cell(m_desk.find(Role::Table, tableName(page), deadline), 0, 0);
}

void ConsoleFace::open(Page page, const QDeadlineTimer& deadline)
{
    m_desk.press(Role::RadioButton, pageName(page), deadline);
    (void)m_desk.find(Role::Table, tableName(page), deadline);
}

void ConsoleFace::filter(const QString& text, const QDeadlineTimer& deadline)
{
    m_desk.fill(QStringLiteral("Filter"), text, deadline);
}

// A chosen row that a filter hides passes its colour on to its neighbour, unless there is none.
void ConsoleFace::chooseNothing(const QDeadlineTimer& deadline)
{
    filter(QStringLiteral("nothing reads like this"), deadline);
    until(deadline, QStringLiteral("the list is empty"), [&](QString& seen) {
        const int rows = rowCount(Page::Hosts, deadline);
        seen = QStringLiteral("%1 rows").arg(rows);
        return rows == 0;
    });
    filter(QString(), deadline);
}

TableText ConsoleFace::slotRows(const QDeadlineTimer& deadline) const
{
    return m_desk.table(tableName(Page::Hosts), deadline);
}

TableText ConsoleFace::lifeRows(const QDeadlineTimer& deadline) const
{
    return m_desk.table(tableName(Page::Teardowns), deadline);
}

TableText ConsoleFace::rows(Page page, const QDeadlineTimer& deadline) const
{
    return m_desk.table(tableName(page), deadline);
}

TableText ConsoleFace::drainHostRows(const QDeadlineTimer& deadline) const
{
    return m_desk.table(QStringLiteral("Hosts of the drain"), deadline);
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

QString ConsoleFace::stateOf(const QMap<QString, QString>& slotRow)
{
    return slotRow.value(stateColumn()).section(QStringLiteral(", "), 1, 1);
}

QMap<QString, ConsoleFace::SlotSight> ConsoleFace::slotsShown(const QDeadlineTimer& deadline) const
{
    static const QRegularExpression code(QStringLiteral("[A-Z][0-9]{2}-[0-9]{2}/[0-9]+"));
    static const QStringList wanted{stateColumn(), placeColumn(), tenantColumn(), jobColumn()};
    const TableText table = m_desk.table(tableName(Page::Hosts), deadline, wanted);
    for (const QString& name : wanted) {
        if (table.column(name) < 0)
            throw Failure(QStringLiteral("the list of slots has no column ") + name);
    }
    QMap<QString, SlotSight> all;
    for (const auto& cells : table.rows) {
        const auto cell = [&](const QString& name) {
            return cells[static_cast<std::size_t>(table.column(name))];
        };
        const QStringList parts = cell(stateColumn()).split(QStringLiteral(", "));
        const QString slot = code.match(cell(placeColumn())).captured();
        // The list moves while it is read: a row that was read twice or not at all shows in the
        // count.
        all.insert(slot,
            {parts.value(0).section(QLatin1Char(' '), 0, 0), parts.value(1),
                parts.value(2) == QLatin1String("simulated"), cell(tenantColumn()),
                cell(jobColumn()).remove(QLatin1Char(' '))});
    }
    return all;
}

QString ConsoleFace::slotSum() const
{
    const QStringList found = lines(QStringLiteral(" slots on "));
    return found.isEmpty() ? QString() : found.first();
}

QRect ConsoleFace::rowArea(const QDeadlineTimer& deadline) const
{
    const Accessible table = m_desk.find(Role::Table, tableName(Page::Hosts), deadline);
    const QRect whole = m_desk.bus().extents(table);
    const QRect first = m_desk.bus().extents(m_desk.bus().cell(table, 0, 0));
    // Scrolled away, the first row stands above the list.
    const int top = std::max(first.top(), whole.top());
    return {whole.left(), top, whole.width(), whole.bottom() - top};
}

QRegion ConsoleFace::rowAreaWithoutBars(const QDeadlineTimer& deadline) const
{
    const Accessible table = m_desk.find(Role::Table, tableName(Page::Hosts), deadline);
    const int elapsed = m_desk.bus().table(table, 0).column(QStringLiteral("Elapsed"));
    if (elapsed < 0)
        throw Failure(QStringLiteral("the list of slots has no column Elapsed"));
    const QRect rows = rowArea(deadline);
    const QRect cell = m_desk.bus().extents(m_desk.bus().cell(table, 0, elapsed));
    if (cell.isEmpty())
        throw Failure(QStringLiteral("the first row has no place on the screen"));
    return QRegion(rows) - QRect(cell.left(), rows.top(), cell.width(), rows.height());
}

QString ConsoleFace::balance(const QDeadlineTimer& deadline) const
{
    return *until(deadline, QStringLiteral("the balance says that 0 are unaccounted for"),
        [&](QString& seen) -> std::optional<QString> {
            seen = lines(QStringLiteral("unaccounted")).join(QStringLiteral("; "));
            static const QRegularExpression none(QStringLiteral("\\b0\\b"));
            if (!none.match(seen).hasMatch())
                return std::nullopt;
            return seen;
        });
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
