// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmbook.h"

#include "alarmledger.h"
#include "alarmrows.h"
#include "alarmstate.h"
#include "alarmsubjects.h"

#include <store/fleetstore.h>
#include <store/table.h>

#include <map>
#include <set>

namespace Espalier {

namespace {

// A feed that lists anew after sleep or a cut is stale for a moment: that is no alarm.
constexpr std::chrono::seconds siteSettles{3};

QString keyOf(AlarmKind kind, const QString& uid) { return alarmKindName(kind) + u':' + uid; }
QString lifeKey(const VmId& vm) { return QStringLiteral("vm:") + vm.text(); }

struct Expiry {
    AlarmKind kind;
    QString uid, name;
    WallTime expiresAt;
    SiteId site;
};

struct SiteSight {
    bool fresh = false;
    std::optional<MonoTime> heardAt;
    std::optional<MonoTime> silentSince; // as seen here
    bool settled = false; // listed a while ago: what it raises now is new
    std::optional<MonoTime> listedAt;
};

void noteRows(std::set<RowId>& rows, const TableChanges& changes)
{
    rows.insert(changes.inserted.begin(), changes.inserted.end());
    for (const RowRange& range : changes.changed) {
        for (RowId row = range.first; row <= range.last; ++row)
            rows.insert(row);
    }
}

} // namespace

class AlarmBook::Private {
public:
    explicit Private(const FleetStore& theStore)
        : store(theStore)
        , ledger([this](const AlarmId& id) {
            const auto row = store.rowOf(id);
            return row ? store.mark(*row) : nullptr;
        })
    {
    }
    void lookAtSites();
    void judgeChanged();
    void judgeStanding();
    void judgeHostRow(const HostRow& host);
    void judgeSlotRow(const SlotRow& slot);
    void judgeLifeRow(const LifeRow& life);
    void judgeGone(const AlarmLedger::Standing& standing);
    void judgeDrains();
    void judgeRest();
    void take(const QString& key, const AlarmSubject& subject, const Judgement& judged);
    void publish();
    [[nodiscard]] HostSight sightOf(const HostRow& host);
    [[nodiscard]] std::optional<HostRow> hostOf(const HostId& id) const;

