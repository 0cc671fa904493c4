// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cgroup.h"
#include "procscan.h"
#include "vmfiles.h"

#include <functional>

namespace Espalier::Hostd {

// What of VMs is on this host, by looking; and the removal of what belongs to none.
class VmInventory final {
public:
    struct Range {
        int firstUid = 0, lastUid = 0;
    };

    VmInventory(Range uids, CgroupRoots cgroups, QString cgroupName, const VmFiles& files);

    [[nodiscard]] ScanResult scan(const std::vector<VmTrace>& traces) const;
    // Folders, control groups and proofs of VMs that are not claimed. What still lives is left
    // alone: an orphan is for people to judge (quarantine and I5), never killed in silence.
    void removeStrays(const std::function<bool(const VmId&)>& isClaimed) const;

private:
    void removeFolders(const std::function<bool(const VmId&)>& isClaimed) const;
    void removeCgroups(const std::function<bool(const VmId&)>& isClaimed) const;
    [[nodiscard]] VmCgroup cgroupOf(const VmId& vm) const;

    Range m_uids;
    CgroupRoots m_cgroups;
    QString m_cgroupName;
    const VmFiles& m_files;
    ProcScan m_processes;
};

} // namespace Espalier::Hostd
