// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/api/fleetlink.h>
#include <shell/joboutput.h>

namespace Espalier {

// A job's output through the fleetd of its site. Main thread; what the link brings on its own
// thread is carried over.
class LinkOutput final : public Ui::JobOutput {
    Q_OBJECT
public:
    // linkOf: nullptr while there is no link to that site. Links outlive this object's looks.
    explicit LinkOutput(std::function<FleetLink*(const SiteId&)> linkOf);
    ~LinkOutput() override;

    void setRoles(const QStringList& roles); // of the verified roster
    [[nodiscard]] bool isAllowed() const override { return m_allowed; }
    void follow(const SiteId& site, const VmId& vm) override;
    void stop() override;

private:
    class Look;
    void finish(const CallResult& result);

    const std::function<FleetLink*(const SiteId&)> m_linkOf;
    bool m_allowed = false;
    quint64 m_number = 0; // of the look that counts: what an older one brings comes to nobody
    std::unique_ptr<Look> m_look;
};

} // namespace Espalier
