// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "steps.h"
#include "tour.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace Espalier::Tour {

namespace {

struct PageKeys final {
    const char* page;
    const char* keys;
    const char* picture;
};
constexpr std::array allPages{PageKeys{"Overview", "Ctrl+1", "page-overview"},
    PageKeys{"Floor", "Ctrl+2", "page-floor"}, PageKeys{"Hosts & slots", "Ctrl+3", "page-hosts"},
    PageKeys{"Drains", "Ctrl+4", "page-drains"}, PageKeys{"Isolation", "Ctrl+5", "page-isolation"},
    PageKeys{"Caches", "Ctrl+6", "page-caches"}, PageKeys{"Teardowns", "Ctrl+7", "page-teardowns"},
    PageKeys{"Audit", "Ctrl+8", "page-audit"}};

// What a person acts upon, or must hear the name of before.
constexpr std::array interactive{Role::CheckBox, Role::ComboBox, Role::ListItem, Role::Menu,
    Role::MenuItem, Role::PageTab, Role::PushButton, Role::RadioButton, Role::Table, Role::Text,
    Role::ToggleButton, Role::Tree, Role::TreeTable};

constexpr int tabStopsAtMost = 40;

// One page, as somebody finds it who sees nothing and has no pointer.
class PageWalk final {
public:
    PageWalk(Tour& tour, const PageKeys& page)
        : m_desk(tour.desk())
        , m_page(page)
    {
    }
    void open(const QDeadlineTimer& deadline);
    [[nodiscard]] QString look(const QDeadlineTimer& deadline);

private:
    // Throws who of the shown ones has no name, or takes the keyboard and has no role.
    void checkNames();
    void checkTables();
    // The keyboard's way round, until it is where it has been: name of each stop.
    [[nodiscard]] QStringList tabStops(const QDeadlineTimer& deadline);
    [[nodiscard]] Node focused();

    Desk& m_desk;
    const PageKeys& m_page;
    Look m_all;
    int m_named = 0;
    QStringList m_tables;
};

void PageWalk::open(const QDeadlineTimer& deadline)
{
    m_desk.key(QLatin1String(m_page.keys));
    const QString name = QLatin1String(m_page.page);
    until(deadline, QStringLiteral("%1 opens %2").arg(QLatin1String(m_page.keys), name),
        [&](QString&) {
            return m_desk.bus().has(m_desk.find(Role::RadioButton, name, deadline), State::Checked);
        });
}

void PageWalk::checkNames()
{
    QStringList bad;
    m_named = 0;
    m_tables.clear();
    m_all = m_desk.look();
    const Look shown = m_desk.bus().having(State::Showing, m_all);
    const Look keyed = m_desk.bus().having(State::Focusable, shown);
    for (const Node& node : shown) {
        const bool acts = std::ranges::find(interactive, node.role) != interactive.end();
        const bool takesKeys = std::ranges::any_of(
            keyed, [&](const Node& each) { return each.object == node.object; });
        if (!acts && !takesKeys)
            continue;
        if (node.name.trimmed().isEmpty() || node.role == Role::Unknown) {
            const QString within =
                node.parent < 0 ? QString() : m_all[static_cast<std::size_t>(node.parent)].name;
            bad.append(QStringLiteral("role %1 \"%2\" in \"%3\" (%4)")
                           .arg(static_cast<unsigned>(node.role))
                           .arg(node.name, within, node.object.path));
            continue;
        }
        ++m_named;
        if (node.role == Role::Table)
            m_tables.append(node.name);
    }
    if (!bad.isEmpty())
        throw Failure(QStringLiteral("on %1 without a name or a role: %2")
                          .arg(QLatin1String(m_page.page), bad.join(QStringLiteral("; "))));
}

// Each column is headed, and each row says what it is.
void PageWalk::checkTables()
{
    for (const QString& name : std::as_const(m_tables)) {
        const Accessible object = m_desk.find(Role::Table, name, QDeadlineTimer(2000));
        const TableText table = m_desk.bus().table(object, 5);
        const auto empty = [](const QString& text) { return text.trimmed().isEmpty(); };
        if (table.columns.empty() || std::ranges::any_of(table.columns, empty))
            throw Failure(QStringLiteral("a column of \"%1\" has no title").arg(name));
        for (const auto& row : table.rows) {
            if (empty(row.front()))
                throw Failure(QStringLiteral("a row of \"%1\" begins with nothing").arg(name));
        }
    }
}

// Widgets come and go while one walks: the look of before serves until nothing of it has the keys.
Node PageWalk::focused()
{
    for (int looks = 0; looks < 2; ++looks) {
        const Look found = m_desk.bus().having(State::Focused, m_all);
        const auto one =
            std::ranges::find_if(found, [](const Node& node) { return node.role != Role::Frame; });
        if (one != found.end())
            return *one;
        m_all = m_desk.look();
    }
    return {};
}

QStringList PageWalk::tabStops(const QDeadlineTimer& deadline)
{
    QStringList names;
    QSet<QString> seen;
    for (int i = 0; i < tabStopsAtMost && !deadline.hasExpired(); ++i) {
        const Node stop = focused();
        const QString path = stop.object.path;
        if (seen.contains(path))
            return names;
        seen.insert(path);
        names.append(path.isEmpty() ? QStringLiteral("?") : stop.name);
        m_desk.key(QStringLiteral("Tab"));
        // Past the last row of a list, or of a field, the focus has moved at the latest now.
        until(QDeadlineTimer(2000), QStringLiteral("Tab leaves \"%1\"").arg(stop.name),
            [&](QString& found) {
                const Node now = focused();
                found = now.name;
                return now.object.path != path;
            });
    }
    throw Failure(QStringLiteral("Tab goes round %1 in no %2 steps: %3")
                      .arg(QLatin1String(m_page.page))
                      .arg(tabStopsAtMost)
                      .arg(names.join(QStringLiteral(", "))));
}

QString PageWalk::look(const QDeadlineTimer& deadline)
{
    checkNames();
    checkTables();
    const QStringList stops = tabStops(deadline);
    return QStringLiteral("%1: %2 named, tables %3, Tab: %4")
        .arg(QLatin1String(m_page.page))
        .arg(m_named)
        .arg(m_tables.isEmpty() ? QStringLiteral("none") : m_tables.join(QStringLiteral(", ")),
            stops.join(QStringLiteral(", ")));
}

QString walk(Tour& tour, const PageKeys& page, const QDeadlineTimer& deadline)
{
    PageWalk walk(tour, page);
    walk.open(deadline);
    const QString observed = walk.look(deadline);
    tour.picture(QLatin1String(page.picture));
    return observed;
}

} // namespace

void walkSteps(Tour& tour)
{
    for (const PageKeys& page : allPages) {
        tour.step(QStringLiteral("walk-")
                + QString::fromLatin1(page.picture).section(QLatin1Char('-'), 1),
            QStringLiteral("%1 by keyboard alone: all that can be used has a name and a role")
                .arg(QLatin1String(page.page)),
            30, [&](const QDeadlineTimer& deadline) { return walk(tour, page, deadline); });
    }
}

} // namespace Espalier::Tour
