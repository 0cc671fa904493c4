// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <threads/doorbell.h>

#include <mutex>
#include <vector>

namespace Espalier {

// Tasks from any thread for the one that made it, in order. What arrives once it is closed is
// dropped: whoever asked may be gone. Held by all who may post.
class MainMail final {
public:
    using Task = std::function<void()>;
    MainMail();
    void post(Task task); // any thread
    void close(); // on its own thread; nothing is worked off afterwards

private:
    void work();

    std::mutex m_mutex;
    std::vector<Task> m_tasks; // under m_mutex
    std::unique_ptr<Doorbell> m_bell; // rung under m_mutex; nullptr: closed
    bool m_closed = false; // its own thread
};

} // namespace Espalier
