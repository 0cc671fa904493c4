// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <grpcpp/support/status.h>

#include <functional>
#include <mutex>

namespace Espalier::Fleetd {

// What one server stream will say: filled on the record's thread, emptied by the stream's writer on
// gRPC threads. Implementations are thread-safe; next() is never called by two threads at once.
template <typename Reply> class MessageSource {
public:
    enum class Next { Message, Nothing, End };
    MessageSource() = default;
    MessageSource(const MessageSource&) = delete;
    MessageSource& operator=(const MessageSource&) = delete;
    virtual ~MessageSource() = default;
    // Message: message is to be written. Nothing: wait for a wake. End: finish with status.
    [[nodiscard]] virtual Next next(Reply& message, grpc::Status& status) = 0;
    // The stream is closed; nothing will be asked for again.
    virtual void closed() {}

    // How a sleeping writer is woken. Set before the source is filled.
    void onWake(std::function<void()> wake)
    {
        const std::lock_guard lock(m_wakeMutex);
        m_wake = std::move(wake);
    }
    void wake()
    {
        std::function<void()> wake;
        {
            const std::lock_guard lock(m_wakeMutex);
            wake = m_wake;
        }
        if (wake)
            wake();
    }

private:
    std::mutex m_wakeMutex;
    std::function<void()> m_wake;
};

} // namespace Espalier::Fleetd
