// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainspage.h"

#include "draininspection.h"

#include <charts/phasebar.h>
#include <items/drainlist.h>
#include <items/livestore.h>
#include <items/tablemodel.h>
#include <parts/linelabel.h>
#include <text/numbers.h>

#include <QHeaderView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace Espalier::Ui {

namespace {

constexpr int listRowsShown = 5;

// Words of a drain follow lives and hosts too: all its rows are to be read again.
ChangeSet touchedDrains(const FleetStore& store)
{
    ChangeSet touched;
    for (const RowId row : store.drainIds())
        touched.drains.changed.push_back({row, row, Field::all});
    return touched;
}

std::vector<HostId> hostsIn(const Drain& drain)
{
    std::vector<HostId> hosts;
    for (const DrainHost& host : drain.hosts)
        hosts.push_back(host.host);
    return hosts;
}

} // namespace

DrainsPage::DrainsPage(const PageContext& context, QWidget* parent)
    : ListPage(context, Items::drainList(context.live.store()), parent)
{
    setObjectName(QStringLiteral("drainsPage"));
    setAccessibleName(tr("Drains"));
    table().setObjectName(QStringLiteral("drainsTable"));
    table().setAccessibleName(tr("Drains"));
    table().setSpareColumns({QStringLiteral("since"), QStringLiteral("reason"),
        QStringLiteral("owner"), QStringLiteral("eta"), QStringLiteral("deadline")});
    m_progress = buildProgress();
    m_progress->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(&table(), 2);
    column->addWidget(m_progress, 5);
    connect(&table(), &TableView::currentIdChanged, this, &DrainsPage::showDrain);
    connect(&live(), &Items::LiveStore::changed, this, [this](const ChangeSet& changes) {
        if (m_hostModel)
            m_hostModel->onChanged(changes);
        if (changes.drains.isEmpty() && (!changes.lives.isEmpty() || !changes.hosts.isEmpty()))
            model().onChanged(touchedDrains(store()));
    });
}

DrainsPage::~DrainsPage()
{
    delete m_hostTable; // before its model
}

QWidget* DrainsPage::buildProgress()
{
    auto* panel = new QWidget(this);
    panel->setObjectName(QStringLiteral("drainProgress"));
    panel->setAccessibleName(tr("Progress of the drain"));
    m_title = new LineLabel(panel);
    m_title->setObjectName(QStringLiteral("drainTitle"));
    m_title->setElides(true);
    m_title->setRowHeight(28);
    m_bar = new PhaseBar(panel);
    m_hostTable = new TableView(panel);
    m_hostTable->setObjectName(QStringLiteral("drainHostsTable"));
    m_hostTable->setAccessibleName(tr("Hosts of the drain"));
    connect(m_hostTable, &TableView::selectedIdsChanged, this, &Page::selectionChanged);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(16, 8, 16, 4);
    head->setSpacing(4);
    head->addWidget(m_title);
    head->addWidget(m_bar);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_hostTable, 1);
    return panel;
}

const Drain* DrainsPage::shown() const
{
    const auto row = store().drainRow(CommandId(m_shown));
    return row ? store().drain(*row) : nullptr;
}

void DrainsPage::showDrain(const QString& id)
{
    if (id.isEmpty())
        return; // a drain that left the list stays as it was
    const bool other = m_shown != id;
    m_shown = id;
    const Drain* drain = shown();
    m_progress->setVisible(drain != nullptr);
    if (drain == nullptr || (!other && m_hostsShown == hostsIn(*drain)))
        return;
    m_hostsShown = hostsIn(*drain);
    auto fresh = std::make_unique<Items::TableModel>(
        Items::drainHostList(store(), drain->id), clock(), Items::makeTimer());
    fresh->setActive(true);
    m_hostTable->setTable(fresh.get());
    m_hostTable->setSpareColumns({QStringLiteral("cordoned"), QStringLiteral("confirming"),
        QStringLiteral("tearing"), QStringLiteral("empty"), QStringLiteral("waiting")});
    m_hostModel = std::move(fresh);
    m_hostModel->setActive(m_active);
    refreshProgress();
}

