// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// include/uapi/linux/module.h; the kernel unpacks the file itself.
enum { moduleInitCompressedFile = 4 };

void loadModules(void)
{
    FILE* list = fopen("/modules", "re");
    if (list == NULL) {
        logLine("/modules", errno);
        return;
    }
    char path[256];
    while (fgets(path, sizeof path, list) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        const size_t length = strlen(path);
        const bool plain = length > 3 && strcmp(path + length - 3, ".ko") == 0;
        const int file = open(path, O_RDONLY | O_CLOEXEC);
        if (file < 0
            || syscall(SYS_finit_module, file, "", plain ? 0 : moduleInitCompressedFile) != 0)
            logLine(path, errno);
        if (file >= 0)
            close(file);
    }
    fclose(list);
}
