// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overviewcontent.h"

#include "teardownspage.h"

#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <map>

namespace Espalier::Ui {

namespace {

struct Overview {
    Q_DECLARE_TR_FUNCTIONS(Overview)
};

QString dash() { return QStringLiteral("\u2013"); }

GridCell cell(const Text::Line& line)
{
    GridCell made;
    made.line = line;
    return made;
}

// Zeros recede so that the others stand out.
GridCell number(int value, bool loud = false)
{
    const QString text = Text::grouped(value);
    return cell(value == 0 ? fixedSecondary(text) : loud ? fixedStrong(text) : fixed(text));
}

GridCell total(int value, const char* sign = "")
{
    GridCell made = cell(fixed(Text::grouped(value)));
    made.total = true;
    made.sign = QLatin1String(sign);
    return made;
}

bool isSilent(FeedState state) { return state == FeedState::Stale || state == FeedState::Unknown; }

// Of one site's hosts: how many their statements are of now, and the oldest of those.
struct Reporting {
    int hosts = 0, heard = 0;
    std::optional<MonoTime> oldest;
};

std::map<SiteId, Reporting> reportingOf(const FleetStore& store)
{
    std::map<SiteId, Reporting> sites;
    for (const RowId row : store.hostIds()) {
        const HostRow host = store.host(row);
        Reporting& site = sites[host.host.site];
        ++site.hosts;
        const bool timely =
            host.evidence == EvidenceAge::Fresh || host.evidence == EvidenceAge::Late;
        if (!host.siteFresh || !timely)
            continue;
        ++site.heard;
        site.oldest = site.oldest ? std::min(*site.oldest, *host.evidenceAt) : *host.evidenceAt;
    }
    return sites;
}

GridCell feedCell(const SiteFeed& feed, const Clock& clock)
{
    GridCell made;
    made.elides = true;
    const bool silent = isSilent(feed.state);
    made.glyph = silent                   ? Glyph::Unknown
        : feed.state == FeedState::Synced ? Glyph::Running
                                          : Glyph::Free;
    const QString word = Text::feedStateWord(feed.state);
    made.line = silent ? strong(word) : secondary(word);
    if (feed.lastMessage)
        made.line = joined(
            made.line, Text::duration(clock.mono() - *feed.lastMessage, Text::Resolution::Fine));
    return made;
}

enum BalanceColumn {
    Site,
    Feed,
    Oldest,
    Hosts,
    Started,
    Live,
    Tearing,
    Confirmed,
    Gone,
    Open,
    Attested,
    Unaccounted,
    NoRecord
};

std::vector<GridColumn> balanceColumns()
{
    const auto number = [](const QString& caption, int width) {
        GridColumn column{caption, width};
        column.right = true;
        return column;
    };
    std::vector<GridColumn> columns{{Overview::tr("Site"), 52}, {Overview::tr("Feed"), 150},
        number(Overview::tr("Oldest statement"), 116), number(Overview::tr("Hosts reporting"), 124),
        number(Overview::tr("Started"), 96), number(Overview::tr("Live"), 100),
        number(Overview::tr("Tearing down"), 112), number(Overview::tr("Confirmed"), 116),
        number(Text::goneWord(Badge::SignedHostAgrees, true), 164),
        number(Overview::tr("Unconfirmed"), 112), number(Overview::tr("Attested"), 92),
        number(Overview::tr("Unaccounted for"), 144), number(Overview::tr("No record"), 88)};
    columns[Feed].stretch = true;
    columns[Oldest].spare = 2;
    columns[Hosts].spare = 1;
    columns[Unaccounted].apart = true;
    return columns;
}

GridRow siteRow(const SiteFeed& feed, const Balance& balance, const Reporting& reporting,
    const Clock& clock, int rowHeight)
{
    GridRow row;
    row.height = rowHeight;
    row.was = !balance.evaluated;
    const bool silent = isSilent(feed.state);
    row.cells = {cell(silent ? fixedStrong(feed.id.text()) : fixed(feed.id.text())),
        feedCell(feed, clock),
        cell(reporting.oldest
                ? Text::duration(clock.mono() - *reporting.oldest, Text::Resolution::Fine)
                : fixedSecondary(dash())),
        cell(composed(Overview::tr("%1 of %2", "hosts reporting"),
            {balance.evaluated ? fixed(Text::grouped(reporting.heard))
                               : plain(Overview::tr("unknown", "a number")),
                fixed(Text::grouped(reporting.hosts))})),
        number(balance.started), number(balance.live), number(balance.tearingDown),
        number(balance.confirmed), number(balance.gone), number(balance.unconfirmed),
        number(balance.attested), number(balance.unaccounted, true),
        number(balance.noRecord, true)};
    if (!balance.evaluated) {
        row.cells[Unaccounted] = cell(plain(Overview::tr("not evaluated")));
        row.cells[NoRecord] = cell(fixedSecondary(dash()));
        return row;
    }
    if (balance.unconfirmed > 0)
        row.cells[Open].glyph = Glyph::Unconfirmed;
    if (balance.attested > 0)
        row.cells[Attested].glyph = Glyph::Attested;
    if (balance.noRecord > 0)
        row.cells[NoRecord].glyph = Glyph::Orphan;
    return row;
}

GridRow totalRow(const BalanceSheet& sheet, const std::vector<SiteFeed>& feeds,
    const std::map<SiteId, Reporting>& reporting)
{
    int live = 0;
    Reporting all;
    for (const SiteFeed& feed : feeds) {
        live += feed.state == FeedState::Synced ? 1 : 0;
        const auto found = reporting.find(feed.id);
        if (found == reporting.end())
            continue;
        all.heard += found->second.heard;
        all.hosts += found->second.hosts;
    }
    const Balance& sum = sheet.total;
    GridRow row;
    row.height = 40;
    row.was = sheet.sitesEvaluated == 0;
    row.cells = {cell(strong(Overview::tr("All"))),
        cell(plain(Overview::tr("%1 of %2 live", "sites").arg(live).arg(feeds.size()))), {},
        cell(fixed(Overview::tr("%1 of %2", "hosts reporting")
                       .arg(Text::inProse(all.heard), Text::inProse(all.hosts)))),
        total(sum.started), total(sum.live, "="), total(sum.tearingDown, "+"),
        total(sum.confirmed, "+"), total(sum.gone, "+"), total(sum.unconfirmed, "+"),
        total(sum.attested, "+"), total(sum.unaccounted), total(sum.noRecord)};
    row.cells[Unaccounted].line = fixedStrong(Text::grouped(sum.unaccounted));
    row.cells[Feed].elides = true;
    if (sheet.sitesEvaluated < sheet.siteCount)
        row.cells[Unaccounted].sign = Overview::tr("%1 of %2", "sites evaluated")
                                          .arg(sheet.sitesEvaluated)
                                          .arg(sheet.siteCount);
    if (sum.noRecord > 0)
        row.cells[NoRecord].glyph = Glyph::Orphan;
    return row;
}

// Columns of badges that nothing has are not there.
void dropEmpty(GridContent& content, const Balance& sum)
{
    const auto drop = [&](BalanceColumn column) {
        content.columns.erase(content.columns.begin() + column);
        for (GridRow& row : content.rows)
            row.cells.erase(row.cells.begin() + column);
    };
    if (sum.attested == 0)
        drop(Attested);
    if (sum.confirmed == 0)
        drop(Confirmed);
    else if (sum.gone == 0)
        drop(Gone);
}

} // namespace

GridContent balanceContent(const FleetStore& store, int rowHeight)
{
    const BalanceSheet sheet = store.balance();
    const std::vector<SiteFeed> feeds = store.sites();
    const std::map<SiteId, Reporting> reporting = reportingOf(store);
    GridContent content{balanceColumns(), {totalRow(sheet, feeds, reporting)}};
    for (const SiteFeed& feed : feeds) {
        const auto balance = sheet.sites.find(feed.id);
        const auto report = reporting.find(feed.id);
        content.rows.push_back(siteRow(feed,
            balance == sheet.sites.end() ? Balance() : balance->second,
            report == reporting.end() ? Reporting() : report->second, store.clock(), rowHeight));
    }
    dropEmpty(content, sheet.total);
    return content;
}

Text::Line balanceSince(const BalanceSheet& sheet)
{
    if (!sheet.since)
        return secondary(Overview::tr("nothing listed yet"));
    return composed(Overview::tr("VMs open at or started after %1"),
        {fixedSecondary(Text::utcTime(*sheet.since))}, Text::Style::Secondary);
}

QString balanceNote(const FleetStore& store)
{
    QStringList notes;
    for (const SiteFeed& feed : store.sites()) {
        if (isSilent(feed.state) && feed.lastMessageWall)
            notes += Overview::tr("%1 feed lost %2. Its row and its share of the totals are last "
                                  "known, in italics; nothing there counts as a pass.")
                         .arg(feed.id.text(), Text::utcTime(*feed.lastMessageWall));
    }
    const BalanceSheet sheet = store.balance();
    if (sheet.simulated.started > 0)
        notes += simulatedSentence(sheet.simulated);
    return notes.join(QLatin1Char(' '));
}

GridContent teardownContent(const TeardownStatistics& taken, int rowHeight)
{
    GridContent content;
    content.columns = {{QString(), 52}, {QString(), 64}, {QString(), 90}};
    content.columns[1].right = true;
    content.columns[2].stretch = true;
    const auto add = [&](const QString& name, std::chrono::milliseconds value) {
        GridRow row;
        row.height = rowHeight;
        GridCell bar;
        const auto shown = std::min<std::chrono::milliseconds>(value, teardownSlo);
        bar.bar = {{static_cast<int>(shown.count()), Token::Run, false},
            {static_cast<int>((std::chrono::milliseconds(teardownSlo) - shown).count()),
                std::nullopt, false}};
        row.cells = {cell(secondary(name)),
            cell(taken.count > 0 ? Text::duration(value, Text::Resolution::Fine)
                                 : fixedSecondary(dash())),
            taken.count > 0 ? bar : GridCell()};
        content.rows.push_back(row);
    };
    add(Overview::tr("p50", "median"), taken.p50);
    add(Overview::tr("p95", "percentile"), taken.p95);
    add(Overview::tr("p99", "percentile"), taken.p99);
    GridRow slo;
    slo.height = rowHeight;
    slo.cells = {cell(secondary(Overview::tr("SLO"))),
        cell({{{QString::number(teardownSlo.count()), Text::Style::Fixed, 0},
            {QStringLiteral("s"), Text::Style::FixedSecondary, Text::unitGap}}}),
        cell(plain(Overview::tr("past it: %1 of %2")
                       .arg(Text::inProse(taken.pastSlo), Text::inProse(taken.count))))};
    content.rows.push_back(slo);
    return content;
}

Text::Line siteTimes(const FleetStore& store)
{
    Text::Line line = secondary(Overview::tr("p95 by site"));
    for (const SiteFeed& feed : store.sites()) {
        const TeardownStatistics taken = store.teardowns(feed.id, false);
        if (taken.count == 0)
            continue;
        line = joined(joined(line, fixedSecondary(feed.id.text()), 12),
            Text::duration(taken.p95, Text::Resolution::Fine));
    }
    return line.runs.size() > 1 ? line : Text::Line();
}

GridContent openContent(const FleetStore& store, size_t most, int rowHeight)
{
    GridContent content;
    content.columns = {{Overview::tr("Slot"), 150}, {Overview::tr("Tenant"), 90},
        {Overview::tr("Since job end"), 96}, {Overview::tr("Evidence"), 72}};
    content.columns[0].stretch = true;
    content.columns[1].spare = 1;
    content.columns[2].right = content.columns[3].right = true;
    for (const LifeRow& life : store.longestOpen(most)) {
        GridRow row;
        row.height = rowHeight;
        const bool stale =
            life.state == DisplayState::Unknown || life.state == DisplayState::Reported;
        row.was = stale || !life.siteFresh;
        GridCell slot;
        slot.elides = true;
        slot.glyph = glyphOf(life.state);
        slot.glyphOptions.last = glyphOf(life.lastKnown);
        slot.glyphOptions.simulated = life.simulated;
        slot.line = joined(fixedSecondary(life.site.text()), fixed(life.slotCode));
        GridCell ticks;
        ticks.ticks.assign(life.clauses.begin(), life.clauses.end());
        ticks.tip = Text::clausesSummary(life.clausesHolding, clauseCount);
        const auto age = std::max<std::chrono::nanoseconds>(
            store.clock().wall() - *life.jobEndedAt, std::chrono::nanoseconds(0));
        row.cells = {slot, cell(plain(life.tenant.text())), cell(Text::duration(age)), ticks};
        content.rows.push_back(row);
    }
    return content;
}

Text::Line alarmNote(const AlarmSums& sums)
{
    const QString parted = QStringLiteral("  ·  ");
    QStringList notes;
    const int high =
        sums.unacknowledged[size_t(Severity::P1)] + sums.unacknowledged[size_t(Severity::P2)];
    if (high > 0)
        notes += Overview::tr("%1 unacknowledged").arg(high);
    notes += Overview::tr("rate %1 per 10 min").arg(Text::inProse(sums.ratePer10Min, 1));
    notes += sums.shelvedUntil ? Overview::tr("shelved %1 (until %2)")
                                     .arg(sums.shelved)
                                     .arg(Text::utcMinute(*sums.shelvedUntil))
                               : Overview::tr("shelved %1").arg(sums.shelved);
    return secondary(notes.join(parted));
}

} // namespace Espalier::Ui
