// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fleetd/record/messagesource.h>

#include <grpcpp/support/server_callback.h>

#include <memory>
#include <mutex>

namespace Espalier::Fleetd {

// Writes what a MessageSource says to one server stream: one write outstanding, exactly one Finish,
// nothing blocks. Owns itself until OnDone. wake() may come from any thread.
template <typename Reply> class StreamReactor final : public grpc::ServerWriteReactor<Reply> {
public:
    // The reactor to hand to gRPC. source learns how to wake it.
    static StreamReactor* make(std::shared_ptr<MessageSource<Reply>> source)
    {
        const std::shared_ptr<StreamReactor> reactor(new StreamReactor(std::move(source)));
        reactor->m_self = reactor;
        const std::weak_ptr<StreamReactor> weak = reactor;
        reactor->m_source->onWake([weak] {
            if (const auto alive = weak.lock())
                alive->wake();
        });
        return reactor.get();
    }
    // A stream that only says no.
    static StreamReactor* refuse(const grpc::Status& status)
    {
        const std::shared_ptr<StreamReactor> reactor(new StreamReactor(nullptr));
        reactor->m_self = reactor;
        reactor->m_busy = true;
        reactor->Finish(status);
        return reactor.get();
    }

    void wake()
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_busy) {
                m_woken = true;
                return;
            }
            m_busy = true;
        }
        step();
    }
    void OnWriteDone(bool ok) override
    {
        if (ok)
            step();
        else
            this->Finish(grpc::Status(grpc::StatusCode::UNAVAILABLE, "the stream broke"));
    }
    void OnCancel() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_cancelled = true;
            if (m_busy)
                return;
            m_busy = true;
        }
        this->Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override
    {
        if (m_source) {
            m_source->onWake({});
            m_source->closed();
        }
        const std::shared_ptr<StreamReactor> last = std::move(m_self);
    }

private:
    explicit StreamReactor(std::shared_ptr<MessageSource<Reply>> source)
        : m_source(std::move(source))
    {
    }
    // Whoever set m_busy is here, nobody else.
    void step()
    {
        using Next = typename MessageSource<Reply>::Next;
        for (;;) {
            grpc::Status status;
            const Next next = m_source->next(m_message, status);
            if (next == Next::Message) {
                this->StartWrite(&m_message);
                return;
            }
            if (next == Next::End) {
                this->Finish(status);
                return;
            }
            const std::lock_guard lock(m_mutex);
            if (m_cancelled)
                break;
            if (!m_woken) {
                m_busy = false;
                return;
            }
            m_woken = false;
        }
        this->Finish(grpc::Status::CANCELLED);
    }

    const std::shared_ptr<MessageSource<Reply>> m_source;
    std::shared_ptr<StreamReactor> m_self; // until OnDone
    Reply m_message;
    std::mutex m_mutex; // guards the three below
    bool m_busy = false; // a write, a Finish or a step is under way
    bool m_woken = false;
    bool m_cancelled = false;
};

} // namespace Espalier::Fleetd
