// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmplace.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace Espalier::Hostd {

QByteArray VmPlace::toJson() const
{
    const QJsonObject object{{QStringLiteral("folder"), folder}, {QStringLiteral("cgroup"), cgroup},
        {QStringLiteral("imageFolder"), imageFolder},
        {QStringLiteral("nicArguments"), nicArguments}, {QStringLiteral("nicDevices"), nicDevices},
        {QStringLiteral("coreLimit"), coreLimit}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<VmPlace> VmPlace::fromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    VmPlace place{object.value(QLatin1String("folder")).toString(),
        object.value(QLatin1String("cgroup")).toString(),
        object.value(QLatin1String("imageFolder")).toString(),
        object.value(QLatin1String("nicArguments")).toInt(-1),
        object.value(QLatin1String("nicDevices")).toInt(-1),
        object.value(QLatin1String("coreLimit")).toString()};
    if (!place.folder.startsWith(QLatin1Char('/')) || place.cgroup.isEmpty()
        || place.cgroup.contains(QLatin1String(".."))
        || place.folder.contains(QLatin1String("/..")))
        return std::nullopt;
    return place;
}

namespace {

const QRegularExpression& namePattern()
{
    static const QRegularExpression pattern(
        QStringLiteral("^(root|cache)-([0-9a-f]{32})\\.qcow2$"));
    return pattern;
}

} // namespace

QString sanitisationOf(const QString& role)
{
    return role == QLatin1String("root") ? QStringLiteral("CRYPTO_ERASE")
                                         : QStringLiteral("UNLINK_ONLY");
}

QString diskName(const QString& nonce, const QString& role)
{
    return QStringLiteral("%1-%2.qcow2").arg(role, nonce);
}

QString diskPath(const VmPlace& place, const DiskIdentity& disk)
{
    return place.folder + QLatin1Char('/') + diskName(disk.nonce, disk.role);
}

QString roleOfName(const QString& fileName) { return namePattern().match(fileName).captured(1); }

QString nonceOfName(const QString& fileName) { return namePattern().match(fileName).captured(2); }

} // namespace Espalier::Hostd
