// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmforms.h"

#include "ordertargets.h"

#include <text/commandwords.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct VmForms {
    Q_DECLARE_TR_FUNCTIONS(VmForms)
};

constexpr size_t triedShown = 3; // the newest
constexpr int residualLength = 200; // characters of the host's own words

// Exit 0 commits what a job changed in its cache volumes, however its VM is torn down (domain.md).
bool endsWell(const Vm& vm) { return vm.exit && *vm.exit == JobExit{JobExitKind::Exit, 0}; }

QString jobName(const VmTarget& target)
{
    const SlotRow& row = target.slot.row;
    return VmForms::tr("%1 / %2 #%3").arg(row.tenant.text(), row.pipeline).arg(row.jobNumber);
}

QString jobState(const VmTarget& target)
{
    const Vm& vm = *target.vm;
    if (vm.jobEndedAt) {
        const QString at = Text::utcTime(*vm.jobEndedAt);
        return vm.exit ? VmForms::tr("ended %1, %2").arg(at, Text::exitWord(*vm.exit))
                       : VmForms::tr("ended %1").arg(at);
    }
    return vm.startedAt ? VmForms::tr("running since %1").arg(Text::utcTime(*vm.startedAt))
                        : VmForms::tr("not started yet");
}

QString losesText(const VmTarget& target)
{
    return target.jobRuns() ? VmForms::tr("1 job, 1 tenant") : VmForms::tr("no job");
}

QString gateText(Tier tier)
{
    return tier == Tier::T2 ? VmForms::tr("T2, code and second person")
                            : VmForms::tr("T1, reason and one person");
}

Text::Line losesLine(const VmTarget& target)
{
    if (!target.jobRuns())
        return joined(plain(losesText(target)),
            secondary(VmForms::tr("(%1 %2)").arg(jobName(target), jobState(target))));
    Text::Line line = plain(VmForms::tr("%1, %2").arg(jobName(target), jobState(target)));
    if (target.slot.row.pastRuns > 0)
        line = joined(line,
            secondary(
                VmForms::tr("p95 %1", "percentile").arg(Text::durationText(target.slot.row.p95))));
    return joined(line, secondary(losesText(target)), 12);
}

QString neighbourText(const VmTarget& target)
{
    QStringList others;
    for (const SlotDetails& slot : target.all) {
        if (slot.row.id == target.slot.row.id)
            continue;
        others << (slot.row.tenant.isEmpty()
                ? slot.row.code
                : QString(slot.row.code + QLatin1Char(' ') + slot.row.tenant.text()));
    }
    if (others.isEmpty())
        return {};
    return others.size() == 1
        ? VmForms::tr("The other slot, %1, is not touched.").arg(others.first())
        : VmForms::tr("The other slots, %1, are not touched.")
              .arg(others.join(QLatin1String(", ")));
}

void addPlace(OrderForm& form, const VmTarget& target)
{
    const Host& host = target.host;
    form.rows.push_back(pairRow(VmForms::tr("Place"),
        plain(VmForms::tr("%1 \u00b7 row %2 \u00b7 rack %3 \u00b7 U%4 \u00b7 slot %5")
                  .arg(host.site.text(), host.row, host.rackName)
                  .arg(host.unit)
                  .arg(target.slot.row.index))));
    if (const QString others = neighbourText(target); !others.isEmpty())
        form.rows.push_back(pairRow(QStringLiteral(" "), secondary(others)));
    form.hostCode = host.code;
    for (const SlotDetails& slot : target.all)
        form.neighbours.push_back({VmForms::tr("slot %1").arg(slot.row.index),
            slot.row.tenant.text(), glyphOf(slot.row.state), slot.row.id == target.slot.row.id});
}

void addTried(OrderForm& form, const VmTarget& target, const FleetStore& store)
{
    std::vector<Tried> tried = triedOn(target.vm->id, store);
    const size_t from = tried.size() > triedShown ? tried.size() - triedShown : 0;
    QString key = VmForms::tr("Tried");
    for (size_t i = from; i < tried.size(); ++i) {
        const Tried& one = tried[i];
        Text::Line line =
            plain(VmForms::tr("%1 %2, %3")
                      .arg(Text::utcTime(one.command.issuedAt), Text::verbWord(one.command.verb),
                          Text::commandStateWord(one.status.state)));
        if (const QString why = Text::commandReason(one.status.why); !why.isEmpty())
            line = joined(line, secondary(why));
        form.rows.push_back(pairRow(std::exchange(key, QStringLiteral(" ")), line));
    }
    if (target.vm->failedTeardowns > 0)
        form.rows.push_back(pairRow(std::exchange(key, QStringLiteral(" ")),
            plain(target.vm->failedTeardowns == 1
                    ? VmForms::tr("1 teardown with all its tries failed")
                    : VmForms::tr("%n teardowns with all their tries failed", nullptr,
                        target.vm->failedTeardowns))));
    if (target.slot.verdict && !target.slot.verdict->residuals.isEmpty())
        form.rows.push_back(
            pairRow(key, secondary(target.slot.verdict->residuals.front().left(residualLength))));
}

// Everything that, had it been otherwise, might have led to another decision.
void addWatched(OrderForm& form, const VmTarget& target)
{
    const SlotRow& row = target.slot.row;
    form.watched = {{VmForms::tr("VM"),
                        VmForms::tr("%1, generation %2")
                            .arg(Text::shortId(target.vm->id.text()))
                            .arg(target.vm->generation)},
        {VmForms::tr("State"), Text::stateWord(row.state)},
        {VmForms::tr("Job #%1").arg(row.jobNumber), jobState(target)},
        {VmForms::tr("Loses"), losesText(target)},
        {VmForms::tr("Evidence"),
            target.isFresh() ? VmForms::tr("fresh") : VmForms::tr("not fresh")}};
    if (form.action == Action::ForceDestroy)
        form.watched.push_back({VmForms::tr("Gate"), gateText(form.order.tier)});
}

