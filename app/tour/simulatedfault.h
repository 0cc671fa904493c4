// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet.h"

namespace Espalier::Tour {

// Something that goes wrong with one simulated host of the real host's site, as long as this lives
// or until it is ended. Throws Failure if the simulator will not.
class SimulatedFault final {
public:
    // kind: as "espalier-hostd fault" calls it; code: of the host, A07-12.
    SimulatedFault(const Fleet& fleet, const QString& kind, const QString& code);
    ~SimulatedFault();
    SimulatedFault(const SimulatedFault&) = delete;
    SimulatedFault& operator=(const SimulatedFault&) = delete;

    void end();

private:
    [[nodiscard]] CommandResult run(const QStringList& more) const;

    const Fleet& m_fleet;
    QString m_kind, m_code;
    bool m_ended = false;
};

} // namespace Espalier::Tour
