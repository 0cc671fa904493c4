// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "permissions.h"

#include <fleetd/fleet.h>
#include <fleetd/record/recordthread.h>

#include <grpcpp/server_context.h>

namespace Espalier::Fleetd {

// What every service needs: who is in force, which site, and the way to the record.
struct ServiceParts {
    const TrustBox& trust;
    QString site;
    RecordThread& thread;
    Fleet& fleet; // touched on the thread only
    const Clock& clock;
};

// The caller of one RPC, with the answer of the permission table.
struct Caller {
    Evidence::SpiffeId id;
    grpc::Status status;
    [[nodiscard]] bool ok() const { return status.ok(); }
    [[nodiscard]] std::string text() const { return id.text().toStdString(); }
};
[[nodiscard]] Caller callerOf(
    const grpc::CallbackServerContext& context, Rpc rpc, const ServiceParts& parts);

// What is wrong with a selector, naming field and limit; empty: nothing.
[[nodiscard]] QString selectorProblem(const v1::Selector& selector);

// The status of a request whose fields are wrong.
[[nodiscard]] grpc::Status invalidArgument(const QString& words);

// Runs work on the record's thread; a database that fails becomes UNAVAILABLE, with a line in the
// log.
void postSafely(RecordThread& thread, std::function<void()> work,
    std::function<void(const grpc::Status&)> failed);

} // namespace Espalier::Fleetd
