// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vminventory.h"

#include <QDir>
#include <QDirIterator>

#include <sys/stat.h>

#include <algorithm>

namespace Espalier::Hostd {

VmInventory::VmInventory(Range uids, CgroupRoots cgroups, QString cgroupName, const VmFiles& files)
    : m_uids(uids)
    , m_cgroups(std::move(cgroups))
    , m_cgroupName(std::move(cgroupName))
    , m_files(files)
{
}

VmCgroup VmInventory::cgroupOf(const VmId& vm) const
{
    return {m_cgroups, m_cgroupName + QLatin1Char('/') + vm.text()};
}

ScanResult VmInventory::scan(const std::vector<VmTrace>& traces) const
{
    ScanResult result;
    for (const qint64 pid : m_processes.pidsOfUids(m_uids.firstUid, m_uids.lastUid)) {
        const auto status = m_processes.status(pid);
        const bool claimed = std::any_of(traces.begin(), traces.end(), [&](const VmTrace& trace) {
            // hostd can die between a launch and the moment when the pid is durable.
            if (trace.pid == 0)
                return m_processes.isInCgroup(pid, cgroupOf(trace.vm).shownPath());
            return trace.pid == pid && status && status->startTime == trace.startTime;
        });
        if (!claimed)
            result.unclaimedPids.push_back(pid);
        const QStringList devices = m_processes.networkDevices(pid).value_or(QStringList());
        for (const QString& device : devices)
            result.nics << QStringLiteral("%1:%2").arg(pid).arg(device);
    }
    QDirIterator files(
        m_files.vmsFolder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QByteArray path = QFile::encodeName(files.next());
        const QString nonce = nonceOfName(files.fileName());
        struct stat seen {};
        if (!nonce.isEmpty() && ::lstat(path.constData(), &seen) == 0)
            result.disks.push_back({roleOfName(files.fileName()),
                sanitisationOf(roleOfName(files.fileName())), seen.st_dev, seen.st_ino, nonce});
    }
    return result;
}

void VmInventory::removeStrays(const std::function<bool(const VmId&)>& isClaimed) const
{
    removeFolders(isClaimed);
    removeCgroups(isClaimed);
    for (const QString& uid : m_files.proofs()) {
        if (!isClaimed(VmId(uid)))
            m_files.dropProof(VmId(uid));
    }
}

void VmInventory::removeFolders(const std::function<bool(const VmId&)>& isClaimed) const
{
    const QStringList names =
        QDir(m_files.vmsFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        const VmId vm = VmFiles::vmOfFolder(name);
        if (isClaimed(vm) || !cgroupOf(vm).pids().empty())
            continue;
        if (m_files.eraseFolder(m_files.vmsFolder() + QLatin1Char('/') + name).error != 0)
            qWarning("stray %s could not be removed", qPrintable(name));
    }
}

void VmInventory::removeCgroups(const std::function<bool(const VmId&)>& isClaimed) const
{
    for (const QString& parent : VmCgroup(m_cgroups, m_cgroupName).folders()) {
        for (const QString& name : QDir(parent).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const VmId vm(name);
            if (!isClaimed(vm) && cgroupOf(vm).pids().empty() && cgroupOf(vm).remove() != 0)
                qWarning("control group of stray %s could not be removed", qPrintable(name));
        }
    }
}

} // namespace Espalier::Hostd
