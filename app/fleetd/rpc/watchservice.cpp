// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchservice.h"

#include "listsource.h"
#include "streamreactor.h"

namespace Espalier::Fleetd {

namespace {

bool isType(int type)
{
    return v1::ObjectType_IsValid(type) && type != v1::OBJECT_TYPE_UNSPECIFIED;
}

// Answers one list at the present revision; records are those of the window.
void startList(Fleet& fleet, const v1::ListRequest& request, ListSource& source)
{
    fleet.record().trimWindow();
    source.start(fleet.record().epoch(), fleet.record().revision(),
        WatchFilter({static_cast<int>(request.type())}, request.selector()),
        fleet.record().snapshot());
    source.wake();
}

} // namespace

QString watchProblem(const v1::WatchRequest& request)
{
    for (const int type : request.types()) {
        if (!isType(type))
            return QStringLiteral("types: %1 is no object type").arg(type);
    }
    if (request.send_initial() && (request.after_revision() != 0 || !request.epoch().empty()))
        return QStringLiteral("after_revision: with send_initial it must be 0, and epoch empty");
    if (!request.send_initial() && request.after_revision() == 0)
        return QStringLiteral("after_revision: 0 without send_initial; ask for the initial list");
    if (!request.send_initial() && request.epoch().empty())
        return QStringLiteral("epoch: needed with after_revision");
    if (request.epoch().size() > 64)
        return QStringLiteral("epoch: at most 64 characters are possible");
    return selectorProblem(request.selector());
}

grpc::ServerUnaryReactor* WatchService::Hello(grpc::CallbackServerContext* context,
    const v1::HelloRequest* request, v1::HelloResponse* response)
{
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const Caller caller = callerOf(*context, Rpc::Hello, m_parts);
    if (!caller.ok()) {
        reactor->Finish(caller.status);
        return reactor;
    }
    if (request->client_version().size() > 64) {
        reactor->Finish(
            invalidArgument(QStringLiteral("client_version: at most 64 characters are possible")));
        return reactor;
    }
    const TrustPtr trust = m_parts.trust.now();
    response->set_site(m_parts.site.toStdString());
    response->set_fleetd_version(ESPALIER_VERSION);
    response->set_peer_id(caller.text());
    if (caller.id.kind == CallerKind::User) {
        for (const QString& role : trust->roster.rolesOf(caller.id.name))
            response->add_roles(role.toStdString());
    }
    response->set_roster(trust->rosterEnvelope.toStdString());
    response->set_hosts(trust->hostsEnvelope.toStdString());
    Fleet& fleet = m_parts.fleet;
    m_parts.thread.post([&fleet, response, reactor] {
        response->set_epoch(fleet.record().epoch());
        reactor->Finish(grpc::Status::OK);
    });
    return reactor;
}

grpc::ServerWriteReactor<v1::ListResponse>* WatchService::List(
    grpc::CallbackServerContext* context, const v1::ListRequest* request)
{
    using Reactor = StreamReactor<v1::ListResponse>;
    const Caller caller = callerOf(*context, Rpc::List, m_parts);
    if (!caller.ok())
        return Reactor::refuse(caller.status);
    if (!isType(request->type()))
        return Reactor::refuse(
            invalidArgument(QStringLiteral("type: %1 is no object type").arg(request->type())));
    if (const QString problem = selectorProblem(request->selector()); !problem.isEmpty())
        return Reactor::refuse(invalidArgument(problem));
    const auto source = std::make_shared<ListSource>();
    Reactor* reactor = Reactor::make(source);
    Fleet& fleet = m_parts.fleet;
    m_parts.thread.post([&fleet, source, wanted = *request] { startList(fleet, wanted, *source); });
    return reactor;
}

grpc::ServerWriteReactor<v1::WatchResponse>* WatchService::Watch(
    grpc::CallbackServerContext* context, const v1::WatchRequest* request)
{
    using Reactor = StreamReactor<v1::WatchResponse>;
    const Caller caller = callerOf(*context, Rpc::Watch, m_parts);
    if (!caller.ok())
        return Reactor::refuse(caller.status);
    if (const QString problem = watchProblem(*request); !problem.isEmpty())
        return Reactor::refuse(invalidArgument(problem));
    const auto feed = std::make_shared<WatchFeed>(
        WatchFilter({request->types().begin(), request->types().end()}, request->selector()));
    Reactor* reactor = Reactor::make(feed);
    Fleet& fleet = m_parts.fleet;
    m_parts.thread.post([&fleet, feed, wanted = *request] { fleet.watches().open(wanted, feed); });
    return reactor;
}

grpc::ServerWriteReactor<v1::SamplesResponse>* WatchService::Samples(
    grpc::CallbackServerContext* context, const v1::SamplesRequest* request)
{
    using Reactor = StreamReactor<v1::SamplesResponse>;
    const Caller caller = callerOf(*context, Rpc::Samples, m_parts);
    if (!caller.ok())
        return Reactor::refuse(caller.status);
    if (const QString problem = selectorProblem(request->selector()); !problem.isEmpty())
        return Reactor::refuse(invalidArgument(problem));
    const auto feed = std::make_shared<SampleFeed>(request->selector(), m_parts.clock);
    Reactor* reactor = Reactor::make(feed);
    Fleet& fleet = m_parts.fleet;
    m_parts.thread.post([&fleet, feed] { fleet.samples().open(feed); });
    return reactor;
}

} // namespace Espalier::Fleetd
