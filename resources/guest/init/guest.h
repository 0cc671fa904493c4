// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The guest's first and only process beside the job: ../README.md says what it does and speaks.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { protocolVersion = 1, jobUid = 1000, jobGid = 1000, maxCaches = 8 };

// One line into the kernel's log; with an errno's text behind it when error is not 0.
void logLine(const char* what, int error);

// Loads what /modules lists, one path a line, in that order. Failures are logged, not fatal: what
// is missing shows itself a moment later as a missing disk or port.
void loadModules(void);

// The /dev path of the disk with that virtio serial; waits up to 10 s for it to appear.
bool findDisk(const char* serial, char* path, size_t size);

// Opens the virtio port of that name, non-blocking. -1 if there is none.
int openPort(const char* name);

// True if the kernel's command line has that word.
bool commandLineHas(const char* word);

// What the config disk says. Strings are allocated once and live as long as the guest.
struct Config {
    char* script;
    size_t scriptLength;
    char** environment; // NULL-terminated NAME=VALUE
    struct Cache {
        char serial[32];
        char name[64];
        bool mounted;
    } caches[maxCaches];
    int cacheCount;
};
// NULL when all is well, else one word that names what is wrong.
const char* readConfig(const char* disk, struct Config* config);

// Mounts each cache at /root/cache/<name>. NULL, or a word.
const char* mountCaches(struct Config* config);
// True once all are unmounted, or, after that many calls, at least synced: then the disks hold what
// the job wrote. To be called again and again until then.
bool releaseCaches(struct Config* config);

// The control port: one current line, repeated until the host acknowledges exactly that line.
struct Control {
    int port;
    char line[64];
    bool acknowledged;
    bool poweroffAsked;
    bool terminateAsked;
    long long nextSend; // CLOCK_MONOTONIC, ms
    char input[256];
    size_t inputLength;
    bool inputTooLong;
};
void controlState(struct Control* control, const char* line);
void controlSend(struct Control* control, long long now);
void controlRead(struct Control* control);

// The job's output on its way to the host: at most one buffer is held, so that a host that does not
// read stops the job, not the guest.
struct Output {
    int port;
    int pipe; // -1 once the last writer is gone
    char buffer[16384];
    size_t length;
    size_t sent;
};
void outputPump(struct Output* output, bool readable);

// Starts the script as the job's user inside /root. The pipe's reading end comes back in pipe.
// Returns the pid, or -1 with a word in failure.
pid_t startJob(const struct Config* config, int* pipe, const char** failure);
