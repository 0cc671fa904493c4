// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/objects.h>

#include <espalier/v1/objects.pb.h>

#include <optional>

namespace Espalier::Wire {

namespace v1 = ::espalier::v1; // the generated messages

// Wire <-> domain. Thread-safe, no state. fromWire answers nullopt for an object of a kind that
// this version does not know; a spelling that it does not know becomes the enum's most careful
// value.
[[nodiscard]] std::optional<Object> fromWire(const v1::Object& object);
[[nodiscard]] v1::Object toWire(const Object& object);
[[nodiscard]] v1::ObjectType typeOf(const v1::Object& object);
[[nodiscard]] std::string uidOf(const v1::Object& object);

[[nodiscard]] JobExit fromWire(const v1::JobExit& exit);
void toWire(const JobExit& exit, v1::JobExit& message);

// Times on the wire: nanoseconds since 1970, 0 = not known.
[[nodiscard]] std::optional<WallTime> timeFromWire(qint64 nanoseconds);
[[nodiscard]] qint64 timeToWire(const std::optional<WallTime>& time);

} // namespace Espalier::Wire
