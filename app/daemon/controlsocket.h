// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>

#include <chrono>
#include <functional>
#include <optional>

namespace Espalier::Daemon {

// A Unix socket for the one who runs the daemon (mode 0600): one line in, one line out, then it is
// closed. Thread of its creator.
class ControlSocket final {
public:
    static constexpr qint64 lineAtMost = 8'192; // bytes

    // answer: a line without its end in, one without its end out; may not throw.
    ControlSocket(const QString& path, std::function<QByteArray(const QByteArray& line)> answer);
    // Why nobody is listened to; empty: all is well.
    [[nodiscard]] QString problem() const { return m_problem; }

    // The other side: the answer's line. nullopt: nobody listens there, or *why says what happened
    // to somebody who did. Blocks; for command lines only.
    [[nodiscard]] static std::optional<QByteArray> ask(const QString& path, const QByteArray& line,
        std::chrono::milliseconds patience, QString* why);

private:
    void serve(QLocalSocket* peer);

    std::function<QByteArray(const QByteArray&)> m_answer;
    QString m_problem;
    QLocalServer m_server; // goes first: it calls the others
};

} // namespace Espalier::Daemon
