// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Espalier::Hostd {

// A range of uids that belongs to one hostd of this machine, also while it does not run: its VMs
// outlive it. Kept as one file per range, which names its owner; a range whose owner's folder is
// gone and whose uids run nothing is given to the next who asks.
struct UidLease {
    int first = 0;
    int count = 0;
    int number = 0; // of the range, from 0; names the control group's parent too
};

struct UidLeasePlan {
    QString folder = QStringLiteral("/var/lib/espalier/uids");
    int first = 0x7000'0000; // above what Debian and systemd hand out, containers included
    int count = 4096; // uids a range
    int ranges = 64;
};

// owner: the state folder of the hostd. The same owner gets the same range again. nullopt and a
// reason if the folder cannot be written or all ranges are taken.
[[nodiscard]] std::optional<UidLease> leaseUids(
    const UidLeasePlan& plan, const QString& owner, QString* why);

} // namespace Espalier::Hostd
