// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "identity.h"

#include <hostd/backends/simulated/faultcontrol.h>
#include <hostd/rpc/fleetstream.h>
#include <hostd/slots/localhost.h>

namespace Espalier::Hostd {

// Makes the backend of one host; nullptr and why not.
using BackendMaker =
    std::function<std::unique_ptr<Backend>(const IdentifiedHost& host, QString* why)>;

// The composition root of `serve`: store, hosts, stream. Main thread.
class Service final {
public:
    // Throws Daemon::DatabaseError if the state file cannot be used.
    Service(Options options, ProcessIdentity identity, const Clock& clock);
    ~Service();

    // Answers what is wrong, empty if everything runs now and the event loop may turn.
    [[nodiscard]] QString start(const BackendMaker& makeBackend);
    [[nodiscard]] Timers& timers() { return m_timers; }
    // Those of a host of this process; none outside of a simulator of the development domain.
    [[nodiscard]] HostFaults faultsOf(const HostId& host) const;
    [[nodiscard]] static double randomUnit(); // 0 <= x < 1, not for secrets

private:
    [[nodiscard]] QString openFaults();
    void applySilence(const HostId& host);
    [[nodiscard]] QString addHosts(const BackendMaker& makeBackend);
    [[nodiscard]] QString openStream();
    [[nodiscard]] Evidence::Result<std::shared_ptr<grpc::Channel>> channel() const;
    void lookAtCertificate();

    Options m_options;
    ProcessIdentity m_identity;
    const Clock& m_clock;
    QtTimers m_timers;
    HostStore m_store;
    Journal m_journal;
    RosterKeeper m_rosters;
    std::unique_ptr<Faults> m_faults; // nullptr: there can be none
    std::vector<std::unique_ptr<LocalHost>> m_hosts;
    std::shared_ptr<Tls::LiveIdentity> m_live;
    std::unique_ptr<Daemon::CertificateWatch> m_certificate;
    Timer m_look;
    std::unique_ptr<FleetStream> m_stream;
    std::unique_ptr<FaultControl> m_faultControl;
};

} // namespace Espalier::Hostd
