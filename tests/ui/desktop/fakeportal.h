// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QObject>

namespace Espalier::Tests {

// The settings portal of a desktop, on a bus of a test.
class FakePortal final : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    FakePortal(const QDBusConnection& bus, const QVariant& scheme)
        : m_bus(bus)
        , m_scheme(scheme)
    {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
            QDBusConnection::ExportScriptableSlots);
        m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }
    ~FakePortal() override
    {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/portal/desktop"));
    }

    void change(const QVariant& value, const QString& key = QStringLiteral("color-scheme"))
    {
        QDBusMessage signal = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/portal/desktop"),
            QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("SettingChanged"));
        signal << QStringLiteral("org.freedesktop.appearance") << key
               << QVariant::fromValue(QDBusVariant(value));
        m_bus.send(signal);
    }

public Q_SLOTS:
    // The value in a variant in a variant, as the real one answers.
    Q_SCRIPTABLE QDBusVariant Read(const QString& space, const QString& key)
    {
        if (space != QLatin1String("org.freedesktop.appearance")
            || key != QLatin1String("color-scheme") || !m_scheme.isValid())
            sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"),
                QStringLiteral("Requested setting not found"));
        return QDBusVariant(QVariant::fromValue(QDBusVariant(m_scheme.isValid() ? m_scheme : 0U)));
    }

private:
    QDBusConnection m_bus;
    QVariant m_scheme;
};

} // namespace Espalier::Tests
