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
Message unavailable(const QString& text, const FailureFacts& facts)
{
    if (!facts.refusedServer.isEmpty())
        return message("link.server-refused", facts.address, facts.refusedServer);
    if (says(text, "connection refused"))
        return message("link.nothing-listens", facts.address, facts.site);
    if (says(text, "dns resolution") || says(text, "domain name not found"))
        return message("link.name-unknown", facts.address);
    if (says(text, "no route") || says(text, "unreachable"))
        return message("link.unreachable", facts.address);
    if (facts.identified)
        return message("link.lost", facts.address);
    if (facts.ownExpiry)
        return message("link.closed-in-identification-expiring", facts.address, facts.ownId,
            utcText(*facts.ownExpiry), facts.site);
    return message("link.closed-in-identification", facts.address, facts.site);
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

Message problemOf(const grpc::Status& status, const FailureFacts& facts)
{
    const QString text = foreignText(status.error_message());
    switch (status.error_code()) {
    case grpc::StatusCode::OK:
        return message("link.watch-ended", facts.site);
    case grpc::StatusCode::UNAVAILABLE:
        return unavailable(text, facts);
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return message("link.no-answer", facts.address);
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
        return message("link.refused", facts.site, facts.ownId, text);
    case grpc::StatusCode::UNIMPLEMENTED:
        return message("link.unknown-call", facts.address);
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        return message("link.over-limit", facts.site, text);
    default:
        return message("link.other-error", facts.site, int{status.error_code()}, text);
    }
}

} // namespace Espalier
