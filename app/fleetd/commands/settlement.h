// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "opencommands.h"
#include "verbowner.h"

#include <evidence/records.h>
#include <fleetd/record/commandstore.h>

namespace Espalier::Fleetd {

// What a host's record, or of volumes its report, makes of commands, in the commit of that very
// record: the only way to SUCCEEDED. Record's thread.
class Settlement final {
public:
    struct Parts {
        FleetRecord& record;
        const CommandStore& store;
        const AuditTrail& audit;
        const OpenCommands& open;
        const VerbOwners& owners;
    };
    explicit Settlement(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    // host: as the record makes it; gets who ordered the mode and why.
    void mode(Draft& draft, const Evidence::HostModeRecord& record, v1::Host& host) const;
    // A teardown run of this VM is over. ended: with it the VM's life; else the run failed.
    // Answers the id of the command that ended the life, empty if it was none.
    std::string life(Draft& draft, const Evidence::LifeRecord& record, bool ended) const;
    // The host's report no longer has this volume: whoever ordered its eviction there has it.
    void evicted(Draft& draft, const std::string& volume, const std::string& host) const;
    [[nodiscard]] bool isEvicted(const std::string& volume, const std::string& host) const;
    // Did the record tell that this VM's life is over? Then nothing is left to be ended.
    [[nodiscard]] bool isOver(const std::string& vm) const;

private:
    Parts m_parts;
};

} // namespace Espalier::Fleetd
