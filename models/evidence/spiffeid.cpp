// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "svid.h"

#include <QByteArrayList>

#include <algorithm>

namespace Espalier::Evidence {

namespace {

constexpr QLatin1String scheme("spiffe://");
constexpr qsizetype longestId = 2'048;
constexpr qsizetype longestTrustDomain = 255;

bool isLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool isDomainChar(char c) { return isLowerOrDigit(c) || c == '.' || c == '_' || c == '-'; }

bool isSegmentChar(char c) { return isDomainChar(c) || (c >= 'A' && c <= 'Z'); }

void classify(SpiffeId& id, const QByteArrayList& segments)
{
    const auto segment = [&](qsizetype i) { return QString::fromLatin1(segments.at(i)); };
    if (segments.size() != 4)
        return;
    if (segments.at(0) == "user" && segments.at(2) == "device") {
        id.kind = SpiffeId::Kind::User;
        id.name = segment(1);
        id.device = segment(3);
        return;
    }
    if (segments.at(0) != "site")
        return;
    for (const SpiffeId::Kind kind : {SpiffeId::Kind::Fleetd, SpiffeId::Kind::Host,
             SpiffeId::Kind::Simulator, SpiffeId::Kind::Queue}) {
        if (segment(2) == kindName(kind)) {
            id.kind = kind;
            id.site = segment(1);
            id.name = segment(3);
        }
    }
}

} // namespace

QString SpiffeId::text() const { return scheme + trustDomain + path; }

Result<SpiffeId> parseSpiffeId(const QByteArray& uri)
{
    if (uri.size() > longestId)
        return Error{QStringLiteral("SPIFFE id is longer than 2,048 bytes")};
    if (!uri.startsWith(scheme.data()))
        return Error{QStringLiteral("scheme is not spiffe")};
    const QByteArray rest = uri.mid(scheme.size());
    const qsizetype slash = rest.indexOf('/');
    const QByteArray domain = slash < 0 ? rest : rest.left(slash);
    if (domain.isEmpty() || domain.size() > longestTrustDomain)
        return Error{QStringLiteral("trust domain must have 1 to 255 characters")};
    if (!std::all_of(domain.begin(), domain.end(), isDomainChar))
        return Error{QStringLiteral("trust domain has a character outside [a-z0-9._-]")};
    if (slash < 0 || rest.size() == slash + 1)
        return Error{QStringLiteral("SPIFFE id has no path")};
    const QByteArrayList segments = rest.mid(slash + 1).split('/');
    for (const QByteArray& segment : segments) {
        if (segment.isEmpty())
            return Error{QStringLiteral("path has an empty segment or ends with a slash")};
        if (segment == "." || segment == "..")
            return Error{QStringLiteral("path has a segment . or ..")};
        if (!std::all_of(segment.begin(), segment.end(), isSegmentChar))
            return Error{QStringLiteral("path has a character outside [A-Za-z0-9._-]")};
    }
    SpiffeId id;
    id.trustDomain = QString::fromLatin1(domain);
    id.path = QString::fromLatin1(rest.mid(slash));
    classify(id, segments);
    return id;
}

QString kindName(SpiffeId::Kind kind)
{
    switch (kind) {
    case SpiffeId::Kind::Other:
        return QStringLiteral("other");
    case SpiffeId::Kind::Fleetd:
        return QStringLiteral("fleetd");
    case SpiffeId::Kind::Host:
        return QStringLiteral("host");
    case SpiffeId::Kind::Simulator:
        return QStringLiteral("simulator");
    case SpiffeId::Kind::Queue:
        return QStringLiteral("queue");
    case SpiffeId::Kind::User:
        return QStringLiteral("user");
    }
    return {};
}

} // namespace Espalier::Evidence
