// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandresults.h"

#include <items/drainlist.h>
#include <text/commandwords.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace Espalier::Ui {

namespace {

struct CommandResults {
    Q_DECLARE_TR_FUNCTIONS(CommandResults)
};

bool endsAVm(CommandVerb verb)
{
    return verb == CommandVerb::Cancel || verb == CommandVerb::Teardown
        || verb == CommandVerb::ForceDestroy;
}

// After the host has carried it out, the evidence speaks, not the command (protocol.md 5).
ResultLook lookOfLife(const LifeDetails& life)
{
    ResultLook look;
    look.word = Text::goneWord(life.row.badge, life.row.gone);
    if (!look.word.isEmpty()) {
        look.open = false;
        return look;
    }
    const bool late = life.row.state == DisplayState::Unconfirmed
        || life.row.state == DisplayState::Unknown || life.row.state == DisplayState::Stuck;
    look.word = late ? Text::stateWord(life.row.state)
                     : CommandResults::tr("tearing down", "a VM after a command");
    look.bad = late;
    look.why = Text::clausesSummary(life.row.clausesHolding, clauseCount);
    return look;
}

QString codeOf(const CommandTarget& target, const FleetStore& store)
{
    if (target.kind == TargetKind::Host) {
        const auto row = store.rowOf(HostId(target.uid));
        return row ? store.host(*row).host.code : Text::shortId(target.uid);
    }
    if (target.kind == TargetKind::Vm) {
        const auto row = store.rowOf(VmId(target.uid));
        const QString code = row ? store.life(*row).slotCode : QString();
        return code.isEmpty() ? Text::shortId(target.uid) : code;
    }
    return Text::shortId(target.uid);
}

SheetRow rowOf(const QString& key, const ResultLook& look)
{
    Text::Line line = look.bad ? strong(look.word) : plain(look.word);
    if (!look.why.isEmpty())
        line = joined(line, secondary(look.why), 8);
    return pairRow(key, line);
}

QString headOf(CommandVerb verb, const QString& by)
{
    QString word = Text::verbWord(verb);
    if (!word.isEmpty())
        word[0] = word.at(0).toUpper();
    return by.isEmpty() ? word : CommandResults::tr("%1 by %2", "an order, a person").arg(word, by);
}

SheetRow headRowOf(CommandVerb verb, const QString& by, WallTime at)
{
    SheetRow row = headRow(headOf(verb, by), fixedSecondary(Text::utcTime(at)));
    row.tip = Text::utcDateTime(at);
    return row;
}

QString wordsOf(const QString& reason, const QString& ticket)
{
    return ticket.isEmpty() ? reason : QString(reason + QLatin1String(", ") + ticket);
}

void addCommand(std::vector<SheetRow>& rows, const Command& command, const FleetStore& store,
    const std::set<HostId>* only)
{
    rows.push_back(headRowOf(command.verb, command.actor, command.issuedAt));
    for (const TargetStatus& status : command.targets) {
        if (only == nullptr || only->count(status.target.host) > 0)
            rows.push_back(
                rowOf(codeOf(status.target, store), resultOf(command.verb, status, store)));
    }
    if (!command.reason.isEmpty())
        rows.push_back(pairRow(
            CommandResults::tr("Reason"), secondary(wordsOf(command.reason, command.ticket))));
}

void addDeskCommand(
    std::vector<SheetRow>& rows, const DeskCommand& command, const FleetStore& store)
{
    rows.push_back(headRowOf(command.verb, {}, command.issuedAt));
    const ResultLook look = resultOf(command);
    for (const CommandTarget& target : command.targets)
        rows.push_back(rowOf(codeOf(target, store), look));
    rows.push_back(
        pairRow(CommandResults::tr("Reason"), secondary(wordsOf(command.reason, command.ticket))));
}

const Command* toldOf(const CommandId& id, const FleetStore& store)
{
    const auto row = store.commandRow(id);
    return row ? store.command(*row) : nullptr;
}

bool isAbout(const std::vector<CommandTarget>& targets, const std::set<HostId>& hosts)
{
    return std::any_of(targets.begin(), targets.end(),
        [&](const CommandTarget& target) { return hosts.count(target.host) > 0; });
}

} // namespace

ResultLook resultOf(CommandVerb verb, const TargetStatus& status, const FleetStore& store)
{
    ResultLook look;
    look.word = Text::commandStateWord(status.state);
    look.why = Text::commandReason(status.why);
    look.open = isOpen(status.state);
    look.bad = status.state == CommandState::Rejected || status.state == CommandState::Failed
        || status.state == CommandState::Expired || status.state == CommandState::Indeterminate;
    const bool carriedOut =
        status.state == CommandState::Succeeded || status.state == CommandState::Indeterminate;
    if (!carriedOut || !endsAVm(verb) || status.target.kind != TargetKind::Vm)
        return look;
    if (status.why.code == QLatin1String("already-gone"))
        return {CommandResults::tr("already gone"), look.why, false, false};
    const auto life = store.details(VmId(status.target.uid));
    if (!life)
        return look;
    const ResultLook proven = lookOfLife(*life);
    // No answer in time stays so until evidence settles it.
    if (status.state == CommandState::Indeterminate && proven.open)
        return look;
    return proven;
}

