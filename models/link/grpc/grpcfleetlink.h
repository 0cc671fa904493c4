// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/backoff.h>
#include <link/api/fleetlink.h>

namespace Espalier {

// The operator's own identity and whom it believes. The files are read anew for each attempt, so a
// renewed certificate is taken up by the next connection.
struct LinkFiles {
    QString certificatePath; // PEM, leaf first
    QString keyPath; // PEM; empty: key
    QString rootsPath; // PEM
    QByteArray key; // PEM, from the keychain
};

struct LinkTiming {
    BackoffLimits backoff;
    std::chrono::milliseconds helloDeadline{5'000};
};

struct GrpcFleetLinkConfig {
    SiteId site;
    QString address; // host:port
    LinkFiles files;
    QString watermarkPath; // the file of what must never go back
    QString version; // told to the server
    LinkTiming timing;
    std::function<double()> random; // 0 (included) to 1 (not included); called on the link's thread
};

// FleetLink over gRPC with mutual TLS. All work is done on one thread of its own, which is where
// sinks are called; gRPC's reactions only post to it. Every attempt has a channel of its own.
// Before it dials it judges its own certificate; how it failed stands in LinkStatus::problem.
class GrpcFleetLink final : public FleetLink {
public:
    GrpcFleetLink(GrpcFleetLinkConfig config, const Clock& clock); // the clock outlives the link
    // Subscriptions may outlive the link: they are ended here. Waits for calls to be cancelled.
    ~GrpcFleetLink() override;

    [[nodiscard]] SiteId site() const override;
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(
        const Selector& selector, FeedSink& sink) override;
    void send(CommandMessage message, std::function<void(CommandAnswer)> answered) override;
    void mark(MarkRequest request, std::function<void(CallResult)> answered) override;
    [[nodiscard]] std::unique_ptr<Subscription> followOutput(
        const VmId& vm, OutputSink& sink) override;
    void retryNow() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Espalier
