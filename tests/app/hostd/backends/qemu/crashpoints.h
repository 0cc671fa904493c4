// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crashbench.h"

#include <array>

namespace Espalier::Tests {

// Every step boundary of one life in the order in which hostd comes to it; TstQemuBirthCrashes
// checks that none is missing. A process whose start is not durable counts as never started.
inline constexpr std::array birthPoints{
    CrashPoint{"strays-removed", 1, JobExitKind::Exit},
    CrashPoint{"before-commit", 1, JobExitKind::Exit},
    CrashPoint{"after-commit", 1, JobExitKind::Exit},
    CrashPoint{"intended", 1, JobExitKind::Exit},
    CrashPoint{"qemu/prepare", 1, JobExitKind::Exit},
    CrashPoint{"qemu/prepared", 1, JobExitKind::Exit},
    CrashPoint{"prepared", 1, JobExitKind::Exit},
    CrashPoint{"birth-signed", 1, JobExitKind::Exit},
    CrashPoint{"before-commit", 2, JobExitKind::Exit},
    CrashPoint{"after-commit", 2, JobExitKind::NeverStarted},
    CrashPoint{"birth-committed", 1, JobExitKind::NeverStarted},
    CrashPoint{"start-asked", 1, JobExitKind::NeverStarted},
    CrashPoint{"qemu/launch", 1, JobExitKind::NeverStarted},
    CrashPoint{"qemu/launched", 1, JobExitKind::NeverStarted},
    CrashPoint{"before-commit", 3, JobExitKind::NeverStarted},
    CrashPoint{"after-commit", 3, JobExitKind::Exit},
    CrashPoint{"start-recorded", 1, JobExitKind::Exit},
    CrashPoint{"before-commit", 4, JobExitKind::Exit},
    CrashPoint{"after-commit", 4, JobExitKind::Exit},
    CrashPoint{"job-start-recorded", 1, JobExitKind::Exit},
};

inline constexpr std::array teardownPoints{
    CrashPoint{"job-ended", 1, JobExitKind::Exit},
    CrashPoint{"before-commit", 5, JobExitKind::Exit},
    CrashPoint{"after-commit", 5, JobExitKind::Exit},
    CrashPoint{"teardown-intended", 1, JobExitKind::Exit},
    CrashPoint{"teardown-asked", 1, JobExitKind::Exit},
    CrashPoint{"qemu/power-off", 1, JobExitKind::Exit},
    CrashPoint{"qemu/kill", 1, JobExitKind::Exit},
    CrashPoint{"qemu/unlink", 1, JobExitKind::Exit},
    CrashPoint{"qemu/remove-cgroup", 1, JobExitKind::Exit},
    CrashPoint{"qemu/observe", 1, JobExitKind::Exit},
    CrashPoint{"qemu/observe-again", 1, JobExitKind::Exit},
    CrashPoint{"torn-down", 1, JobExitKind::Exit},
    CrashPoint{"teardown-signed", 1, JobExitKind::Exit},
    CrashPoint{"before-commit", 6, JobExitKind::Exit},
    CrashPoint{"after-commit", 6, JobExitKind::Exit},
    CrashPoint{"teardown-committed", 1, JobExitKind::Exit},
    CrashPoint{"slot-free", 1, JobExitKind::Exit},
};

} // namespace Espalier::Tests
