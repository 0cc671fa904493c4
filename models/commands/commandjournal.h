// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/command.h>
#include <link/api/fleetlink.h>

#include <vector>

namespace Espalier {

// A command as it was signed, with its texts; what the desk keeps until fleetd has answered.
struct JournaledCommand {
    CommandId id;
    SiteId site;
    CommandMessage message;
};

// Commands under way on disk, one file each, written before they are sent: after a crash the desk
// asks for them again, it never sends them again (protocol.md 5). Blocking: never on the main
// thread. Every call answers what is wrong and what to do, empty if nothing is.
class CommandJournal final {
public:
    explicit CommandJournal(QString folder);

    [[nodiscard]] QString keep(const JournaledCommand& command) const;
    // No such file is no problem.
    [[nodiscard]] QString forget(const CommandId& id) const;

    struct Loaded {
        std::vector<JournaledCommand> commands; // by file name
        QStringList problems; // files that are none; they stay where they are
    };
    [[nodiscard]] Loaded load() const;

private:
    [[nodiscard]] QString path(const CommandId& id) const;
    const QString m_folder;
};

} // namespace Espalier
