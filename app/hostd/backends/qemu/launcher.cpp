// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "launcher.h"

#include <QFile>

#include <fcntl.h>
#include <grp.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace Espalier::Hostd {

namespace {

enum Stage {
    StageReady = -1,
    StageSession,
    StageFiles,
    StageCgroup,
    StageLimits,
    StageUser,
    StageExec
};

constexpr std::array stageNames{"starting a session", "arranging descriptors",
    "entering the control group", "setting limits", "becoming the VM's user",
    "executing the program"};

struct Report {
    int stage = 0;
    int error = 0;
};

// Everything the child needs, made before the clone: it must not allocate.
struct ChildPlan {
    const char* program = nullptr;
    char* const* arguments = nullptr;
    char* const* environment = nullptr;
    unsigned uid = 0;
    const int* cgroupProcs = nullptr;
    size_t cgroupProcsCount = 0;
    const int* inherited = nullptr;
    size_t inheritedCount = 0;
    int null = -1;
    int log = -1;
    int report = -1;
    int go = -1; // a byte lets the child execute; its end, that it must not do so
    int goParent = -1; // the other end, of which this copy must not keep it open
};

[[noreturn]] void fail(const ChildPlan& plan, Stage stage)
{
    const Report report{stage, errno};
    if (::write(plan.report, &report, sizeof report) < 0)
        ::_exit(126);
    ::_exit(127);
}

void resetSignals()
{
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal)
        ::sigaction(signal, &standard, nullptr); // fails for KILL, STOP and libc's own: no matter
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void arrangeDescriptors(const ChildPlan& plan)
{
    if (::dup2(plan.null, 0) < 0 || ::dup2(plan.log, 1) < 0 || ::dup2(plan.log, 2) < 0
        || ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC) != 0)
        fail(plan, StageFiles);
    for (size_t i = 0; i < plan.inheritedCount; ++i) {
        if (::fcntl(plan.inherited[i], F_SETFD, 0) != 0)
            fail(plan, StageFiles);
    }
}

// Runs between clone and exec in a copy of a process with threads: system calls only. libc's setuid
// would wait for threads that do not exist here, hence the raw calls.
[[noreturn]] void runChild(const ChildPlan& plan)
{
    ::close(plan.goParent);
    resetSignals();
    if (::setsid() < 0)
        fail(plan, StageSession);
    for (size_t i = 0; i < plan.cgroupProcsCount; ++i) {
        if (::write(plan.cgroupProcs[i], "0", 1) != 1)
            fail(plan, StageCgroup);
    }
    arrangeDescriptors(plan);
    ::umask(077);
    const struct rlimit none {
        0, 0
    };
    if (::chdir("/") != 0 || ::setrlimit(RLIMIT_CORE, &none) != 0
        || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        fail(plan, StageLimits);
    if (plan.uid != 0
        && (::syscall(SYS_setgroups, 0, nullptr) != 0
            || ::syscall(SYS_setresgid, plan.uid, plan.uid, plan.uid) != 0
            || ::syscall(SYS_setresuid, plan.uid, plan.uid, plan.uid) != 0))
        fail(plan, StageUser);
    const Report ready{StageReady, 0};
    char go = 0;
    if (::write(plan.report, &ready, sizeof ready) < 0 || ::read(plan.go, &go, 1) != 1)
        ::_exit(125);
    ::execve(plan.program, plan.arguments, plan.environment);
    fail(plan, StageExec);
}

qint64 cloneChild(const LaunchPlan& plan, int& pidfd)
{
    struct clone_args arguments {};
    arguments.flags = CLONE_PIDFD | (plan.ownNetwork ? CLONE_NEWNET : 0)
        | (plan.unifiedCgroup >= 0 ? CLONE_INTO_CGROUP : 0);
    arguments.pidfd = reinterpret_cast<quintptr>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    arguments.cgroup = plan.unifiedCgroup >= 0 ? static_cast<quint64>(plan.unifiedCgroup) : 0;
    return ::syscall(SYS_clone3, &arguments, sizeof arguments);
}

QString errorText(const char* what, int error)
{
    return QStringLiteral("%1: %2").arg(
        QString::fromLatin1(what), QString::fromLocal8Bit(std::strerror(error)));
}

// The child's report and its permission, this process's ends and the child's.
struct Talk {
    UniqueFd reading, writing; // reports
    UniqueFd parent, child; // permission

    [[nodiscard]] bool open()
    {
        int report[2], go[2];
        if (::pipe2(report, O_CLOEXEC) != 0)
            return false;
        reading = UniqueFd(report[0]);
        writing = UniqueFd(report[1]);
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, go) != 0)
            return false;
        parent = UniqueFd(go[0]);
        child = UniqueFd(go[1]);
        return true;
    }
};

// Until the child has executed its program. Empty if it has, else what stopped it.
QString letGo(Talk& talk, const LaunchPlan& plan, qint64 pid)
{
    talk.writing.reset();
    talk.child.reset();
    Report report;
    while (::read(talk.reading.get(), &report, sizeof report) == sizeof report) {
        if (report.stage != StageReady)
            return errorText(stageNames.at(static_cast<size_t>(report.stage)), report.error);
        if (plan.beforeExec)
            plan.beforeExec(pid);
        if (::send(talk.parent.get(), "", 1, MSG_NOSIGNAL) != 1)
            return errorText("letting the program go", errno);
    }
    return {};
}

std::vector<QByteArray> encoded(const LaunchPlan& plan)
{
    std::vector<QByteArray> texts{QFile::encodeName(plan.program)};
    for (const QString& argument : plan.arguments)
        texts.push_back(QFile::encodeName(argument));
    return texts;
}

} // namespace

std::optional<LaunchedProcess> launch(const LaunchPlan& plan, QString* why)
{
    std::vector<QByteArray> texts = encoded(plan);
    std::vector<char*> arguments;
    arguments.reserve(texts.size() + 1);
    for (QByteArray& text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);
    std::array<char, 32> path{"PATH=/usr/bin:/bin"};
    const std::array<char*, 2> environment{path.data(), nullptr};
    const UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    Talk talk;
    if (!null.isValid() || !talk.open()) {
        *why = errorText("no descriptors for a new process", errno);
        return std::nullopt;
    }
    const ChildPlan child{texts.front().constData(), arguments.data(), environment.data(), plan.uid,
        plan.cgroupProcs.data(), plan.cgroupProcs.size(), plan.inherited.data(),
        plan.inherited.size(), null.get(), plan.log >= 0 ? plan.log : null.get(),
        talk.writing.get(), talk.child.get(), talk.parent.get()};
    int pidfd = -1;
    const qint64 pid = cloneChild(plan, pidfd);
    if (pid == 0)
        runChild(child);
    if (pid < 0) {
        *why = errorText("clone of the VM's process (network namespace, control group)", errno);
        return std::nullopt;
    }
    LaunchedProcess process{pid, UniqueFd(pidfd)};
    *why = letGo(talk, plan, pid);
    if (!why->isEmpty()) {
        ::waitpid(static_cast<pid_t>(pid), nullptr, 0);
        return std::nullopt;
    }
    return process;
}

} // namespace Espalier::Hostd
