// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "guestchannel.h"

namespace Espalier::Hostd {

namespace {

// resources/guest/README.md
constexpr qsizetype maxLine = 63;
constexpr qint64 outputBuffer = qint64{64} * 1024;
// The two ports are two streams: the end may overtake output that still lies in QEMU. It has gone
// out of the guest by then, so a short silence means that all of it is here.
constexpr int quietMs = 60;

} // namespace

GuestChannel::GuestChannel(QObject* parent)
    : QObject(parent)
{
    m_output.setReadBufferSize(outputBuffer);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_control, &QLocalSocket::connected, this, [this] { m_control.write("repeat\n"); });
    connect(&m_control, &QLocalSocket::readyRead, this, &GuestChannel::readControl);
    connect(&m_output, &QLocalSocket::readyRead, this, &GuestChannel::readOutput);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        if (m_end)
            Q_EMIT ended(*m_end);
    });
}

GuestChannel::~GuestChannel()
{
    m_control.disconnect(this);
    m_output.disconnect(this);
}

void GuestChannel::connectTo(const QString& controlPath, const QString& outputPath)
{
    m_output.connectToServer(outputPath);
    m_control.connectToServer(controlPath);
}

void GuestChannel::askPowerOff()
{
    if (m_control.state() == QLocalSocket::ConnectedState)
        m_control.write("poweroff\n");
}

void GuestChannel::askJobEnd()
{
    if (m_control.state() == QLocalSocket::ConnectedState)
        m_control.write("terminate\n");
}

void GuestChannel::acknowledgeEnd()
{
    if (!m_endLine.isEmpty())
        acknowledge(m_endLine);
    m_end.reset();
}

void GuestChannel::acknowledge(const QByteArray& line)
{
    if (m_control.state() == QLocalSocket::ConnectedState)
        m_control.write("ack " + line + '\n');
}

void GuestChannel::readOutput()
{
    const QByteArray data = m_output.readAll();
    if (data.isEmpty())
        return;
    if (m_quiet.isActive())
        m_quiet.start();
    Q_EMIT output(data);
}

void GuestChannel::readControl()
{
    const QByteArray bytes = m_control.readAll();
    for (const char c : bytes) {
        if (c == '\n') {
            const QByteArray line = std::exchange(m_line, QByteArray());
            if (!std::exchange(m_lineTooLong, false))
                handleLine(line);
        } else if (m_line.size() < maxLine) {
            m_line += c;
        } else {
            m_lineTooLong = true;
        }
    }
}

void GuestChannel::handleLine(const QByteArray& line)
{
    m_heard = true;
    if (line.startsWith("exit ")) {
        handleEnd(JobExitKind::Exit, line, line.mid(5));
    } else if (line.startsWith("signal ")) {
        handleEnd(JobExitKind::Signal, line, line.mid(7));
    } else if (line.startsWith("booted ")) {
        acknowledge(line);
        Q_EMIT booted();
    } else if (line == "started") {
        acknowledge(line);
        Q_EMIT started();
    } else if (line.startsWith("failed ")) {
        Q_EMIT failed(QString::fromLatin1(line.mid(7)));
    }
}

void GuestChannel::handleEnd(JobExitKind kind, const QByteArray& line, const QByteArray& number)
{
    bool ok = false;
    const int code = number.toInt(&ok);
    if (!ok || code < 0 || code > 255)
        return;
    if (m_endLine == line) {
        if (!m_end)
            acknowledge(line); // our first answer was lost
        return;
    }
    if (!m_endLine.isEmpty())
        return; // a job ends once
    m_endLine = line;
    m_end = JobExit{kind, code};
    m_quiet.start();
}

} // namespace Espalier::Hostd
