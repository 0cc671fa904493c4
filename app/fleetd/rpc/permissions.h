// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/roster.h>
#include <evidence/svid.h>

#include <grpcpp/support/status.h>

#include <array>

namespace Espalier::Fleetd {

enum class Rpc {
    Hello,
    List,
    Watch,
    Samples,
    SubmitJob,
    FollowJob,
    CancelJob,
    Attach,
    Send,
    MarkAlarm,
    FollowOutput,
};

using CallerKind = Evidence::SpiffeId::Kind;

// One line of the table of protocol.md 7: who may call this. All else is PERMISSION_DENIED.
struct Permission {
    Rpc rpc;
    const char* name; // Service/Method
    bool fleetd, host, simulator, queue;
    bool user; // who has one of roles
    // Any of these, split by '|', is enough for a user; every role includes "viewer". nullptr: any
    // user, in the roster or not.
    const char* roles;
};

// Every role may read. health (grpc.health.v1) is gRPC's own service: any verified identity.
constexpr std::array<Permission, 11> permissions{{
    // rpc             name                    fleetd host   simul. queue  user   roles
    {Rpc::Hello, "FleetWatch/Hello", true, true, true, true, true, nullptr},
    {Rpc::List, "FleetWatch/List", false, false, false, false, true, "viewer"},
    {Rpc::Watch, "FleetWatch/Watch", false, false, false, false, true, "viewer"},
    {Rpc::Samples, "FleetWatch/Samples", false, false, false, false, true, "viewer"},
    {Rpc::SubmitJob, "Jobs/SubmitJob", false, false, false, true, false, nullptr},
    {Rpc::FollowJob, "Jobs/FollowJob", false, false, false, true, false, nullptr},
    {Rpc::CancelJob, "Jobs/CancelJob", false, false, false, true, false, nullptr},
    {Rpc::Attach, "HostStream/Attach", false, true, true, false, false, nullptr},
    {Rpc::Send, "Commands/Send", false, false, false, false, true, "operator|on-call"},
    {Rpc::MarkAlarm, "Commands/MarkAlarm", false, false, false, false, true,
        "operator|on-call|security"},
    {Rpc::FollowOutput, "Commands/FollowOutput", false, false, false, false, true, "on-call"},
}};

[[nodiscard]] const Permission& permissionOf(Rpc rpc);
// The roles that a user needs one of.
[[nodiscard]] QStringList rolesFor(const Permission& permission);
// OK, or PERMISSION_DENIED naming the RPC, the caller and what is missing. site: this fleetd's;
// hosts, simulators and queues of other sites are refused.
[[nodiscard]] grpc::Status permit(
    Rpc rpc, const Evidence::SpiffeId& caller, const QString& site, const Evidence::Roster& roster);

} // namespace Espalier::Fleetd
