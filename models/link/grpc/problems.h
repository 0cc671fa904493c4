// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <domain/message.h>

#include <QString>

#include <grpcpp/support/status.h>

#include <optional>

namespace Espalier {

// What is known when a call to one fleetd has failed.
struct FailureFacts {
    QString site, address;
    QString ownId; // our SPIFFE id
    std::optional<WallTime> ownExpiry;
    QString refusedServer; // why our side refused the server, empty: it did not
    bool identified = false; // a call on this connection has been answered before
};

// Why a call failed and what to do.
[[nodiscard]] Message problemOf(const grpc::Status& status, const FailureFacts& facts);

// A text of the other side as one printable line of at most 300 characters.
[[nodiscard]] QString foreignText(const std::string& text);

} // namespace Espalier
