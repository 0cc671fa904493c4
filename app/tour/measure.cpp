// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure.h"

#include "consoleface.h"
#include "processes.h"
#include "submission.h"
#include "tour.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace Espalier::Tour {

namespace {

constexpr qint64 roundMs = 60'000;

// Both ends are read from outside: the submitter's line, then the row. Reading one row over the
// accessibility bus and asking every 25 ms are in the figure.
qint64 badgeMs(Tour& tour, ConsoleFace& face)
{
    const QDeadlineTimer deadline(roundMs);
    Submission job(tour.fleet(), QStringLiteral("acme"), QStringLiteral("measure"),
        QStringLiteral("sleep 3\n"));
    const QString vm = job.vm(deadline).left(8);
    face.filter(vm, deadline);
    (void)job.waitFor(QStringLiteral("exit 0"), deadline);
    QElapsedTimer clock;
    clock.start();
    until(deadline, QStringLiteral("the row of %1 has its badge").arg(vm), [&](QString& seen) {
        const auto row = ConsoleFace::rowWith(face.lifeRows(deadline), ConsoleFace::vmColumn(), vm);
        seen = row ? QStringList(row->values()).join(QStringLiteral(" | ")) : QString();
        return seen.contains(QLatin1String("Signed + host agrees"));
    });
    return clock.elapsed();
}

qint64 firstRowsMs(Tour& tour, int round)
{
    const QDeadlineTimer deadline(roundMs);
    QElapsedTimer clock;
    clock.start();
    QProcess& console = tour.startConsole(
        QStringLiteral("console-%1").arg(round), tour.fleet().pki(), QStringLiteral("viewer"));
    Desk desk(tour.desk().screen(), tour.desk().bus(), console.processId(), deadline);
    ConsoleFace face(desk);
    // The window opens on the overview: the way to the list is in the figure, one press.
    face.open(ConsoleFace::Page::Hosts, deadline);
    until(deadline, QStringLiteral("the list of slots has rows"),
        [&](QString&) { return face.rowCount(ConsoleFace::Page::Hosts, deadline) > 0; });
    const qint64 took = clock.elapsed();
    console.kill();
    console.waitForFinished();
    return took;
}

} // namespace

void measure(Tour& tour, int rounds, const QString& file)
{
    tour.openConsole(QDeadlineTimer(roundMs));
    ConsoleFace face(tour.desk());
    face.open(ConsoleFace::Page::Teardowns, QDeadlineTimer(roundMs));
    QJsonArray badges, starts, memory;
    for (int round = 0; round < rounds; ++round) {
        badges.append(badgeMs(tour, face));
        const auto console = process(tour.desk().pid());
        if (!console)
            throw Failure(QStringLiteral("the console ended while it was measured"));
        memory.append(console->residentKiB);
    }
    for (int round = 0; round < rounds; ++round)
        starts.append(firstRowsMs(tour, round));
    QSaveFile out(file);
    const QJsonObject figures{{QStringLiteral("badgeMs"), badges},
        {QStringLiteral("firstRowsMs"), starts}, {QStringLiteral("rssKiB"), memory}};
    if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(figures).toJson()) < 0
        || !out.commit())
        throw Failure(QStringLiteral("cannot write %1: %2").arg(file, out.errorString()));
}

} // namespace Espalier::Tour
