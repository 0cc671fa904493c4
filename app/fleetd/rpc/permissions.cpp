// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "permissions.h"

#include <QLoggingCategory>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logPermissions, "espalier.permissions")

bool kindAllowed(const Permission& permission, CallerKind kind)
{
    switch (kind) {
    case CallerKind::Fleetd:
        return permission.fleetd;
    case CallerKind::Host:
        return permission.host;
    case CallerKind::Simulator:
        return permission.simulator;
    case CallerKind::Queue:
        return permission.queue;
    case CallerKind::User:
        return permission.user;
    case CallerKind::Other:
        break;
    }
    return false;
}

QStringList kindsOf(const Permission& permission)
{
    QStringList kinds;
    for (const CallerKind kind : {CallerKind::Fleetd, CallerKind::Host, CallerKind::Simulator,
             CallerKind::Queue, CallerKind::User}) {
        if (kindAllowed(permission, kind))
            kinds.append(Evidence::kindName(kind));
    }
    return kinds;
}

grpc::Status denied(
    const Permission& permission, const Evidence::SpiffeId& caller, const QString& why)
{
    const QString words = QStringLiteral("%1 refused to %2: %3")
                              .arg(QString::fromUtf8(permission.name), caller.text(), why);
    qCWarning(logPermissions).noquote() << words;
    // The code for a desk's words (protocol.md 5).
    const char* code = caller.kind == CallerKind::User ? "role" : "caller";
    return {grpc::StatusCode::PERMISSION_DENIED, words.toStdString(), code};
}

} // namespace

const Permission& permissionOf(Rpc rpc)
{
    return *std::find_if(permissions.begin(), permissions.end(),
        [rpc](const Permission& permission) { return permission.rpc == rpc; });
}

QStringList rolesFor(const Permission& permission)
{
    if (!permission.roles)
        return {};
    const QStringList named = QString::fromUtf8(permission.roles).split(u'|');
    if (named != QStringList{QStringLiteral("viewer")})
        return named;
    return {QStringLiteral("viewer"), QStringLiteral("operator"), QStringLiteral("on-call"),
        QStringLiteral("security"), QStringLiteral("administrator")};
}

grpc::Status permit(
    Rpc rpc, const Evidence::SpiffeId& caller, const QString& site, const Evidence::Roster& roster)
{
    const Permission& permission = permissionOf(rpc);
    if (!kindAllowed(permission, caller.kind))
        return denied(permission, caller,
            QStringLiteral("it is for %1 only")
                .arg(kindsOf(permission).join(QStringLiteral(", "))));
    if (caller.kind != CallerKind::User) {
        if (caller.site != site)
            return denied(
                permission, caller, QStringLiteral("this is the fleetd of site %1").arg(site));
        return grpc::Status::OK;
    }
    const QStringList needed = rolesFor(permission);
    const QStringList roles = roster.rolesOf(caller.name);
    const bool held = needed.isEmpty()
        || std::any_of(needed.begin(), needed.end(),
            [&](const QString& role) { return roles.contains(role); });
    if (!held)
        return denied(permission, caller,
            QStringLiteral("the role %1 is missing in roster version %2")
                .arg(QString::fromUtf8(permission.roles).split(u'|').join(QStringLiteral(" or ")))
                .arg(roster.version));
    return grpc::Status::OK;
}

} // namespace Espalier::Fleetd
