// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <espalier/v1/hosts.pb.h>

#include <grpcpp/support/status.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace Espalier::Fleetd {

namespace v1 = ::espalier::v1;

// The way down to one peer of HostStream: a host daemon, or a simulator with many hosts.
class HostLink {
public:
    virtual ~HostLink() = default;
    virtual void send(v1::FleetFrame frame) = 0; // any thread
    virtual void close(const grpc::Status& status) = 0; // any thread
};

// Which link leads to which host. Record's thread.
class HostLinks final {
public:
    // Answers the link that was there before, if it is another one.
    std::shared_ptr<HostLink> set(const std::string& host, std::shared_ptr<HostLink> link)
    {
        std::shared_ptr<HostLink>& place = m_links[host];
        std::shared_ptr<HostLink> before = std::move(place);
        place = std::move(link);
        return before == place ? nullptr : before;
    }
    void remove(const std::string& host) { m_links.erase(host); }
    [[nodiscard]] bool isAt(const std::string& host, const HostLink* link) const
    {
        const auto found = m_links.find(host);
        return found != m_links.end() && found->second.get() == link;
    }
    [[nodiscard]] bool leadsTo(const std::string& host) const { return m_links.contains(host); }
    [[nodiscard]] std::vector<std::string> hosts() const // those that are attached
    {
        std::vector<std::string> all;
        for (const auto& [host, link] : m_links)
            all.push_back(host);
        return all;
    }
    // False if the host is not attached.
    bool send(const std::string& host, v1::FleetFrame frame) const
    {
        const auto found = m_links.find(host);
        if (found == m_links.end())
            return false;
        frame.set_host_id(host);
        found->second->send(std::move(frame));
        return true;
    }

private:
    std::unordered_map<std::string, std::shared_ptr<HostLink>> m_links;
};

} // namespace Espalier::Fleetd
