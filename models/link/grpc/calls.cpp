// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls.h"

namespace Espalier {

HelloCall::HelloCall(std::shared_ptr<Connection> connection, std::shared_ptr<Worker> worker,
    const Clock& clock, Ended ended)
    : m_connection(std::move(connection))
    , m_worker(std::move(worker))
    , m_clock(clock)
    , m_ended(std::move(ended))
{
}

void HelloCall::start(const std::string& clientVersion, std::chrono::milliseconds deadline)
{
    m_self = shared_from_this();
    m_request.set_client_version(clientVersion);
    m_context.set_deadline(std::chrono::system_clock::now() + deadline);
    m_connection->stub->async()->Hello(&m_context, &m_request, &m_response, this);
    StartCall();
}

void HelloCall::cancel() { m_context.TryCancel(); }

void HelloCall::OnDone(const grpc::Status& status)
{
    const std::shared_ptr<Worker> worker = m_worker; // as in StreamCall::OnDone
    const MonoTime at = m_clock.mono();
    worker->post([self = std::exchange(m_self, nullptr), status, at] {
        self->m_ended(status, self->m_response, at);
        self->m_ended = {};
    });
}

} // namespace Espalier
