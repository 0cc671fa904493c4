// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "steps.h"
#include "tour.h"

namespace Espalier::Tour {

namespace {

// Both pages with something chosen, so that the inspector shows a slot and a record.
QString picturesIn(Tour& tour, const QString& theme, const QDeadlineTimer& deadline)
{
    QProcess& console = tour.startConsole(
        QStringLiteral("console-") + theme, tour.fleet().pki(), QStringLiteral("oncall"), theme);
    Desk desk(tour.desk().screen(), tour.desk().bus(), console.processId(), deadline);
    desk.screen().fillWithTopmost();
    ConsoleFace face(desk);
    QStringList observed;
    for (const auto page : {ConsoleFace::Page::Hosts, ConsoleFace::Page::Teardowns}) {
        face.open(page, deadline);
        const QString name = ConsoleFace::pageName(page);
        const int rows = until(deadline, QStringLiteral("\"%1\" has rows").arg(name),
            [&](QString&) { return face.rowCount(page, deadline); });
        // Rows move while they live: the press may hit the next one, or a row that is just leaving.
        const QString title = ConsoleFace::inspectorTitle(page);
        until(deadline, QStringLiteral("the inspector shows a row of \"%1\"").arg(name),
            [&](QString& seen) {
                desk.press(face.firstCell(page, deadline));
                seen = face.lines(title).join(QStringLiteral("; "));
                return !seen.isEmpty();
            });
        tour.picture(QStringLiteral("%1-%2").arg(ConsoleFace::pictureName(page), theme));
        observed.append(QStringLiteral("%1: %2 rows").arg(name).arg(rows));
    }
    console.terminate();
    if (!console.waitForFinished(5000))
        throw Failure(QStringLiteral("the console does not end when it is asked to"));
    return observed.join(QStringLiteral("; "));
}

} // namespace

void pictureSteps(Tour& tour)
{
    for (const char* theme : {"light", "dark"}) {
        tour.step(QStringLiteral("pictures-") + QLatin1String(theme),
            QStringLiteral("each page, %1").arg(QLatin1String(theme)), 30,
            [&](const QDeadlineTimer& deadline) {
                return picturesIn(tour, QString::fromLatin1(theme), deadline);
            });
    }
}

} // namespace Espalier::Tour
