// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobrequest.h"

#include <evidence/merkle.h>

#include <QRegularExpression>

#include <algorithm>

namespace Espalier::Fleetd {

namespace {

bool matches(const std::string& value, const QString& pattern)
{
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
    return expression.match(QString::fromStdString(value)).hasMatch();
}

QString cacheProblem(const v1::SubmitJobRequest& request)
{
    if (request.caches_size() > cachesAtMost)
        return QStringLiteral("caches: at most %1 are possible, these are %2")
            .arg(cachesAtMost)
            .arg(request.caches_size());
    for (auto name = request.caches().begin(); name != request.caches().end(); ++name) {
        if (!matches(*name, QStringLiteral("[a-z0-9-]{1,63}")))
            return QStringLiteral("caches: 1 to 63 characters of a-z, 0-9 and - are needed");
        if (std::find(request.caches().begin(), name, *name) != name)
            return QStringLiteral("caches: %1 stands twice").arg(QString::fromStdString(*name));
    }
    return {};
}

const QString namePattern = QStringLiteral("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");

} // namespace

QString problemOf(const v1::SubmitJobRequest& request)
{
    if (!matches(request.tenant(), QStringLiteral("[a-z0-9-]{1,63}")))
        return QStringLiteral("tenant: 1 to 63 characters of a-z, 0-9 and - are needed");
    if (!matches(request.cluster(), namePattern))
        return QStringLiteral("cluster: 1 to 128 characters of A-Z, a-z, 0-9, . _ / - are needed");
    if (!matches(request.pipeline(), namePattern))
        return QStringLiteral("pipeline: 1 to 128 characters of A-Z, a-z, 0-9, . _ / - are needed");
    if (!matches(request.shape(), QStringLiteral("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")))
        return QStringLiteral("shape: 1 to 64 characters of A-Z, a-z, 0-9, . _ - are needed");
    if (!request.image().empty() && !matches(request.image(), QStringLiteral("[0-9a-f]{64}")))
        return QStringLiteral("image: a digest of 64 lower-case hex digits is needed, or nothing");
    if (request.script().empty() || request.script().size() > scriptBytes)
        return QStringLiteral("script: 1 to %1 bytes are needed, these are %2")
            .arg(scriptBytes)
            .arg(request.script().size());
    if (request.time_limit_s() > timeLimitAtMost)
        return QStringLiteral("time_limit_s: 1 to %1 seconds are possible, or 0 for %1")
            .arg(timeLimitAtMost);
    if (!matches(request.request_id(), QStringLiteral("[0-9a-f]{32}")))
        return QStringLiteral("request_id: 32 lower-case hex digits are needed");
    if (request.host().size() > 128)
        return QStringLiteral("host: at most 128 characters are possible");
    return cacheProblem(request);
}

QByteArray digestOf(const v1::SubmitJobRequest& request)
{
    // Lengths keep two fields from running into each other.
    QByteArray joined;
    const auto add = [&joined](const std::string& field) {
        joined += QByteArray::number(static_cast<qulonglong>(field.size())) + ':'
            + QByteArray::fromStdString(field);
    };
    for (const std::string& field : {request.tenant(), request.cluster(), request.pipeline(),
             request.shape(), request.image(), request.script(), request.host()})
        add(field);
    add(std::to_string(request.time_limit_s()));
    add(request.trusted() ? "trusted" : "untrusted");
    for (const std::string& cache : request.caches()) // none: as before there were caches
        add(cache);
    return Evidence::sha256(joined);
}

} // namespace Espalier::Fleetd
