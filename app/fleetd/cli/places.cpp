// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "places.h"

#include <fleetd/schedule/randomness.h>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr int hostsPerRack = 20;
constexpr int racksPerRow = 8;
constexpr int rows = 26;

QString uuidFrom(std::mt19937_64& random)
{
    QByteArray bytes(16, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random() & 0xff);
    return uuidOf(bytes);
}

QString serialFrom(std::mt19937_64& random)
{
    static const QString letters = QStringLiteral("0123456789CDFGHJKLMNPQRTVWXY");
    QString serial;
    for (int at = 0; at < 10; ++at)
        serial += letters[static_cast<qsizetype>(random() % static_cast<quint64>(letters.size()))];
    return serial;
}

} // namespace

std::vector<PlacedHost> placeHosts(const QString& site, int simulated, bool realHost, quint64 seed)
{
    // Each site draws from a sequence of its own: one more site changes nothing in the others.
    std::vector<quint32> mixed{static_cast<quint32>(seed), static_cast<quint32>(seed >> 32)};
    for (const QChar letter : site)
        mixed.push_back(letter.unicode());
    std::seed_seq sequence(mixed.begin(), mixed.end());
    std::mt19937_64 random(sequence);
    std::vector<PlacedHost> hosts;
    const int count = simulated + (realHost ? 1 : 0);
    for (int at = 0; at < count; ++at) {
        PlacedHost host;
        host.simulated = !(realHost && at == 0);
        const int rack = at / hostsPerRack;
        host.row = QString(QChar(u'A' + static_cast<char16_t>((rack / racksPerRow) % rows)));
        host.rack = QStringLiteral("%1%2").arg(host.row).arg(
            rack % racksPerRow + 1 + (rack / (racksPerRow * rows)) * racksPerRow, 2, 10,
            QLatin1Char('0'));
        host.unit = 2 * (at % hostsPerRack + 1);
        host.uuid = uuidFrom(random);
        host.serial = serialFrom(random);
        host.pool = host.simulated ? QStringLiteral("medium") : QStringLiteral("linux-test");
        host.name = QStringLiteral("%1-%2-%3")
                        .arg(host.simulated ? QStringLiteral("mac") : QStringLiteral("qemu"),
                            host.rack.toLower())
                        .arg(host.unit, 2, 10, QLatin1Char('0'));
        hosts.push_back(host);
    }
    return hosts;
}

} // namespace Espalier::Fleetd::Cli
