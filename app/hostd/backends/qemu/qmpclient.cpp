// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qmpclient.h"

#include <QJsonDocument>

namespace Espalier::Hostd {

namespace {

// Nothing we ask for answers with more; a longer line is not QEMU's.
constexpr qint64 maxLine = 1 << 20;

} // namespace

QmpClient::QmpClient(QObject* parent)
    : QObject(parent)
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &QmpClient::readLines);
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] {
        m_ready = false;
        m_answers.clear();
        Q_EMIT disconnected();
    });
}

// The socket's end tells of its disconnection, and by then the answers are gone already.
QmpClient::~QmpClient() { m_socket.disconnect(this); }

void QmpClient::connectTo(const QString& path) { m_socket.connectToServer(path); }

void QmpClient::execute(const QString& command, const Answer& answer)
{
    if (m_socket.state() != QLocalSocket::ConnectedState)
        return;
    const QString id = QString::number(m_nextId++);
    if (answer)
        m_answers.insert(id, answer);
    const QJsonObject message{{QStringLiteral("execute"), command}, {QStringLiteral("id"), id}};
    m_socket.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
}

void QmpClient::readLines()
{
    while (m_socket.canReadLine())
        handle(QJsonDocument::fromJson(m_socket.readLine(maxLine)).object());
    if (m_socket.bytesAvailable() > maxLine)
        m_socket.abort();
}

void QmpClient::handle(const QJsonObject& message)
{
    if (message.contains(QLatin1String("QMP"))) {
        execute(QStringLiteral("qmp_capabilities"), [this](const QJsonValue&) {
            m_ready = true;
            Q_EMIT ready();
            execute(QStringLiteral("query-status"), [this](const QJsonValue& result) {
                Q_EMIT status(result[QLatin1String("status")].toString());
            });
        });
        return;
    }
    const QString name = message.value(QLatin1String("event")).toString();
    if (!name.isEmpty()) {
        Q_EMIT happened(name, message.value(QLatin1String("data")).toObject());
        return;
    }
    const Answer answer = m_answers.take(message.value(QLatin1String("id")).toString());
    if (answer && message.contains(QLatin1String("return")))
        answer(message.value(QLatin1String("return")));
}

} // namespace Espalier::Hostd
