// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "failure.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QString>
#include <QThread>

namespace Espalier::Tour {

// How often a condition is asked again. Short beside what a person notices (100 ms).
constexpr unsigned long askEveryMs = 25;

// Asks until the answer converts to true, at least once; returns it. ask(QString& seen) leaves in
// seen what it found, which the Failure at the deadline quotes.
template <typename Ask> auto until(const QDeadlineTimer& deadline, const QString& what, Ask ask)
{
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        QString seen;
        if (auto answer = ask(seen))
            return answer;
        if (deadline.hasExpired()) {
            const QString waited =
                QString::number(static_cast<double>(clock.elapsed()) / 1000, 'f', 1);
            throw Failure(
                QStringLiteral("after %1 s still not: %2; seen: %3")
                    .arg(waited, what, seen.isEmpty() ? QStringLiteral("nothing") : seen));
        }
        QThread::msleep(askEveryMs);
    }
}

} // namespace Espalier::Tour
