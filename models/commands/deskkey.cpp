// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deskkey.h"

#include <evidence/command.h>

#include <algorithm>

namespace Espalier {

namespace {

DeskKeyState no(DeskKeyProblem problem, const QString& detail)
{
    return {nullptr, problem, detail, false};
}

bool mayOrder(const Evidence::Person& person)
{
    const QStringList roles = Evidence::rolesFor(CommandVerb::Cordon, Tier::T0);
    return std::any_of(roles.begin(), roles.end(),
        [&](const QString& role) { return person.roles.contains(role); });
}

} // namespace

DeskKeyState judgeDeskKey(const QByteArray& seed, const QString& person, const QString& device,
    const Evidence::Roster& roster)
{
    const auto who = std::find_if(roster.people.begin(), roster.people.end(),
        [&](const Evidence::Person& one) { return one.id == person; });
    if (who == roster.people.end())
        return no(DeskKeyProblem::UnknownPerson, person);
    // Who may not order anything is told so, not asked for a key.
    if (!mayOrder(*who))
        return no(DeskKeyProblem::RoleMayNotOrder, who->roles.join(QStringLiteral(", ")));
    const auto where = std::find_if(who->devices.begin(), who->devices.end(),
        [&](const Evidence::Device& one) { return one.id == device; });
    if (where == who->devices.end())
        return no(DeskKeyProblem::UnknownDevice, device);
    if (seed.isEmpty())
        return no(DeskKeyProblem::NotCreated, {});
    const auto key = Evidence::SigningKey::fromSeed(seed);
    if (!key)
        return no(DeskKeyProblem::Unreadable, key.error());
    const QString hex = key->publicKey().hex();
    if (where->commandKey.isEmpty())
        return no(DeskKeyProblem::NoKeyInRoster, hex);
    if (where->commandKey != hex)
        return no(DeskKeyProblem::OtherKeyInRoster, hex);
    return {std::make_shared<const DeskKey>(DeskKey{*key, person, device}), DeskKeyProblem::None,
        hex, false};
}

} // namespace Espalier
