// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/command.h>
#include <fleetd/record/fleetrecord.h>

#include <espalier/v1/commands.pb.h>

#include <map>

namespace Espalier::Fleetd {

// What one verb needs beyond what all commands share: the seam for whoever adds a verb. Record's
// thread. CommandIntake calls judge() when signature, roster, caller, generations and boot ids of
// all targets have passed, and commits after it: one commit holds the command, its audit entries,
// the raised generations of its targets, and what begin() puts beside them. Dispatcher then sends
// CommandOrder{part()} to each host of an open target, after every hello again, and whenever the
// owner calls Dispatcher::dispatch(command, host). Settlement ends a target by the host's record.
class VerbOwner {
public:
    VerbOwner() = default;
    VerbOwner(const VerbOwner&) = delete;
    VerbOwner& operator=(const VerbOwner&) = delete;
    virtual ~VerbOwner() = default;

    // Why it cannot be taken up now; an empty code: it can. Also asked before a dry run.
    [[nodiscard]] virtual CommandDetail judge(const Evidence::CommandRecord& record) const = 0;
    // The answer to a dry run, if the verb has one.
    [[nodiscard]] virtual std::optional<v1::DrainPreview> preview(
        const Evidence::CommandRecord& record) const
    {
        Q_UNUSED(record)
        return std::nullopt;
    }
    // Within the commit that takes the command up: objects of the verb's own. draft.pending() reads
    // what this commit has changed already.
    virtual void begin(Draft& draft, const v1::Command& command)
    {
        Q_UNUSED(draft)
        Q_UNUSED(command)
    }
    // CommandOrder.part that is due for this host now; nullopt: nothing is.
    [[nodiscard]] virtual std::optional<std::string> part(
        const v1::Command& command, const std::string& host) const
    {
        Q_UNUSED(command)
        Q_UNUSED(host)
        return std::string();
    }
    // The mode that a host must have recorded under this command's digest for its target to have
    // succeeded; another mode under that digest is a step on the way. nullopt: the verb is not
    // about hosts' modes.
    [[nodiscard]] virtual std::optional<HostMode> mode(const v1::Command& command) const
    {
        Q_UNUSED(command)
        return std::nullopt;
    }
};

// Who owns which verb. A verb without an owner is refused.
class VerbOwners final {
public:
    void add(CommandVerb verb, VerbOwner& owner) { m_owners[verb] = &owner; }
    [[nodiscard]] VerbOwner* of(CommandVerb verb) const
    {
        const auto found = m_owners.find(verb);
        return found == m_owners.end() ? nullptr : found->second;
    }
    [[nodiscard]] VerbOwner* of(const v1::Command& command) const
    {
        return of(verbFromName(QString::fromStdString(command.verb())));
    }

private:
    std::map<CommandVerb, VerbOwner*> m_owners;
};

} // namespace Espalier::Fleetd
