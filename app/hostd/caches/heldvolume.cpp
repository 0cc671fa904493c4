// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "heldvolume.h"

#include <hostd/slots/placementorder.h>

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>
#include <array>

namespace Espalier::Hostd {

namespace {

constexpr std::array<std::pair<ForkState, const char*>, 5> names{{
    {ForkState::Prepared, "prepared"},
    {ForkState::Attached, "attached"},
    {ForkState::Committing, "committing"},
    {ForkState::Committed, "committed"},
    {ForkState::Abandoned, "abandoned"},
}};

constexpr std::array<std::pair<ForkState, ForkState>, 6> arrows{{
    {ForkState::Prepared, ForkState::Attached},
    {ForkState::Prepared, ForkState::Abandoned},
    {ForkState::Attached, ForkState::Committing},
    {ForkState::Attached, ForkState::Abandoned},
    {ForkState::Committing, ForkState::Committed},
    {ForkState::Committing, ForkState::Abandoned},
}};

bool isMountName(const QString& name)
{
    return !name.isEmpty() && name.size() <= 63
        && std::all_of(name.cbegin(), name.cend(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
           });
}

bool isUuid(const QString& text)
{
    return !text.isEmpty() && QUuid::fromString(text).toString(QUuid::WithoutBraces) == text;
}

std::optional<QString> formProblem(const CacheWish& wish)
{
    if (!isUuid(wish.volume.text()))
        return QStringLiteral("caches: \"%1\" is no UUID in lower case")
            .arg(wish.volume.text().left(64));
    if (!isMountName(wish.name))
        return QStringLiteral("caches: \"%1\" is no name of 1 to 63 of a-z, 0-9 and -")
            .arg(wish.name.left(64));
    if (!isHexDigest(wish.owner))
        return QStringLiteral("caches: the owner of %1 is not 64 lower-case hex digits")
            .arg(wish.name);
    if (wish.quota < cacheQuotaDefault)
        return QStringLiteral("caches: the quota of %1 is %2 bytes, the least is %3")
            .arg(wish.name)
            .arg(wish.quota)
            .arg(cacheQuotaDefault);
    return std::nullopt;
}

} // namespace

QString forkStateName(ForkState state)
{
    for (const auto& [known, name] : names) {
        if (known == state)
            return QString::fromLatin1(name);
    }
    return {};
}

std::optional<ForkState> forkStateFromName(const QString& name)
{
    for (const auto& [state, known] : names) {
        if (name == QLatin1String(known))
            return state;
    }
    return std::nullopt;
}

bool isOpen(ForkState state)
{
    return state != ForkState::Committed && state != ForkState::Abandoned;
}

bool mayBecome(ForkState from, ForkState to)
{
    return std::find(arrows.begin(), arrows.end(), std::pair(from, to)) != arrows.end();
}

std::optional<QString> wishProblem(const std::vector<CacheWish>& wishes,
    const QString& tenantPseudonym, const std::vector<HeldVolume>& held)
{
    if (wishes.size() > mostCaches)
        return QStringLiteral("caches: %1 of them, the limit is %2")
            .arg(wishes.size())
            .arg(mostCaches);
    for (auto wish = wishes.begin(); wish != wishes.end(); ++wish) {
        if (auto problem = formProblem(*wish))
            return problem;
        const bool twice = std::any_of(wishes.begin(), wish, [&](const CacheWish& other) {
            return other.name == wish->name || other.volume == wish->volume;
        });
        if (twice)
            return QStringLiteral("caches: %1 is asked for twice").arg(wish->name);
        if (wish->owner != tenantPseudonym)
            return QStringLiteral("caches: volume %1 is not of this VM's tenant")
                .arg(wish->volume.text());
        const auto here = std::find_if(held.begin(), held.end(),
            [&](const HeldVolume& volume) { return volume.id == wish->volume; });
        // fleetd's word is not enough: who made the volume here owns it.
        if (here != held.end() && here->owner != tenantPseudonym)
            return QStringLiteral("caches: volume %1 has another owner on this host")
                .arg(wish->volume.text());
    }
    return std::nullopt;
}

ForkState endOf(const HeldFork& fork, bool exitedWithZero)
{
    const bool written = fork.state == ForkState::Attached || fork.state == ForkState::Committing;
    return written && exitedWithZero ? ForkState::Committing : ForkState::Abandoned;
}

Recovery recoveryOf(const HeldFork& fork, bool alive)
{
    return alive || !isOpen(fork.state) ? Recovery::Keep : Recovery::Abandon;
}

std::vector<quint64> garbageOf(const HeldVolume& volume)
{
    std::vector<quint64> garbage;
    for (const HeldVersion& version : volume.versions) {
        const bool used =
            std::any_of(volume.forks.begin(), volume.forks.end(), [&](const HeldFork& fork) {
                return isOpen(fork.state) && fork.base == version.version;
            });
        if (version.version != volume.current && !used)
            garbage.push_back(version.version);
    }
    return garbage;
}

std::optional<QString> evictionProblem(const HeldVolume& volume)
{
    for (const HeldFork& fork : volume.forks) {
        if (isOpen(fork.state))
            return QStringLiteral("VM %1 has a fork of it").arg(fork.vm.text());
    }
    return std::nullopt;
}

QStringList filesOf(const HeldVolume& volume)
{
    QStringList files;
    for (const HeldVersion& version : volume.versions)
        files << versionFile(version.fork);
    for (const HeldFork& fork : volume.forks) {
        if (fork.state == ForkState::Committing)
            files << versionFile(fork.id);
    }
    return files;
}

QString versionFile(const QString& fork)
{
    const QByteArray hash = QCryptographicHash::hash(
        QByteArray("espalier-cache-version/1 ").append(fork.toUtf8()), QCryptographicHash::Sha256);
    return QStringLiteral("version-%1.qcow2").arg(QString::fromLatin1(hash.toHex().left(32)));
}

QByteArray keyContext(const VolumeId& volume, const QString& fork)
{
    return QStringLiteral("espalier-cache/1 %1 %2").arg(volume.text(), fork).toUtf8();
}

} // namespace Espalier::Hostd
