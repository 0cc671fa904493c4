// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginsession.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

namespace Espalier::Ui {

namespace {

constexpr QLatin1String service("org.freedesktop.login1");
constexpr QLatin1String path("/org/freedesktop/login1");
constexpr QLatin1String manager("org.freedesktop.login1.Manager");
constexpr QLatin1String session("org.freedesktop.login1.Session");
constexpr QLatin1String properties("org.freedesktop.DBus.Properties");

} // namespace

LoginSession::LoginSession(QDBusConnection systemBus, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(systemBus))
{
    if (!m_bus.isConnected())
        return;
    m_bus.connect(
        service, path, manager, QStringLiteral("PrepareForSleep"), this, SLOT(takeSleep(bool)));
    auto* watcher =
        new QDBusServiceWatcher(service, m_bus, QDBusServiceWatcher::WatchForRegistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &LoginSession::findSession);
    findSession();
}

// "auto" (systemd 243): the session of this process, or its user's graphical one if the process
// is a service of that user.
void LoginSession::findSession()
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(service, path, manager, QStringLiteral("GetSession"));
    call << QStringLiteral("auto");
    auto* answer = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusObjectPath> reply = *answer;
        if (!reply.isError())
            follow(reply.value());
        answer->deleteLater();
    });
}

void LoginSession::follow(const QDBusObjectPath& found)
{
    if (found.path() == m_session)
        return;
    const QString changed = QStringLiteral("PropertiesChanged");
    const QString lock = QStringLiteral("Lock");
    const char* const take = SLOT(takeProperties(QString, QVariantMap, QStringList));
    if (!m_session.isEmpty()) {
        m_bus.disconnect(service, m_session, properties, changed, this, take);
        m_bus.disconnect(service, m_session, session, lock, this, SIGNAL(locked()));
    }
    m_session = found.path();
    m_bus.connect(service, m_session, properties, changed, this, take);
    m_bus.connect(service, m_session, session, lock, this, SIGNAL(locked()));
}

void LoginSession::takeSleep(bool begins)
{
    if (begins)
        Q_EMIT sleeping();
    else
        Q_EMIT woke();
}

void LoginSession::takeProperties(
    const QString& interface, const QVariantMap& values, const QStringList&)
{
    if (interface == session && values.value(QStringLiteral("LockedHint")).toBool())
        Q_EMIT locked();
}

} // namespace Espalier::Ui
