// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char scriptOutside[] = "/root/run/espalier/script";
static char scriptInside[] = "/run/espalier/script";
static char shellName[] = "sh";

static bool writeScript(const struct Config* config)
{
    mkdir("/root/run/espalier", 0755);
    const int file = open(scriptOutside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
    if (file < 0)
        return false;
    size_t done = 0;
    while (done < config->scriptLength) {
        const ssize_t wrote = write(file, config->script + done, config->scriptLength - done);
        if (wrote <= 0)
            break;
        done += (size_t)wrote;
    }
    return close(file) == 0 && done == config->scriptLength;
}

static void adjustOomScore(const char* score)
{
    FILE* file = fopen("/proc/self/oom_score_adj", "we");
    if (file == NULL)
        return;
    fputs(score, file);
    fclose(file);
}

// Never returns; what stops it goes down the report pipe as an errno.
static void becomeJob(const struct Config* config, int output, int report)
{
    const struct rlimit processes = {1024, 1024};
    const struct rlimit noCore = {0, 0};
    sigset_t none;
    sigemptyset(&none);
    adjustOomScore("500");
    setpriority(PRIO_PROCESS, 0, 0);
    const int null = open("/dev/null", O_RDONLY);
    if (setsid() >= 0 && null >= 0 && dup2(null, 0) == 0 && dup2(output, 1) == 1
        && dup2(output, 2) == 2 && sigprocmask(SIG_SETMASK, &none, NULL) == 0
        && chroot("/root") == 0 && chdir("/home/job") == 0
        && setrlimit(RLIMIT_NPROC, &processes) == 0 && setrlimit(RLIMIT_CORE, &noCore) == 0
        && setgroups(0, NULL) == 0 && setgid(jobGid) == 0 && setuid(jobUid) == 0) {
        char* direct[] = {scriptInside, NULL};
        execve(scriptInside, direct, config->environment);
        if (errno == ENOEXEC) {
            char* shell[] = {shellName, scriptInside, NULL};
            execve("/bin/sh", shell, config->environment);
        }
    }
    const int error = errno;
    if (write(report, &error, sizeof error) < 0)
        _exit(126);
    _exit(127);
}

pid_t startJob(const struct Config* config, int* pipe, const char** failure)
{
    int output[2];
    int report[2];
    *failure = "script";
    if (!writeScript(config))
        return -1;
    *failure = "pipe";
    if (pipe2(output, O_CLOEXEC) != 0 || pipe2(report, O_CLOEXEC) != 0)
        return -1;
    const pid_t child = fork();
    if (child == 0)
        becomeJob(config, output[1], report[1]);
    close(output[1]);
    close(report[1]);
    int error = 0;
    const bool failed = child < 0 || read(report[0], &error, sizeof error) == sizeof error;
    close(report[0]);
    if (failed) {
        *failure = "exec";
        logLine("exec", error);
        return -1;
    }
    *pipe = output[0];
    return child;
}
