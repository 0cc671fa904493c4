// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "colourscheme.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>

namespace Espalier::Ui {

namespace {

constexpr QLatin1String service("org.freedesktop.portal.Desktop");
constexpr QLatin1String path("/org/freedesktop/portal/desktop");
constexpr QLatin1String settings("org.freedesktop.portal.Settings");
constexpr QLatin1String appearance("org.freedesktop.appearance");
constexpr QLatin1String colourScheme("color-scheme");

// The portal's specification: 1 dark, 2 light, 0 and all else no preference.
SchemeWish wishOf(const QVariant& value)
{
    switch (value.userType() == QMetaType::UInt ? value.toUInt() : 0) {
    case 1:
        return SchemeWish::Dark;
    case 2:
        return SchemeWish::Light;
    default:
        return SchemeWish::None;
    }
}

} // namespace

ColourScheme::ColourScheme(QDBusConnection bus, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(bus))
{
    if (!m_bus.isConnected()) {
        m_known = true;
        return;
    }
    m_bus.connect(service, path, settings, QStringLiteral("SettingChanged"), this,
        SLOT(takeChange(QDBusMessage)));
    // A portal that comes later is asked; one that goes takes nothing back.
    auto* watcher =
        new QDBusServiceWatcher(service, m_bus, QDBusServiceWatcher::WatchForRegistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &ColourScheme::ask);
    ask();
}

// Read and not ReadOne: every version of the portal has it. It wraps the value once more.
void ColourScheme::ask()
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(service, path, settings, QStringLiteral("Read"));
    call << QString(appearance) << QString(colourScheme);
    auto* answer = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError())
            take(reply.value().variant());
        setKnown();
        answer->deleteLater();
    });
}

// The whole message: a slot of QDBusVariant cannot be connected before that type's first use.
void ColourScheme::takeChange(const QDBusMessage& signal)
{
    const QVariantList told = signal.arguments(); // namespace, key, value
    if (told.size() == 3 && told.at(0).toString() == appearance
        && told.at(1).toString() == colourScheme)
        take(told.at(2));
}

void ColourScheme::take(const QVariant& value)
{
    QVariant bare = value;
    while (bare.userType() == qMetaTypeId<QDBusVariant>())
        bare = bare.value<QDBusVariant>().variant();
    const SchemeWish wish = wishOf(bare);
    if (wish == m_wish)
        return;
    m_wish = wish;
    Q_EMIT changed();
}

void ColourScheme::setKnown()
{
    if (m_known)
        return;
    m_known = true;
    Q_EMIT known();
}

} // namespace Espalier::Ui
