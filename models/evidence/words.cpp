// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clauses.h"

namespace Espalier::Evidence {

FleetdWord fleetdWord(const Vm& vm)
{
    return {vm.teardown, vm.host, vm.tenantPseudonym, vm.policyVersion};
}

FleetdWord fleetdWord(const Record& record)
{
    const bool teardown = record.type == QLatin1String("Teardown");
    return {teardown ? record.id : RecordId(), record.host, {}, std::nullopt};
}

Message stillListed(const HostStatement& statement, const LifeRecord& life)
{
    for (const StatedVm& vm : statement.vms) {
        if (vm.id == life.identity.vm)
            return message("clause.vm-listed", vm.pid);
    }
    for (const DiskEntry& disk : life.disks) {
        for (const DiskEntry& present : statement.disks) {
            // Inode numbers are used again: the nonce alone, or all three, mean the same disk.
            const bool sameFile = present.dev == disk.dev && present.ino == disk.ino;
            if (present.nonce == disk.nonce || (sameFile && present.nonce.isEmpty()))
                return message("clause.disk-listed", disk.nonce);
        }
    }
    for (const QString& nic : statement.nics) {
        if (nic.contains(life.identity.vm.text()))
            return message("clause.nic-listed", nic);
    }
    return {};
}

QString badgeName(Badge badge)
{
    switch (badge) {
    case Badge::None:
        return QStringLiteral("none");
    case Badge::Signed:
        return QStringLiteral("Signed");
    case Badge::SignedSimulated:
        return QStringLiteral("Signed (simulated)");
    case Badge::SignedHostAgrees:
        return QStringLiteral("Signed + host agrees");
    case Badge::Receipted:
        return QStringLiteral("Receipted");
    case Badge::Confirmed:
        return QStringLiteral("Confirmed");
    }
    return {};
}

QString badgeWords(const LifeVerdict& verdict)
{
    if (verdict.badge == Badge::Confirmed)
        return QStringLiteral("destroyed");
    if (verdict.gone && verdict.badge == Badge::SignedHostAgrees)
        return QStringLiteral("gone (host says, no log)");
    if (verdict.gone && verdict.badge == Badge::SignedSimulated)
        return QStringLiteral("gone (simulated)");
    return QStringLiteral("not confirmed");
}

} // namespace Espalier::Evidence
