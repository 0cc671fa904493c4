// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/objects.h>

#include <espalier/v1/commands.pb.h>

namespace Espalier::Wire {

// Wire <-> domain of what people ordered and of what their orders touch; for convert.cpp and the
// daemons. A spelling that this version does not know becomes the enum's most careful value.
[[nodiscard]] Command fromWire(const ::espalier::v1::Command& message);
[[nodiscard]] Drain fromWire(const ::espalier::v1::Drain& message);
[[nodiscard]] CacheVolume fromWire(const ::espalier::v1::CacheVolume& message);
[[nodiscard]] AlarmMark fromWire(const ::espalier::v1::AlarmMark& message);
[[nodiscard]] AuditEntry fromWire(const ::espalier::v1::AuditEntry& message);
[[nodiscard]] DrainPreview fromWire(const ::espalier::v1::DrainPreview& message);

void toWire(const Command& command, ::espalier::v1::Command& message);
void toWire(const Drain& drain, ::espalier::v1::Drain& message);
void toWire(const CacheVolume& volume, ::espalier::v1::CacheVolume& message);
void toWire(const AlarmMark& mark, ::espalier::v1::AlarmMark& message);
void toWire(const AuditEntry& entry, ::espalier::v1::AuditEntry& message);
void toWire(const DrainPreview& preview, ::espalier::v1::DrainPreview& message);

} // namespace Espalier::Wire
