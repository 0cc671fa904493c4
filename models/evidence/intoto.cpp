// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intoto.h"

namespace Espalier::Evidence {

namespace {

constexpr char statementV1[] = "https://in-toto.io/Statement/v1";
constexpr QLatin1String typePrefix("urn:espalier:record:");
constexpr QLatin1String typeSuffix(":v1");

} // namespace

QByteArray writeInToto(const InTotoHead& head, FieldWriter&& predicate)
{
    FieldWriter digests, only, root;
    digests.text("sha256", head.digest);
    only.text("name", head.subject).object("digest", std::move(digests));
    JsonArray subjects;
    subjects.push_back(only.takeValue());
    root.text("_type", QString::fromLatin1(statementV1))
        .array("subject", std::move(subjects))
        .text("predicateType", typePrefix + head.type + typeSuffix)
        .object("predicate", std::move(predicate));
    return canonical(root.take());
}

InTotoHead readInToto(FieldReader& root)
{
    if (root.text("_type") != QLatin1String(statementV1))
        root.fail("_type", QStringLiteral("is not in-toto's Statement v1"));
    const QString predicateType = root.text("predicateType");
    if (!predicateType.startsWith(typePrefix) || !predicateType.endsWith(typeSuffix))
        root.fail("predicateType", QStringLiteral("is no record type"));
    std::vector<FieldReader> subjects = root.objects("subject");
    if (subjects.size() != 1)
        root.fail("subject", QStringLiteral("must hold exactly one"));
    if (!root.problem().isEmpty())
        return {};
    return {predicateType.mid(typePrefix.size()).chopped(typeSuffix.size()),
        subjects.front().text("name"), subjects.front().object("digest").hash("sha256")};
}

} // namespace Espalier::Evidence
