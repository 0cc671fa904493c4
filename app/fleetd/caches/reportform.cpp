// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportform.h"

#include <QRegularExpression>

#include <set>

namespace Espalier::Fleetd {

namespace {

constexpr char uuid[] = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
constexpr size_t textAtMost = 128; // longer ones are not even looked at

bool matches(const std::string& value, const char* pattern)
{
    if (value.size() > textAtMost)
        return false;
    const QRegularExpression expression(
        QRegularExpression::anchoredPattern(QLatin1String(pattern)));
    return expression.match(QString::fromStdString(value)).hasMatch();
}

QString versionProblem(const v1::CacheReport::HeldVolume& volume)
{
    std::set<quint64> versions;
    for (const auto& version : volume.versions()) {
        if (version.version() == 0)
            return QStringLiteral("a version is 0, they count from 1");
        if (!versions.insert(version.version()).second)
            return QStringLiteral("version %1 stands twice").arg(version.version());
        if (version.committed_at_ns() <= 0)
            return QStringLiteral("version %1: committed_at_ns is needed").arg(version.version());
        if (!matches(version.writer(), uuid))
            return QStringLiteral("version %1: writer is no id of a VM").arg(version.version());
    }
    return {};
}

QString volumeProblem(const v1::CacheReport::HeldVolume& volume, std::set<std::string>& forks)
{
    if (!matches(volume.owner(), "[0-9a-f]{64}"))
        return QStringLiteral("owner is no pseudonym of 64 hex digits");
    if (volume.versions_size() > versionsOfCopy || volume.forks_size() > forksOfCopy)
        return QStringLiteral("at most %1 versions and %2 forks are possible")
            .arg(versionsOfCopy)
            .arg(forksOfCopy);
    if (QString problem = versionProblem(volume); !problem.isEmpty())
        return problem;
    for (const auto& fork : volume.forks()) {
        if (!matches(fork.id(), "[0-9a-f]{32}"))
            return QStringLiteral("a fork's id is not 32 hex digits");
        if (!forks.insert(fork.id()).second)
            return QStringLiteral("fork %1 stands twice").arg(QString::fromStdString(fork.id()));
        if (!matches(fork.vm(), uuid))
            return QStringLiteral("fork %1: vm is no id of a VM")
                .arg(QString::fromStdString(fork.id()));
    }
    return {};
}

} // namespace

QString problemOf(const v1::CacheReport& report)
{
    if (report.volumes_size() > volumesOfHost)
        return QStringLiteral("volumes: at most %1 are possible, these are %2")
            .arg(volumesOfHost)
            .arg(report.volumes_size());
    std::set<std::string> volumes, forks;
    for (int at = 0; at < report.volumes_size(); ++at) {
        const auto& volume = report.volumes(at);
        if (!matches(volume.volume(), uuid))
            return QStringLiteral("volumes[%1]: volume is no id").arg(at);
        const QString id = QString::fromStdString(volume.volume());
        if (!volumes.insert(volume.volume()).second)
            return QStringLiteral("volume %1 stands twice").arg(id);
        if (const QString problem = volumeProblem(volume, forks); !problem.isEmpty())
            return QStringLiteral("volume %1: %2").arg(id, problem);
    }
    return {};
}

} // namespace Espalier::Fleetd
