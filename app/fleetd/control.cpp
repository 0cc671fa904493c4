// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "control.h"

#include <QDir>
#include <QLoggingCategory>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logControl, "espalier.control")

const QByteArray verb = "backup ";
constexpr std::chrono::minutes backupTimeout{10}; // a copy of a large record takes its time

} // namespace

Control::Control(const QString& socket, std::function<void(const QString& target)> backup)
    : m_backup(std::move(backup))
    , m_socket(socket, [this](const QByteArray& line) { return answer(line); })
{
    if (!m_socket.problem().isEmpty())
        qCWarning(logControl).noquote() << "no backups while this runs:" << m_socket.problem();
}

QByteArray Control::answer(const QByteArray& line)
{
    const QString target = QString::fromUtf8(line.mid(verb.size()));
    if (!line.startsWith(verb) || !QDir::isAbsolutePath(target))
        return "error: \"backup <absolute path>\" is all that is understood here";
    try {
        m_backup(target);
    } catch (const std::exception& error) {
        return QByteArray("error: ") + QByteArray(error.what());
    }
    return "ok";
}

std::optional<QString> Control::askBackup(const QString& socket, const QString& target)
{
    QString problem;
    const auto line = Daemon::ControlSocket::ask(
        socket, QByteArray(verb + target.toUtf8()), backupTimeout, &problem);
    if (!line)
        return problem.isEmpty() ? std::nullopt : std::optional(problem);
    const QString answer = QString::fromUtf8(*line);
    return answer == QLatin1String("ok") ? QString() : answer;
}

} // namespace Espalier::Fleetd
