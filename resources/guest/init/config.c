// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "guest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Limits of ../README.md; the host checks them too, with better words.
enum { maxSection = 1 << 20, maxVariables = 256 };

static const char defaults[] =
    "PATH=/usr/local/bin:/usr/bin:/bin\nHOME=/home/job\nUSER=job\nLOGNAME=job\n"
    "SHELL=/bin/sh\nTERM=dumb\nLANG=C.UTF-8\nCI=true\n";

bool commandLineHas(const char* word)
{
    FILE* file = fopen("/proc/cmdline", "re");
    if (file == NULL)
        return false;
    char text[1024] = "";
    const bool read = fgets(text, sizeof text, file) != NULL;
    fclose(file);
    char* rest = NULL;
    for (char* token = read ? strtok_r(text, " \n", &rest) : NULL; token != NULL;
         token = strtok_r(NULL, " \n", &rest)) {
        if (strcmp(token, word) == 0)
            return true;
    }
    return false;
}

static size_t nameLength(const char* variable) { return strcspn(variable, "="); }

// Adds NAME=VALUE; a later one of the same name wins.
static bool addVariable(char** list, char* variable)
{
    const size_t length = nameLength(variable);
    if (length == 0 || variable[length] != '=')
        return false;
    int i = 0;
    while (list[i] != NULL
        && (nameLength(list[i]) != length || memcmp(list[i], variable, length) != 0))
        ++i;
    if (i >= maxVariables)
        return false;
    list[i] = variable;
    return true;
}

static bool addVariables(char** list, const char* lines)
{
    char* text = strdup(lines);
    if (text == NULL)
        return false;
    char* rest = NULL;
    for (char* line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (!addVariable(list, line))
            return false;
    }
    return true;
}

// The next section's name, and its bytes with a NUL behind them. False at a malformed one.
static bool readSection(FILE* disk, char name[32], char** bytes, size_t* length)
{
    char head[64];
    if (fgets(head, sizeof head, disk) == NULL || sscanf(head, "%31[a-z-] %zu", name, length) != 2
        || *length > maxSection)
        return false;
    *bytes = calloc(1, *length + 1);
    return *bytes != NULL && fread(*bytes, 1, *length, disk) == *length && fgetc(disk) == '\n';
}

// A serial and a mount name a line; neither can name another folder than its own.
static bool readCaches(char* lines, struct Config* config)
{
    char* rest = NULL;
    for (char* line = strtok_r(lines, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (config->cacheCount == maxCaches)
            return false;
        struct Cache* cache = &config->caches[config->cacheCount];
        int end = 0;
        if (sscanf(line, "%31[a-z0-9-] %63[a-z0-9-]%n", cache->serial, cache->name, &end) != 2
            || line[end] != '\0')
            return false;
        ++config->cacheCount;
    }
    return true;
}

static const char* readSections(FILE* disk, struct Config* config)
{
    char magic[32] = "";
    if (fgets(magic, sizeof magic, disk) == NULL || strcmp(magic, "espalier-config/1\n") != 0)
        return "config-magic";
    char name[32] = "";
    char* bytes = NULL;
    size_t length = 0;
    while (readSection(disk, name, &bytes, &length)) {
        if (strcmp(name, "end") == 0)
            return config->script != NULL ? NULL : "config-no-script";
        if (strcmp(name, "script") == 0) {
            config->script = bytes;
            config->scriptLength = length;
        } else if (strcmp(name, "env") == 0) {
            if (!addVariables(config->environment, bytes))
                return "config-env";
        } else if (strcmp(name, "caches") == 0) {
            if (!readCaches(bytes, config))
                return "config-caches";
        }
        // Unknown sections are for younger guests.
    }
    return "config-section";
}

const char* readConfig(const char* disk, struct Config* config)
{
    config->environment = calloc(maxVariables + 1, sizeof *config->environment);
    if (config->environment == NULL || !addVariables(config->environment, defaults))
        return "memory";
    FILE* file = fopen(disk, "re");
    if (file == NULL)
        return "config-disk";
    const char* failure = readSections(file, config);
    fclose(file);
    return failure;
}
