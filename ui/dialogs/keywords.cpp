// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keywords.h"

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct CommandKey {
    Q_DECLARE_TR_FUNCTIONS(CommandKey)
};

} // namespace

QString readOnlyWord(const DeskKeyState& state)
{
    switch (state.problem) {
    case DeskKeyProblem::None:
        return {};
    case DeskKeyProblem::NotCreated:
        return CommandKey::tr("no command key");
    case DeskKeyProblem::KeychainUnavailable:
        return CommandKey::tr("keyring locked");
    case DeskKeyProblem::Unreadable:
        return CommandKey::tr("command key unreadable");
    case DeskKeyProblem::UnknownPerson:
    case DeskKeyProblem::UnknownDevice:
        return CommandKey::tr("not in the roster");
    case DeskKeyProblem::NoKeyInRoster:
    case DeskKeyProblem::OtherKeyInRoster:
        return CommandKey::tr("key not in the roster");
    case DeskKeyProblem::RoleMayNotOrder:
        return CommandKey::tr("role %1").arg(state.detail);
    }
    return {};
}

QString keyAdvice(const DeskKeyState& state)
{
    switch (state.problem) {
    case DeskKeyProblem::None:
        return CommandKey::tr("The roster lists this key: this desk may be armed.");
    case DeskKeyProblem::NotCreated:
        return CommandKey::tr(
            "This desk has no command key yet. Create one here or import yours, then send its "
            "public key to an administrator.");
    case DeskKeyProblem::KeychainUnavailable:
        return CommandKey::tr("The keyring cannot be used (%1). Unlock it and try again; nothing "
                              "was lost.")
            .arg(state.detail);
    case DeskKeyProblem::Unreadable:
        return CommandKey::tr("What is stored as this desk's command key is none (%1). Import your "
                              "key again, or create a new one.")
            .arg(state.detail);
    case DeskKeyProblem::UnknownPerson:
        return CommandKey::tr("The roster does not know the person %1 of your certificate. Ask an "
                              "administrator to enter it.")
            .arg(state.detail);
    case DeskKeyProblem::UnknownDevice:
        return CommandKey::tr("The roster does not know the device %1 of your certificate. Ask an "
                              "administrator to enter it.")
            .arg(state.detail);
    case DeskKeyProblem::NoKeyInRoster:
        return CommandKey::tr("The roster lists no command key for this desk yet. Send the public "
                              "key to an administrator.");
    case DeskKeyProblem::OtherKeyInRoster:
        return CommandKey::tr("The roster lists another command key for this desk. Import that "
                              "one, or send this public key to an administrator.");
    case DeskKeyProblem::RoleMayNotOrder:
        return CommandKey::tr("Your role (%1) orders nothing: it needs operator or on-call.")
            .arg(state.detail);
    }
    return {};
}

QString disarmedWord(Arming::End end)
{
    switch (end) {
    case Arming::End::Never:
    case Arming::End::ByPerson:
        return {};
    case Arming::End::TimeOver:
        return CommandKey::tr("disarmed: 15 minutes are over");
    case Arming::End::Locked:
        return CommandKey::tr("disarmed: the screen was locked");
    case Arming::End::Suspended:
        return CommandKey::tr("disarmed: the machine slept");
    case Arming::End::ClockJumped:
        return CommandKey::tr("disarmed: the clock was set");
    case Arming::End::KeyGone:
        return CommandKey::tr("disarmed: the key holds no more");
    }
    return {};
}

} // namespace Espalier::Ui
