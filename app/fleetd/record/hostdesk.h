// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "followhub.h"
#include "outputhub.h"
#include "recordintake.h"
#include "samplehub.h"

#include <fleetd/caches/cachedesk.h>
#include <fleetd/commands/dispatcher.h>
#include <fleetd/schedule/scheduler.h>

namespace Espalier::Fleetd {

// What a host says on its stream, and what fleetd makes of it. Record's thread. Every function
// answers an empty text, or why the host is refused.
class HostDesk final {
public:
    static constexpr std::chrono::minutes silence{3}; // then it is lost (protocol.md 3)

    struct Parts {
        FleetRecord& record;
        ChainStore& chains;
        RecordIntake& intake;
        SampleHub& samples;
        FollowHub& follows;
        OutputHub& outputs;
        Scheduler& scheduler;
        Dispatcher& commands;
        CacheDesk& caches;
        HostLinks& links;
        const TrustBox& trust;
        QString site;
    };
    explicit HostDesk(Parts parts);

    [[nodiscard]] QString hello(
        const std::string& host, const v1::HostHello& hello, const std::shared_ptr<HostLink>& link);
    [[nodiscard]] QString frame(const std::string& host, const v1::HostFrame& frame);
    void heard(const std::string& host);
    [[nodiscard]] MonoTime lastHeard(const std::string& host) const;
    // The stream is closed: all hosts that it carried are detached.
    void detached(const HostLink* link, const std::unordered_set<std::string>& hosts);
    // Marks hosts that were silent for 3 minutes as lost, their jobs too.
    void checkSilence();

private:
    [[nodiscard]] QString record(const std::string& host, const v1::HostRecord& message);
    [[nodiscard]] QString statement(const std::string& host, const v1::HostStatement& message);
    void output(const std::string& host, const v1::JobOutput& output);
    void progress(const std::string& host, const v1::VmProgress& progress);
    void acknowledge(const std::string& host);
    void putHost(Draft& draft, const v1::Host& known, const v1::HostHello& hello) const;
    void putSlots(
        Draft& draft, const v1::Host& host, const v1::HostHello& hello, bool rebooted) const;
    void putCatalogue(Draft& draft, const v1::HostHello& hello) const;
    // Compares what the host has with what the record says, once all its records are here.
    void reconcile(const std::string& host);
    void lose(const std::string& host);

    Parts m_parts;
    struct Known {
        v1::HostHello hello;
        bool reconciled = false;
    };
    std::unordered_map<std::string, Known> m_attached;
    std::unordered_map<std::string, MonoTime> m_heard;
};

} // namespace Espalier::Fleetd
