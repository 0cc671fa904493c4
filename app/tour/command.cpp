// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include <QProcess>

namespace Espalier::Tour {

CommandResult runCommand(const QString& program, const QStringList& arguments, int limitMs)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    CommandResult result;
    if (!process.waitForStarted(limitMs)) {
        result.errors = QStringLiteral("%1: %2").arg(program, process.errorString());
        return result;
    }
    if (!process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        result.errors = QStringLiteral("%1: no end within %2 ms").arg(program).arg(limitMs);
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.exitStatus = process.exitCode();
    }
    result.output = QString::fromUtf8(process.readAllStandardOutput());
    result.errors += QString::fromUtf8(process.readAllStandardError());
    return result;
}

} // namespace Espalier::Tour
