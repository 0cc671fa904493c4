// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/prefs/privatebus.h"

namespace Espalier::Tests {

// Two ends of a private bus: the console's, and one on which a test plays the desktop.
struct FakeBus {
    // Answers what is wrong.
    [[nodiscard]] QString start()
    {
        const QString problem = bus.start();
        return problem.isEmpty() && !(ours().isConnected() && theirs().isConnected())
            ? QStringLiteral("no connection to the private bus")
            : problem;
    }
    [[nodiscard]] static QDBusConnection end(const QString& name)
    {
        return QDBusConnection::connectToBus(
            qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), name);
    }
    [[nodiscard]] static QDBusConnection ours() { return end(QStringLiteral("console")); }
    [[nodiscard]] static QDBusConnection theirs() { return end(QStringLiteral("desktop")); }

    PrivateBus bus;
};

} // namespace Espalier::Tests
