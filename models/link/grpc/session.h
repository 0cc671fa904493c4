// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls.h"
#include "grpcfleetlink.h"
#include "problems.h"
#include "streamorder.h"
#include "watermark.h"

#include <mutex>

namespace Espalier {

struct LoadedIdentity;

// The way to one sink. Once closed nothing passes any more; close() waits for a delivery under way.
class SinkGate final {
public:
    explicit SinkGate(FeedSink& sink)
        : m_sink(&sink)
    {
    }
    void deliver(FeedBatch&& batch)
    {
        const std::lock_guard lock(m_mutex);
        if (m_sink)
            m_sink->deliver(std::move(batch));
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_sink = nullptr;
    }

private:
    std::mutex m_mutex;
    FeedSink* m_sink; // under m_mutex
};

// Why our side refused a server. Written on gRPC's thread, read on the worker's.
class RefusalNote final {
public:
    void set(const QString& text)
    {
        const std::lock_guard lock(m_mutex);
        m_text = text;
    }
    [[nodiscard]] QString text() const
    {
        const std::lock_guard lock(m_mutex);
        return m_text;
    }

private:
    mutable std::mutex m_mutex;
    QString m_text; // under m_mutex
};

// What the sessions of one link share. Worker's thread only, but for the constants.
struct LinkState {
    LinkState(GrpcFleetLinkConfig linkConfig, const Clock& linkClock)
        : config(std::move(linkConfig))
        , clock(linkClock)
        , watermarkFile(config.watermarkPath)
    {
    }
    const GrpcFleetLinkConfig config;
    const Clock& clock;
    const std::shared_ptr<Worker> worker = std::make_shared<Worker>();
    const WatermarkFile watermarkFile;
    Watermark watermark;
    bool watermarkLoaded = false;
    int calls = 0; // under way, those being cancelled too
    std::function<void()> noCalls; // called when calls falls to 0
    void callEnded()
    {
        if (--calls == 0 && noCalls)
            noCalls();
    }
};

// One subscription's life: connects, says hello, lists, watches, falls, waits, begins again.
// Worker's thread only. Kept alive by its calls until they have ended.
class Session final : public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<LinkState> link, Selector selector, std::shared_ptr<SinkGate> gate);
    void start();
    void stop();
    void retryNow(); // only if it waits
    // The one that stands and whose server has identified itself; nullptr: none.
    [[nodiscard]] std::shared_ptr<Connection> connection() const
    {
        return m_facts.identified ? m_connection : nullptr;
    }

private:
    void attempt();
    void connect(const LoadedIdentity& identity);
    void onHello(const grpc::Status& status, const v1::HelloResponse& hello, MonoTime at);
    [[nodiscard]] Message objectionTo(const v1::HelloResponse& hello) const;
    void openWatch();
    void onWatch(const v1::WatchResponse& response, MonoTime at);
    [[nodiscard]] bool takeBookmark(const v1::Bookmark& bookmark, FeedBatch& batch);
    void onGone(const v1::Gone& gone);
    void openSamples();
    void onSamples(const v1::SamplesResponse& response, MonoTime at);
    void onSamplesEnded();
    void synced();
    void keepWatermark();

    void fail(const Message& problem);
    void broken(const Message& rule);
    void dropCalls();
    void tell(LinkPhase phase, const Message& problem = {},
        std::optional<std::chrono::milliseconds> retryIn = std::nullopt);
    [[nodiscard]] FeedBatch batchAt(MonoTime at) const;
    void fillSelector(v1::Selector& selector) const;
    template <typename Response, typename Arrived, typename Ended>
    std::shared_ptr<StreamCall<Response>> makeCall(Arrived arrived, Ended ended);
    [[nodiscard]] Message problemOfCall(const grpc::Status& status);

    const std::shared_ptr<LinkState> m_link;
    const Selector m_selector;
    const std::shared_ptr<SinkGate> m_gate;
    Backoff m_backoff;
    Backoff m_samplesBackoff;
    StreamOrder m_order;
    quint64 m_attempt = 0; // number of the current attempt
    std::shared_ptr<Connection> m_connection;
    std::shared_ptr<HelloCall> m_hello;
    std::shared_ptr<WatchCall> m_watch;
    std::shared_ptr<SamplesCall> m_samples;
    std::shared_ptr<RefusalNote> m_refusal; // of the current attempt
    FailureFacts m_facts; // of the current attempt
    Worker::Timer m_retry = 0, m_samplesRetry = 0;
    bool m_stopped = false;
    bool m_waiting = false;
    bool m_synced = false; // in the current attempt
    bool m_refused = false; // the current attempt ended because this identity may not
    bool m_resumed = false; // the current attempt did not list
    QString m_version;
    Message m_problem;
};

} // namespace Espalier
