// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doorbell.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace Espalier {

namespace {

// Neither end blocks, and no child process inherits one.
bool prepare(int end)
{
    return ::fcntl(end, F_SETFL, O_NONBLOCK) == 0 && ::fcntl(end, F_SETFD, FD_CLOEXEC) == 0;
}

void takeAll(int end)
{
    std::array<char, 64> rings{};
    ssize_t taken = 0;
    do
        taken = ::read(end, rings.data(), rings.size());
    while (taken == static_cast<ssize_t>(rings.size()) || (taken < 0 && errno == EINTR));
}

} // namespace

Doorbell::Doorbell(std::function<void()> answer)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0 || !prepare(ends[0]) || !prepare(ends[1]))
        qFatal("no pipe between two threads: %s (see ulimit -n)", std::strerror(errno));
    m_listening = ends[0];
    m_ringing = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_listening, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
        [end = m_listening, answer = std::move(answer)] {
            takeAll(end);
            answer();
        });
}

Doorbell::~Doorbell()
{
    m_notifier.reset();
    ::close(m_ringing);
    ::close(m_listening);
}

void Doorbell::ring() const
{
    // A pipe that is full (EAGAIN) has rung already.
    constexpr char ring = 1;
    while (::write(m_ringing, &ring, 1) < 0 && errno == EINTR) {}
}

} // namespace Espalier
