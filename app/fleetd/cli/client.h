// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arguments.h"
#include "pkipaths.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

namespace Espalier::Fleetd::Cli {

// A channel to --fleetd of --site with an identity: --cert and --key, or those in folder. Nothing
// is dialled yet.
[[nodiscard]] Evidence::Result<std::shared_ptr<grpc::Channel>> dial(
    const Arguments& arguments, const QString& folder, const Clock& clock);

// The same with an identity from these files.
[[nodiscard]] Evidence::Result<std::shared_ptr<grpc::Channel>> dialWith(
    const Arguments& arguments, const Daemon::TlsFiles& files, const Clock& clock);

// Deadlines of protocol.md 8.
constexpr std::chrono::seconds unaryDeadline{5};
constexpr std::chrono::seconds listDeadline{15};
void setDeadline(grpc::ClientContext& context, std::chrono::seconds deadline);

// "PERMISSION_DENIED: words", with what to do where the words do not say it.
[[nodiscard]] QString words(const grpc::Status& status);

} // namespace Espalier::Fleetd::Cli
