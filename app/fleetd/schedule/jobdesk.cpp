// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobdesk.h"

#include <fleetd/record/life.h>

namespace Espalier::Fleetd {

namespace {

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

grpc::Status invalid(const QString& words)
{
    return {grpc::StatusCode::INVALID_ARGUMENT, words.toStdString()};
}

} // namespace

grpc::Status JobDesk::resolve(const v1::SubmitJobRequest& request, std::string& host) const
{
    const auto& shapes = m_parts.record.table(v1::OBJECT_TYPE_SHAPE);
    if (!shapes.contains(request.shape())) {
        QStringList known;
        for (const auto& [uid, object] : shapes)
            known.append(text(uid));
        known.sort();
        return invalid(QStringLiteral("shape: %1 is not one of this site's (%2)")
                           .arg(text(request.shape()), known.join(QStringLiteral(", "))));
    }
    const Evidence::Roster& roster = m_parts.trust.now()->roster;
    if (!request.image().empty() && !roster.policy.images.contains(text(request.image())))
        return invalid(QStringLiteral("image: not among the images that roster version %1 approves")
                           .arg(roster.version));
    if (request.host().empty())
        return grpc::Status::OK;
    for (const auto& [uid, object] : m_parts.record.table(v1::OBJECT_TYPE_HOST)) {
        if (uid == request.host() || object->host().code() == request.host()) {
            host = uid;
            return grpc::Status::OK;
        }
    }
    return invalid(QStringLiteral("host: %1 is neither id nor code of a host of %2")
                       .arg(text(request.host()), m_parts.site));
}

v1::Job JobDesk::newJob(const std::string& submitter, const v1::SubmitJobRequest& request)
{
    const RunTimes times = m_parts.store.runTimes(request.tenant(), request.pipeline());
    v1::Job job;
    job.set_uid(newUid(m_parts.random));
    job.set_generation(1);
    job.set_site(m_parts.site.toStdString());
    job.set_tenant(request.tenant());
    job.set_cluster(request.cluster());
    job.set_pipeline(request.pipeline());
    job.set_number(m_parts.store.lastNumber(request.tenant(), request.pipeline()) + 1);
    job.set_shape(request.shape());
    job.set_image(request.image());
    job.set_trusted(request.trusted());
    *job.mutable_caches() = request.caches();
    job.set_state("queued");
    job.set_submitted_by(submitter);
    job.set_time_limit_s(request.time_limit_s() == 0 ? timeLimitAtMost : request.time_limit_s());
    job.set_submitted_at_ns(m_parts.record.nowNs());
    job.set_p50_ms(static_cast<quint64>(times.p50.count()));
    job.set_p95_ms(static_cast<quint64>(times.p95.count()));
    job.set_past_runs(static_cast<quint32>(times.runs));
    return job;
}

grpc::Status JobDesk::submit(const std::string& submitter, const v1::SubmitJobRequest& request,
    v1::SubmitJobResponse& response)
{
    if (const QString problem = problemOf(request); !problem.isEmpty())
        return invalid(problem);
    const QString requestKey = text(submitter) % u'\n' % text(request.request_id());
    const QByteArray digest = digestOf(request);
    if (const auto before = m_parts.store.byRequest(requestKey)) {
        if (before->digest != digest)
            return {grpc::StatusCode::ALREADY_EXISTS,
                "IDEMPOTENCY_MISMATCH: request_id was used for another job"};
        response.set_job(before->job.uid());
        response.set_number(before->job.number());
        return grpc::Status::OK;
    }
    std::string host;
    if (grpc::Status status = resolve(request, host); !status.ok())
        return status;
    if (m_parts.queue.size() >= queueAtMost)
        return {grpc::StatusCode::RESOURCE_EXHAUSTED,
            std::to_string(queueAtMost) + " jobs wait at this site; submit again later"};
    const v1::Job job = newJob(submitter, request);
    const QueuePlace place{m_parts.queue.nextPosition(), job.uid(), host};
    m_parts.record.commit([&](Draft& draft) {
        draft.put(job);
        JobStore::addJob(
            draft, job, {requestKey, digest, QByteArray::fromStdString(request.script()), place});
    });
    m_parts.queue.add(place);
    m_parts.scheduler.kick();
    response.set_job(job.uid());
    response.set_number(job.number());
    return grpc::Status::OK;
}

grpc::Status JobDesk::ownedBy(const std::string& submitter, const std::string& uid) const
{
    const auto job = m_parts.record.stored(v1::OBJECT_TYPE_JOB, uid);
    if (!job)
        return {grpc::StatusCode::NOT_FOUND, "job: " + uid + " is not known at this site"};
    if (job->job().submitted_by() != submitter)
        return {
            grpc::StatusCode::PERMISSION_DENIED, "job: " + uid + " was submitted by another queue"};
    return grpc::Status::OK;
}

grpc::Status JobDesk::cancel(const std::string& submitter, const v1::CancelJobRequest& request)
{
    if (request.grace_s() > cancelGraceAtMostS)
        return invalid(
            QStringLiteral("grace_s: 0 to %1 seconds are possible").arg(cancelGraceAtMostS));
    if (grpc::Status status = ownedBy(submitter, request.job()); !status.ok())
        return status;
    const auto job = m_parts.record.job(request.job());
    if (!job || job->state() == "ended" || job->state() == "lost")
        return grpc::Status::OK;
    if (job->state() == "queued") {
        v1::Job ended = *job;
        ended.set_state("ended");
        *ended.mutable_exit() = exitOf(JobExitKind::Cancelled);
        ended.set_ended_at_ns(m_parts.record.nowNs());
        m_parts.record.commit([&](Draft& draft) {
            draft.put(ended);
            JobStore::forgetScript(draft, ended.uid());
        });
        m_parts.queue.remove(request.job());
        return grpc::Status::OK;
    }
    m_parts.record.commit([&](Draft& draft) {
        Life life(m_parts.record, draft, job->vm());
        life.wantTeardown();
        life.save();
    });
    if (const auto vm = m_parts.record.vm(job->vm()))
        m_parts.scheduler.askTeardown(
            *vm, "cancelled", request.grace_s() == 0 ? cancelGraceS : request.grace_s());
    return grpc::Status::OK;
}

} // namespace Espalier::Fleetd
