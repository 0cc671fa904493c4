// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auditor.h"

#include "hostaudit.h"
#include "trustkeeper.h"

#include <algorithm>
#include <deque>
#include <map>

namespace Espalier {

namespace {

// Statements that one batch may have verified at once without being wanted; the rest waits its
// turn.
constexpr int statementsAtOnce = 32;

struct SiteAudit {
    std::map<HostId, HostAudit> hosts;
    std::map<HostId, Statement> waiting; // newest statement not yet verified
    std::deque<HostId> turn; // of waiting
    bool listing = false;
    quint64 listRevision = 0;
    std::map<HostId, HostInvariants> invariants; // as told last
    std::set<VmId> listed; // VMs named by the list that is being read
};

} // namespace

class Auditor::Private {
public:
    Private(AuditorConfig config, const Clock& theClock)
        : clock(theClock)
        , trust(std::move(config.trustDomain), std::move(config.rosterKeys),
              config.leastRosterVersion, theClock)
    {
    }

    HostAudit& hostOf(SiteAudit& site, const SiteId& id, const HostId& host);
    void takeTrust(const SiteId& id, const Trust& news, std::set<HostId>& touched);
    void takeCommit(
        SiteAudit& site, const SiteId& id, const Commit& commit, std::set<HostId>& touched);
    void takeEvent(
        SiteAudit& site, const SiteId& id, const Event& event, std::set<HostId>& touched);
    void endList(SiteAudit& site, std::set<HostId>& touched);
    void takeStatements(
        SiteAudit& site, const FeedBatch& batch, FeedBatch& answer, std::set<HostId>& touched);
    void verify(SiteAudit& site, const SiteId& id, const HostId& host, FeedBatch& answer);
    void judge(SiteAudit& site, const std::set<HostId>& touched, FeedBatch& answer);

