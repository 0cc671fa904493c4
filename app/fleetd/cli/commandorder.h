// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arguments.h"

#include <domain/clock.h>
#include <evidence/command.h>

#include <espalier/v1/commands.pb.h>
#include <espalier/v1/watch.grpc.pb.h>

namespace Espalier::Fleetd::Cli {

namespace v1 = ::espalier::v1;

// What a target's word may mean, as the site's fleetd has it now.
struct Outlook {
    std::vector<v1::Host> hosts;
    std::vector<v1::Slot> slots_;
    std::vector<v1::Vm> vms;
    std::vector<v1::CacheVolume> volumes;
    std::string epoch;
    quint64 revision = 0;
    quint64 rosterVersion = 0;
};
[[nodiscard]] Evidence::Result<Outlook> lookAt(v1::FleetWatch::Stub& stub);

// A07-12 or a host's uid: the host; A07-12/1: the VM in that slot; a VM's uid: the VM; a volume's
// uid or TENANT/CLUSTER/PIPELINE/NAME: the volume, with @A07-12 behind it: its copy there.
[[nodiscard]] Evidence::Result<CommandTarget> targetNamed(
    const Outlook& fleet, const QString& word);

// The options' names that commandOf() reads.
[[nodiscard]] QStringList orderOptions();

// The signed command of a verb, its targets and --reason, --ticket, --key, --user, --device,
// --param,
// --grace; --generation, --boot-id, --not-after, --policy-version, --tier and --id say otherwise
// than is true, for tests. key: where the command key lies if --key does not say.
[[nodiscard]] Evidence::Result<v1::SendCommandRequest> commandOf(
    const Arguments& arguments, const Outlook& fleet, const QString& key, const Clock& clock);

} // namespace Espalier::Fleetd::Cli
