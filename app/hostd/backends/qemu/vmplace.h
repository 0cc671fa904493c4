// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/backends/backend.h>

#include <QJsonObject>

namespace Espalier::Hostd {

// What the QEMU backend keeps in VmTrace::backendState: where a VM's things are, and what was seen
// of its process while it lived, which nobody can look at afterwards.
struct VmPlace {
    QString folder; // absolute, one VM's own
    QString cgroup; // parent/vm, relative to each hierarchy
    QString imageFolder;
    int nicArguments = -1; // network cards in QEMU's arguments; -1: nobody looked
    int nicDevices = -1; // devices besides lo in its namespace
    QString coreLimit; // bytes or unlimited; empty: not seen

    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static std::optional<VmPlace> fromJson(const QByteArray& json);
};

// What the removal of a VM's disk amounts to. A cache fork's key is kept, wrapped, as long as its
// volume may be made of it, and what was in a database file may outlast its row (evidence.md 2,
// unlike protocol.md 10, also for one that was abandoned): unlinked is all that can be said.
[[nodiscard]] QString sanitisationOf(const QString& role);

// <role>-<nonce>.qcow2 in the VM's folder.
[[nodiscard]] QString diskName(const QString& nonce, const QString& role = QStringLiteral("root"));
[[nodiscard]] QString diskPath(const VmPlace& place, const DiskIdentity& disk);
// The nonce in a disk's file name, empty if it is none.
[[nodiscard]] QString roleOfName(const QString& fileName);
[[nodiscard]] QString nonceOfName(const QString& fileName);

} // namespace Espalier::Hostd
