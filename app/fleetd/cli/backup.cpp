// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "verbs.h"

#include <fleetd/control.h>
#include <fleetd/record/fleetrecord.h>
#include <fleetd/record/schema.h>

#include <QDir>
#include <QFileInfo>

namespace Espalier::Fleetd::Cli {

int backup(const QStringList& words)
{
    ArgumentRule rule;
    rule.values = {QStringLiteral("--state")};
    rule.positional = 1;
    const auto arguments = Arguments::parse(words, rule);
    if (!arguments)
        return fail(arguments.error(), misused);
    if (!arguments->has(QStringLiteral("--state")))
        return fail(QStringLiteral("--state is needed"), misused);
    const QDir state(arguments->value(QStringLiteral("--state")));
    const QString target = QFileInfo(arguments->words().front()).absoluteFilePath();
    const QString file = state.absoluteFilePath(QStringLiteral("fleet.db"));
    if (!QFileInfo::exists(file))
        return fail(QStringLiteral("%1: no such file").arg(file), failed);
    // One connection per file: the running daemon copies through its own, else this program may.
    if (const auto answer =
            Control::askBackup(state.absoluteFilePath(QStringLiteral("control")), target))
        return answer->isEmpty() ? done : fail(*answer, failed);
    try {
        Daemon::Database database(file, fleetSchema(), Daemon::WhenCorrupt::Refuse);
        database.backupTo(target, FleetRecord::forgetEpoch);
    } catch (const Daemon::DatabaseError& error) {
        return fail(error.text(), failed);
    }
    return done;
}

} // namespace Espalier::Fleetd::Cli
