// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandsservice.h"

#include "streamreactor.h"

namespace Espalier::Fleetd {

namespace {

// A command's record has 16,384 bytes; base64, signature and texts come on top.
constexpr size_t envelopeAtMost = 65'536;
constexpr size_t vmAtMost = 64;

CommandDetail detailOf(const grpc::Status& status)
{
    return {QString::fromStdString(status.error_details()),
        QString::fromStdString(status.error_message())};
}

} // namespace

grpc::ServerUnaryReactor* CommandsService::Send(grpc::CallbackServerContext* context,
    const v1::SendCommandRequest* request, v1::SendCommandResponse* response)
{
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const Caller caller = callerOf(*context, Rpc::Send, m_parts);
    const bool tooLong = request->envelope().size() > envelopeAtMost;
    if (tooLong || (!caller.ok() && caller.id.kind != CallerKind::User)) {
        reactor->Finish(caller.ok()
                ? invalidArgument(
                    QStringLiteral("envelope: at most %1 bytes are possible").arg(envelopeAtMost))
                : caller.status);
        return reactor;
    }
    Fleet& fleet = m_parts.fleet;
    if (!caller.ok()) { // refused in any case; the record keeps that a person tried
        postSafely(
            m_parts.thread,
            [=, &fleet] {
                fleet.commands().turnedAway(caller.id, *request, detailOf(caller.status));
                reactor->Finish(caller.status);
            },
            [reactor, status = caller.status](const grpc::Status&) { reactor->Finish(status); });
        return reactor;
    }
    postSafely(
        m_parts.thread,
        [=, &fleet, id = caller.id] {
            reactor->Finish(fleet.commands().send(id, *request, *response));
        },
        [reactor](const grpc::Status& status) { reactor->Finish(status); });
    return reactor;
}

grpc::ServerUnaryReactor* CommandsService::MarkAlarm(grpc::CallbackServerContext* context,
    const v1::MarkAlarmRequest* request, v1::MarkAlarmResponse* response)
{
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const Caller caller = callerOf(*context, Rpc::MarkAlarm, m_parts);
    if (!caller.ok()) {
        reactor->Finish(caller.status);
        return reactor;
    }
    Fleet& fleet = m_parts.fleet;
    postSafely(
        m_parts.thread,
        [=, &fleet, id = caller.id] {
            reactor->Finish(fleet.marks().mark(id, *request, *response->mutable_mark()));
        },
        [reactor](const grpc::Status& status) { reactor->Finish(status); });
    return reactor;
}

grpc::ServerWriteReactor<v1::FollowOutputResponse>* CommandsService::FollowOutput(
    grpc::CallbackServerContext* context, const v1::FollowOutputRequest* request)
{
    using Reactor = StreamReactor<v1::FollowOutputResponse>;
    const Caller caller = callerOf(*context, Rpc::FollowOutput, m_parts);
    if (!caller.ok())
        return Reactor::refuse(caller.status);
    if (request->vm().empty() || request->vm().size() > vmAtMost)
        return Reactor::refuse(invalidArgument(
            QStringLiteral("vm: an id of 1 to %1 characters is needed").arg(vmAtMost)));
    const auto feed = std::make_shared<OutputFeed>();
    Reactor* reactor = Reactor::make(feed);
    Fleet& fleet = m_parts.fleet;
    const auto fail = [feed](const grpc::Status& status) {
        feed->end(status);
        feed->wake();
    };
    postSafely(
        m_parts.thread,
        [&fleet, feed, fail, id = caller.id, vm = request->vm()] {
            if (const grpc::Status status = fleet.outputs().open(id, vm, feed); !status.ok())
                fail(status);
        },
        fail);
    return reactor;
}

} // namespace Espalier::Fleetd
