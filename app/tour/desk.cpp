// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include "processes.h"

#include <QStringList>

#include <algorithm>

namespace Espalier::Tour {

namespace {

// Nothing smaller can be pressed by a person either.
bool canBePressed(const QRect& place) { return place.width() > 1 && place.height() > 1; }

} // namespace

Desk::Desk(Screen& screen, const AccessibilityBus& bus, qint64 pid, const QDeadlineTimer& deadline)
    : m_screen(screen)
    , m_bus(bus)
    , m_pid(pid)
{
    m_application = *until(deadline,
        QStringLiteral("process %1 shows a window to assistive technology").arg(pid),
        [&](QString&) -> std::optional<Accessible> {
            const auto facts = process(pid);
            if (!facts || facts->state == 'Z')
                throw Failure(QStringLiteral("process %1 ended before it showed a window; its "
                                             "words are in its log")
                                  .arg(pid));
            auto found = m_bus.application(pid);
            if (found && m_bus.children(*found).empty())
                found.reset();
            return found;
        });
}

Accessible Desk::find(Role role, const QString& name, const QDeadlineTimer& deadline) const
{
    const QString what =
        QStringLiteral("\"%1\" (role %2) is shown").arg(name).arg(static_cast<unsigned>(role));
    return *until(deadline, what, [&](QString& seen) -> std::optional<Accessible> {
        QStringList others;
        for (const Node& node : m_bus.look(m_application)) {
            if (node.role != role)
                continue;
            if (node.name == name && m_bus.has(node.object, State::Showing))
                return node.object;
            others.append(node.name);
        }
        seen = others.join(QStringLiteral(", "));
        return std::nullopt;
    });
}

bool Desk::isShown(Role role, const QString& name) const
{
    const std::vector<QString> names = shown(role);
    return std::ranges::find(names, name) != names.end();
}

std::vector<QString> Desk::shown(Role role) const
{
    std::vector<QString> names;
    for (const Node& node : m_bus.look(m_application)) {
        if ((role == Role::Unknown || node.role == role) && m_bus.has(node.object, State::Showing))
            names.push_back(node.name);
    }
    return names;
}

QString Desk::read(const QString& part, const QDeadlineTimer& deadline) const
{
    const QString what = QStringLiteral("something shown says \"%1\"").arg(part);
    return *until(deadline, what, [&](QString&) -> std::optional<QString> {
        for (const Node& node : m_bus.look(m_application)) {
            const bool named = node.name.contains(part);
            const QString text = named ? node.name : m_bus.description(node.object);
            if (text.contains(part) && m_bus.has(node.object, State::Showing))
                return text;
        }
        return std::nullopt;
    });
}

void Desk::press(Role role, const QString& name, const QDeadlineTimer& deadline)
{
    const Accessible object = find(role, name, deadline);
    until(deadline, QStringLiteral("\"%1\" can be used and has a place on the screen").arg(name),
        [&](QString&) {
            return m_bus.has(object, State::Sensitive) && canBePressed(m_bus.extents(object));
        });
    press(object);
}

void Desk::press(const Accessible& object, Screen::Button button, int times)
{
    const QRect place = m_bus.extents(object).intersected(QRect(QPoint(), m_screen.size()));
    if (!canBePressed(place))
        throw Failure(QStringLiteral("\"%1\" has no place on the screen").arg(m_bus.name(object)));
    m_screen.press(place.center(), button, times);
}

void Desk::pressRow(const QString& table, const QString& column, const QString& text,
    const QDeadlineTimer& deadline)
{
    const Accessible object = find(Role::Table, table, deadline);
    const QString what =
        QStringLiteral("\"%1\" has a row with \"%2\" under \"%3\"").arg(table, text, column);
    const Accessible cell = *until(deadline, what, [&](QString& seen) -> std::optional<Accessible> {
        const TableText all = m_bus.table(object);
        const int under = all.column(column);
        if (under < 0)
            throw Failure(QStringLiteral("\"%1\" has no column \"%2\"").arg(table, column));
        const auto row = std::ranges::find_if(all.rows,
            [&](const auto& cells) { return cells[static_cast<std::size_t>(under)] == text; });
        seen = QStringLiteral("%1 rows").arg(all.rows.size());
        if (row == all.rows.end())
            return std::nullopt;
        return m_bus.cell(object, static_cast<int>(row - all.rows.begin()), under);
    });
    until(deadline, what + QStringLiteral(" in view"), [&](QString& seen) {
        const QRect visible = m_bus.extents(object);
        const QRect place = m_bus.extents(cell);
        seen = QStringLiteral("at y %1, the table from %2 to %3")
                   .arg(place.center().y())
                   .arg(visible.top())
                   .arg(visible.bottom());
        if (canBePressed(place) && visible.contains(place.center()))
            return true;
        // A notch moves three rows; fewer than needed, so that the row is not passed.
        const int distance = place.center().y() - visible.center().y();
        const int notches = std::clamp(std::abs(distance) / std::max(4 * place.height(), 1), 1, 30);
        m_screen.press(visible.center(),
            distance < 0 ? Screen::Button::WheelUp : Screen::Button::WheelDown, notches);
        return false;
    });
    press(cell);
}

void Desk::fill(const QString& field, const QString& text, const QDeadlineTimer& deadline)
{
    press(Role::Text, field, deadline);
    const Accessible object = find(Role::Text, field, deadline);
    until(deadline, QStringLiteral("\"%1\" has the keyboard").arg(field),
        [&](QString&) { return m_bus.has(object, State::Focused); });
    m_screen.key(QStringLiteral("Ctrl+A"));
    m_screen.key(QStringLiteral("Del"));
    m_screen.type(text);
    until(deadline, QStringLiteral("\"%1\" reads \"%2\"").arg(field, text), [&](QString& seen) {
        seen = m_bus.text(object);
        return seen == text;
    });
}

TableText Desk::table(
    const QString& name, const QDeadlineTimer& deadline, const QStringList& only) const
{
    return m_bus.table(find(Role::Table, name, deadline), AccessibilityBus::allRows, only);
}

QString Desk::describe() const
{
    QStringList lines;
    std::vector<int> depths;
    const Look all = m_bus.look(m_application);
    for (const Node& node : all) {
        depths.push_back(node.parent < 0 ? 0 : depths[static_cast<std::size_t>(node.parent)] + 1);
        const QRect place = m_bus.extents(node.object);
        const QString description = m_bus.description(node.object);
        lines.append(
            QStringLiteral("%1%2 \"%3\"%4 %5,%6 %7x%8%9")
                .arg(QString(qsizetype{2} * depths.back(), QLatin1Char(' ')))
                .arg(static_cast<unsigned>(node.role))
                .arg(node.name,
                    description.isEmpty() ? description : QStringLiteral(" (%1)").arg(description))
                .arg(place.x())
                .arg(place.y())
                .arg(place.width())
                .arg(place.height())
                .arg(m_bus.has(node.object, State::Showing) ? QString()
                                                            : QStringLiteral(" hidden")));
        if (node.role != Role::Table)
            continue;
        const TableText table = m_bus.table(node.object, 3);
        lines.append(
            QStringList(table.columns.begin(), table.columns.end()).join(QStringLiteral(" | ")));
        for (const auto& row : table.rows)
            lines.append(QStringList(row.begin(), row.end()).join(QStringLiteral(" | ")));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace Espalier::Tour
