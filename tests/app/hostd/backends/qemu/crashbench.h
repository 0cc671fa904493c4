// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/objects.h>

#include <QByteArrayList>
#include <QProcess>
#include <QTemporaryDir>

namespace Espalier::Tests {

// Where hostd is killed: the nth time that it comes to a step of that name. start counts for none.
struct CrashPoint {
    const char* step;
    int occurrence;
    JobExitKind exit; // what the one life then comes to
};

// Runs hostd as a process (crashinghostd.cpp) over a state folder, uids and a control group of its
// own, and looks afterwards at what it left in the state file, in /proc and on disk.
class CrashBench final {
public:
    // Cancelled: it would run for long, but a person's command cancels it. WithCache: it adds a
    // line to a file of a cache volume and ends with 0.
    enum class Job { Plain, Cancelled, WithCache };
    explicit CrashBench(Job job = Job::Plain);
    ~CrashBench();

    struct Run {
        QByteArrayList steps; // in the order in which it came to them
        QByteArray log;
        bool killed = false; // by SIGKILL
        int code = -1;
        [[nodiscard]] QByteArray text() const { return steps.join('\n') + "\n" + log; }
    };
    // Until it ends, at most 90 s; then it is killed and code is -1.
    [[nodiscard]] Run run(const char* step = "none", int occurrence = 0);

    // What is wrong with the records: not exactly one Birth and then its one Teardown with that
    // exit, each verified and the chain whole. Empty: nothing.
    [[nodiscard]] QString recordProblem(JobExitKind exit) const;
    // Likewise of a life WithCache, and of the volume: committed exactly if the job ended with 0,
    // and its files those of its rows.
    [[nodiscard]] QString cacheProblem() const;
    // Everything of the VM that is still there: process, disk, control group, state. Empty: gone.
    [[nodiscard]] QStringList leftovers() const;

private:
    [[nodiscard]] QString state() const { return m_folder.path() + QStringLiteral("/state"); }
    QTemporaryDir m_folder;
    Job m_job;
    QString m_cgroup;
    int m_firstUid = 0;
};

// Kills hostd there, starts it again with the same order, and demands one whole life and nothing
// left. Fails the running test otherwise.
void crashAndGoOn(const CrashPoint& point);

} // namespace Espalier::Tests
