// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "streamcall.h"

namespace Espalier::Hostd {

StreamCall::StreamCall(
    Events events, std::shared_ptr<Mailbox> mailbox, std::shared_ptr<CallCount> calls)
    : m_presence(std::move(calls))
    , m_events(std::move(events))
    , m_mailbox(std::move(mailbox))
{
}

std::shared_ptr<StreamCall> StreamCall::dial(v1::HostStream::StubInterface& stub, Events events,
    std::shared_ptr<Mailbox> mailbox, std::shared_ptr<CallCount> calls)
{
    std::shared_ptr<StreamCall> call(
        new StreamCall(std::move(events), std::move(mailbox), std::move(calls)));
    call->m_self = call;
    stub.async()->Attach(&call->m_context, call.get());
    call->AddHold();
    call->StartRead(&call->m_in);
    call->StartCall();
    return call;
}

void StreamCall::send(v1::HostFrame frame)
{
    if (!m_held)
        return;
    m_out = std::move(frame);
    StartWrite(&m_out);
}

void StreamCall::cancel()
{
    m_context.TryCancel();
    release();
}

void StreamCall::abandon()
{
    m_abandoned = true;
    cancel();
}

void StreamCall::OnReadDone(bool ok)
{
    if (!ok) {
        post([](StreamCall& call) { call.readEnded(); });
        return;
    }
    auto frame = std::make_shared<v1::FleetFrame>();
    frame->Swap(&m_in);
    post([frame](StreamCall& call) { call.m_events.received(*frame); });
    StartRead(&m_in);
}

void StreamCall::OnWriteDone(bool ok)
{
    // A failed write means that the stream is over: the read fails as well and ends it.
    if (ok)
        post([](StreamCall& call) { call.m_events.writable(); });
}

void StreamCall::OnDone(const grpc::Status& status)
{
    post([status](StreamCall& call) { call.m_events.ended(status); });
    m_self.reset();
}

void StreamCall::post(std::function<void(StreamCall&)> call)
{
    m_mailbox->post([self = m_self, call = std::move(call)] {
        if (!self->m_abandoned)
            call(*self);
    });
}

// No frame will come any more: let gRPC finish.
void StreamCall::readEnded() { release(); }

void StreamCall::release()
{
    if (!m_held)
        return;
    m_held = false;
    RemoveHold();
}

} // namespace Espalier::Hostd
