// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostspage.h"

#include <items/livestore.h>
#include <items/slotlist.h>
#include <items/tablemodel.h>
#include <parts/linelabel.h>
#include <tables/cellpainter.h>
#include <text/numbers.h>
#include <text/words.h>

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int footerHeight = 44;

// States that the footer names one by one; all others count as "other".
constexpr std::array namedStates{DisplayState::Running, DisplayState::Free, DisplayState::Unknown};

} // namespace

HostsPage::HostsPage(const PageContext& context, QWidget* parent)
    : ListPage(context, Items::slotList(context.live.store()), parent)
    , m_choice(context.slotChoice)
{
    m_footer = buildFooter();
    setObjectName(QStringLiteral("hostsPage"));
    setAccessibleName(tr("Hosts and slots"));
    table().setObjectName(QStringLiteral("slotsTable"));
    table().setAccessibleName(tr("Slots"));
    table().setHeadNote(
        QStringLiteral("elapsed"), {tr("p95", "percentile"), barWidth - barWidth / 1.4});
    table().setIconAfterText(QStringLiteral("place"));
    table().setSpareColumns(
        {QStringLiteral("hostd"), QStringLiteral("tenant"), QStringLiteral("job")});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(&table(), 1);
    column->addWidget(m_footer);
    connect(&table(), &TableView::selectedIdsChanged, this, &HostsPage::refreshFooter);
    connect(&table(), &TableView::selectedIdsChanged, this, &HostsPage::tellChoice);
    connect(&table(), &TableView::currentIdChanged, this, &HostsPage::tellChoice);
}

QWidget* HostsPage::buildFooter()
{
    auto* footer = new QWidget(this);
    footer->setObjectName(QStringLiteral("hostsFooter"));
    footer->setAccessibleName(tr("Selection"));
    m_sentence = new LineLabel(footer);
    m_sentence->setObjectName(QStringLiteral("hostsSentence"));
    m_sentence->setElides(true);
    m_clear = new QPushButton(tr("Clear selection"), footer);
    m_clear->setProperty("kind", QStringLiteral("flat"));
    m_copy = new QPushButton(footer);
    for (QPushButton* button : {m_clear, m_copy}) {
        button->setAccessibleName(button->text());
        button->setFocusPolicy(Qt::TabFocus);
    }
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(firstPadding, 0, 16, 0);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_clear);
    row->addWidget(m_copy);
    connect(m_clear, &QPushButton::clicked, this, [this] { table().clearChoice(); });
    connect(m_copy, &QPushButton::clicked, this, [this] { table().commands().first()->trigger(); });
    return footer;
}

QString HostsPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of slots");
    return Text::slotsShown(model().rowCount(), model().allRows());
}

PageCount HostsPage::railCount() const
{
    if (nothingLoaded(store().sites()))
        return {};
    return {Text::grouped(store().slotCounts(SiteId()).hosts), std::nullopt};
}

HostId HostsPage::hostOf(RowId row) const { return store().slot(row).host; }

InspectorContent HostsPage::inspect(const QString& id)
{
    return m_memory.contentOf(store(), id, clock());
}

void HostsPage::setActive(bool active)
{
    m_active = false; // what follows is not the user's choice
    ListPage::setActive(active);
    if (active)
        takeChoice();
    m_active = active;
}

QString HostsPage::currentId() const
{
    return m_choice && !m_active ? m_choice->current() : ListPage::currentId();
}

// The row that is current already keeps the others that are chosen with it.
bool HostsPage::setCurrentId(const QString& id)
{
    return (!id.isEmpty() && id == ListPage::currentId()) || ListPage::setCurrentId(id);
}

Selection HostsPage::selection() const
{
    Selection chosen;
    for (const QString& id : table().selectedIds())
        chosen.slots.emplace_back(id);
    return chosen;
}