    const Clock& clock;
    TrustKeeper trust;
    std::map<SiteId, SiteAudit> sites;
    std::set<HostId> onScreen;
};

HostAudit& Auditor::Private::hostOf(SiteAudit& site, const SiteId& id, const HostId& host)
{
    return site.hosts.try_emplace(host, id, host).first->second;
}

void Auditor::Private::takeTrust(const SiteId& id, const Trust& news, std::set<HostId>& touched)
{
    if (!trust.take(id, news))
        return;
    // The roster is everybody's: other sites are judged anew with their next batch or turn.
    for (auto& [siteId, site] : sites) {
        for (auto& [hostId, host] : site.hosts) {
            host.retry(trust.keys(siteId));
            if (siteId == id)
                touched.insert(hostId);
        }
    }
}

void Auditor::Private::takeEvent(
    SiteAudit& site, const SiteId& id, const Event& event, std::set<HostId>& touched)
{
    const bool deleted = event.change == Change::Deleted;
    if (const auto* record = std::get_if<Record>(&event.object); record != nullptr && !deleted) {
        if (record->site != id)
            return;
        hostOf(site, id, record->host).takeRecord(*record, trust.keys(id));
        touched.insert(record->host);
    } else if (const auto* vm = std::get_if<Vm>(&event.object)) {
        HostAudit& host = hostOf(site, id, vm->host);
        if (deleted)
            host.dropVm(vm->id);
        else
            host.takeVm(*vm);
        if (site.listing)
            site.listed.insert(vm->id);
        touched.insert(vm->host);
    } else if (const auto* host = std::get_if<Host>(&event.object); host != nullptr && deleted) {
        site.hosts.erase(host->id);
        site.invariants.erase(host->id);
        site.waiting.erase(host->id);
    }
}

void Auditor::Private::takeCommit(
    SiteAudit& site, const SiteId& id, const Commit& commit, std::set<HostId>& touched)
{
    if (commit.initial && (!site.listing || site.listRevision != commit.revision)) {
        site.listing = true;
        site.listRevision = commit.revision;
        site.listed.clear();
    }
    for (const Event& event : commit.events)
        takeEvent(site, id, event, touched);
}

// What a relist does not name has ended while the link was down.
void Auditor::Private::endList(SiteAudit& site, std::set<HostId>& touched)
{
    for (auto& [hostId, host] : site.hosts) {
        for (const VmId& vm : host.openVms()) {
            if (!site.listed.contains(vm)) {
                host.dropVm(vm);
                touched.insert(hostId);
            }
        }
    }
    site.listing = false;
    site.listed.clear();
}

void Auditor::Private::verify(
    SiteAudit& site, const SiteId& id, const HostId& host, FeedBatch& answer)
{
    const auto waiting = site.waiting.find(host);
    if (waiting == site.waiting.end())
        return;
    const Statement statement = std::move(waiting->second);
    site.waiting.erase(waiting);
    if (auto seen = hostOf(site, id, host).takeStatement(statement, trust.keys(id), clock))
        answer.observations.push_back(std::move(*seen));
}

void Auditor::Private::takeStatements(
    SiteAudit& site, const FeedBatch& batch, FeedBatch& answer, std::set<HostId>& touched)
{
    int spare = statementsAtOnce;
    for (const Statement& statement : batch.statements) {
        const bool known = site.waiting.contains(statement.host);
        site.waiting.insert_or_assign(statement.host, statement);
        // Without keys there is nothing to verify with: it stays reported until they come.
        const bool wanted = onScreen.contains(statement.host)
            || hostOf(site, batch.site, statement.host).wantsStatement();
        if (trust.hasKeys(batch.site) && (wanted || spare-- > 0)) {
            verify(site, batch.site, statement.host, answer);
            touched.insert(statement.host);
            continue;
        }
        if (!known)
            site.turn.push_back(statement.host);
        HostObservation reported;
        reported.site = batch.site;
        reported.host = statement.host;
        reported.receivedAt = statement.receivedAt;
        answer.observations.push_back(std::move(reported));
    }
}

void Auditor::Private::judge(SiteAudit& site, const std::set<HostId>& touched, FeedBatch& answer)
{
    for (const HostId& id : touched) {
        const auto host = site.hosts.find(id);
        if (host == site.hosts.end())
            continue;
        for (LifeVerdict& verdict : host->second.judge(trust.roster()))
            answer.verdicts.push_back(std::move(verdict));
        HostInvariants now = host->second.invariants(trust.roster(), clock);
        HostInvariants& told = site.invariants[id];
        if (told == now)
            continue;
        told = now;
        answer.invariants.push_back(std::move(now));
    }
}

Auditor::Auditor(AuditorConfig config, const Clock& clock)
    : d(std::make_unique<Private>(std::move(config), clock))
{
}

Auditor::~Auditor() = default;

FeedBatch Auditor::take(const FeedBatch& batch)
{
    FeedBatch answer;
    answer.site = batch.site;
    answer.receivedAt = batch.receivedAt;
    if (batch.site.isEmpty())
        return answer;
    SiteAudit& site = d->sites[batch.site];
    std::set<HostId> touched;
    if (batch.trust)
        d->takeTrust(batch.site, *batch.trust, touched);
    for (const Commit& commit : batch.commits)
        d->takeCommit(site, batch.site, commit, touched);
    if (batch.initialEnd && site.listing)
        d->endList(site, touched);
    d->takeStatements(site, batch, answer, touched);
    d->judge(site, touched, answer);
    return answer;
}

std::vector<FeedBatch> Auditor::work(int statements)
{
    std::vector<FeedBatch> answers;
    for (auto& [id, site] : d->sites) {
        if (site.turn.empty() || !d->trust.hasKeys(id))
            continue;
        FeedBatch answer;
        answer.site = id;
        std::set<HostId> touched;
        std::stable_partition(site.turn.begin(), site.turn.end(),
            [this](const HostId& host) { return d->onScreen.contains(host); });
        while (!site.turn.empty() && statements > 0) {
            const HostId host = site.turn.front();
            site.turn.pop_front();
            if (!site.waiting.contains(host))
                continue; // was wanted meanwhile
            --statements;
            d->verify(site, id, host, answer);
            touched.insert(host);
        }
        d->judge(site, touched, answer);
        if (!answer.observations.empty() || !answer.verdicts.empty() || !answer.invariants.empty())
            answers.push_back(std::move(answer));
    }
    return answers;
}

bool Auditor::hasWork() const
{
    return std::any_of(d->sites.begin(), d->sites.end(), [this](const auto& entry) {
        return !entry.second.turn.empty() && d->trust.hasKeys(entry.first);
    });
}

void Auditor::setPriority(std::set<HostId> onScreen) { d->onScreen = std::move(onScreen); }

std::vector<Auditor::Problem> Auditor::problems() const
{
    std::vector<Problem> problems;
    for (const auto& [site, text] : d->trust.problems())
        problems.push_back({site, text});
    return problems;
}

QStringList Auditor::rolesOf(const QString& person) const
{
    const Evidence::Roster* roster = d->trust.roster();
    return roster != nullptr ? roster->rolesOf(person) : QStringList();
}

const Evidence::Roster* Auditor::roster() const { return d->trust.roster(); }

std::optional<quint64> Auditor::rosterVersion(const SiteId&) const
{
    if (const Evidence::Roster* roster = d->trust.roster())
        return roster->version;
    return std::nullopt;
}

} // namespace Espalier
