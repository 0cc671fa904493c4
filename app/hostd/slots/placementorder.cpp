// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "placementorder.h"

#include <QUuid>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

bool isEnvironmentName(const QString& name)
{
    const auto letter = [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || c == u'_';
    };
    return !name.isEmpty() && letter(name.front())
        && std::all_of(name.cbegin(), name.cend(),
            [&](QChar c) { return letter(c) || (c >= u'0' && c <= u'9'); });
}

std::optional<QString> environmentProblem(const QMap<QString, QString>& environment)
{
    qsizetype bytes = 0;
    for (auto it = environment.cbegin(); it != environment.cend(); ++it) {
        if (!isEnvironmentName(it.key()))
            return QStringLiteral("environment: \"%1\" is no variable name").arg(it.key().left(80));
        if (it.value().contains(QChar(u'\0')))
            return QStringLiteral("environment: the value of %1 holds a NUL").arg(it.key());
        bytes += it.key().toUtf8().size() + it.value().toUtf8().size();
    }
    if (bytes > environmentLimit)
        return QStringLiteral("environment: %1 bytes, the limit is %2")
            .arg(bytes)
            .arg(environmentLimit);
    return std::nullopt;
}

} // namespace

bool isHexDigest(const QString& text)
{
    return text.size() == 64 && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

std::optional<QString> placementProblem(const PlacementOrder& placement)
{
    const VmSpec& spec = placement.spec;
    if (QUuid::fromString(spec.vm.text()).toString(QUuid::WithoutBraces) != spec.vm.text()
        || spec.vm.isEmpty())
        return QStringLiteral("vm: not a UUID in lower case");
    if (!isHexDigest(spec.imageDigest))
        return QStringLiteral("image: not a SHA-256 digest of 64 lower-case hex digits");
    if (!isHexDigest(placement.tenantPseudonym))
        return QStringLiteral("tenant_pseudonym: not 64 lower-case hex digits");
    if (!isHexDigest(placement.jobRefDigest))
        return QStringLiteral("job_ref_digest: not 64 lower-case hex digits");
    if (spec.script.isEmpty() || spec.script.size() > scriptLimit)
        return QStringLiteral("script: %1 bytes, it must have 1 to %2")
            .arg(spec.script.size())
            .arg(scriptLimit);
    if (placement.timeLimit < std::chrono::seconds(1) || placement.timeLimit > longestJob)
        return QStringLiteral("time_limit_s: %1, it must be 1 to %2")
            .arg(placement.timeLimit.count())
            .arg(longestJob.count());
    return environmentProblem(spec.environment);
}

} // namespace Espalier::Hostd
