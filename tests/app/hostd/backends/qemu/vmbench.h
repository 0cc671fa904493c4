// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventlog.h"

#include <hostd/backends/qemu/qemubackend.h>

#include <QTemporaryDir>

namespace Espalier::Tests {

// The image that the ctest fixture makes, or one of another kernel.
[[nodiscard]] QString guestFolder();

// Removes the parent group of that name and the empty ones in it.
void removeCgroups(const QString& name);

// A state folder, a control group and a uid range of its own, and the means to run VMs in them.
// Kills and removes at its end whatever a failed test left.
class VmBench final {
public:
    VmBench();
    ~VmBench();

    // Empty if real VMs can run here, else why not.
    [[nodiscard]] static QString whyNot();

    // A fresh backend over the same state, as after a restart of hostd. extra words join the
    // guest's command line, which gives it another image digest.
    bool open(const QString& extra = {});
    void close() { m_backend.reset(); }
    [[nodiscard]] Hostd::QemuBackend& backend() { return *m_backend; }
    [[nodiscard]] Hostd::QemuConfig& config() { return m_config; }
    [[nodiscard]] QString digest() const { return m_backend->info().imageDigests.front(); }
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] QString stateFolder() const { return m_config.stateFolder; }

    [[nodiscard]] Hostd::VmSpec spec(const QByteArray& script, int slot = 1);
    // prepare, then start once prepared. False if it does not come to a process.
    bool launch(const Hostd::VmSpec& spec);
    // Tears down and waits for the run; nullptr if none came.
    const Hostd::TeardownRun* tearDown(const VmId& vm, std::chrono::milliseconds grace);

    EventLog log;

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    Hostd::QemuConfig m_config;
    std::unique_ptr<Hostd::QemuBackend> m_backend;
    QString m_failure;
    int m_count = 0;
};

// The raw value of a fact in a run, empty if the fact or the key is not there.
[[nodiscard]] QString rawOf(const Hostd::TeardownRun& run, const char* fact, const char* key);
[[nodiscard]] QStringList factNames(const Hostd::TeardownRun& run);

} // namespace Espalier::Tests