Text::Line subtitleOf(const VmTarget& target, const Clock& clock)
{
    Text::Line line = secondary(VmForms::tr("snapshot %1").arg(Text::utcTime(clock.wall())));
    const SlotRow& row = target.slot.row;
    line = joined(line,
        secondary(row.evidenceAt ? VmForms::tr("evidence %1 old")
                                       .arg(Text::durationText(
                                           clock.mono() - *row.evidenceAt, Text::Resolution::Fine))
                                 : VmForms::tr("no evidence")),
        12);
    return joined(line,
        secondary(VmForms::tr("VM %1 generation %2")
                      .arg(Text::shortId(target.vm->id.text()))
                      .arg(target.vm->generation)),
        12);
}

void fillCancel(OrderForm& form, const VmTarget& target)
{
    const QString code = target.slot.row.code;
    form.order.verb = CommandVerb::Cancel;
    form.title = VmForms::tr("Cancel the job in %1?").arg(code);
    form.send = VmForms::tr("Cance&l the job in %1").arg(code);
    form.keep = VmForms::tr("&Keep job");
    form.categories = {VmForms::tr("Job hangs"), VmForms::tr("Asked for by its tenant"),
        VmForms::tr("Host is needed")};
    form.rows.push_back(pairRow(VmForms::tr("Loses"), losesLine(target)));
    form.rows.push_back(pairRow(VmForms::tr("Then"),
        plain(VmForms::tr("The job has %1 to end by itself. Then its VM is torn down.")
                  .arg(Text::durationText(cancelGrace)))));
}

void fillTeardown(OrderForm& form, const VmTarget& target)
{
    const QString code = target.slot.row.code;
    form.order.verb = CommandVerb::Teardown;
    form.title = VmForms::tr("Request the teardown of the VM in %1?").arg(code);
    form.send = VmForms::tr("Request &teardown in %1").arg(code);
    form.keep = VmForms::tr("&Keep VM");
    form.categories = {VmForms::tr("Teardown does not begin"), VmForms::tr("Host is needed")};
    form.rows.push_back(pairRow(VmForms::tr("Loses"), losesLine(target)));
    form.rows.push_back(pairRow(VmForms::tr("Then"),
        plain(VmForms::tr("The host runs the ordinary teardown now, without a grace."))));
}

void fillForce(OrderForm& form, const VmTarget& target)
{
    const QString code = target.slot.row.code;
    const Tier tier = forceTier(target);
    form.order.verb = CommandVerb::ForceDestroy;
    form.order.tier = tier;
    form.title = VmForms::tr("Force-destroy the VM in %1?").arg(code);
    form.send = VmForms::tr("Force-&destroy VM in %1").arg(code);
    form.keep = VmForms::tr("&Keep VM");
    form.categories = {VmForms::tr("Stuck teardown"), VmForms::tr("Job does not end"),
        VmForms::tr("Host is needed")};
    form.rows.push_back(pairRow(VmForms::tr("Loses"), losesLine(target)));
    form.rows.push_back(pairRow(VmForms::tr("Keeps"),
        plain(endsWell(*target.vm)
                ? VmForms::tr("Cache volumes: its job ended with exit 0, so this teardown commits "
                              "what it changed in them.")
                : VmForms::tr("Cache volumes at their last committed version; this job's forks "
                              "are abandoned."))));
    form.rows.push_back(pairRow(VmForms::tr("May fail"),
        plain(VmForms::tr("If the host does not answer, the VM may keep running. The result is "
                          "then “unconfirmed”, not “destroyed”."))));
    if (tier != Tier::T2)
        return;
    form.token = code;
    form.warning = target.jobRuns()
        ? VmForms::tr("A running job needs a second person (T2). Approvals do not exist yet: it "
                      "will be refused.")
        : VmForms::tr("Old evidence needs a second person (T2). Approvals do not exist yet: it "
                      "will be refused.");
}

} // namespace

OrderForm vmForm(Action action, const Chosen& chosen, const FleetStore& store)
{
    OrderForm form;
    form.action = action;
    const auto target =
        chosen.slots_.empty() ? std::nullopt : vmTarget(chosen.slots_.front(), store);
    if (!target || !target->vm) {
        form.possible = false;
        form.destructive = true;
        form.title = VmForms::tr("There is no VM any more");
        form.keep = VmForms::tr("&Close");
        form.watched = {{VmForms::tr("VM"), VmForms::tr("none")}};
        return form;
    }
    form.destructive = true;
    form.glyph = glyphOf(target->slot.row.state);
    addPlace(form, *target);
    if (action == Action::CancelJob)
        fillCancel(form, *target);
    else if (action == Action::Teardown)
        fillTeardown(form, *target);
    else
        fillForce(form, *target);
    addTried(form, *target, store);
    addWatched(form, *target);
    form.subtitle = subtitleOf(*target, store.clock());
    form.order.targets = {targetOf(*target->vm, target->host)};
    seeSite(form.order, target->host.site, store);
    form.order.blast.jobs = target->jobRuns() ? 1 : 0;
    form.order.blast.tenants = form.order.blast.jobs;
    form.order.blast.slots_ = 1;
    return form;
}

} // namespace Espalier::Ui
