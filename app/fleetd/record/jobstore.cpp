// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobstore.h"

namespace Espalier::Fleetd {

namespace {

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

} // namespace

std::optional<JobStore::Known> JobStore::byRequest(const QString& requestKey) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT uid, digest FROM job WHERE request = ?"), {requestKey});
    if (rows.empty())
        return std::nullopt;
    const auto object =
        m_record.stored(v1::OBJECT_TYPE_JOB, rows.front().at(0).toString().toStdString());
    if (!object)
        return std::nullopt;
    return Known{rows.front().at(1).toByteArray(), object->job()};
}

quint64 JobStore::lastNumber(const std::string& tenant, const std::string& pipeline) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT last FROM counter WHERE tenant = ? AND pipeline = ?"),
        {text(tenant), text(pipeline)});
    return rows.empty() ? 0 : rows.front().front().toULongLong();
}

RunTimes JobStore::runTimes(const std::string& tenant, const std::string& pipeline) const
{
    return runTimesOf(m_record.database(), tenant, pipeline);
}

QByteArray JobStore::script(const std::string& job) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT script FROM job WHERE uid = ?"), {text(job)});
    return rows.empty() ? QByteArray() : rows.front().front().toByteArray();
}

std::optional<QueuePlace> JobStore::place(const std::string& job) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT position, host FROM job WHERE uid = ?"), {text(job)});
    if (rows.empty())
        return std::nullopt;
    return QueuePlace{
        rows.front().at(0).toULongLong(), job, rows.front().at(1).toString().toStdString()};
}

void JobStore::forEachPlace(const std::function<void(const QueuePlace&)>& visit) const
{
    m_record.database().forEach(
        QStringLiteral("SELECT position, uid, host FROM job ORDER BY position"), {},
        [&visit](const QSqlQuery& row) {
            visit({row.value(0).toULongLong(), row.value(1).toString().toStdString(),
                row.value(2).toString().toStdString()});
        });
}

std::optional<v1::PlaceOrder> JobStore::order(const std::string& vm) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT body FROM placement WHERE vm = ?"), {text(vm)});
    v1::PlaceOrder order;
    if (rows.empty() || !order.ParseFromString(rows.front().front().toByteArray().toStdString()))
        return std::nullopt;
    return order;
}

void JobStore::addJob(Draft& draft, const v1::Job& job, const Submission& submission)
{
    draft.sql(QStringLiteral("INSERT INTO job (uid, request, digest, script, host, position) "
                             "VALUES (?, ?, ?, ?, ?, ?)"),
        {text(job.uid()), submission.requestKey, submission.digest, submission.script,
            text(submission.place.host), submission.place.position});
    draft.sql(
        QStringLiteral("INSERT OR REPLACE INTO counter (tenant, pipeline, last) VALUES (?, ?, ?)"),
        {text(job.tenant()), text(job.pipeline()), quint64(job.number())});
}

void JobStore::addPlacement(Draft& draft, const v1::PlaceOrder& order, const std::string& host,
    const std::string& job, const QByteArray& salt)
{
    draft.sql(QStringLiteral(
                  "INSERT INTO placement (vm, host, body, reference, salt) VALUES (?, ?, ?, ?, ?)"),
        {text(order.vm()), text(host), QByteArray::fromStdString(order.SerializeAsString()),
            text(job), salt});
}

void JobStore::forgetScript(Draft& draft, const std::string& job)
{
    draft.sql(QStringLiteral("UPDATE job SET script = NULL WHERE uid = ?"), {text(job)});
}

void JobStore::forgetOrder(Draft& draft, const std::string& vm)
{
    draft.sql(QStringLiteral("UPDATE placement SET body = '' WHERE vm = ?"), {text(vm)});
}

void JobStore::addRun(Draft& draft, const v1::Job& job)
{
    draft.sql(
        QStringLiteral("INSERT INTO run (tenant, pipeline, ended, duration) VALUES (?, ?, ?, ?)"),
        {text(job.tenant()), text(job.pipeline()), qint64(job.ended_at_ns()),
            qint64(job.ended_at_ns() - job.started_at_ns())});
}

} // namespace Espalier::Fleetd
