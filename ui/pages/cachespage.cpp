// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachespage.h"

#include "cacheinspection.h"

#include <items/livestore.h>
#include <items/tablemodel.h>
#include <items/volumelist.h>
#include <parts/figures.h>
#include <text/numbers.h>

#include <QPainter>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int sitesNeed =
    360; // page height from which the figures of the sites stand over the list

// Words of a volume follow the lives that have it attached: all rows are to be read again.
ChangeSet touchedVolumes(const FleetStore& store)
{
    ChangeSet touched;
    for (const RowId row : store.volumeIds())
        touched.volumes.changed.push_back({row, row, Field::all});
    return touched;
}

struct SiteSum {
    int volumes = 0, attached = 0, pinned = 0, troubled = 0;
    quint64 bytes = 0; // of all copies of all versions
};

SiteSum sumOf(const FleetStore& store, const SiteId& site)
{
    SiteSum sum;
    for (const RowId row : store.volumeIds()) {
        const CacheVolume* volume = store.volume(row);
        if (volume == nullptr || volume->site != site)
            continue;
        ++sum.volumes;
        sum.attached += volume->forks.empty() ? 0 : 1;
        sum.pinned += volume->pinned ? 1 : 0;
        sum.troubled += Items::volumeTrouble(*volume, store) == Items::VolumeTrouble::None ? 0 : 1;
        for (const CacheVersion& version : volume->versions)
            sum.bytes += version.bytes;
    }
    return sum;
}

Text::Line number(int value)
{
    return value == 0 ? fixedSecondary(Text::grouped(value)) : fixed(Text::grouped(value));
}

} // namespace

CachesPage::CachesPage(const PageContext& context, QWidget* parent)
    : ListPage(context, Items::volumeList(context.live.store()), parent)
{
    setObjectName(QStringLiteral("cachesPage"));
    setAccessibleName(tr("Caches"));
    table().setObjectName(QStringLiteral("volumesTable"));
    table().setAccessibleName(tr("Cache volumes"));
    table().setSpareColumns(
        {QStringLiteral("version"), QStringLiteral("lastuse"), QStringLiteral("trust"),
            QStringLiteral("pipeline"), QStringLiteral("copies"), QStringLiteral("expires")});
    model().sort(model().columnOf(QStringLiteral("volume")));
    m_sites = new QWidget(this);
    m_sites->setObjectName(QStringLiteral("cacheSites"));
    m_sites->setAccessibleName(tr("Cache storage by site"));
    m_grid = new FigureGrid(m_sites);
    m_grid->setObjectName(QStringLiteral("cacheSitesGrid"));
    m_grid->setAccessibleName(m_sites->accessibleName());
    auto* inner = new QVBoxLayout(m_sites);
    inner->setContentsMargins(16, 8, 16, 8);
    inner->addWidget(m_grid);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_sites);
    column->addWidget(&table(), 1);
    connect(&live(), &Items::LiveStore::changed, this, [this](const ChangeSet& changes) {
        if (changes.volumes.isEmpty() && !changes.lives.isEmpty())
            model().onChanged(touchedVolumes(store()));
    });
}

QString CachesPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of volumes");
    const int all = model().allRows();
    if (model().rowCount() == all)
        return all == 1 ? tr("1 volume") : tr("%1 volumes").arg(Text::inProse(all));
    return tr("%1 of %2 volumes").arg(Text::inProse(model().rowCount()), Text::inProse(all));
}

PageCount CachesPage::railCount() const
{
    int troubled = 0;
    auto worst = Items::VolumeTrouble::None;
    for (const RowId row : store().volumeIds()) {
        const CacheVolume* volume = store().volume(row);
        const auto trouble =
            volume != nullptr ? Items::volumeTrouble(*volume, store()) : Items::VolumeTrouble::None;
        troubled += trouble == Items::VolumeTrouble::None ? 0 : 1;
        worst = std::min(worst, trouble);
    }
    if (troubled == 0)
        return {};
    return {Text::grouped(troubled), glyphFromId(Items::volumeIconId(worst))};
}

void CachesPage::refreshSites()
{
    const QStringList captions{tr("Site"), tr("Volumes"), tr("Attached"), tr("Pinned"),
        tr("To look at", "volumes with something wrong"), tr("On host disks")};
    std::vector<FigureGrid::Row> rows;
    for (const SiteFeed& site : store().sites()) {
        const SiteSum sum = sumOf(store(), site.id);
        FigureGrid::Row row;
        row.cells = {fixed(site.id.text()), number(sum.volumes), number(sum.attached),
            number(sum.pinned), number(sum.troubled),
            sum.bytes == 0 ? fixedSecondary(QStringLiteral("\u2013"))
                           : Items::bytesText(sum.bytes)};
        row.was = site.state != FeedState::Synced;
        rows.push_back(row);
    }
    m_grid->setRows(captions, rows);
}

void CachesPage::refresh()
{
    refreshSites();
    ListWords words;
    words.none = tr("No cache volumes");
    words.noneWhy = tr("No job has asked for a cache yet. All sites have answered.");
    words.noMatch = tr("No volume matches the filter");
    words.notLoaded = tr("Volumes are not loaded");
    words.notPermitted = tr("You may not list cache volumes");
    words.mayBe = tr("There may be volumes.");
    table().setEmptyText(emptyTextFor(
        words, store().sites(), countSentence(), model().filter(), model().allRows(), clock()));
}

InspectorContent CachesPage::inspect(const QString& id)
{
    if (const auto row = store().rowOf(VolumeId(id)))
        return volumeContent(*store().volume(*row), store());
    return sentenceContent(tr("Cache volume"), tr("This volume exists no more."));
}

Selection CachesPage::selection() const
{
    Selection chosen;
    for (const QString& id : table().selectedIds())
        chosen.volumes.emplace_back(id);
    return chosen;
}

HostId CachesPage::hostOf(RowId) const { return {}; }

void CachesPage::resizeEvent(QResizeEvent* event)
{
    ListPage::resizeEvent(event);
    m_sites->setVisible(height() >= themeOf(this).px(sitesNeed));
}

void CachesPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).colour(Token::Base));
}

} // namespace Espalier::Ui
