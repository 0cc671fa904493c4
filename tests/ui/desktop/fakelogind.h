// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QObject>
#include <QVariantMap>

namespace Espalier::Tests {

// As much of logind as the console knows, on a bus of a test.
class FakeLogind final : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    explicit FakeLogind(const QDBusConnection& bus)
        : m_bus(bus)
    {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/login1"), this,
            QDBusConnection::ExportScriptableSlots);
        m_bus.registerService(QStringLiteral("org.freedesktop.login1"));
    }
    ~FakeLogind() override
    {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.login1"));
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/login1"));
    }

    void prepareForSleep(bool begins)
    {
        send(QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"),
            {begins});
    }
    void lock(const QString& session)
    {
        send(session, QStringLiteral("org.freedesktop.login1.Session"), QStringLiteral("Lock"), {});
    }
    void change(const QString& session, const QVariantMap& values)
    {
        send(session, QStringLiteral("org.freedesktop.DBus.Properties"),
            QStringLiteral("PropertiesChanged"),
            {QStringLiteral("org.freedesktop.login1.Session"), values, QStringList()});
    }
    [[nodiscard]] static QString session()
    {
        return QStringLiteral("/org/freedesktop/login1/session/_33");
    }
    int asked = 0; // for the session

public Q_SLOTS:
    Q_SCRIPTABLE QDBusObjectPath GetSession(const QString& id)
    {
        ++asked;
        if (id != QLatin1String("auto"))
            sendErrorReply(QStringLiteral("org.freedesktop.login1.NoSuchSession"), id);
        return QDBusObjectPath(session());
    }

private:
    void send(const QString& path, const QString& interface, const QString& name,
        const QVariantList& arguments)
    {
        QDBusMessage signal = QDBusMessage::createSignal(path, interface, name);
        signal.setArguments(arguments);
        m_bus.send(signal);
    }

    QDBusConnection m_bus;
};

} // namespace Espalier::Tests
