// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "guest.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { repeatEveryMs = 250 };

static void controlRepeat(struct Control* control)
{
    control->acknowledged = false;
    control->nextSend = 0;
}

void controlState(struct Control* control, const char* line)
{
    snprintf(control->line, sizeof control->line, "%s", line);
    controlRepeat(control);
}

void controlSend(struct Control* control, long long now)
{
    if (control->acknowledged || control->line[0] == '\0' || now < control->nextSend)
        return;
    char text[sizeof control->line + 1];
    const int length = snprintf(text, sizeof text, "%s\n", control->line);
    // A short or refused write is made good by the next repetition: the host drops broken lines.
    const ssize_t wrote = write(control->port, text, (size_t)length);
    (void)wrote;
    control->nextSend = now + repeatEveryMs;
}

static void handleLine(struct Control* control, const char* line)
{
    if (strcmp(line, "poweroff") == 0)
        control->poweroffAsked = true;
    else if (strcmp(line, "terminate") == 0)
        control->terminateAsked = true;
    else if (strcmp(line, "repeat") == 0)
        controlRepeat(control);
    else if (strncmp(line, "ack ", 4) == 0 && strcmp(line + 4, control->line) == 0)
        control->acknowledged = true;
}

void controlRead(struct Control* control)
{
    char bytes[256];
    const ssize_t got = read(control->port, bytes, sizeof bytes);
    for (ssize_t i = 0; i < got; ++i) {
        if (bytes[i] == '\n') {
            control->input[control->inputLength] = '\0';
            if (!control->inputTooLong)
                handleLine(control, control->input);
            control->inputLength = 0;
            control->inputTooLong = false;
        } else if (control->inputLength + 1 < sizeof control->input) {
            control->input[control->inputLength++] = bytes[i];
        } else {
            control->inputTooLong = true;
        }
    }
}

void outputPump(struct Output* output, bool readable)
{
    if (output->length == output->sent && readable) {
        const ssize_t got = read(output->pipe, output->buffer, sizeof output->buffer);
        if (got <= 0) {
            close(output->pipe);
            output->pipe = -1;
            return;
        }
        output->length = (size_t)got;
        output->sent = 0;
    }
    if (output->length > output->sent) {
        const ssize_t wrote =
            write(output->port, output->buffer + output->sent, output->length - output->sent);
        if (wrote > 0)
            output->sent += (size_t)wrote;
    }
}
