// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

namespace Espalier::Tests {

// A session bus of this process alone, on which nothing is activated by itself. Must be started
// before the first use of D-Bus: a process keeps its first session bus.
class PrivateBus final {
public:
    ~PrivateBus()
    {
        for (QProcess* process : {&m_keyring, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }

    // Answers what is wrong, empty if it runs.
    [[nodiscard]] QString start()
    {
        QFile config(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!config.open(QIODevice::WriteOnly))
            return config.errorString();
        config.write(
            "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
            "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
            "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        config.close();
        m_bus.setStandardErrorFile(QProcess::nullDevice()); // it may complain of fd limits
        m_bus.start(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                QStringLiteral("--config-file=") + config.fileName()});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
            return QStringLiteral("dbus-daemon: %1").arg(m_bus.errorString());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        return {};
    }

    // A real Secret Service, unlocked. Answers what is wrong.
    [[nodiscard]] QString startKeyring()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME"})
            environment.insert(QString::fromLatin1(name), m_folder.path());
        m_keyring.setProcessEnvironment(environment);
        m_keyring.setStandardErrorFile(QProcess::nullDevice());
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--foreground"), QStringLiteral("--unlock"),
                QStringLiteral("--components=secrets")});
        if (!m_keyring.waitForStarted())
            return QStringLiteral("gnome-keyring-daemon: %1").arg(m_keyring.errorString());
        m_keyring.write("password");
        m_keyring.closeWriteChannel();
        return {};
    }
    [[nodiscard]] static bool hasKeyring()
    {
        return QDBusConnection::sessionBus().interface()->isServiceRegistered(
            QStringLiteral("org.freedesktop.secrets"));
    }
    void freezeKeyring() const { ::kill(static_cast<pid_t>(m_keyring.processId()), SIGSTOP); }
    void thawKeyring() const { ::kill(static_cast<pid_t>(m_keyring.processId()), SIGCONT); }

private:
    QTemporaryDir m_folder;
    QProcess m_bus, m_keyring;
};

} // namespace Espalier::Tests