ResultLook resultOf(const DeskCommand& command)
{
    const QString why = Text::commandReason(command.why);
    switch (command.state) {
    case SendState::Writing:
        return {CommandResults::tr("being written to disk"), why, true, false};
    case SendState::Sending:
        return {CommandResults::tr("being sent"), why, true, false};
    case SendState::Answered:
        return {CommandResults::tr("received by the control plane"), why, true, false};
    case SendState::Refused:
        return {CommandResults::tr("refused"), why, false, true};
    case SendState::NotSent:
        return {CommandResults::tr("not sent"), why, false, true};
    case SendState::NoAnswer:
        return {CommandResults::tr("unconfirmed, no answer"), why, true, true};
    }
    return {};
}

std::vector<SheetRow> commandRows(
    const std::vector<HostId>& hosts, const OrderDesk& orders, size_t most)
{
    const FleetStore& store = orders.live().store();
    const std::set<HostId> wanted(hosts.begin(), hosts.end());
    std::vector<std::pair<WallTime, std::vector<SheetRow>>> all;
    for (const RowId row : store.commandIds()) {
        const Command* command = store.command(row);
        if (command == nullptr
            || std::none_of(command->targets.begin(), command->targets.end(),
                [&](const TargetStatus& one) { return wanted.count(one.target.host) > 0; }))
            continue;
        all.emplace_back(command->issuedAt, std::vector<SheetRow>());
        addCommand(all.back().second, *command, store, &wanted);
    }
    for (const DeskCommand& command : orders.commands().commands()) {
        if (toldOf(command.id, store) != nullptr || !isAbout(command.targets, wanted))
            continue;
        all.emplace_back(command.issuedAt, std::vector<SheetRow>());
        addDeskCommand(all.back().second, command, store);
    }
    std::stable_sort(
        all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<SheetRow> rows;
    for (size_t i = 0; i < std::min(most, all.size()); ++i) {
        if (i > 0)
            rows.push_back(gapRow(6));
        rows.insert(rows.end(), all[i].second.begin(), all[i].second.end());
    }
    return rows;
}

std::vector<SheetRow> sentRows(const OrderDesk& orders)
{
    const FleetStore& store = orders.live().store();
    std::vector<DeskCommand> sent = orders.commands().commands();
    std::reverse(sent.begin(), sent.end());
    std::vector<SheetRow> rows;
    for (const DeskCommand& command : sent) {
        if (!rows.empty())
            rows.push_back(ruleRow());
        if (const Command* told = toldOf(command.id, store))
            addCommand(rows, *told, store, nullptr);
        else
            addDeskCommand(rows, command, store);
    }
    return rows;
}

// One target's state is not that of the others: "4 carried out; 1 sent to the host".
static QString wordsOfAll(const Command& command, const FleetStore& store)
{
    std::vector<std::pair<QString, int>> counts; // in the order of the targets
    for (const TargetStatus& status : command.targets) {
        const QString word = resultOf(command.verb, status, store).word;
        const auto known = std::find_if(
            counts.begin(), counts.end(), [&](const auto& one) { return one.first == word; });
        if (known == counts.end())
            counts.emplace_back(word, 1);
        else
            ++known->second;
    }
    if (counts.size() == 1)
        return counts.front().first;
    QStringList words;
    for (const auto& [word, count] : counts)
        words << QString::number(count) + QLatin1Char(' ') + word;
    return words.join(QStringLiteral("; "));
}

QString newestSentence(const OrderDesk& orders)
{
    const FleetStore& store = orders.live().store();
    const std::vector<DeskCommand> sent = orders.commands().commands();
    if (sent.empty())
        return {};
    const DeskCommand& command = sent.back();
    const QString what = command.targets.size() == 1
        ? codeOf(command.targets.front(), store)
        : CommandResults::tr("%n targets", nullptr, static_cast<int>(command.targets.size()));
    const Command* told = toldOf(command.id, store);
    QString word =
        told && !told->targets.empty() ? wordsOfAll(*told, store) : resultOf(command).word;
    // How far a drain has come is more than that its hosts have taken the order.
    if (const auto row = store.drainRow(command.id); row && command.verb == CommandVerb::Drain) {
        const Drain& drain = *store.drain(*row);
        word = Items::drainStateText(drain, Items::progressOf(store, drain)).plain();
    }
    return CommandResults::tr("%1 of %2: %3", "an order, its target, its state")
        .arg(headOf(command.verb, {}), what, word);
}

} // namespace Espalier::Ui
