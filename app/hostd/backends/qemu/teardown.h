// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "factscanner.h"
#include "qemumachine.h"
#include "teardownlimits.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace Espalier::Hostd {

// One try of the sequence of protocol.md 5 for one VM: power-off, grace, kill, unlink, control
// group, then two sweeps of FactScanner. Works from trace and place alone; machine is null when
// nobody watches the process.
class Teardown final : public QObject {
    Q_OBJECT
public:
    struct Plan {
        VmTrace trace;
        VmPlace place;
        VmCgroup cgroup;
        QString baseDigest;
        std::chrono::milliseconds grace{};
        TeardownLimits limits;
        bool stopsOnly = false; // ends after the kill, with no outcome
    };

    Teardown(Plan plan, QemuMachine* machine, const VmFiles& files, const FactScanner& scanner,
        const ProcScan& processes, const Clock& clock, StepObserver observer,
        QObject* parent = nullptr);
    ~Teardown() override;

    void begin();

Q_SIGNALS:
    void proving();
    void finished(const Espalier::Hostd::TeardownRun& run);
    void stopped(const Espalier::Hostd::StopRun& run); // in place of finished(), if it stopsOnly

private:
    void powerOff();
    void powerOffEnded(int error);
    void kill();
    void lookAtUnknown();
    void killPoll();
    void killEnded(int error);
    void unlink();
    void removeCgroup();
    void observe();
    void observeAgain();
    void finish(const Sweep& rescan);

    void open(const char* id);
    void close(int error);
    [[nodiscard]] bool processLives() const;
    [[nodiscard]] std::vector<qint64> pidsOfUser() const;
    [[nodiscard]] Outcome outcome(const Sweep& rescan) const;

    Plan m_plan;
    QPointer<QemuMachine> m_machine;
    const VmFiles& m_files;
    const FactScanner& m_scanner;
    const ProcScan& m_processes;
    const Clock& m_clock;
    StepObserver m_observer;
    TeardownRun m_run;
    Sweep m_sweep;
    VmFiles::Erased m_erased;
    MonoTime m_sweptAt{};
    MonoTime m_killedAt{};
    QTimer m_timer;
    bool m_poweringOff = false;
};

} // namespace Espalier::Hostd
