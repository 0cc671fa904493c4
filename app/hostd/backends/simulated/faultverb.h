// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faultcontrol.h"

#include <variant>

namespace Espalier::Hostd {

// The command line of `espalier-hostd fault`, checked as far as it can be without the simulator.
struct FaultCommand {
    QString stateFolder;
    FaultRequest request;
};
using ParsedFault = std::variant<FaultCommand, HelpWanted, UsageError>;
// arguments: what follows "fault".
[[nodiscard]] ParsedFault parseFault(const QStringList& arguments);

// Asks the simulator that runs in the state folder. text: for the person, one line.
struct FaultAnswer {
    bool ok = false;
    QString text;
};
[[nodiscard]] FaultAnswer askForFault(const FaultCommand& command);

} // namespace Espalier::Hostd
