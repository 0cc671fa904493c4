// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/command.h>

namespace Espalier::Hostd {

// What this host sees of one target, itself.
struct TargetView {
    bool here = false; // a VM: something of it is; the host itself always is
    quint64 generation = 0;
    bool jobEnded = false;
    HostMode mode = HostMode::InService; // of the host
    QString attached{}; // a volume: who has a fork of it
};

// What a person gave a cancel's job to end by itself.
constexpr std::chrono::seconds defaultGrace{300}, longestGrace{3600};
// nullopt: the command's graceS is none.
[[nodiscard]] std::optional<std::chrono::seconds> graceOf(const QMap<QString, QString>& params);

// Is this target one of this host's?
[[nodiscard]] bool isTargetOf(const HostId& host, const CommandTarget& target);

// Why this host does not act upon a target of a command that its bytes, roster and clock let pass;
// no code: it does. Codes: unsupported, target-kind, params, boot, stale, approvals, job-ended,
// maintenance, attached. Pure.
[[nodiscard]] CommandDetail targetProblem(const Evidence::CommandRecord& command,
    const CommandTarget& target, const QString& bootId, const TargetView& seen);

} // namespace Espalier::Hostd
