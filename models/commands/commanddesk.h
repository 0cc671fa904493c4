// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandjournal.h"
#include "deskkey.h"

#include <evidence/command.h>

#include <functional>
#include <map>

namespace Espalier {

// What a person wants done; becomes one or more signed commands.
struct Order {
    CommandVerb verb = CommandVerb::Unknown;
    SiteId site;
    std::vector<CommandTarget> targets;
    QMap<QString, QString> params;
    Tier tier = Tier::T0;
    QString reason, ticket;
    Evidence::BlastRadius blast;
    QString seenEpoch;
    quint64 seenRevision = 0;
};

// How far a command has come at this desk. Beyond Answered, fleetd's Command object says more.
enum class SendState {
    Writing, // to disk, before it is sent
    Sending,
    Answered, // fleetd has it
    Refused, // fleetd says no, why
    NotSent, // for certain; it is never sent by itself
    NoAnswer, // it may have been taken up: asked for until that is known
};

struct DeskCommand {
    CommandId id;
    SiteId site;
    CommandVerb verb = CommandVerb::Unknown;
    std::vector<CommandTarget> targets;
    QString reason, ticket;
    WallTime issuedAt{};
    SendState state = SendState::Writing;
    CommandDetail why; // Refused, NotSent, NoAnswer
};

// A command's life at the desk (protocol.md 5): build, sign, write, send, ask again. Main thread.
class CommandDesk final {
public:
    using Random = std::function<QByteArray(qsizetype)>;
    using Task = std::function<void()>;

    struct Parts {
        const Clock& clock;
        Random random; // for ids and salts
        CommandJournal journal;
        std::function<FleetLink*(const SiteId&)> linkOf; // nullptr: no such site
        std::function<void(Task)> onDisk; // runs a task on a thread that may block, in order
        std::function<void(Task)> onMain; // from any thread; drops what comes after the desk
        std::function<void(const DeskCommand&)> changed;
    };
    explicit CommandDesk(Parts parts);
    CommandDesk(const CommandDesk&) = delete;
    CommandDesk& operator=(const CommandDesk&) = delete;

    // nullptr: this desk is read-only. policyVersion: of the roster in force.
    void setKey(std::shared_ptr<const DeskKey> key, quint64 policyVersion);
    [[nodiscard]] bool canSign() const { return m_key != nullptr; }

    // Signs and sends; several commands if one cannot hold the targets. Empty, and why, if it
    // cannot be signed.
    struct Ordered {
        std::vector<CommandId> ids;
        QString problem;
    };
    Ordered order(const Order& order);
    // The dry run of the same call; leaves no trace. Of the first 80 targets.
    void preview(const Order& order, std::function<void(const CommandAnswer&)> answered);

    // What a former run left: asked for, never sent.
    void resume();
    // fleetd's word, from the feed.
    void told(const Command& command);
    // The site's whole list is here: what it does not name was never taken up.
    void listed(const SiteId& site, const std::function<bool(const CommandId&)>& isThere);

    [[nodiscard]] const DeskCommand* find(const CommandId& id) const;
    [[nodiscard]] std::vector<DeskCommand> commands() const; // newest last

private:
    struct Signed {
        DeskCommand command;
        CommandMessage message;
    };
    [[nodiscard]] Evidence::Result<Signed> sign(
        const Order& order, std::vector<CommandTarget> targets, bool dryRun) const;
    [[nodiscard]] QString signAll(
        const Order& order, std::vector<CommandTarget> targets, std::vector<Signed>& all) const;
    void start(Signed made);
    void send(const CommandId& id, CommandMessage message);
    void answered(const CommandId& id, const CommandAnswer& answer);
    void set(const CommandId& id, SendState state, const CommandDetail& why = {});
    void forget(const CommandId& id);

    const Parts m_parts;
    std::shared_ptr<const DeskKey> m_key;
    quint64 m_policyVersion = 0;
    std::map<CommandId, DeskCommand> m_commands;
    std::vector<CommandId> m_order; // as they were given
};

} // namespace Espalier
