// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

#include <QFile>

#include <cstdio>

int main(int argc, char** argv)
{
    using namespace Espalier;
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (arguments.contains(QStringLiteral("--help"))) {
        std::fputs(qPrintable(Verify::helpText()), stdout);
        return 0;
    }
    if (arguments.contains(QStringLiteral("--version"))) {
        std::puts("espalier-verify " ESPALIER_VERSION);
        return 0;
    }
    QByteArray input;
    if (Verify::wantsInput(arguments)) {
        QFile in;
        if (!in.open(stdin, QIODevice::ReadOnly)) {
            std::fputs("espalier-verify: standard input cannot be read\n", stderr);
            return 2;
        }
        input = in.read(Verify::largestCase + 1);
    }
    const Verify::Outcome outcome = Verify::runCase(arguments, input, SystemClock().wall());
    if (!outcome.out.isEmpty())
        std::puts(outcome.out.toUtf8().constData());
    if (!outcome.error.isEmpty())
        std::fprintf(stderr, "espalier-verify: %s\n", outcome.error.toUtf8().constData());
    return outcome.exitCode;
}
