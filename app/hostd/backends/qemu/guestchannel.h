// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/states.h>

#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <optional>

namespace Espalier::Hostd {

// hostd's end of a guest's two ports; the line protocol stands in resources/guest/README.md. What
// comes from a guest is a stranger's: lines are bounded, output is bytes.
class GuestChannel final : public QObject {
    Q_OBJECT
public:
    explicit GuestChannel(QObject* parent = nullptr);
    ~GuestChannel() override;

    void connectTo(const QString& controlPath, const QString& outputPath);
    void askPowerOff();
    void askJobEnd();
    // The guest has said something since this object connected.
    [[nodiscard]] bool isHeard() const { return m_heard; }
    // The end that the guest has told but that was not yet passed on.
    [[nodiscard]] std::optional<JobExit> pendingEnd() const { return m_end; }

Q_SIGNALS:
    void booted();
    void started();
    void output(const QByteArray& data);
    // After all output. Acknowledged by acknowledgeEnd() only, so that the guest repeats it to a
    // later hostd if this one dies first.
    void ended(const Espalier::JobExit& exit);
    void failed(const QString& word); // there is no job in this guest

public:
    void acknowledgeEnd();

private:
    void readControl();
    void readOutput();
    void handleLine(const QByteArray& line);
    void handleEnd(JobExitKind kind, const QByteArray& line, const QByteArray& number);
    void acknowledge(const QByteArray& line);

    QLocalSocket m_control;
    QLocalSocket m_output;
    QByteArray m_line;
    bool m_lineTooLong = false;
    bool m_heard = false;
    QByteArray m_endLine;
    std::optional<JobExit> m_end;
    QTimer m_quiet;
};

} // namespace Espalier::Hostd
