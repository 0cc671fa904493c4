// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "caller.h"

#include <link/tls/credentials.h>

#include <QLoggingCategory>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logRpc, "espalier.rpc")

constexpr int selectedAtMost = 1'000;
constexpr size_t uidAtMost = 128;

QString listProblem(
    const QString& field, const google::protobuf::RepeatedPtrField<std::string>& uids)
{
    if (uids.size() > selectedAtMost)
        return QStringLiteral("selector.%1: at most %2 entries are possible")
            .arg(field)
            .arg(selectedAtMost);
    for (const std::string& uid : uids) {
        if (uid.empty() || uid.size() > uidAtMost)
            return QStringLiteral("selector.%1: entries of 1 to %2 bytes are needed")
                .arg(field)
                .arg(uidAtMost);
    }
    return {};
}

} // namespace

Caller callerOf(const grpc::CallbackServerContext& context, Rpc rpc, const ServiceParts& parts)
{
    const auto id = Tls::peerId(context);
    if (!id)
        return {{}, {grpc::StatusCode::UNAUTHENTICATED, id.error().toStdString()}};
    return {*id, permit(rpc, *id, parts.site, parts.trust.now()->roster)};
}

QString selectorProblem(const v1::Selector& selector)
{
    const QString hosts = listProblem(QStringLiteral("hosts"), selector.hosts());
    return hosts.isEmpty() ? listProblem(QStringLiteral("uids"), selector.uids()) : hosts;
}

grpc::Status invalidArgument(const QString& words)
{
    return {grpc::StatusCode::INVALID_ARGUMENT, words.toStdString()};
}

void postSafely(RecordThread& thread, std::function<void()> work,
    std::function<void(const grpc::Status&)> failed)
{
    thread.post([work = std::move(work), failed = std::move(failed)] {
        try {
            work();
        } catch (const Daemon::DatabaseError& error) {
            qCCritical(logRpc).noquote() << error.text();
            failed({grpc::StatusCode::UNAVAILABLE,
                "the fleet's record cannot be written now; nothing was changed"});
        }
    });
}

} // namespace Espalier::Fleetd
