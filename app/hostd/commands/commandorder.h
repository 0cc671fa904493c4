// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/command.h>

namespace Espalier::Hostd {

// A person's command as fleetd hands it on: nothing of it is believed before it is verified.
struct CommandOrder {
    QByteArray envelope;
    Evidence::CommandTexts texts;
    QString part; // of drain: cordon, drain; else empty
};

// What this host says of one target of a command.
struct CommandReport {
    CommandId command;
    QString target; // uid
    CommandState state = CommandState::Rejected;
    CommandDetail why;
    quint64 generation = 0; // observed, of the target
};

} // namespace Espalier::Hostd
