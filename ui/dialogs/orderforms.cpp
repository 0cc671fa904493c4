// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderform.h"
#include "ordertargets.h"
#include "vmforms.h"

#include <text/commandwords.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <algorithm>

namespace Espalier::Ui {

namespace {

struct OrderForms {
    Q_DECLARE_TR_FUNCTIONS(OrderForms)
};

constexpr size_t namedHosts = 6; // by code; more are counted

QStringList codesOf(const std::vector<HostDetails>& hosts)
{
    QStringList codes;
    for (const HostDetails& host : hosts)
        codes << host.row.host.code;
    return codes;
}

QString named(const QStringList& codes)
{
    const auto most = static_cast<qsizetype>(namedHosts);
    if (codes.size() <= most)
        return codes.join(QLatin1String(", "));
    return OrderForms::tr("%1 and %n more", nullptr, static_cast<int>(codes.size() - most))
        .arg(codes.mid(0, most).join(QLatin1String(", ")));
}

// "A07-12" or "20 hosts"
QString objectOf(const std::vector<HostDetails>& hosts)
{
    return hosts.size() == 1 ? hosts.front().row.host.code
                             : Text::hosts(static_cast<int>(hosts.size()));
}

int jobsOn(const std::vector<HostDetails>& hosts, QStringList& tenants)
{
    int jobs = 0;
    for (const HostDetails& host : hosts) {
        for (const SlotDetails& slot : host.slots) {
            if (!slot.vm || slot.vm->jobEndedAt || slot.vm->job.isEmpty())
                continue;
            ++jobs;
            if (!tenants.contains(slot.row.tenant.text()))
                tenants << slot.row.tenant.text();
        }
    }
    return jobs;
}

struct HostWords {
    CommandVerb verb;
    QString title, effect, stays, send, keep;
    QStringList categories;
};

HostWords cordonWords(const QString& what)
{
    return {CommandVerb::Cordon, OrderForms::tr("Cordon %1?").arg(what),
        OrderForms::tr("No new job is placed there."),
        OrderForms::tr("Jobs that run go on to their end. Nothing is destroyed by this order."),
        OrderForms::tr("&Cordon %1").arg(what), OrderForms::tr("&Keep in service"),
        {OrderForms::tr("Maintenance planned"), OrderForms::tr("Suspect hardware"),
            OrderForms::tr("Investigation")}};
}

HostWords uncordonWords(const QString& what)
{
    return {CommandVerb::Uncordon, OrderForms::tr("Return %1 to service?").arg(what),
        OrderForms::tr("New jobs are placed there again."),
        OrderForms::tr("Slots that are quarantined stay so until evidence ends it."),
        OrderForms::tr("&Return %1 to service").arg(what), OrderForms::tr("&Keep cordoned"),
        {OrderForms::tr("Maintenance done"), OrderForms::tr("Checked, nothing found")}};
}

HostWords stopWords(Action action, const QString& what)
{
    const bool back = action == Action::StopReturn;
    return {CommandVerb::StopDrain, OrderForms::tr("Stop the drain of %1?").arg(what),
        back ? OrderForms::tr("The hosts take work again at once.")
             : OrderForms::tr("The hosts stay cordoned: nothing new starts."),
        OrderForms::tr("Not undone: jobs that were cancelled, VMs that are gone."),
        back ? OrderForms::tr("&Stop drain, return %1").arg(what)
             : OrderForms::tr("&Stop drain, keep %1 cordoned").arg(what),
        OrderForms::tr("&Let it drain"),
        {OrderForms::tr("Capacity needed"), OrderForms::tr("Started by mistake"),
            OrderForms::tr("Plan changed")}};
}

HostWords maintenanceWords(const QString& what)
{
    return {CommandVerb::Maintenance, OrderForms::tr("Put %1 into maintenance?").arg(what),
        OrderForms::tr("No job is placed there until a person returns it to service."),
        OrderForms::tr("Nothing happens by itself when the time is over: it tells the others "
                       "when to ask."),
        OrderForms::tr("&Put %1 into maintenance").arg(what), OrderForms::tr("&Keep as it is"),
        {OrderForms::tr("Repair"), OrderForms::tr("Firmware or system update"),
            OrderForms::tr("Moved or rewired")}};
}

HostWords extendWords(const QString& what)
{
    return {CommandVerb::Drain, OrderForms::tr("Extend the deadline of the drain of %1?").arg(what),
        OrderForms::tr("The drain goes on until then. Hosts and jobs are left as they are."), {},
        OrderForms::tr("&Extend deadline of %1").arg(what), OrderForms::tr("&Keep the deadline"),
        {OrderForms::tr("Jobs need longer"), OrderForms::tr("Waits for a repair"),
            OrderForms::tr("Plan changed")}};
}

HostWords wordsOf(Action action, const QString& what)
{
    switch (action) {
    case Action::Cordon:
        return cordonWords(what);
    case Action::Uncordon:
        return uncordonWords(what);
    case Action::Maintenance:
        return maintenanceWords(what);
    case Action::Extend:
        return extendWords(what);
    default:
        return stopWords(action, what);
    }
}

bool isOfWholeDrain(Action action)
{
    return action == Action::Extend || action == Action::StopReturn || action == Action::StopKeep;
}

// A drain is stopped or extended as a whole: its hosts, whatever of them was chosen.
std::vector<HostId> targetHosts(Action action, const Chosen& chosen, const FleetStore& store)
{
    std::vector<HostId> hosts = hostsOf(chosen, store);
    if (!isOfWholeDrain(action) || hosts.empty())
        return hosts;
    const auto first = store.details(hosts.front());
    const auto row = first ? store.drainRow(first->row.host.drain) : std::nullopt;
    if (!row)
        return hosts;
    hosts.clear();
    for (const DrainHost& host : store.drain(*row)->hosts) {
        if (host.phase != DrainPhase::Stopped)
            hosts.push_back(host.host);
    }
    return hosts;
}

void addDrainParams(Order& order, Action action, const CommandId& drain)
{
    order.params[QStringLiteral("drain")] = drain.text();
    order.params[QStringLiteral("return")] =
        action == Action::StopKeep ? QStringLiteral("cordoned") : QStringLiteral("in-service");
}

QString deadlineText(const Drain& drain, WallTime now)
{
    if (!drain.deadline)
        return OrderForms::tr("none", "deadline");
    const auto left = *drain.deadline - now;
    return left > std::chrono::nanoseconds(0)
        ? OrderForms::tr("%1, in %2", "deadline")
              .arg(Text::utcMinute(*drain.deadline), Text::durationText(left))
        : OrderForms::tr("%1, passed %2 ago", "deadline")
              .arg(Text::utcMinute(*drain.deadline), Text::durationText(-left));
}

// fleetd takes the choice at the deadline anew with it, so it is sent as it stands.
void addExtension(OrderForm& form, const Drain& drain, WallTime now)
{
    using std::chrono::minutes;
    form.order.params[QStringLiteral("drain")] = drain.id.text();
    form.order.params[QStringLiteral("atDeadline")] = atDeadlineName(drain.atDeadline);
    const WallTime from = std::max(drain.deadline.value_or(now), now);
    form.moment = MomentChoice{OrderForms::tr("&Until"), QStringLiteral("deadline"),
        momentsAfter(from, {minutes(30), minutes(60), minutes(120), minutes(240), minutes(480)}),
        0};
    form.rows.insert(form.rows.begin() + 1,
        {pairRow(OrderForms::tr("Deadline"), plain(deadlineText(drain, now))),
            pairRow(OrderForms::tr("Then"), plain(Text::atDeadlineSentence(drain.atDeadline)))});
    form.watched.push_back({OrderForms::tr("Deadline"),
        drain.deadline ? Text::utcDateTime(*drain.deadline) : OrderForms::tr("none", "deadline")});
}

// Who asks later finds it in the record of the order.
void addMaintenance(OrderForm& form, WallTime now)
{
    using std::chrono::hours;
    form.moment = MomentChoice{OrderForms::tr("&Until"), QStringLiteral("until"),
        momentsAfter(
            now, {hours(1), hours(2), hours(4), hours(8), hours(24), hours(72), hours(168)}),
        2};
}

void addHostRows(OrderForm& form, const HostWords& words, const std::vector<HostDetails>& hosts)
{
    QStringList tenants;
    const int jobs = jobsOn(hosts, tenants);
    const Host& first = hosts.front().row.host;
    form.rows = {pairRow(OrderForms::tr("Hosts"),
                     plain(OrderForms::tr("%1: %2").arg(first.site.text(), named(codesOf(hosts))))),
        pairRow(OrderForms::tr("Effect"), plain(words.effect)),
        pairRow(OrderForms::tr("Running"),
            plain(jobs == 0 ? OrderForms::tr("no job")
                            : OrderForms::tr("%1 of %2")
                                  .arg(jobs == 1 ? OrderForms::tr("1 job")
                                                 : OrderForms::tr("%n jobs", nullptr, jobs),
                                      tenants.join(QLatin1String(", ")))))};
    if (!words.stays.isEmpty())
        form.rows.push_back(pairRow(OrderForms::tr("Stays"), plain(words.stays)));
    form.order.blast.tenants = static_cast<int>(tenants.size());
    form.order.blast.jobs = jobs;
}

OrderForm hostForm(Action action, const Chosen& chosen, const FleetStore& store)
{
    OrderForm form;
    form.action = action;
    std::vector<HostDetails> hosts;
    for (const HostId& id : targetHosts(action, chosen, store)) {
        if (auto details = store.details(id))
            hosts.push_back(std::move(*details));
    }
    if (hosts.empty()) {
        form.possible = false;
        form.title = OrderForms::tr("These hosts are in no list any more");
        form.keep = OrderForms::tr("&Close");
        return form;
    }
    HostWords words = wordsOf(action, objectOf(hosts));
    const CommandId drain = hosts.front().row.host.drain;
    if (action == Action::Uncordon && !drain.isEmpty()) { // the way back from one that has ended
        words.verb = CommandVerb::StopDrain;
        words.keep = OrderForms::tr("&Keep out of service");
    }
    form.title = words.title;
    form.subtitle =
        secondary(OrderForms::tr("snapshot %1").arg(Text::utcTime(store.clock().wall())));
    form.keep = words.keep;
    form.send = words.send;
    form.categories = words.categories;
    form.order.verb = words.verb;
    seeSite(form.order, hosts.front().row.host.site, store);
    addHostRows(form, words, hosts);
    for (const HostDetails& details : hosts) {
        const Host& host = details.row.host;
        form.order.targets.push_back(targetOf(host));
        form.order.blast.slots_ += static_cast<int>(details.slots.size());
        form.watched.push_back({host.code,
            OrderForms::tr("%1, generation %2")
                .arg(Text::hostModeWord(host.mode))
                .arg(host.generation)});
    }
    const WallTime now = store.clock().wall();
    if (words.verb == CommandVerb::StopDrain)
        addDrainParams(form.order, action, drain);
    else if (words.verb == CommandVerb::Maintenance)
        addMaintenance(form, now);
    else if (const Drain* running = runningDrain(hosts.front().row.host, store);
             action == Action::Extend && running != nullptr)
        addExtension(form, *running, now);
    form.possible = action != Action::Extend || form.moment.has_value();
    return form;
}

// A drain's own sheet asks for deadline, waves and reason; this is the rest of it.
OrderForm drainForm(const Chosen& chosen, const FleetStore& store)
{
    OrderForm form;
    form.action = Action::Drain;
    form.order.verb = CommandVerb::Drain;
    std::vector<HostDetails> hosts;
    for (const HostId& id : hostsOf(chosen, store)) {
        if (auto details = store.details(id))
            hosts.push_back(std::move(*details));
    }
    form.possible = !hosts.empty();
    if (!form.possible)
        return form;
    const QString what = objectOf(hosts);
    const Host& first = hosts.front().row.host;
    const bool oneRack = std::all_of(hosts.begin(), hosts.end(),
        [&](const HostDetails& one) { return one.row.host.rack == first.rack; });
    form.title = hosts.size() == 1 ? OrderForms::tr("Drain %1 / %2").arg(first.site.text(), what)
        : oneRack
        ? OrderForms::tr("Drain %1 in %2 / rack %3").arg(what, first.site.text(), first.rackName)
        : OrderForms::tr("Drain %1 in %2").arg(what, first.site.text());
    form.send = hosts.size() == 1 ? OrderForms::tr("&Start drain of %1").arg(what)
                                  : OrderForms::tr("&Start drain of %1").arg(what);
    form.keep = OrderForms::tr("&Cancel");
    form.categories = {OrderForms::tr("Maintenance planned"), OrderForms::tr("Suspect hardware"),
        OrderForms::tr("Kernel panic logs"), OrderForms::tr("Image or agent update")};
    seeSite(form.order, first.site, store);
    QStringList tenants;
    form.order.blast.jobs = jobsOn(hosts, tenants);
    form.order.blast.tenants = static_cast<int>(tenants.size());
    for (const HostDetails& details : hosts) {
        form.order.targets.push_back(targetOf(details.row.host));
        form.order.blast.slots_ += static_cast<int>(details.slots.size());
    }
    return form;
}

} // namespace

OrderForm formOf(Action action, const Chosen& chosen, const FleetStore& store)
{
    switch (action) {
    case Action::Cordon:
    case Action::Uncordon:
    case Action::Maintenance:
    case Action::Extend:
    case Action::StopReturn:
    case Action::StopKeep:
        return hostForm(action, chosen, store);
    case Action::Drain:
        return drainForm(chosen, store);
    case Action::CancelJob:
    case Action::Teardown:
    case Action::ForceDestroy:
        break;
    }
    return vmForm(action, chosen, store);
}

} // namespace Espalier::Ui
