// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// EXT4_IOC_RESIZE_FS; the kernel's header for it is not exported.
static const unsigned long resizeExt4 = _IOW('f', 16, unsigned long long);

void logLine(const char* what, int error)
{
    const int log = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
    if (log < 0)
        return;
    if (error != 0)
        dprintf(log, "<3>espalier: %s: %s\n", what, strerror(error));
    else
        dprintf(log, "<5>espalier: %s\n", what);
    close(log);
}

static long long nowMs(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

// Without a sync: the disk dies with the VM, and a full or failing one must not hold the power-off.
static _Noreturn void powerOff(void)
{
    kill(-1, SIGKILL);
    reboot(RB_POWER_OFF);
    for (;;)
        pause();
}

static void mountOrLog(const char* type, const char* target, unsigned long flags)
{
    mkdir(target, 0755);
    if (mount(type, target, type, flags, NULL) != 0)
        logLine(target, errno);
}

// The shape's disk may be larger than the base image: the file system then grows to its end.
static void growRoot(const char* disk)
{
    const int device = open(disk, O_RDONLY | O_CLOEXEC);
    const int root = open("/root", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    unsigned long long bytes = 0;
    struct statfs now;
    if (device < 0 || root < 0 || ioctl(device, BLKGETSIZE64, &bytes) != 0
        || fstatfs(root, &now) != 0) {
        logLine("size of the root disk", errno);
    } else {
        unsigned long long blocks = bytes / (unsigned long long)now.f_bsize;
        if (ioctl(root, resizeExt4, &blocks) != 0)
            logLine("growing the root file system", errno);
    }
    if (device >= 0)
        close(device);
    if (root >= 0)
        close(root);
}

static const char* mountRoot(void)
{
    char disk[280];
    if (!findDisk("espalier-root", disk, sizeof disk))
        return "root-disk";
    mkdir("/root", 0755);
    if (mount(disk, "/root", "ext4", MS_NOATIME, "noinit_itable") != 0) {
        logLine(disk, errno);
        return "root-mount";
    }
    growRoot(disk);
    mountOrLog("proc", "/root/proc", MS_NOSUID | MS_NODEV | MS_NOEXEC);
    mountOrLog("sysfs", "/root/sys", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY);
    mountOrLog("devtmpfs", "/root/dev", MS_NOSUID | MS_NOEXEC);
    mountOrLog("tmpfs", "/root/run", MS_NOSUID | MS_NODEV);
    return NULL;
}

static const char* prepare(struct Config* config)
{
    const char* failure = mountRoot();
    if (failure != NULL)
        return failure;
    char disk[280];
    if (!findDisk("espalier-config", disk, sizeof disk))
        return "config-disk";
    failure = readConfig(disk, config);
    if (failure != NULL)
        return failure;
    failure = mountCaches(config);
    if (failure != NULL)
        return failure;
    // Test images only: the job may pull the kernel down.
    if (commandLineHas("espalier.allow-sysrq") && chmod("/proc/sysrq-trigger", 0222) != 0)
        return "sysrq";
    return NULL;
}

// The only interface a guest has; jobs talk to their own servers over it.
static void raiseLoopback(void)
{
    const int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP;
    if (any < 0 || ioctl(any, SIOCSIFFLAGS, &request) != 0)
        logLine("lo", errno);
    if (any >= 0)
        close(any);
}

struct Guest {
    struct Config config;
    struct Control control;
    struct Output output;
    pid_t job;
    int status;
    bool ended; // the job's own process is gone; its output may still be on the way
    bool told; // the end is the control port's current line
};

static void startOrFail(struct Guest* guest, const char* failure)
{
    guest->job = -1;
    guest->output.pipe = -1;
    if (failure == NULL)
        guest->job = startJob(&guest->config, &guest->output.pipe, &failure);
    if (guest->job > 0) {
        controlState(&guest->control, "started");
        return;
    }
    char line[64];
    snprintf(line, sizeof line, "failed %s", failure);
    controlState(&guest->control, line);
    guest->told = true;
}

static void reap(struct Guest* guest)
{
    int status = 0;
    pid_t gone = 0;
    while ((gone = waitpid(-1, &status, WNOHANG)) > 0) {
        if (gone != guest->job)
            continue;
        guest->status = status;
        guest->ended = true;
        // What the job left running ends with it; then the pipe comes to its end too.
        kill(-1, SIGKILL);
    }
}

static void tellEnd(struct Guest* guest)
{
    const bool drained = guest->output.pipe < 0 && guest->output.length == guest->output.sent;
    if (!guest->ended || guest->told || !drained || !releaseCaches(&guest->config))
        return;
    char line[64];
    if (WIFSIGNALED(guest->status))
        snprintf(line, sizeof line, "signal %d", WTERMSIG(guest->status));
    else
        snprintf(line, sizeof line, "exit %d", WEXITSTATUS(guest->status));
    controlState(&guest->control, line);
    guest->told = true;
}

// A port whose host end is closed reports POLLHUP for ever: it is then left out for one round.
static void turn(struct Guest* guest, int children, bool hungUp[2])
{
    struct Output* output = &guest->output;
    const bool pending = output->length > output->sent;
    struct pollfd fds[4] = {
        {children, POLLIN, 0},
        {hungUp[0] ? -1 : guest->control.port, POLLIN, 0},
        {hungUp[1] || !pending ? -1 : output->port, POLLOUT, 0},
        {pending ? -1 : output->pipe, POLLIN, 0},
    };
    poll(fds, 4, hungUp[0] || hungUp[1] ? 50 : 250);
    hungUp[0] = (fds[1].revents & POLLHUP) != 0;
    hungUp[1] = (fds[2].revents & POLLHUP) != 0;
    struct signalfd_siginfo info;
    if ((fds[0].revents & POLLIN) != 0 && read(children, &info, sizeof info) > 0)
        reap(guest);
    if ((fds[1].revents & POLLIN) != 0)
        controlRead(&guest->control);
    outputPump(output, (fds[3].revents & (POLLIN | POLLHUP)) != 0);
    tellEnd(guest);
    controlSend(&guest->control, nowMs());
}

int main(void)
{
    mountOrLog("devtmpfs", "/dev", MS_NOSUID);
    mountOrLog("proc", "/proc", 0);
    mountOrLog("sysfs", "/sys", 0);
    loadModules();
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    const int children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    // A job that spawns without end must not starve the process that tells its end.
    setpriority(PRIO_PROCESS, 0, -10);

    static struct Guest guest;
    guest.control.port = openPort("espalier.control");
    guest.output.port = openPort("espalier.output");
    char line[64];
    snprintf(line, sizeof line, "booted %d", protocolVersion);
    controlState(&guest.control, line);
    controlSend(&guest.control, nowMs());
    raiseLoopback();
    startOrFail(&guest, prepare(&guest.config));

    const bool ignorePoweroff = commandLineHas("espalier.ignore-poweroff");
    bool hungUp[2] = {false, false};
    for (;;) {
        turn(&guest, children, hungUp);
        if (guest.control.terminateAsked && guest.job > 0 && !guest.ended)
            kill(-guest.job, SIGTERM);
        guest.control.terminateAsked = false;
        if (guest.control.poweroffAsked && !ignorePoweroff)
            powerOff();
        if (guest.told && guest.control.acknowledged)
            powerOff();
    }
}
