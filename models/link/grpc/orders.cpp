// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orders.h"

#include "feed.h"

#include <wire/convertorders.h>

namespace Espalier {

namespace {

constexpr std::chrono::milliseconds callDeadline{5'000}; // protocol.md 8: it answers "accepted"

void fill(v1::SaltedText& message, const QString& text, const QByteArray& salt)
{
    message.set_text(text.toStdString());
    message.set_salt(salt.constData(), static_cast<size_t>(salt.size()));
}

const char* nameOf(MarkAction action)
{
    switch (action) {
    case MarkAction::Acknowledge:
        return "acknowledge";
    case MarkAction::Shelve:
        return "shelve";
    case MarkAction::Clear:
        return "clear";
    }
    return "";
}

} // namespace

CallResult resultOf(const grpc::Status& status)
{
    CallResult result;
    result.why = {foreignText(status.error_details()), foreignText(status.error_message())};
    switch (status.error_code()) {
    case grpc::StatusCode::OK:
        return {CallOutcome::Done, {}};
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::NOT_FOUND:
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
    case grpc::StatusCode::UNIMPLEMENTED:
        result.outcome = CallOutcome::Refused;
        break;
    default: // it may have been acted upon
        result.outcome = CallOutcome::NoAnswer;
        result.why.code = QStringLiteral("no-answer");
        break;
    }
    return result;
}

CallResult notConnected(const SiteId& site)
{
    return {CallOutcome::NotSent, {QStringLiteral("not-connected"), site.text()}};
}

Orders::Orders(std::shared_ptr<LinkState> link)
    : m_link(std::move(link))
{
}

template <typename Request, typename Response, typename Open, typename Ended>
void Orders::call(
    const std::shared_ptr<Connection>& connection, Request request, Open open, Ended ended)
{
    using Call = UnaryCall<Request, Response>;
    const quint64 number = ++m_last;
    ++m_link->calls;
    const auto made = std::make_shared<Call>(connection, m_link->worker, m_link->clock,
        [self = shared_from_this(), number, ended](
            const grpc::Status& status, const Response& response, MonoTime) {
            self->m_cancels.erase(number);
            if (!self->m_stopped)
                ended(resultOf(status), response);
            self->m_link->callEnded();
        });
    m_cancels[number] = [weak = std::weak_ptr<Call>(made)] {
        if (const auto alive = weak.lock())
            alive->cancel();
    };
    made->start(std::move(request), callDeadline, open);
}

void Orders::send(const std::shared_ptr<Connection>& connection, const CommandMessage& message,
    std::function<void(CommandAnswer)> answered)
{
    if (m_stopped)
        return;
    if (!connection) {
        CommandAnswer answer;
        answer.result = notConnected(m_link->config.site);
        answered(std::move(answer));
        return;
    }
    v1::SendCommandRequest request;
    request.set_envelope(
        message.envelope.constData(), static_cast<size_t>(message.envelope.size()));
    fill(*request.mutable_reason(), message.reason, message.reasonSalt);
    if (!message.ticket.isEmpty())
        fill(*request.mutable_ticket(), message.ticket, message.ticketSalt);
    call<v1::SendCommandRequest, v1::SendCommandResponse>(
        connection, std::move(request),
        [](const Connection& to, grpc::ClientContext& context, const v1::SendCommandRequest& asked,
            v1::SendCommandResponse& answer,
            auto& reactor) { to.commands->async()->Send(&context, &asked, &answer, &reactor); },
        [answered = std::move(answered)](
            const CallResult& result, const v1::SendCommandResponse& response) {
            CommandAnswer answer;
            answer.result = result;
            answer.repeated = response.repeated();
            if (response.has_command())
                answer.command = Wire::fromWire(response.command());
            if (response.has_preview())
                answer.preview = Wire::fromWire(response.preview());
            answered(std::move(answer));
        });
}

void Orders::mark(const std::shared_ptr<Connection>& connection, const MarkRequest& request,
    std::function<void(CallResult)> answered)
{
    if (m_stopped)
        return;
    if (!connection) {
        answered(notConnected(m_link->config.site));
        return;
    }
    v1::MarkAlarmRequest message;
    message.set_alarm(request.alarm.text().toStdString());
    message.set_action(nameOf(request.action));
    message.set_reason(request.reason.toStdString());
    if (request.until)
        message.set_until_ns(request.until->time_since_epoch().count());
    call<v1::MarkAlarmRequest, v1::MarkAlarmResponse>(
        connection, std::move(message),
        [](const Connection& to, grpc::ClientContext& context, const v1::MarkAlarmRequest& asked,
            v1::MarkAlarmResponse& answer, auto& reactor) {
            to.commands->async()->MarkAlarm(&context, &asked, &answer, &reactor);
        },
        [answered = std::move(answered)](
            const CallResult& result, const v1::MarkAlarmResponse&) { answered(result); });
}

void Orders::stop()
{
    m_stopped = true;
    for (const auto& [number, cancel] : m_cancels)
        cancel();
}

OutputFollower::OutputFollower(std::shared_ptr<LinkState> link, OutputSink& sink)
    : m_link(std::move(link))
    , m_sink(&sink)
{
}

template <typename Deliver> void OutputFollower::deliver(Deliver&& to)
{
    const std::lock_guard lock(m_mutex);
    if (m_sink)
        to(*m_sink);
}

void OutputFollower::start(const std::shared_ptr<Connection>& connection, const VmId& vm)
{
    if (m_stopped)
        return;
    if (!connection) {
        deliver([this](OutputSink& sink) { sink.ended(notConnected(m_link->config.site)); });
        return;
    }
    OutputCall::Events events;
    events.message = [self = shared_from_this()](
                         const v1::FollowOutputResponse& response, MonoTime) {
        if (self->m_stopped || self->m_ended)
            return;
        self->m_ended = response.ended();
        self->deliver([&response](OutputSink& sink) {
            if (!response.data().empty())
                sink.output(response.offset(), QByteArray::fromStdString(response.data()));
            if (response.ended())
                sink.ended({CallOutcome::Done, {}});
        });
    };
    events.ended = [self = shared_from_this()](const grpc::Status& status) {
        self->m_call.reset();
        if (!self->m_stopped && !self->m_ended)
            self->deliver([&status](OutputSink& sink) { sink.ended(resultOf(status)); });
        self->m_link->callEnded();
    };
    ++m_link->calls;
    m_call =
        std::make_shared<OutputCall>(connection, m_link->worker, m_link->clock, std::move(events));
    v1::FollowOutputRequest request;
    request.set_vm(vm.text().toStdString());
    m_call->start([&request](const Connection& to, grpc::ClientContext& context, OutputCall& call) {
        to.commands->async()->FollowOutput(&context, &request, &call);
    });
}

void OutputFollower::stop()
{
    m_stopped = true;
    if (m_call)
        m_call->cancel();
}

void OutputFollower::close()
{
    const std::lock_guard lock(m_mutex);
    m_sink = nullptr;
}

} // namespace Espalier
