// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "listpage.h"

#include <items/livestore.h>
#include <items/tablemodel.h>
#include <text/messages.h>
#include <text/times.h>

#include <QCoreApplication>

#include <algorithm>

namespace Espalier::Ui {

namespace {

struct EmptyList {
    Q_DECLARE_TR_FUNCTIONS(EmptyList)
};

Text::Line retryLine(const SiteFeed& site, const Clock& clock)
{
    if (!site.retryAt)
        return secondary(EmptyList::tr("Trying to connect."));
    return composed(EmptyList::tr("Retrying in %1"),
        {Text::duration(*site.retryAt - clock.mono(), Text::Resolution::Fine)},
        Text::Style::Secondary);
}

// Sites that are silent for one reason are one paragraph.
void addSilent(EmptyText& text, const std::vector<SiteFeed>& sites, const Clock& clock)
{
    const SiteFeed& first = sites.front();
    QStringList names;
    for (const SiteFeed& site : sites)
        names << site.id.text();
    if (first.lastMessageWall && sites.size() == 1)
        text.lines.push_back(composed(EmptyList::tr("%1 has not been heard since %2."),
            {fixed(first.id.text()), fixed(Text::utcTime(*first.lastMessageWall))}));
    else
        text.lines.push_back(composed(sites.size() == 1
                ? EmptyList::tr("%1 has not been heard by this console yet.")
                : EmptyList::tr("%1 have not been heard by this console yet."),
            {fixed(names.join(QLatin1String(", ")))}));
    if (!first.problem.isEmpty())
        text.lines.push_back(secondary(Text::sentence(first.problem)));
    text.lines.push_back(retryLine(first, clock));
}

EmptyText notLoaded(const ListWords& words, const std::vector<SiteFeed>& sites, const Clock& clock)
{
    EmptyText text;
    text.kind = EmptyKind::NotLoaded;
    text.title = words.notLoaded;
    std::vector<std::vector<SiteFeed>> groups;
    for (const SiteFeed& site : sites) {
        if (site.since)
            continue;
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return group.front().problem == site.problem && !site.lastMessageWall
                && !group.front().lastMessageWall;
        });
        if (same == groups.end())
            groups.push_back({site});
        else
            same->push_back(site);
    }
    for (const std::vector<SiteFeed>& group : groups)
        addSilent(text, group, clock);
    text.lines.push_back(plain(words.mayBe));
    text.button = EmptyList::tr("Retry now");
    return text;
}

} // namespace

ListPage::ListPage(
    const PageContext& context, std::unique_ptr<Items::RowSource> source, QWidget* parent)
    : Page(context, parent)
    , m_model(
          std::make_unique<Items::TableModel>(std::move(source), context.clock, Items::makeTimer()))
    , m_table(new TableView(this))
{
    connect(&live(), &Items::LiveStore::changed, m_model.get(), &Items::TableModel::onChanged);
    connect(m_model.get(), &Items::TableModel::countsChanged, this, &Page::countsChanged);
    m_model->sort(m_model->columnOf(QStringLiteral("state")));
    m_table->setTable(m_model.get());
    connect(m_table, &TableView::currentIdChanged, this, &Page::currentIdChanged);
    connect(m_table, &TableView::selectedIdsChanged, this, &Page::selectionChanged);
    connect(m_table, &TableView::cleared, this, &Page::cleared);
    connect(m_table, &TableView::opened, this, &Page::opened);
    connect(&m_table->emptyState(), &EmptyState::buttonPressed, this, &ListPage::emptyButton);
}

ListPage::~ListPage()
{
    delete m_table; // before its model
}

void ListPage::refreshAges() { m_table->viewport()->update(); }

void ListPage::setActive(bool active) { m_model->setActive(active); }

void ListPage::setFilter(const QString& text) { m_model->setFilter(text); }

void ListPage::focusContent() { m_table->setFocus(Qt::ShortcutFocusReason); }

QString ListPage::currentId() const { return m_table->currentId(); }

bool ListPage::setCurrentId(const QString& id) { return m_table->setCurrentId(id); }

void ListPage::setRowActions(const QList<QAction*>& actions) { m_table->setRowActions(actions); }

std::set<HostId> ListPage::hostsOnScreen() const
{
    std::set<HostId> hosts;
    const int first = m_table->rowAt(0);
    if (first < 0 || !m_table->isVisible())
        return hosts;
    const int below = m_table->rowAt(m_table->viewport()->height() - 1);
    const int last = below < 0 ? m_model->rowCount() - 1 : below;
    for (int row = first; row <= last; ++row)
        hosts.insert(hostOf(m_model->index(row, 0).data(Items::RowIdRole).toUInt()));
    return hosts;
}

void ListPage::emptyButton()
{
    switch (m_table->emptyState().text().kind) {
    case EmptyKind::NothingMatches:
        Q_EMIT clearFilterPressed();
        return;
    case EmptyKind::NotLoaded:
    case EmptyKind::NotPermitted:
    case EmptyKind::NothingExists:
        Q_EMIT retryPressed();
        return;
    }
}

bool nothingLoaded(const std::vector<SiteFeed>& sites)
{
    return std::none_of(
        sites.begin(), sites.end(), [](const SiteFeed& site) { return site.since.has_value(); });
}

EmptyText emptyTextFor(const ListWords& words, const std::vector<SiteFeed>& sites,
    const QString& countSentence, const QString& filter, int allRows, const Clock& clock)
{
    EmptyText text;
    if (allRows > 0 && !filter.isEmpty()) {
        text.kind = EmptyKind::NothingMatches;
        text.title = words.noMatch;
        text.lines = {
            plain(countSentence), composed(EmptyList::tr("The filter is %1."), {fixed(filter)})};
        text.button = EmptyList::tr("Clear filter");
        return text;
    }
    const auto refused = std::find_if(sites.begin(), sites.end(),
        [](const SiteFeed& site) { return site.phase == LinkPhase::Failed && site.refused; });
    if (refused != sites.end()) {
        text.kind = EmptyKind::NotPermitted;
        text.title = words.notPermitted;
        text.lines = {plain(Text::sentence(refused->problem)), plain(words.mayBe)};
        text.button = EmptyList::tr("Retry now");
        return text;
    }
    const bool allLoaded = !sites.empty()
        && std::all_of(sites.begin(), sites.end(),
            [](const SiteFeed& site) { return site.since.has_value(); });
    if (!allLoaded)
        return notLoaded(words, sites, clock);
    text.kind = EmptyKind::NothingExists;
    text.title = words.none;
    text.lines = {plain(words.noneWhy)};
    return text;
}

} // namespace Espalier::Ui
