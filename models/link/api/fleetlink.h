// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>

#include <functional>
#include <memory>

namespace Espalier {

// Takes what a link delivers. Called on the link's own thread; must not block.
class FeedSink {
public:
    FeedSink() = default;
    FeedSink(const FeedSink&) = delete;
    FeedSink& operator=(const FeedSink&) = delete;
    virtual ~FeedSink() = default;
    virtual void deliver(FeedBatch&& batch) = 0;
};

// A running subscription: destroying it ends it, and nothing is delivered afterwards.
class Subscription {
public:
    Subscription() = default;
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    virtual ~Subscription() = default;
};

// What a watch covers. Empty lists mean all.
struct Selector {
    std::vector<HostId> hosts;
    std::vector<QString> uids;
};

// How a call ended. A refusal is the server's word; NoAnswer leaves open whether it acted.
enum class CallOutcome { Done, Refused, NotSent, NoAnswer };

struct CallResult {
    CallOutcome outcome = CallOutcome::NotSent;
    CommandDetail why; // Refused, NotSent, NoAnswer: code for words and the technical text
};

// A signed command and the texts that its digests are of (protocol.md 5).
struct CommandMessage {
    QByteArray envelope;
    QString reason, ticket;
    QByteArray reasonSalt, ticketSalt;
};

struct CommandAnswer {
    CallResult result;
    std::optional<Command> command; // what fleetd keeps of it; none for a dry run
    bool repeated = false; // it was there before
    std::optional<DrainPreview> preview; // of a drain's dry run
};

enum class MarkAction { Acknowledge, Shelve, Clear };

struct MarkRequest {
    AlarmId alarm;
    MarkAction action = MarkAction::Acknowledge;
    QString reason;
    std::optional<WallTime> until;
};

// A live job's output, audited (ux.md 3.3). Called on the link's own thread.
class OutputSink {
public:
    OutputSink() = default;
    OutputSink(const OutputSink&) = delete;
    OutputSink& operator=(const OutputSink&) = delete;
    virtual ~OutputSink() = default;
    // offset: of data in the job's whole output.
    virtual void output(quint64 offset, const QByteArray& data) = 0;
    virtual void ended(const CallResult& result) = 0; // last
};

// The console's one door to the control plane of one site. All calls from the main thread.
class FleetLink {
public:
    FleetLink() = default;
    FleetLink(const FleetLink&) = delete;
    FleetLink& operator=(const FleetLink&) = delete;
    virtual ~FleetLink() = default;
    [[nodiscard]] virtual SiteId site() const = 0;
    // Lists, then watches for ever: reconnects, relists and resumes by itself (protocol.md 3).
    // Every change of state arrives as FeedBatch::status. The sink must outlive the subscription.
    [[nodiscard]] virtual std::unique_ptr<Subscription> subscribe(
        const Selector& selector, FeedSink& sink) = 0;
    // Each answers once, on the link's own thread; within 5 s unless the link goes first, then
    // never.
    virtual void send(CommandMessage message, std::function<void(CommandAnswer)> answered) = 0;
    virtual void mark(MarkRequest request, std::function<void(CallResult)> answered) = 0;
    // The sink must outlive the subscription.
    [[nodiscard]] virtual std::unique_ptr<Subscription> followOutput(
        const VmId& vm, OutputSink& sink) = 0;
    // Tries at once instead of waiting for the backoff.
    virtual void retryNow() = 0;
};

} // namespace Espalier
