// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "steps.h"
#include "tour.h"

#include <QJsonObject>
#include <QSet>

namespace Espalier::Tour {

namespace {

QSet<QString> namesOf(const QJsonArray& objects, const QString& field)
{
    QSet<QString> names;
    for (const QJsonValue object : objects)
        names.insert(object.toObject().value(field).toString());
    return names;
}

QString feeds(Tour& tour, ConsoleFace& face, const QDeadlineTimer& deadline)
{
    QStringList observed;
    for (const QString& site : tour.fleet().sites()) {
        observed.append(*until(deadline, QStringLiteral("%1 is live").arg(site),
            [&](QString& seen) -> std::optional<QString> {
                seen = face.strip(site);
                return seen.contains(QLatin1String("live")) ? std::optional(seen) : std::nullopt;
            }));
    }
    return observed.join(QStringLiteral("; "));
}

// Every slot that fleetd lists is a row, and there is no other row.
QString equalLists(Tour& tour, ConsoleFace& face, const QDeadlineTimer& deadline)
{
    face.open(ConsoleFace::Page::Hosts, deadline);
    QStringList observed;
    for (const QString& site : tour.fleet().sites()) {
        const QSet<QString> hosts =
            namesOf(tour.fleet().list(site, QStringLiteral("host")), QStringLiteral("code"));
        const QSet<QString> listed =
            namesOf(tour.fleet().list(site, QStringLiteral("slot")), QStringLiteral("code"));
        face.filter(site, deadline);
        until(deadline,
            QStringLiteral("%1 shows the %2 slots that its fleetd lists")
                .arg(site)
                .arg(listed.size()),
            [&](QString& seen) {
                const TableText table = face.slotRows(deadline);
                const QSet<QString> shown = ConsoleFace::placesOf(table);
                seen =
                    QStringLiteral("%1 rows; not on screen: %2; not listed: %3")
                        .arg(table.rows.size())
                        .arg(
                            QStringList((listed - shown).values()).mid(0, 5).join(QLatin1Char(' ')),
                            QStringList((shown - listed).values())
                                .mid(0, 5)
                                .join(QLatin1Char(' ')));
                return shown == listed
                    && table.rows.size() == static_cast<std::size_t>(listed.size());
            });
        observed.append(QStringLiteral("%1: %2 hosts, %3 slots")
                            .arg(site)
                            .arg(hosts.size())
                            .arg(listed.size()));
    }
    face.filter(QString(), deadline);
    return observed.join(QStringLiteral("; "));
}

} // namespace

void feedSteps(Tour& tour)
{
    ConsoleFace face(tour.desk());
    tour.step(QStringLiteral("1-feeds"), QStringLiteral("three feeds are live"), 30,
        [&](const QDeadlineTimer& deadline) { return feeds(tour, face, deadline); });
    tour.step(QStringLiteral("1-equal"),
        QStringLiteral("hosts and slots on screen are those that fleetd lists"), 60,
        [&](const QDeadlineTimer& deadline) { return equalLists(tour, face, deadline); });
}

} // namespace Espalier::Tour
