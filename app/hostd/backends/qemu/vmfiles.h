// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "procscan.h"
#include "uniquefd.h"
#include "vmplace.h"

#include <QString>

#include <vector>

namespace Espalier::Hostd {

// What the run that unlinked a disk saw just before: evidence.md 5 wants it in the record, also
// when a later run makes that record. Kept in one small file per VM until its Teardown is
// committed.
struct UnlinkProof {
    FileId file;
    quint64 nlinkBefore = 0;
};

// Makes and removes what a VM has on disk. Knows nothing of observing: that is FactScanner's.
class VmFiles final {
public:
    explicit VmFiles(QString stateFolder);

    [[nodiscard]] QString vmsFolder() const { return m_state + QStringLiteral("/vms"); }
    // <state>/vms/<slot>-<vm>
    [[nodiscard]] QString folderOf(int slot, const VmId& vm) const;
    [[nodiscard]] static VmId vmOfFolder(const QString& name);
    // Mode 0700. errno, 0 if it is there now.
    [[nodiscard]] int makeFolder(const QString& folder) const;
    // Moves a file into a VM's folder, durably. errno, 0 if it is there now.
    [[nodiscard]] int adopt(const QString& from, const QString& to) const;
    // A listening socket of that name in a VM's folder. Goes through a descriptor of the folder, so
    // that the limit of 107 bytes does not touch the folder's path.
    [[nodiscard]] UniqueFd listen(const QString& folder, const QString& name) const;

    struct Erased {
        int error = 0; // errno of the first thing that stayed
        bool parentSynced = false;
    };
    // Proof first, durable; then every file of the folder, the folder itself, and its parent
    // synced. Nothing there is no error.
    [[nodiscard]] Erased erase(const VmTrace& trace, const VmPlace& place) const;
    [[nodiscard]] Erased eraseFolder(const QString& folder) const;

    [[nodiscard]] std::vector<UnlinkProof> proofsOf(const VmId& vm) const; // one a disk
    void dropProof(const VmId& vm) const;
    [[nodiscard]] QStringList proofs() const; // uids of VMs

private:
    [[nodiscard]] QString proofPath(const VmId& vm) const;
    [[nodiscard]] int keepProof(const VmId& vm, const UnlinkProof& proof) const;

    QString m_state;
};

// A path to name in folder that is short whatever the folder's path: valid while fd is open.
[[nodiscard]] QString shortPath(const UniqueFd& folder, const QString& name);

} // namespace Espalier::Hostd
