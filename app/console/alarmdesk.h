// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/roster.h>
#include <items/livealarms.h>
#include <link/api/fleetlink.h>

namespace Espalier {

// The alarms of one desk: of its store, of its own certificate and of the roster; and the way to
// fleetd for what people do about them. Main thread.
class AlarmDesk final : public QObject {
    Q_OBJECT
public:
    using LinkOf = std::function<FleetLink*(const SiteId&)>; // nullptr: no such site
    // live outlives this; links answer on their own threads and go before this.
    AlarmDesk(Items::LiveStore& live, std::vector<SiteId> sites, LinkOf linkOf,
        QObject* parent = nullptr);
    [[nodiscard]] Items::LiveAlarms& alarms() { return m_alarms; }

    // PEM of this console's own certificate; one that cannot be read is the link's to tell.
    void setCertificate(const QByteArray& pem);
    void setRoster(const Evidence::Roster& roster); // verified
    // At that site's fleetd; an alarm of no site goes to the first one.
    void mark(const SiteId& site, const MarkRequest& request);

Q_SIGNALS:
    void problemChanged(const QString& text); // the last mark was not taken up; empty: it was

private:
    void answered(const CallResult& result);

    Items::LiveAlarms m_alarms;
    const std::vector<SiteId> m_sites;
    const LinkOf m_linkOf;
};

} // namespace Espalier
