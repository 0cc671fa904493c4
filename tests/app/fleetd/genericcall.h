// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <grpcpp/channel.h>

#include <chrono>

namespace Espalier::Tests {

// Calls an RPC without the code that is generated for it: one empty message up, unless hold; then
// whatever comes down. Who is let in to a stream gets a first message, and the call is cancelled
// (CANCELLED), or none for as long as patience lasts (DEADLINE_EXCEEDED).
[[nodiscard]] grpc::Status callGenerically(const std::shared_ptr<grpc::Channel>& channel,
    const std::string& path, bool hold, std::chrono::milliseconds patience);

} // namespace Espalier::Tests
