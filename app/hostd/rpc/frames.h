// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uplink.h"

#include <espalier/v1/hosts.pb.h>

namespace Espalier::Hostd {

namespace v1 = ::espalier::v1;

// hosts.proto <-> hostd's own types. Pure; what comes in is checked later, by whom it concerns.
[[nodiscard]] v1::HostFrame helloFrame(const HostId& host, const Hello& hello);
[[nodiscard]] v1::HostFrame recordFrame(const SignedRecord& record);
[[nodiscard]] v1::HostFrame statementFrame(const HostId& host, const QByteArray& envelope);
[[nodiscard]] v1::HostFrame progressFrame(const HostId& host, const Progress& progress);
[[nodiscard]] v1::HostFrame outputFrame(
    const HostId& host, const VmId& vm, quint64 offset, const QByteArray& data);
[[nodiscard]] v1::HostFrame resultFrame(
    const HostId& host, const QString& order, const OrderAnswer& answer);
[[nodiscard]] v1::HostFrame commandFrame(const HostId& host, const CommandReport& report);
[[nodiscard]] v1::HostFrame cachesFrame(const HostId& host, const std::vector<HeldVolume>& volumes);
[[nodiscard]] v1::HostFrame heartbeatFrame(MonoTime mono);

[[nodiscard]] Welcome welcomeFrom(const v1::HelloAck& ack);
[[nodiscard]] PlacementOrder placementFrom(const v1::PlaceOrder& order);
[[nodiscard]] VolumeChange volumeChangeFrom(const v1::VolumeOrder& order);
[[nodiscard]] EndOrder endOrderFrom(const v1::TeardownOrder& order);
[[nodiscard]] CommandOrder commandOrderFrom(const v1::CommandOrder& order);
[[nodiscard]] CommandAcknowledgement acknowledgementFrom(const v1::CommandAck& ack);

} // namespace Espalier::Hostd
