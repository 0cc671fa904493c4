// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "uidlease.h"

#include "procscan.h"
#include "uniquefd.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>
#include <sys/file.h>

namespace Espalier::Hostd {

namespace {

QString rangePath(const UidLeasePlan& plan, int number)
{
    return QStringLiteral("%1/%2").arg(plan.folder).arg(number);
}

QString ownerOf(const UidLeasePlan& plan, int number)
{
    QFile file(rangePath(plan, number));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

bool isFree(const UidLeasePlan& plan, int number, const ProcScan& processes)
{
    const QString owner = ownerOf(plan, number);
    if (!owner.isEmpty() && QFileInfo::exists(owner))
        return false;
    const int first = plan.first + number * plan.count;
    return processes.pidsOfUids(first, first + plan.count - 1).empty();
}

bool takeRange(const UidLeasePlan& plan, int number, const QString& owner)
{
    QSaveFile file(rangePath(plan, number));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && file.write(owner.toUtf8() + '\n') > 0 && file.commit();
}

} // namespace

std::optional<UidLease> leaseUids(const UidLeasePlan& plan, const QString& owner, QString* why)
{
    const QByteArray lock = QFile::encodeName(plan.folder + QStringLiteral("/lock"));
    QDir().mkpath(plan.folder);
    const UniqueFd file(::open(lock.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isValid() || ::flock(file.get(), LOCK_EX) != 0) {
        *why = QStringLiteral("%1 cannot be written: leases of uids need root").arg(plan.folder);
        return std::nullopt;
    }
    const ProcScan processes;
    int found = -1;
    for (int number = 0; number < plan.ranges && found < 0; ++number) {
        if (ownerOf(plan, number) == owner)
            found = number;
    }
    for (int number = 0; number < plan.ranges && found < 0; ++number) {
        if (isFree(plan, number, processes) && takeRange(plan, number, owner))
            found = number;
    }
    if (found < 0) {
        *why = QStringLiteral("all %1 ranges of uids in %2 are taken")
                   .arg(plan.ranges)
                   .arg(plan.folder);
        return std::nullopt;
    }
    return UidLease{plan.first + found * plan.count, plan.count, found};
}

} // namespace Espalier::Hostd
