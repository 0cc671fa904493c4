// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission.h"

#include "until.h"

#include <QFile>
#include <QRegularExpression>

namespace Espalier::Tour {

Submission::Submission(const Fleet& fleet, const QString& tenant, const QString& pipeline,
    const QString& script, const QStringList& more)
{
    const QString file = m_folder.filePath(QStringLiteral("job.sh"));
    QFile target(file);
    const QByteArray text = script.toUtf8();
    if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size())
        throw Failure(QStringLiteral("cannot write %1: %2").arg(file, target.errorString()));
    target.close();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(fleet.program(QStringLiteral("espalier-fleetd")),
        fleet.submitArguments(tenant, pipeline, file, more));
    if (!m_process.waitForStarted())
        throw Failure(QStringLiteral("cannot start submit: %1").arg(m_process.errorString()));
}

Submission::~Submission()
{
    m_process.kill();
    m_process.waitForFinished();
}

const QString& Submission::output()
{
    m_process.waitForReadyRead(0);
    m_output += QString::fromUtf8(m_process.readAll());
    return m_output;
}

QString Submission::waitFor(const QString& text, const QDeadlineTimer& deadline)
{
    const QString what = QStringLiteral("the submitter prints \"%1\"").arg(text);
    return *until(deadline, what, [&](QString& seen) -> std::optional<QString> {
        const QString all = output();
        seen = all.right(400).trimmed();
        const qsizetype at = all.indexOf(text);
        const qsizetype end = at < 0 ? -1 : all.indexOf(QLatin1Char('\n'), at);
        if (end < 0)
            return std::nullopt;
        return all.mid(at + text.size(), end - at - text.size()).trimmed();
    });
}

QString Submission::vm(const QDeadlineTimer& deadline)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\bVM\\b[^\\n]*?([0-9a-f]{8}-[0-9a-f-]{27})"),
        QRegularExpression::CaseInsensitiveOption);
    return *until(deadline, QStringLiteral("the submitter names the VM"),
        [&](QString& seen) -> std::optional<QString> {
            seen = output().right(400).trimmed();
            const QRegularExpressionMatch match = pattern.match(m_output);
            if (!match.hasMatch())
                return std::nullopt;
            return match.captured(1);
        });
}

int Submission::waitForEnd(const QDeadlineTimer& deadline)
{
    until(deadline, QStringLiteral("the submitter ends"), [&](QString& seen) {
        seen = output().right(400).trimmed();
        return m_process.state() == QProcess::NotRunning;
    });
    (void)output();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

} // namespace Espalier::Tour
