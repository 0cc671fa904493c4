// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cachefiles.h"
#include "diskpool.h"
#include "factscanner.h"
#include "qemusurvey.h"
#include "teardown.h"
#include "vminventory.h"
#include "vmstart.h"

#include <hostd/backends/backend.h>

#include <QObject>

#include <map>
#include <memory>

namespace Espalier::Hostd {

// Job VMs in QEMU, one process each: own uid, own empty network namespace, seccomp, control group,
// encrypted disk with a key in memory only, nothing opened by name (evidence.md 5 and 6,
// protocol.md 9 and 10). Needs root. One thread.
class QemuBackend final : public QObject, public Backend {
    Q_OBJECT
public:
    // Blocks while it looks at QEMU, the images and the accelerator (at most about 10 s). nullptr
    // and a reason that says what this machine lacks.
    [[nodiscard]] static std::unique_ptr<QemuBackend> create(
        QemuConfig config, const Clock& clock, QString* why);
    ~QemuBackend() override;

    void setEvents(BackendEvents* events) override { m_events = events; }
    [[nodiscard]] BackendInfo info() const override { return m_survey.info; }
    void prepare(const VmSpec& spec) override;
    void discard(const VmTrace& trace) override;
    void start(const VmId& vm) override;
    [[nodiscard]] bool adopt(const VmTrace& trace) override;
    void requestJobEnd(const VmId& vm) override;
    void stop(const VmTrace& trace, std::chrono::milliseconds grace) override;
    void flatten(const FlattenOrder& order) override;
    void removeCachesBut(const std::vector<VolumeFiles>& kept) override
    {
        m_caches.removeBut(kept);
    }
    void tearDown(
        const VmTrace& trace, std::chrono::milliseconds grace, const QString& baseDigest) override;
    [[nodiscard]] ScanResult scan(const std::vector<VmTrace>& traces) override;
    void removeStrays(const std::vector<VmTrace>& traces) override;

private:
    struct Prepared {
        VmSpec spec;
        VmTrace trace;
        VmPlace place;
        QByteArray config;
        std::unique_ptr<SecretKey> key; // null until the disk is there
        std::vector<StartCache> caches; // in the order of the spec's
    };

    QemuBackend(QemuConfig config, QemuSurvey survey, const Clock& clock);
    [[nodiscard]] const GuestImage* image(const QString& digest) const;
    [[nodiscard]] VmCgroup cgroupOf(const VmPlace& place) const;
    // Why not; empty if all is well.
    [[nodiscard]] QString check(const VmSpec& spec) const;
    [[nodiscard]] QString makePlace(Prepared& prepared) const;
    void takeDisk(const VmId& vm);
    void makeForks(const VmId& vm);
    void forkMade(const VmId& vm, const InodeId& inode, const QString& problem);
    void begin(Teardown::Plan plan);
    [[nodiscard]] std::optional<VmPlace> placeOf(const VmTrace& trace) const;
    [[nodiscard]] QString moveDisk(Prepared& prepared, SpareDisk& disk) const;
    void prepareFailed(const VmId& vm, const QString& why);
    void startNow(const VmId& vm);
    void watch(const VmTrace& trace, const VmPlace& place, UniqueFd pidfd, UniqueFd log);
    void forget(const VmId& vm);
    void teardownFinished(const VmId& vm);
    void atStep(const char* step) const;

    QemuConfig m_config;
    const Clock& m_clock;
    BackendEvents* m_events = nullptr;
    QemuSurvey m_survey;
    ProcScan m_processes;
    VmFiles m_files;
    FactScanner m_scanner;
    VmInventory m_inventory;
    DiskPool m_disks;
    CacheFiles m_caches;
    std::map<VmId, std::unique_ptr<Prepared>> m_prepared;
    std::map<VmId, std::unique_ptr<QemuMachine>> m_machines;
    std::map<VmId, std::unique_ptr<Teardown>> m_teardowns;
};

} // namespace Espalier::Hostd
