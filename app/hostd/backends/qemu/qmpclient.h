// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>

#include <functional>

namespace Espalier::Hostd {

// QEMU's machine protocol over a unix socket (docs/interop/qmp-spec in QEMU): one JSON object a
// line. Negotiates by itself and then asks for the status once, so that what happened before it
// connected is told too.
class QmpClient final : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const QJsonValue& result)>;

    explicit QmpClient(QObject* parent = nullptr);
    ~QmpClient() override;

    void connectTo(const QString& path);
    [[nodiscard]] bool isReady() const { return m_ready; }
    // Dropped if not ready. answer is not called when QEMU answers with an error.
    void execute(const QString& command, const Answer& answer = {});

Q_SIGNALS:
    void ready();
    // running, paused, shutdown, guest-panicked, ... (RunState of QEMU's schema)
    void status(const QString& state);
    void happened(const QString& event, const QJsonObject& data);
    void disconnected();

private:
    void readLines();
    void handle(const QJsonObject& message);

    QLocalSocket m_socket;
    bool m_ready = false;
    quint64 m_nextId = 1;
    QHash<QString, Answer> m_answers;
};

} // namespace Espalier::Hostd
