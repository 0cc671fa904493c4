// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlsocket.h"

#include <QLocalSocket>

namespace Espalier::Daemon {

namespace {

constexpr int connectTimeoutMs = 3'000;

} // namespace

ControlSocket::ControlSocket(
    const QString& path, std::function<QByteArray(const QByteArray& line)> answer)
    : m_answer(std::move(answer))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    // Of a run that did not end by itself: the lock of the daemon's database tells two runs apart.
    QLocalServer::removeServer(path);
    QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this] {
        while (QLocalSocket* peer = m_server.nextPendingConnection())
            serve(peer);
    });
    if (!m_server.listen(path))
        m_problem = QStringLiteral("%1: %2").arg(path, m_server.errorString());
}

void ControlSocket::serve(QLocalSocket* peer)
{
    QObject::connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
    QObject::connect(peer, &QLocalSocket::readyRead, peer, [this, peer] {
        if (!peer->canReadLine() && peer->bytesAvailable() <= lineAtMost)
            return;
        QByteArray line = m_answer(peer->readLine(lineAtMost).trimmed());
        line.replace('\n', ' ');
        peer->write(line + '\n');
        peer->disconnectFromServer();
    });
}

std::optional<QByteArray> ControlSocket::ask(
    const QString& path, const QByteArray& line, std::chrono::milliseconds patience, QString* why)
{
    QLocalSocket peer;
    peer.connectToServer(path);
    if (!peer.waitForConnected(connectTimeoutMs))
        return std::nullopt;
    peer.write(line + '\n');
    while (!peer.canReadLine()) {
        if (!peer.waitForReadyRead(static_cast<int>(patience.count()))) {
            *why = QStringLiteral("the running daemon gave no answer: %1").arg(peer.errorString());
            return std::nullopt;
        }
    }
    return peer.readLine().trimmed();
}

} // namespace Espalier::Daemon
