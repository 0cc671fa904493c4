// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QVariantMap>

class QDBusObjectPath;

namespace Espalier::Ui {

// What logind says of this machine and of the session that this program runs in. Without a bus or
// a logind it never says anything. Never blocks. Main thread.
class LoginSession final : public QObject {
    Q_OBJECT
public:
    explicit LoginSession(QDBusConnection systemBus, QObject* parent = nullptr);

Q_SIGNALS:
    void sleeping(); // the machine is about to
    void woke();
    void locked(); // the screen is, or is asked to be; may be told more than once

private Q_SLOTS:
    void takeSleep(bool begins);
    void takeProperties(
        const QString& interface, const QVariantMap& values, const QStringList& invalidated);

private:
    void findSession();
    void follow(const QDBusObjectPath& found);

    QDBusConnection m_bus;
    QString m_session; // object path; empty: not known
};

} // namespace Espalier::Ui