// Beside a drain's hosts the list of drains takes no more room than its rows.
void DrainsPage::fitList()
{
    const int rows = std::clamp(model().rowCount(), 1, listRowsShown);
    const int height = table().horizontalHeader()->height()
        + rows * table().verticalHeader()->defaultSectionSize() + 1;
    table().setMaximumHeight(m_progress->isHidden() ? QWIDGETSIZE_MAX : height);
}

void DrainsPage::refreshProgress()
{
    fitList();
    const Drain* drain = shown();
    if (drain == nullptr)
        return;
    const Items::DrainProgress progress = Items::progressOf(store(), *drain);
    const auto hosts = static_cast<int>(drain->hosts.size());
    Text::Line title = strong(tr("Drain %1").arg(progress.place));
    title = joined(title, secondary(Text::hosts(hosts)), 12);
    if (drain->waveSize > 0 && drain->waveSize < hosts)
        title = joined(title, secondary(tr("waves of %1").arg(drain->waveSize)), 12);
    m_title->setLine(title);
    m_bar->setProgress(progress);
}

QString DrainsPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of drains");
    const int all = model().allRows();
    if (model().rowCount() == all)
        return all == 1 ? tr("1 drain") : tr("%1 drains").arg(Text::inProse(all));
    return tr("%1 of %2 drains").arg(Text::inProse(model().rowCount()), Text::inProse(all));
}

PageCount DrainsPage::railCount() const
{
    int open = 0;
    bool blocked = false;
    for (const RowId row : store().drainIds()) {
        const Drain* drain = store().drain(row);
        if (drain == nullptr || drain->endedAt)
            continue;
        ++open;
        blocked =
            blocked || Items::progressOf(store(), *drain).count(Items::DrainWord::NotDrained) > 0;
    }
    if (open == 0)
        return {};
    return {Text::grouped(open), blocked ? std::optional(Glyph::Unconfirmed) : std::nullopt};
}

void DrainsPage::refresh()
{
    ListWords words;
    words.none = tr("No drains");
    words.noneWhy = tr("No host is draining or was drained of late. All sites have answered.");
    words.noMatch = tr("No drain matches the filter");
    words.notLoaded = tr("Drains are not loaded");
    words.notPermitted = tr("You may not list drains");
    words.mayBe = tr("There may be drains.");
    table().setEmptyText(emptyTextFor(
        words, store().sites(), countSentence(), model().filter(), model().allRows(), clock()));
    if (shown() == nullptr) {
        m_progress->hide();
        fitList();
    }
    showDrain(m_shown); // hosts may have joined
    refreshProgress();
}

void DrainsPage::refreshAges()
{
    ListPage::refreshAges();
    m_hostTable->viewport()->update();
}

void DrainsPage::setActive(bool active)
{
    m_active = active;
    ListPage::setActive(active);
    if (m_hostModel)
        m_hostModel->setActive(active);
}

InspectorContent DrainsPage::inspect(const QString& id)
{
    const auto row = store().drainRow(CommandId(id));
    if (row)
        return drainContent(
            *store().drain(*row), Items::progressOf(store(), *store().drain(*row)), clock());
    return sentenceContent(tr("Drain"), tr("This drain is no longer kept by its site."));
}

HostId DrainsPage::hostOf(RowId) const { return {}; }

std::set<HostId> DrainsPage::hostsOnScreen() const
{
    const Drain* drain = m_progress->isVisible() ? shown() : nullptr;
    if (drain == nullptr)
        return {};
    const std::vector<HostId> hosts = hostsIn(*drain);
    return {hosts.begin(), hosts.end()};
}

Selection DrainsPage::selection() const
{
    Selection chosen;
    const Drain* drain = shown();
    if (drain == nullptr || table().currentId() != m_shown)
        return chosen;
    if (m_hostModel && m_hostTable->selectionModel()->hasSelection()) {
        for (const QString& id : m_hostTable->selectedIds())
            chosen.hosts.emplace_back(id);
        return chosen;
    }
    chosen.hosts = hostsIn(*drain);
    return chosen;
}

void DrainsPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Base));
    if (!m_progress->isVisible())
        return;
    const double over = m_progress->y();
    hairline(painter, QPointF(0, over), QPointF(width(), over), theme.colour(Token::Border));
}

} // namespace Espalier::Ui
