// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <daemon/controlsocket.h>

namespace Espalier::Fleetd {

// A Unix socket in the state folder, for the folder's owner only: one line "backup <absolute
// path>", answered by "ok" or "error: <why>". So the copy goes through the daemon's one connection.
// Thread of its creator.
class Control final {
public:
    // backup throws what went wrong.
    Control(const QString& socket, std::function<void(const QString& target)> backup);

    // The other side. nullopt: nobody listens there; else the answer's problem, empty if it is
    // done.
    [[nodiscard]] static std::optional<QString> askBackup(
        const QString& socket, const QString& target);

private:
    [[nodiscard]] QByteArray answer(const QByteArray& line);

    std::function<void(const QString&)> m_backup;
    Daemon::ControlSocket m_socket;
};

} // namespace Espalier::Fleetd
