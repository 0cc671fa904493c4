// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>

#include <functional>
#include <mutex>

namespace Espalier::Hostd {

// Carries calls from any thread into the event loop of one object, until that object closes it.
// Thread-safe; shared by all who post.
class Mailbox final {
public:
    explicit Mailbox(QObject* target)
        : m_target(target)
    {
    }
    void post(std::function<void()> call)
    {
        const std::lock_guard lock(m_mutex);
        if (m_target)
            QMetaObject::invokeMethod(m_target, std::move(call), Qt::QueuedConnection);
    }
    // Later posts are dropped; earlier ones that have not run vanish with the target.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_target = nullptr;
    }

private:
    std::mutex m_mutex;
    QObject* m_target; // guarded by m_mutex
};

} // namespace Espalier::Hostd