void HostsPage::takeChoice()
{
    if (!m_choice || m_choice->ids() == table().selectedIds())
        return;
    QItemSelectionModel& rows = *table().selectionModel();
    rows.clear();
    if (!m_choice->current().isEmpty())
        (void)table().setCurrentId(m_choice->current());
    rows.clearSelection();
    for (const QString& id : m_choice->ids()) {
        const QModelIndex index = model().indexOf(id);
        if (index.isValid())
            rows.select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

void HostsPage::tellChoice()
{
    if (m_choice && m_active)
        m_choice->set(table().selectedIds(), table().currentId());
}

Text::Line HostsPage::selectionSentence(const QStringList& ids) const
{
    QSet<QString> hosts;
    QSet<QString> tenants;
    for (const QString& id : ids) {
        const auto row = store().rowOf(SlotId(id));
        if (!row)
            continue;
        const SlotRow slot = store().slot(*row);
        hosts.insert(slot.host.text());
        if (!slot.tenant.isEmpty())
            tenants.insert(slot.tenant.text());
    }
    const auto count = static_cast<int>(ids.size());
    const auto tenantCount = static_cast<int>(tenants.size());
    Text::Line line =
        strong(count == 1 ? tr("1 slot selected") : tr("%n slots selected", nullptr, count));
    const QString where = tr("on %1", "a number of hosts").arg(Text::hosts(int(hosts.size())));
    const QString whose =
        tenantCount == 1 ? tr("1 tenant") : tr("%n tenants", nullptr, tenantCount);
    line = joined(line, secondary(where), 8);
    if (tenantCount > 0)
        line = joined(line, secondary(whose), 12);
    return joined(line, secondary(countSentence()), 12);
}

Text::Line HostsPage::countsSentence() const
{
    if (nothingLoaded(store().sites()))
        return secondary(tr("How many slots there are is unknown: no site has answered yet"));
    const SlotCounts counts = store().slotCounts(SiteId());
    Text::Line line = composed(tr("%1 on %2", "slots, hosts"),
        {strong(Text::slotCount(counts.total)), secondary(Text::hosts(counts.hosts))},
        Text::Style::Secondary);
    int other = counts.total;
    const auto add = [&](int count, const QString& word, bool bold) {
        if (count == 0)
            return;
        line = joined(
            line, bold ? fixedStrong(Text::grouped(count)) : fixed(Text::grouped(count)), 16);
        line = joined(line, bold ? strong(word) : secondary(word), 6);
    };
    int unknown = 0;
    for (const DisplayState state : namedStates) {
        const auto found = counts.byState.find(state);
        const int count = found == counts.byState.end() ? 0 : found->second;
        other -= count;
        if (state == DisplayState::Unknown)
            unknown = count;
        else
            add(count, Text::stateWord(state), false);
    }
    add(other, tr("other", "slots in other states"), false);
    add(unknown, Text::stateWord(DisplayState::Unknown), true);
    if (counts.simulated > 0)
        line = joined(joined(line, fixed(Text::grouped(counts.simulated)), 16),
            secondary(tr("of them simulated", "slots")), 6);
    // What that means goes before it would be cut.
    const Text::Line explained =
        joined(line, secondary(tr("unknown slots count neither as running nor as gone")), 16);
    const bool fits = widthOf(explained, themeOf(this)) <= m_sentence->width();
    return unknown > 0 && fits ? explained : line;
}

void HostsPage::refreshFooter()
{
    const bool chosen = table().selectionModel()->hasSelection();
    const QStringList ids = chosen ? table().selectedIds() : QStringList();
    const bool many = ids.size() > 1;
    m_sentence->setLine(many ? selectionSentence(ids) : countsSentence());
    m_clear->setVisible(many);
    m_copy->setVisible(many);
    m_copy->setText(tr("Copy %n rows", nullptr, static_cast<int>(ids.size())));
    m_copy->setAccessibleName(m_copy->text());
}

void HostsPage::refresh()
{
    const Theme& theme = themeOf(this);
    m_footer->setFixedHeight(theme.px(footerHeight));
    refreshFooter();
    ListWords words;
    words.none = tr("No slots");
    words.noneWhy = tr("No site of this profile has a host yet. All of them have answered.");
    words.noMatch = tr("No slot matches the filter");
    words.notLoaded = tr("Slots are not loaded");
    words.notPermitted = tr("You may not list slots");
    words.mayBe = tr("There may be slots.");
    table().setEmptyText(emptyTextFor(
        words, store().sites(), countSentence(), model().filter(), model().allRows(), clock()));
}

void HostsPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double y = m_footer->y();
    hairline(painter, QPointF(0, y), QPointF(width(), y), themeOf(this).colour(Token::Line));
}

} // namespace Espalier::Ui
