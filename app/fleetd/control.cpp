// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "control.h"

#include <QDir>
#include <QLocalSocket>
#include <QLoggingCategory>

#include <optional>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logControl, "espalier.control")

const QByteArray verb = "backup ";
constexpr qint64 lineAtMost = 8'192;
constexpr int backupTimeoutMs = 600'000; // a copy of a large record takes its time
constexpr int connectTimeoutMs = 3'000;

} // namespace

Control::Control(const QString& socket, std::function<void(const QString& target)> backup)
    : m_backup(std::move(backup))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(
        socket); // of a run that did not end by itself; the database's lock tells
    QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this] {
        while (QLocalSocket* peer = m_server.nextPendingConnection())
            serve(peer);
    });
    if (!m_server.listen(socket))
        qCWarning(logControl).noquote()
            << "no backups while this runs:" << socket << m_server.errorString();
}

void Control::serve(QLocalSocket* peer)
{
    QObject::connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
    QObject::connect(peer, &QLocalSocket::readyRead, peer, [this, peer] {
        if (!peer->canReadLine() && peer->bytesAvailable() <= lineAtMost)
            return;
        peer->write(answer(peer->readLine(lineAtMost).trimmed()));
        peer->disconnectFromServer();
    });
}

QByteArray Control::answer(const QByteArray& line)
{
    const QString target = QString::fromUtf8(line.mid(verb.size()));
    if (!line.startsWith(verb) || !QDir::isAbsolutePath(target))
        return "error: \"backup <absolute path>\" is all that is understood here\n";
    try {
        m_backup(target);
    } catch (const std::exception& error) {
        return QByteArray("error: ") + QByteArray(error.what()).replace('\n', ' ') + '\n';
    }
    return "ok\n";
}

std::optional<QString> Control::askBackup(const QString& socket, const QString& target)
{
    QLocalSocket peer;
    peer.connectToServer(socket);
    if (!peer.waitForConnected(connectTimeoutMs))
        return std::nullopt;
    peer.write(verb + target.toUtf8() + '\n');
    while (!peer.canReadLine()) {
        if (!peer.waitForReadyRead(backupTimeoutMs))
            return QStringLiteral("the running daemon gave no answer: %1").arg(peer.errorString());
    }
    const QString line = QString::fromUtf8(peer.readLine()).trimmed();
    return line == QLatin1String("ok") ? QString() : line;
}

} // namespace Espalier::Fleetd
