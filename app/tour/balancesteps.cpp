// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "tour.h"

#include <QSet>

namespace Espalier::Tour {

namespace {

// By fleetd's own lists: a Birth without Teardown belongs to a VM that is still there.
QString listedBalance(const Fleet& fleet)
{
    int births = 0, teardowns = 0, open = 0;
    for (const QString& site : fleet.sites()) {
        QSet<QString> born, ended, there;
        for (const QJsonValue value : fleet.list(site, QStringLiteral("record"))) {
            const QJsonObject record = value.toObject();
            if (text(record, "type") == QLatin1String("Birth"))
                born.insert(text(record, "vm"));
            if (text(record, "type") == QLatin1String("Teardown"))
                ended.insert(text(record, "vm"));
        }
        for (const QJsonValue value : fleet.list(site, QStringLiteral("vm")))
            there.insert(text(value.toObject(), "uid"));
        const QSet<QString> unaccounted = born - ended - there;
        if (!unaccounted.isEmpty())
            throw Failure(QStringLiteral("%1: born, no Teardown, no VM: %2")
                              .arg(site, QStringList(unaccounted.values()).join(QLatin1Char(' '))));
        births += static_cast<int>(born.size());
        teardowns += static_cast<int>(ended.size());
        open += static_cast<int>((born - ended).size());
    }
    return QStringLiteral("%1 births, %2 teardowns, %3 of them with a VM")
        .arg(births)
        .arg(teardowns)
        .arg(open);
}

QString shownBalance(Tour& tour, const QDeadlineTimer& deadline)
{
    ConsoleFace face(tour.desk());
    face.open(ConsoleFace::Page::Teardowns, deadline);
    const QString line = face.balance(deadline);
    tour.picture(QStringLiteral("08-balance"));
    return line;
}

} // namespace

void balanceSteps(Tour& tour)
{
    tour.step(QStringLiteral("8-listed"),
        QStringLiteral("every Birth has its Teardown or a live VM, by fleetd's lists"), 20,
        [&](const QDeadlineTimer&) { return listedBalance(tour.fleet()); });
    tour.step(QStringLiteral("8-balance"), QStringLiteral("unaccounted is 0 on the Teardowns page"),
        15, [&](const QDeadlineTimer& deadline) { return shownBalance(tour, deadline); });
}

} // namespace Espalier::Tour
