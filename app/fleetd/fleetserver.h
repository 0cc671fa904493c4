// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet.h"
#include "record/recordthread.h"

#include <daemon/certificatewatch.h>
#include <daemon/server.h>

#include <atomic>

namespace Espalier::Fleetd {

struct ServeConfig {
    FleetConfig fleet;
    Daemon::TlsFiles tlsFiles; // watched: certificates are short-lived
    QString listen; // host:port
    QString controlSocket; // Unix socket for `backup`; empty: none
};

// One site's control plane: record's thread, services, server. Owned by main or a test; the thread
// that owns it may block.
class FleetServer final {
public:
    // Verifies trust, opens the record, listens, tests itself. Errors say what is wrong and where;
    // nothing serves then.
    [[nodiscard]] static Evidence::Result<std::unique_ptr<FleetServer>> start(
        const ServeConfig& config);
    FleetServer(const FleetServer&) = delete;
    FleetServer& operator=(const FleetServer&) = delete;
    ~FleetServer();

    [[nodiscard]] QString address() const;
    [[nodiscard]] RecordThread& thread() { return m_thread; }
    [[nodiscard]] Fleet& fleet() { return *m_fleet; } // on the thread only

private:
    struct Services;
    FleetServer();
    [[nodiscard]] QString open(const ServeConfig& config);
    [[nodiscard]] QString listen(const ServeConfig& config);

    std::unique_ptr<TrustBox> m_trust;
    RecordThread m_thread;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Daemon::CertificateWatch> m_certificate;
    std::unique_ptr<Daemon::Server> m_server;
    std::atomic<bool> m_testing{false}; // refusals are the self-test's own
};

} // namespace Espalier::Fleetd
