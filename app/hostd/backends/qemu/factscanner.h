// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cgroup.h"
#include "procscan.h"
#include "vmfiles.h"

#include <QSet>

namespace Espalier::Hostd {

// One look at what is left of a VM.
struct Sweep {
    std::vector<ObservedFact> facts; // those that hold
    QStringList residuals; // what does not, in words
    int scanned = 0; // processes and files walked
    bool processLives = false;
    bool dataLeft = false;
    bool blind = false; // something could not be looked at
    bool cgroupLeft = false;

    [[nodiscard]] bool isClean() const { return !processLives && !dataLeft && !blind; }
};

// Observes the facts of evidence.md 5, by code that shares no step with what ends and deletes a VM:
// it reads /proc, the control groups and the state folder afresh and believes nobody's return
// value.
class FactScanner final {
public:
    FactScanner(ProcScan processes, QString stateFolder);

    // cgroups: the folders that should be gone. proof: what was seen before the unlink.
    [[nodiscard]] Sweep sweep(const VmTrace& trace, const VmPlace& place,
        const QStringList& cgroups, const std::vector<UnlinkProof>& proofs,
        const QString& baseDigest) const;
    // The second, shorter look: nothing of this uid and this nonce anywhere.
    [[nodiscard]] Sweep rescan(
        const VmTrace& trace, const VmPlace& place, std::chrono::nanoseconds gap) const;

    [[nodiscard]] static QSet<QString> factsOf(const std::vector<ObservedFact>& facts);

private:
    struct Walk {
        int scanned = 0;
        QStringList hits;
        bool failed = false;
    };
    [[nodiscard]] Walk walkState(const VmTrace& trace) const;
    void processAbsent(const VmTrace& trace, const QStringList& cgroups, Sweep& sweep) const;
    void noOpenHandles(
        const VmTrace& trace, const std::vector<UnlinkProof>& proofs, Sweep& sweep) const;
    void diskUnlinked(const VmTrace& trace, const VmPlace& place,
        const std::vector<UnlinkProof>& proofs, Sweep& sweep) const;
    void diskKeyGone(Sweep& sweep) const;
    void stateFilesAbsent(const VmPlace& place, Sweep& sweep) const;
    void netNone(const VmTrace& trace, const VmPlace& place, Sweep& sweep) const;
    void baseUnchanged(const VmPlace& place, const QString& digest, Sweep& sweep) const;
    void swapSafe(const VmPlace& place, Sweep& sweep) const;

    ProcScan m_processes;
    QString m_state;
};

} // namespace Espalier::Hostd