    const FleetStore& store;
    Moment now;
    AlarmLedger ledger;
    std::map<QString, Expiry> expiries;
    QHash<SiteId, SiteSight> sites;
    QHash<HostId, MonoTime> unheard; // never heard, and since when that is known here
    QHash<HostId, MonoTime> skewed; // the first statement that was off
    std::set<RowId> hosts, slotRows, lives; // changed
    bool all = true; // judge every row
    Table<AlarmId, AlarmRow> rows;
    std::vector<Alarm> published;
    AlarmSums sums;
};

std::optional<HostRow> AlarmBook::Private::hostOf(const HostId& id) const
{
    const auto row = store.rowOf(id);
    return row ? std::optional(store.host(*row)) : std::nullopt;
}

void AlarmBook::Private::lookAtSites()
{
    for (const SiteFeed& feed : store.sites()) {
        SiteSight& sight = sites[feed.id];
        const bool fresh = feed.state == FeedState::Synced;
        all = all || fresh != sight.fresh;
        sight.fresh = fresh;
        sight.heardAt = feed.lastMessage;
        if (fresh && !sight.listedAt)
            sight.listedAt = now.mono;
        sight.settled = sight.listedAt && now.mono - *sight.listedAt > firstWordGrace;
        const Judgement judged = judgeSite(feed, now);
        if (!judged.found)
            sight.silentSince.reset();
        else if (!sight.silentSince)
            sight.silentSince = now.mono;
        if (judged.found && now.mono - *sight.silentSince < siteSettles)
            continue;
        take(keyOf(AlarmKind::SiteSilent, feed.id.text()), subjectOf(feed), judged);
    }
}

HostSight AlarmBook::Private::sightOf(const HostRow& host)
{
    const SiteSight site = sites.value(host.host.site);
    const HostId& id = host.host.id;
    HostSight sight;
    sight.siteFresh = site.fresh && host.siteFresh;
    sight.siteHeardAt = site.heardAt;
    if (host.evidence != EvidenceAge::Never)
        unheard.remove(id);
    else if (!unheard.contains(id))
        unheard.insert(id, now.mono);
    sight.waitedFor = unheard.contains(id) && now.mono - unheard.value(id) > firstWordGrace;
    if (!host.clockSkew || std::chrono::abs(*host.clockSkew) <= skewNoticed)
        skewed.remove(id);
    else if (!skewed.contains(id) && host.evidenceAt)
        skewed.insert(id, *host.evidenceAt);
    sight.skewTwice = skewed.contains(id) && host.evidenceAt && *host.evidenceAt > skewed.value(id);
    return sight;
}

void AlarmBook::Private::judgeHostRow(const HostRow& host)
{
    if (host.host.id.isEmpty())
        return;
    const HostSight sight = sightOf(host);
    for (const AlarmKind kind : hostAlarmKinds) {
        const Judgement judged = judgeHost(kind, host, sight, now);
        const QString key = keyOf(kind, host.host.id.text());
        if (judged.found || ledger.stands(key))
            take(key, subjectOf(host, kind, judged, store), judged);
    }
}

void AlarmBook::Private::judgeSlotRow(const SlotRow& slot)
{
    const QString key = keyOf(AlarmKind::Quarantined, slot.id.text());
    if (slot.id.isEmpty() || (!slot.quarantined && !ledger.stands(key)))
        return;
    take(key, subjectOf(slot), judgeSlot(slot, sites.value(slot.site).heardAt));
}

void AlarmBook::Private::judgeLifeRow(const LifeRow& life)
{
    const QString key = lifeKey(life.vm);
    if (life.vm.isEmpty() || (life.gone && !ledger.stands(key)))
        return;
    const std::optional<HostRow> host = hostOf(life.host);
    take(key, subjectOf(life, host ? &*host : nullptr),
        judgeLife(life, host ? &*host : nullptr, now));
}

// What an alarm is about is no row any more.
void AlarmBook::Private::judgeGone(const AlarmLedger::Standing& standing)
{
    const AlarmSubject& subject = standing.subject;
    const AlarmKind kind = standing.kind;
    const SiteSight site = sites.value(subject.site);
    Judgement judged;
    if (subject.of == AlarmSubject::Of::Life) {
        // A life that only lists named goes with a younger list; its host must be there to say so.
        const std::optional<HostRow> host = hostOf(subject.host);
        judged.known = site.fresh && host && host->evidence == EvidenceAge::Fresh;
        judged.evidenceAt = host ? host->evidenceAt : std::nullopt;
    } else {
        // fleetd takes a host out of its record; that proves nothing about VMs on it.
        judged.known = site.fresh && kind != AlarmKind::Orphan && kind != AlarmKind::Breach;
        judged.evidenceAt = now.mono;
    }
    take(standing.key, subject, judged);
}

void AlarmBook::Private::judgeChanged()
{
    if (std::exchange(all, false)) {
        const std::vector<RowId> hostIds = store.hostIds(), slotIds = store.slotIds(),
                                 lifeIds = store.lifeIds();
        hosts.insert(hostIds.begin(), hostIds.end());
        slotRows.insert(slotIds.begin(), slotIds.end());
        lives.insert(lifeIds.begin(), lifeIds.end());
    }
    for (auto host = unheard.cbegin(); host != unheard.cend(); ++host) {
        if (const auto row = store.rowOf(host.key()))
            hosts.insert(*row);
    }
    for (const RowId row : std::exchange(hosts, {}))
        judgeHostRow(store.host(row));
    for (const RowId row : std::exchange(slotRows, {}))
        judgeSlotRow(store.slot(row));
    for (const RowId row : std::exchange(lives, {}))
        judgeLifeRow(store.life(row));
}

// Ages move on, and rows go.
void AlarmBook::Private::judgeStanding()
{
    for (const AlarmLedger::Standing& standing : ledger.standing()) {
        if (!ledger.stands(standing.key))
            continue; // cleared with another of its host
        const AlarmSubject& subject = standing.subject;
        switch (subject.of) {
        case AlarmSubject::Of::Life:
            if (const auto row = store.rowOf(subject.vm))
                judgeLifeRow(store.life(*row));
            else
                judgeGone(standing);
            break;
        case AlarmSubject::Of::Host:
            if (const auto row = store.rowOf(subject.host))
                judgeHostRow(store.host(*row));
            else
                judgeGone(standing);
            break;
        case AlarmSubject::Of::Slot:
            if (const auto row = store.rowOf(subject.slot))
                judgeSlotRow(store.slot(*row));
            else
                judgeGone(standing);
            break;
        case AlarmSubject::Of::Drain:
            if (!store.drainRow(CommandId(subject.uid)))
                judgeGone(standing);
            break;
        case AlarmSubject::Of::Site:
        case AlarmSubject::Of::SlowClass:
        case AlarmSubject::Of::Expiry:
            break; // looked at each time
        }
    }
}

// Few, and a deadline passes without a word from anybody: all of them each time.
void AlarmBook::Private::judgeDrains()
{
    for (const RowId row : store.drainIds()) {
        const Drain* drain = store.drain(row);
        const auto site = drain != nullptr ? store.site(drain->site) : std::nullopt;
        if (!site)
            continue;
        const Judgement judged = judgeDrain(*drain, *site, now);
        const QString key = keyOf(AlarmKind::DrainOverdue, drain->id.text());
        if (judged.found || ledger.stands(key))
            take(key, subjectOf(*drain, store), judged);
    }
}

void AlarmBook::Private::judgeRest()
{
    for (const SlowClassSum& sum : store.slowClasses()) {
        AlarmSubject subject;
        subject.of = AlarmSubject::Of::SlowClass;
        subject.uid = sum.image + u'/' + sum.backend + u'/' + sum.pool;
        subject.where = sum.pool;
        take(keyOf(AlarmKind::SlowTeardowns, subject.uid), subject, judgeSlowClass(sum, now));
    }
    for (const auto& [key, expiry] : expiries) {
        AlarmSubject subject;
        subject.of = AlarmSubject::Of::Expiry;
        subject.uid = expiry.uid;
        subject.site = expiry.site;
        take(key, subject, judgeExpiry(expiry.kind, expiry.name, expiry.expiresAt, now));
    }
}

void AlarmBook::Private::take(
    const QString& key, const AlarmSubject& subject, const Judgement& judged)
{
    // What stood already when the site was listed is not news.
    ledger.take(key, subject, judged, subject.site.isEmpty() || sites.value(subject.site).settled);
}

// States by the marks of now, rows by their causes, and what of them is new.
void AlarmBook::Private::publish()
{
    published = ledger.alarms();
    sums = sumsOf(published);
    sums.ratePer10Min = ledger.ratePer10Min();
    std::set<QString> shown;
    for (AlarmRow& next : alarmRows(published)) {
        shown.insert(next.alarm.id.text());
        auto row = rows.rowOf(next.alarm.id);
        if (!row)
            row = rows.insert(next.alarm.id);
        AlarmRow& entry = rows.at(*row);
        if (entry == next)
            continue;
        entry = std::move(next);
        rows.touch(*row, Field::all);
    }
    std::vector<AlarmId> left;
    rows.forEach([&](RowId, const AlarmRow& row) {
        if (shown.count(row.alarm.id.text()) == 0)
            left.push_back(row.alarm.id);
    });
    for (const AlarmId& id : left)
        rows.erase(id);
}

AlarmBook::AlarmBook(const FleetStore& store)
    : d(std::make_unique<Private>(store))
{
}

AlarmBook::~AlarmBook() = default;

void AlarmBook::note(const ChangeSet& changes)
{
    noteRows(d->hosts, changes.hosts);
    noteRows(d->slotRows, changes.slots);
    noteRows(d->lives, changes.lives);
}

void AlarmBook::update()
{
    d->now = {d->store.clock().mono(), d->store.clock().wall()};
    d->ledger.setNow(d->now);
    d->lookAtSites();
    d->judgeChanged();
    d->judgeStanding();
    d->judgeDrains();
    d->judgeRest();
    d->publish();
}

void AlarmBook::expect(
    AlarmKind kind, const QString& uid, const QString& name, WallTime expiresAt, const SiteId& site)
{
    d->expiries[keyOf(kind, uid)] = {kind, uid, name, expiresAt, site};
}

std::vector<Alarm> AlarmBook::alarms() const { return d->published; }

const AlarmSums& AlarmBook::sums() const { return d->sums; }

std::vector<RowId> AlarmBook::rowIds() const
{
    std::vector<RowId> ids;
    d->rows.forEach([&](RowId row, const AlarmRow&) { ids.push_back(row); });
    return ids;
}

const AlarmRow* AlarmBook::row(RowId id) const { return d->rows.look(id); }

std::optional<RowId> AlarmBook::rowOf(const AlarmId& id) const { return d->rows.rowOf(id); }

TableChanges AlarmBook::takeChanges() { return d->rows.takeChanges(); }

} // namespace Espalier
