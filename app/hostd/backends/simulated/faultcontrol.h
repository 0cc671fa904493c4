// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults.h"

#include <daemon/controlsocket.h>
#include <hostd/identity.h>

namespace Espalier::Hostd {

// What is asked of a running simulator: `list`, or a fault to begin or end.
struct FaultRequest {
    bool list = false;
    bool off = false;
    QString host; // code or uuid
    Fault fault; // its host is filled by the simulator
};
[[nodiscard]] QByteArray toLine(const FaultRequest& request);
// nullopt: not what toLine() wrote.
[[nodiscard]] std::optional<FaultRequest> requestFromLine(const QByteArray& line);

// Where a daemon that can have faults listens, within its state folder.
[[nodiscard]] QString faultSocket(const QString& stateFolder);
[[nodiscard]] QString faultFile(const QString& stateFolder);
// Why a daemon can have none; empty: it can. Simulated hosts of the development trust domain only.
[[nodiscard]] QString whyNoFaults(const Options& options, const ProcessIdentity& identity);

// The socket through which faults begin and end. Answers "ok: <words>" or "error: <why>". Main
// thread; faults outlive it.
class FaultControl final {
public:
    FaultControl(const QString& socket, Faults& faults, std::vector<IdentifiedHost> hosts);
    [[nodiscard]] QString problem() const { return m_socket.problem(); }
    [[nodiscard]] QByteArray answer(const QByteArray& line);

private:
    [[nodiscard]] QString list() const;
    [[nodiscard]] const IdentifiedHost* hostOf(const QString& name) const;

    Faults& m_faults;
    std::vector<IdentifiedHost> m_hosts;
    Daemon::ControlSocket m_socket;
};

} // namespace Espalier::Hostd
