// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

// Calls of releaseCaches(), each a turn of at most 250 ms: what the job left takes time to die.
enum { triesToUnmount = 40 };

static void pathOf(const struct Cache* cache, char path[96])
{
    snprintf(path, 96, "/root/cache/%s", cache->name);
}

const char* mountCaches(struct Config* config)
{
    if (config->cacheCount > 0)
        mkdir("/root/cache", 0755);
    for (int i = 0; i < config->cacheCount; ++i) {
        struct Cache* cache = &config->caches[i];
        char disk[280];
        char path[96];
        if (!findDisk(cache->serial, disk, sizeof disk))
            return "cache-disk";
        pathOf(cache, path);
        mkdir(path, 0755);
        if (mount(disk, path, "ext4", MS_NOSUID | MS_NODEV | MS_NOATIME, "noinit_itable") != 0) {
            logLine(disk, errno);
            return "cache-mount";
        }
        cache->mounted = true;
    }
    return NULL;
}

static void syncCache(const char* path)
{
    const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || syncfs(folder) != 0)
        logLine(path, errno);
    if (folder >= 0)
        close(folder);
}

bool releaseCaches(struct Config* config)
{
    static int tries = 0;
    bool busy = false;
    ++tries;
    for (int i = 0; i < config->cacheCount; ++i) {
        struct Cache* cache = &config->caches[i];
        char path[96];
        if (!cache->mounted)
            continue;
        pathOf(cache, path);
        if (umount2(path, 0) == 0) {
            cache->mounted = false;
        } else if (tries < triesToUnmount) {
            kill(-1, SIGKILL);
            busy = true;
        } else {
            logLine(path, errno);
            syncCache(path);
            cache->mounted = false;
        }
    }
    return !busy;
}
