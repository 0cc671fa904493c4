// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "problems.h"

namespace Espalier {

namespace {

constexpr int longestForeignText = 300;

bool says(const QString& text, const char* words)
{
    return text.contains(QLatin1String(words), Qt::CaseInsensitive);
}

// A refused peer is told nothing but UNAVAILABLE (protocol.md 8); gRPC's text tells at least
// whether a connection came about.
QString unavailable(const QString& text, const FailureFacts& facts)
{
    if (!facts.refusedServer.isEmpty())
        return QStringLiteral(
            "the server at %1 was refused: %2. Check the profile's address and trust "
            "bundle")
            .arg(facts.address, facts.refusedServer);
    if (says(text, "connection refused"))
        return QStringLiteral(
            "nothing listens at %1 (connection refused): check that the fleetd of %2 "
            "runs and that the profile names its address")
            .arg(facts.address, facts.site);
    if (says(text, "dns resolution") || says(text, "domain name not found"))
        return QStringLiteral("the name in %1 is not known to this machine's resolver: check the "
                              "profile's address")
            .arg(facts.address);
    if (says(text, "no route") || says(text, "unreachable"))
        return QStringLiteral("%1 cannot be reached from here: check the network or the VPN")
            .arg(facts.address);
    if (facts.identified)
        return QStringLiteral("the connection to %1 was lost").arg(facts.address);
    QString problem = QStringLiteral("the server at %1 closed the connection during identification")
                          .arg(facts.address);
    if (facts.ownExpiry)
        problem += QStringLiteral("; your certificate %1 expires %2")
                       .arg(facts.ownId, utcText(*facts.ownExpiry));
    return problem + QStringLiteral(". The reason is in the log of the fleetd of ") + facts.site;
}

} // namespace

QString foreignText(const std::string& text)
{
    const QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    QString line;
    for (const QChar character : decoded.left(longestForeignText))
        line += character.isPrint() ? character : QChar(u' ');
    return line.simplified();
}

QString problemOf(const grpc::Status& status, const FailureFacts& facts)
{
    const QString text = foreignText(status.error_message());
    switch (status.error_code()) {
    case grpc::StatusCode::OK:
        return QStringLiteral("the fleetd of %1 ended the watch").arg(facts.site);
    case grpc::StatusCode::UNAVAILABLE:
        return unavailable(text, facts);
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return QStringLiteral(
            "the server at %1 did not answer in time: it is overloaded, stopped or "
            "behind a firewall that drops")
            .arg(facts.address);
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
        return QStringLiteral("the fleetd of %1 refuses %2: %3").arg(facts.site, facts.ownId, text);
    case grpc::StatusCode::UNIMPLEMENTED:
        return QStringLiteral(
            "the server at %1 does not know this call: it is no fleetd, or one of "
            "another version")
            .arg(facts.address);
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        return QStringLiteral("the fleetd of %1 or a message of it is over a limit: %2")
            .arg(facts.site, text);
    default:
        return QStringLiteral("the fleetd of %1 answered with error %2: %3")
            .arg(facts.site)
            .arg(static_cast<int>(status.error_code()))
            .arg(text);
    }
}

} // namespace Espalier
