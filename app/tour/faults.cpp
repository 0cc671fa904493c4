// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults.h"

#include "failure.h"

#include <algorithm>
#include <cstdio>

namespace Espalier::Tour {

Faults::~Faults()
{
    for (const QString& kind : std::as_const(m_on)) {
        if (const CommandResult result = ask(kind, true); !result.ok())
            std::fprintf(stderr, "espalier-tour: the fault %s stays on: %s\n", qPrintable(kind),
                qPrintable(result.errors.trimmed()));
    }
}

CommandResult Faults::ask(const QString& kind, bool off) const
{
    const FaultyHost host = m_hosts.value(kind);
    QStringList words{QStringLiteral("fault"), kind, QStringLiteral("--state"),
        m_fleet.daemon(host.site + QStringLiteral("/simulator")).state, QStringLiteral("--host"),
        host.code};
    if (host.slot != 0)
        words << QStringLiteral("--slot") << QString::number(host.slot);
    if (off)
        words << QStringLiteral("--off");
    return runCommand(m_fleet.program(QStringLiteral("espalier-hostd")), words);
}

void Faults::begin(const QString& kind, const FaultyHost& host)
{
    m_hosts.insert(kind, host);
    if (const CommandResult result = ask(kind, false); !result.ok())
        throw Failure(QStringLiteral("the fault %1 of %2 does not begin: %3")
                          .arg(kind, host.code, result.errors.trimmed()));
    m_on.append(kind);
}

void Faults::end(const QString& kind)
{
    if (const CommandResult result = ask(kind, true); !result.ok())
        throw Failure(QStringLiteral("the fault %1 of %2 does not end: %3")
                          .arg(kind, of(kind).code, result.errors.trimmed()));
    m_on.removeAll(kind);
}

const FaultyHost& Faults::of(const QString& kind) const
{
    const auto found = m_hosts.find(kind);
    if (found == m_hosts.end())
        throw Failure(QStringLiteral("no host has the fault %1: its step did not hold").arg(kind));
    return *found;
}

bool Faults::touch(const QString& site, const QString& code) const
{
    return std::ranges::any_of(m_on, [&](const QString& kind) {
        const FaultyHost host = m_hosts.value(kind);
        return host.site == site && host.code == code;
    });
}

} // namespace Espalier::Tour
