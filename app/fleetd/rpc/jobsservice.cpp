// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobsservice.h"

#include "streamreactor.h"

namespace Espalier::Fleetd {

namespace {

QString jobProblem(const std::string& job)
{
    if (job.empty() || job.size() > 64)
        return QStringLiteral("job: an id of 1 to 64 characters is needed");
    return {};
}

} // namespace

grpc::ServerUnaryReactor* JobsService::SubmitJob(grpc::CallbackServerContext* context,
    const v1::SubmitJobRequest* request, v1::SubmitJobResponse* response)
{
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const Caller caller = callerOf(*context, Rpc::SubmitJob, m_parts);
    if (!caller.ok()) {
        reactor->Finish(caller.status);
        return reactor;
    }
    Fleet& fleet = m_parts.fleet;
    postSafely(
        m_parts.thread,
        [=, &fleet, submitter = caller.text()] {
            reactor->Finish(fleet.jobs().submit(submitter, *request, *response));
        },
        [reactor](const grpc::Status& status) { reactor->Finish(status); });
    return reactor;
}

grpc::ServerUnaryReactor* JobsService::CancelJob(grpc::CallbackServerContext* context,
    const v1::CancelJobRequest* request, v1::CancelJobResponse*)
{
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const Caller caller = callerOf(*context, Rpc::CancelJob, m_parts);
    const QString problem = jobProblem(request->job());
    if (!caller.ok() || !problem.isEmpty()) {
        reactor->Finish(caller.ok() ? invalidArgument(problem) : caller.status);
        return reactor;
    }
    Fleet& fleet = m_parts.fleet;
    postSafely(
        m_parts.thread,
        [=, &fleet, submitter = caller.text()] {
            reactor->Finish(fleet.jobs().cancel(submitter, *request));
        },
        [reactor](const grpc::Status& status) { reactor->Finish(status); });
    return reactor;
}

grpc::ServerWriteReactor<v1::FollowJobResponse>* JobsService::FollowJob(
    grpc::CallbackServerContext* context, const v1::FollowJobRequest* request)
{
    using Reactor = StreamReactor<v1::FollowJobResponse>;
    const Caller caller = callerOf(*context, Rpc::FollowJob, m_parts);
    if (!caller.ok())
        return Reactor::refuse(caller.status);
    if (const QString problem = jobProblem(request->job()); !problem.isEmpty())
        return Reactor::refuse(invalidArgument(problem));
    const auto feed = std::make_shared<FollowFeed>();
    Reactor* reactor = Reactor::make(feed);
    Fleet& fleet = m_parts.fleet;
    const auto open = [&fleet, feed, submitter = caller.text(), job = request->job()] {
        if (const grpc::Status status = fleet.jobs().ownedBy(submitter, job); status.ok()) {
            fleet.follows().open(job, feed);
        } else {
            feed->end(status);
            feed->wake();
        }
    };
    postSafely(m_parts.thread, open, [feed](const grpc::Status& status) {
        feed->end(status);
        feed->wake();
    });
    return reactor;
}

} // namespace Espalier::Fleetd
