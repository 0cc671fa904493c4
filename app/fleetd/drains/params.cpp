// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "params.h"

#include <domain/utctime.h>
#include <evidence/fields.h>

#include <QRegularExpression>

namespace Espalier::Fleetd {

namespace {

constexpr int waveAtMost = 80; // as many targets as one command holds
constexpr std::chrono::hours deadlineAtMost{24 * 30};

Evidence::Error unknownParam(const QMap<QString, QString>& params, const QStringList& known)
{
    for (const QString& name : params.keys()) {
        if (!known.contains(name))
            return {QStringLiteral("params.%1: not known here").arg(name)};
    }
    return {};
}

bool isCommandId(const QString& text)
{
    static const QRegularExpression hex(QStringLiteral("^[0-9a-f]{32}$"));
    return hex.match(text).hasMatch();
}

// RFC 3339 in UTC: with nine decimals as records have it, or in whole seconds as people write it.
std::optional<WallTime> timeIn(const QString& text)
{
    const auto exact = Evidence::timeFrom(text);
    return exact ? exact : utcTimeFrom(text);
}

QString deadlineProblem(const QMap<QString, QString>& params, WallTime now, DrainParams& read)
{
    if (params.contains(QStringLiteral("deadline"))) {
        read.deadline = timeIn(params.value(QStringLiteral("deadline")));
        if (!read.deadline)
            return QStringLiteral("params.deadline: a time as 2026-11-24T08:00:00Z is needed");
        if (*read.deadline <= now || *read.deadline > now + deadlineAtMost)
            return QStringLiteral("params.deadline: %1 is not within the next 30 days")
                .arg(utcText(*read.deadline));
    }
    if (!params.contains(QStringLiteral("atDeadline")))
        return {};
    const auto choice = atDeadlineFromName(params.value(QStringLiteral("atDeadline")));
    if (!choice)
        return QStringLiteral("params.atDeadline: wait, ask or cancel is needed");
    read.atDeadline = *choice;
    if (*choice != AtDeadline::Wait && !read.deadline)
        return QStringLiteral("params.atDeadline: %1 needs params.deadline")
            .arg(params.value(QStringLiteral("atDeadline")));
    return {};
}

} // namespace

Evidence::Result<DrainParams> readDrainParams(const QMap<QString, QString>& params, WallTime now)
{
    if (Evidence::Error error = unknownParam(params,
            {QStringLiteral("deadline"), QStringLiteral("atDeadline"), QStringLiteral("wave"),
                QStringLiteral("group"), QStringLiteral("drain")});
        !error.text.isEmpty())
        return error;
    DrainParams read;
    if (const QString problem = deadlineProblem(params, now, read); !problem.isEmpty())
        return Evidence::Error{problem};
    if (params.contains(QStringLiteral("wave"))) {
        bool isNumber = false;
        read.waveSize = params.value(QStringLiteral("wave")).toInt(&isNumber);
        if (!isNumber || read.waveSize < 0 || read.waveSize > waveAtMost)
            return Evidence::Error{
                QStringLiteral("params.wave: 0 to %1 hosts are possible").arg(waveAtMost)};
    }
    read.group = params.value(QStringLiteral("group"));
    if (!read.group.isEmpty() && !isCommandId(read.group))
        return Evidence::Error{QStringLiteral("params.group: 32 hex digits are needed")};
    read.amends = CommandId(params.value(QStringLiteral("drain")));
    if (!read.amends.isEmpty() && !isCommandId(read.amends.text()))
        return Evidence::Error{QStringLiteral("params.drain: 32 hex digits are needed")};
    return read;
}

Evidence::Result<StopParams> readStopParams(const QMap<QString, QString>& params)
{
    if (Evidence::Error error =
            unknownParam(params, {QStringLiteral("drain"), QStringLiteral("return")});
        !error.text.isEmpty())
        return error;
    StopParams read;
    read.drain = CommandId(params.value(QStringLiteral("drain")));
    if (!isCommandId(read.drain.text()))
        return Evidence::Error{QStringLiteral("params.drain: 32 hex digits are needed")};
    const auto mode = hostModeFromName(params.value(QStringLiteral("return")));
    if (mode != HostMode::InService && mode != HostMode::Cordoned)
        return Evidence::Error{QStringLiteral("params.return: in-service or cordoned is needed")};
    read.mode = *mode;
    return read;
}

} // namespace Espalier::Fleetd
