// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/api/fleetlink.h>

#include <memory>

namespace Espalier::Tests {

// A link whose news a test writes. Delivers on the calling thread. What was done to it stands in
// Script, which outlives it.
class FakeLink final : public FleetLink {
public:
    struct Script {
        FeedSink* sink = nullptr; // of the subscription that stands
        int subscribed = 0, ended = 0, retries = 0;
        std::vector<CommandMessage> sent;
        std::vector<std::function<void(CommandAnswer)>> waiting; // one for each sent
        std::vector<MarkRequest> marks;
        CallResult markResult{CallOutcome::Done, {}};
        OutputSink* output = nullptr; // of the look that stands
        VmId looked; // at last
        // Answers whether anybody listened.
        bool deliver(FeedBatch batch) const
        {
            if (!sink)
                return false;
            sink->deliver(std::move(batch));
            return true;
        }
    };

    FakeLink(SiteId site, std::shared_ptr<Script> script)
        : m_site(std::move(site))
        , m_script(std::move(script))
    {
    }
    [[nodiscard]] SiteId site() const override { return m_site; }
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(const Selector&, FeedSink& sink) override
    {
        return std::make_unique<Ending>(m_script, sink);
    }
    void send(CommandMessage message, std::function<void(CommandAnswer)> answered) override
    {
        m_script->sent.push_back(std::move(message));
        m_script->waiting.push_back(std::move(answered));
    }
    void mark(MarkRequest request, std::function<void(CallResult)> answered) override
    {
        m_script->marks.push_back(std::move(request));
        answered(m_script->markResult);
    }
    [[nodiscard]] std::unique_ptr<Subscription> followOutput(
        const VmId& vm, OutputSink& sink) override
    {
        m_script->looked = vm;
        return std::make_unique<Looking>(m_script, sink);
    }
    void retryNow() override { ++m_script->retries; }

private:
    class Ending final : public Subscription {
    public:
        Ending(std::shared_ptr<Script> script, FeedSink& sink)
            : m_script(std::move(script))
        {
            m_script->sink = &sink;
            ++m_script->subscribed;
        }
        ~Ending() override
        {
            m_script->sink = nullptr;
            ++m_script->ended;
        }

    private:
        std::shared_ptr<Script> m_script;
    };

    class Looking final : public Subscription {
    public:
        Looking(std::shared_ptr<Script> script, OutputSink& sink)
            : m_script(std::move(script))
        {
            m_script->output = &sink;
        }
        ~Looking() override { m_script->output = nullptr; }

    private:
        std::shared_ptr<Script> m_script;
    };

    SiteId m_site;
    std::shared_ptr<Script> m_script;
};

} // namespace Espalier::Tests
