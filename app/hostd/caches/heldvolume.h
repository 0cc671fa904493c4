// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/cache.h>

#include <QStringList>

namespace Espalier::Hostd {

// A host's cache volumes as they are durable, and the rules about them. Pure: no file, no clock.

// prepared: its disk may exist, its VM has not started. attached: its VM may write it.
// committing: the VM is gone after exit 0, the new version's file is being made. committed and
// abandoned are final; the row goes with its VM's Teardown.
enum class ForkState { Prepared, Attached, Committing, Committed, Abandoned };
[[nodiscard]] QString forkStateName(ForkState state);
[[nodiscard]] std::optional<ForkState> forkStateFromName(const QString& name);
[[nodiscard]] bool isOpen(ForkState state); // neither committed nor abandoned
// The arrows of protocol.md 10; every other change is a fault of this program and refused.
[[nodiscard]] bool mayBecome(ForkState from, ForkState to);

struct HeldVersion {
    quint64 version = 0; // from 1, never given twice within a volume
    quint64 parent = 0; // 0: empty
    quint64 bytes = 0; // on disk
    QString fork; // that it was made of
    VmId writer;
    WallTime committedAt{};
    friend bool operator==(const HeldVersion&, const HeldVersion&) = default;
};

struct HeldFork {
    QString id; // 32 hex digits, the nonce of its disk, which lies in its VM's folder
    VmId vm;
    quint64 base = 0; // version; 0: empty
    ForkState state = ForkState::Prepared;
    quint64 result = 0; // version made of it, once committed
    friend bool operator==(const HeldFork&, const HeldFork&) = default;
};

struct HeldVolume {
    VolumeId id;
    QString owner; // the tenant's pseudonym, for ever
    QString name;
    quint64 quota = 0; // bytes, of new disks
    quint64 current = 0; // version that the next fork is of; 0: empty
    quint64 last = 0; // highest version ever given
    WallTime lastUsed{};
    std::vector<HeldVersion> versions; // oldest first
    std::vector<HeldFork> forks;
    friend bool operator==(const HeldVolume&, const HeldVolume&) = default;
};

// One cache that a placement asks for.
struct CacheWish {
    VolumeId volume;
    QString owner; // as fleetd says
    QString name; // mount name in the guest
    quint64 quota = cacheQuotaDefault; // bytes
};
constexpr size_t mostCaches = 4; // of one VM

// What is wrong with the wishes of a VM of this tenant, naming which; nullopt: nothing. held: all
// volumes of the host. I14: a volume is attached to its owner's VM only.
[[nodiscard]] std::optional<QString> wishProblem(const std::vector<CacheWish>& wishes,
    const QString& tenantPseudonym, const std::vector<HeldVolume>& held);

// What must become of a fork whose VM's process is gone: commit on exit 0 only.
[[nodiscard]] ForkState endOf(const HeldFork& fork, bool exitedWithZero);

// After a start of the program: a fork whose VM has no life entry was never born. The others are
// committed or abandoned by the teardown of that life.
enum class Recovery { Keep, Abandon };
[[nodiscard]] Recovery recoveryOf(const HeldFork& fork, bool alive);

// Versions whose files may go: not current, and no open fork is over them.
[[nodiscard]] std::vector<quint64> garbageOf(const HeldVolume& volume);
// nullopt: the whole volume may go now; else why not.
[[nodiscard]] std::optional<QString> evictionProblem(const HeldVolume& volume);

// Files that belong to this volume, also those that are being made of a fork; everything else in
// its folder is left over of a crash.
[[nodiscard]] QStringList filesOf(const HeldVolume& volume);
// Of the version that is, or will be, made of this fork. Without the fork's nonce in it: by that a
// teardown's sweep finds what is left of the VM.
[[nodiscard]] QString versionFile(const QString& fork);
// What its wrapped key is bound to.
[[nodiscard]] QByteArray keyContext(const VolumeId& volume, const QString& fork);

} // namespace Espalier::Hostd
