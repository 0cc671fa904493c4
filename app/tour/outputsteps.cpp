// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

namespace Espalier::Tour {

namespace {

// What on-call sees of a job that runs: its words, and that the look is written down.
QString lookAtOutput(Tour& tour, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    if (fleet.realHost().isEmpty())
        throw Failure(QStringLiteral("there is no real host: ") + fleet.realHostProblem());
    ConsoleFace face(tour.desk());
    face.open(ConsoleFace::Page::Hosts, deadline);
    face.filter(QStringLiteral("acme tour"), deadline);
    Submission job(fleet, QStringLiteral("acme"), QStringLiteral("tour"),
        QStringLiteral("echo words-of-the-job; sleep 8\n"));
    const QString vm = job.vm(deadline);
    (void)job.waitFor(QStringLiteral("words-of-the-job"), deadline);
    tour.desk().press(face.firstCell(ConsoleFace::Page::Hosts, deadline));
    const QString place = job.waitFor(QStringLiteral(" on "), deadline);
    (void)tour.desk().read(ConsoleFace::inspectorTitle(ConsoleFace::Page::Hosts)
            + place.section(QLatin1Char('/'), 0, 0),
        deadline);
    tour.desk().key(QStringLiteral("Ctrl+Shift+O"));
    until(deadline, QStringLiteral("the pane shows the job's words"), [&](QString& seen) {
        seen = tour.desk().bus().text(
            tour.desk().find(Role::Text, QStringLiteral("What the job wrote"), deadline));
        return seen.contains(QStringLiteral("words-of-the-job"));
    });
    tour.picture(QStringLiteral("02-job-output"));
    const QString end = tour.desk().read(QStringLiteral("The job is complete"), deadline);
    if (const int status = job.waitForEnd(deadline); status != 0)
        throw Failure(QStringLiteral("the job ended with %1").arg(status));
    face.filter(QString(), deadline);
    for (const QJsonValue value : fleet.list(fleet.realSite(), QStringLiteral("audit_entry"))) {
        const QJsonObject entry = value.toObject();
        if (text(entry, "action") == QLatin1String("read-output") && text(entry, "target") == vm)
            return QStringLiteral("%1; in the audit: %2 by %3")
                .arg(end, text(entry, "action"), text(entry, "actor"));
    }
    throw Failure(QStringLiteral("no entry of the audit says that anybody looked into ") + vm);
}

} // namespace

void outputSteps(Tour& tour)
{
    tour.step(QStringLiteral("2-output"),
        QStringLiteral("on-call reads what a running job writes, and the audit says so"), 40,
        [&tour](const QDeadlineTimer& deadline) { return lookAtOutput(tour, deadline); });
}

} // namespace Espalier::Tour
