// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caller.h"

#include <espalier/v1/hosts.grpc.pb.h>

#include <deque>
#include <unordered_set>

namespace Espalier::Fleetd {

// One open HostStream. Frames go to the record's thread one by one: the next is read when the one
// before has been worked off, so a peer cannot flood. A host speaks for itself only, a simulator
// for the site's simulated hosts; whoever speaks for another is refused, with the reason in the
// log. Owns itself until OnDone.
class HostStream final : public grpc::ServerBidiReactor<v1::HostFrame, v1::FleetFrame> {
public:
    static HostStream* open(const ServiceParts& parts, Caller caller);

    void OnReadDone(bool ok) override;
    void OnWriteDone(bool ok) override;
    void OnCancel() override;
    void OnDone() override;

private:
    // What the record's side holds: outlives the stream safely.
    class Link;
    HostStream(ServiceParts parts, Caller caller);
    void handle(const v1::HostFrame& frame); // record's thread
    void readNext();
    [[nodiscard]] QString speakerProblem(const v1::HostFrame& frame) const;
    void refuse(const std::string& host, const QString& reason);
    void send(v1::FleetFrame frame);
    void close(const grpc::Status& status);
    void writeOrFinish(std::unique_lock<std::mutex>& lock);

    const ServiceParts m_parts;
    const Caller m_caller;
    std::shared_ptr<Link> m_link;
    std::unordered_set<std::string> m_hosts; // record's thread: those that said hello here
    std::unordered_set<std::string> m_refused; // record's thread: of a simulator, no longer heard
    v1::HostFrame m_in;
    v1::FleetFrame m_out;
    std::mutex m_mutex; // guards all below
    std::deque<v1::FleetFrame> m_queue;
    bool m_writing = false;
    bool m_finished = false;
    std::optional<grpc::Status> m_closing; // finish after what is queued
};

} // namespace Espalier::Fleetd
