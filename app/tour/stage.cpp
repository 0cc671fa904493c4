// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage.h"

#include "until.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusError>
#include <QDBusReply>
#include <QDir>
#include <QFile>

#include <csignal>
#include <sys/prctl.h>

namespace Espalier::Tour {

namespace {

constexpr int startMs = 15000;
constexpr int stopMs = 3000;

} // namespace

Stage::Stage(const QString& folder, QSize screen, Secrets secrets)
    : m_folder(folder)
{
    if (!m_home.isValid() || !QDir().mkpath(folder))
        throw Failure(QStringLiteral("no folder for the stage: %1").arg(m_home.errorString()));
    QDir(m_home.path()).mkdir(QStringLiteral("run"));
    QFile::setPermissions(m_home.filePath(QStringLiteral("run")),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);

    const QString geometry = QStringLiteral("%1x%2x24").arg(screen.width()).arg(screen.height());
    QProcess& server = spawn(QStringLiteral("xvfb"), QStringLiteral("Xvfb"),
        {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
            QStringLiteral("0"), geometry, QStringLiteral("-dpi"), QStringLiteral("96"),
            QStringLiteral("-nolisten"), QStringLiteral("tcp"), QStringLiteral("-noreset")},
        QProcessEnvironment::systemEnvironment(), true);
    m_display = QLatin1Char(':') + firstLine(server, QStringLiteral("a display number"));

    QProcess& bus = spawn(QStringLiteral("session-bus"), QStringLiteral("dbus-daemon"),
        {QStringLiteral("--session"), QStringLiteral("--nofork"),
            QStringLiteral("--print-address=1")},
        environment(), true);
    m_sessionBus = firstLine(bus, QStringLiteral("a bus address"));
    if (secrets == Secrets::Unlocked)
        startSecrets();
}

Stage::~Stage()
{
    // Last started, first ended: a program before the services that it uses.
    for (auto process = m_processes.rbegin(); process != m_processes.rend(); ++process) {
        (*process)->terminate();
        if (!(*process)->waitForFinished(stopMs)) {
            (*process)->kill();
            (*process)->waitForFinished(stopMs);
        }
    }
}

QProcessEnvironment Stage::environment() const
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.remove(QStringLiteral("WAYLAND_DISPLAY"));
    all.remove(QStringLiteral("XAUTHORITY"));
    all.remove(QStringLiteral("AT_SPI_BUS_ADDRESS"));
    all.insert(QStringLiteral("DISPLAY"), m_display);
    all.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_sessionBus);
    all.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    all.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
    all.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("1"));
    all.insert(QStringLiteral("XDG_SESSION_TYPE"), QStringLiteral("x11"));
    all.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    const QDir home(m_home.path());
    all.insert(QStringLiteral("XDG_RUNTIME_DIR"), home.filePath(QStringLiteral("run")));
    for (const char* kind : {"CONFIG", "DATA", "STATE", "CACHE"})
        all.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(kind)),
            home.filePath(QString::fromLatin1(kind).toLower()));
    return all;
}

QProcess& Stage::start(const QString& name, const QString& program, const QStringList& arguments)
{
    return spawn(name, program, arguments, environment(), false);
}

QProcess& Stage::spawn(const QString& name, const QString& program, const QStringList& arguments,
    const QProcessEnvironment& environment, bool readOutput)
{
    auto process = std::make_unique<QProcess>();
    const QString log = QStringLiteral("%1/%2.log").arg(m_folder, name);
    process->setProcessEnvironment(environment);
    process->setStandardErrorFile(log, QIODevice::Append);
    if (!readOutput)
        process->setStandardOutputFile(log, QIODevice::Append);
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->start(program, arguments);
    if (!process->waitForStarted(startMs))
        throw Failure(QStringLiteral("cannot start %1: %2").arg(program, process->errorString()));
    return *m_processes.emplace_back(std::move(process));
}

QString Stage::firstLine(QProcess& process, const QString& what)
{
    const QDeadlineTimer deadline(startMs);
    while (!process.canReadLine()) {
        if (deadline.hasExpired() || process.state() == QProcess::NotRunning)
            throw Failure(QStringLiteral("%1 printed no %2; its words are in %3")
                              .arg(process.program(), what, m_folder));
        process.waitForReadyRead(100);
    }
    return QString::fromUtf8(process.readLine()).trimmed();
}

void Stage::startSecrets()
{
    QProcess& keyring = spawn(QStringLiteral("keyring"), QStringLiteral("gnome-keyring-daemon"),
        {QStringLiteral("--foreground"), QStringLiteral("--unlock"),
            QStringLiteral("--components=secrets")},
        environment(), false);
    keyring.write("stage\n");
    keyring.closeWriteChannel();
    keyring.waitForBytesWritten(startMs);
    // A program that asks before the name is taken would have the bus start a second, locked one.
    const QString name = QStringLiteral("espalier-stage-secrets");
    {
        const QDBusConnection bus = QDBusConnection::connectToBus(m_sessionBus, name);
        until(QDeadlineTimer(startMs), QStringLiteral("the Secret Service answers"),
            [&](QString& seen) {
                seen = bus.lastError().message();
                return bus.isConnected()
                    && bus.interface()
                           ->isServiceRegistered(QStringLiteral("org.freedesktop.secrets"))
                           .value();
            });
    }
    QDBusConnection::disconnectFromBus(name);
}

} // namespace Espalier::Tour
