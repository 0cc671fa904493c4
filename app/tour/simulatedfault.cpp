// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulatedfault.h"

#include "failure.h"

namespace Espalier::Tour {

SimulatedFault::SimulatedFault(const Fleet& fleet, const QString& kind, const QString& code)
    : m_fleet(fleet)
    , m_kind(kind)
    , m_code(code)
{
    if (const CommandResult result = run({}); !result.ok())
        throw Failure(
            QStringLiteral("fault %1 of %2: %3").arg(kind, code, result.errors.trimmed()));
}

SimulatedFault::~SimulatedFault()
{
    if (!m_ended)
        (void)run({QStringLiteral("--off")});
}

void SimulatedFault::end()
{
    m_ended = true;
    if (const CommandResult result = run({QStringLiteral("--off")}); !result.ok())
        throw Failure(QStringLiteral("fault %1 of %2 does not end: %3")
                          .arg(m_kind, m_code, result.errors.trimmed()));
}

CommandResult SimulatedFault::run(const QStringList& more) const
{
    const DaemonEntry& simulator =
        m_fleet.daemon(m_fleet.realSite() + QStringLiteral("/simulator"));
    return runCommand(m_fleet.program(QStringLiteral("espalier-hostd")),
        QStringList{QStringLiteral("fault"), m_kind, QStringLiteral("--state"), simulator.state,
            QStringLiteral("--host"), m_code}
            + more);
}

} // namespace Espalier::Tour
