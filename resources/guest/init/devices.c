// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "guest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { tries = 500, tryEveryMs = 20 };

static bool attributeIs(
    const char* folder, const char* entry, const char* attribute, const char* value)
{
    char path[640];
    snprintf(path, sizeof path, "%s/%s/%s", folder, entry, attribute);
    FILE* file = fopen(path, "re");
    if (file == NULL)
        return false;
    char text[64] = "";
    const bool read = fgets(text, sizeof text, file) != NULL;
    fclose(file);
    text[strcspn(text, "\n")] = '\0';
    return read && strcmp(text, value) == 0;
}

// The entry of a /sys folder whose attribute has that value.
static bool findEntry(
    const char* folder, const char* attribute, const char* value, char* name, size_t size)
{
    DIR* entries = opendir(folder);
    if (entries == NULL)
        return false;
    bool found = false;
    const struct dirent* entry = NULL;
    while (!found && (entry = readdir(entries)) != NULL) {
        found = entry->d_name[0] != '.' && attributeIs(folder, entry->d_name, attribute, value);
        if (found)
            snprintf(name, size, "%s", entry->d_name);
    }
    closedir(entries);
    return found;
}

static bool waitForEntry(
    const char* folder, const char* attribute, const char* value, char* path, size_t size)
{
    char name[256];
    for (int i = 0; i < tries; ++i) {
        if (findEntry(folder, attribute, value, name, sizeof name)) {
            snprintf(path, size, "/dev/%s", name);
            if (access(path, F_OK) == 0)
                return true;
        }
        const struct timespec pause = {0, tryEveryMs * 1000000L};
        nanosleep(&pause, NULL);
    }
    logLine(value, ENODEV);
    return false;
}

bool findDisk(const char* serial, char* path, size_t size)
{
    return waitForEntry("/sys/block", "serial", serial, path, size);
}

int openPort(const char* name)
{
    char path[280];
    if (!waitForEntry("/sys/class/virtio-ports", "name", name, path, sizeof path))
        return -1;
    const int port = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (port < 0)
        logLine(path, errno);
    return port;
}
