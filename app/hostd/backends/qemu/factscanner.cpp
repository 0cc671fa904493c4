// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "factscanner.h"

#include "guestimage.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace Espalier::Hostd {

namespace {

QString text(quint64 value) { return QString::number(value); }

QString hitsKey() { return QStringLiteral("hits"); }

QString scannedKey() { return QStringLiteral("scanned"); }

QString none() { return QStringLiteral("0"); }

// What was seen of this disk before its unlink; nullptr: nobody saw it.
const UnlinkProof* proofOf(const DiskIdentity& disk, const std::vector<UnlinkProof>& proofs)
{
    const auto found = std::find_if(proofs.begin(), proofs.end(), [&disk](const auto& proof) {
        return proof.file.inode == InodeId{disk.dev, disk.ino};
    });
    return found == proofs.end() ? nullptr : &*found;
}

} // namespace

FactScanner::FactScanner(ProcScan processes, QString stateFolder)
    : m_processes(std::move(processes))
    , m_state(std::move(stateFolder))
{
}

QSet<QString> FactScanner::factsOf(const std::vector<ObservedFact>& facts)
{
    QSet<QString> names;
    for (const ObservedFact& fact : facts)
        names.insert(fact.fact);
    return names;
}

Sweep FactScanner::sweep(const VmTrace& trace, const VmPlace& place, const QStringList& cgroups,
    const std::vector<UnlinkProof>& proofs, const QString& baseDigest) const
{
    Sweep sweep;
    processAbsent(trace, cgroups, sweep);
    noOpenHandles(trace, proofs, sweep);
    diskUnlinked(trace, place, proofs, sweep);
    diskKeyGone(sweep);
    stateFilesAbsent(place, sweep);
    netNone(trace, place, sweep);
    baseUnchanged(place, baseDigest, sweep);
    swapSafe(place, sweep);
    return sweep;
}

Sweep FactScanner::rescan(
    const VmTrace& trace, const VmPlace& place, std::chrono::nanoseconds gap) const
{
    Sweep sweep;
    const Walk walk = walkState(trace);
    const size_t processes = m_processes.pids().size();
    const std::vector<qint64> alive = m_processes.pidsOfUids(trace.uid, trace.uid);
    sweep.scanned = walk.scanned + static_cast<int>(processes);
    sweep.blind = walk.failed || processes == 0;
    sweep.processLives = !alive.empty();
    sweep.dataLeft = !walk.hits.isEmpty() || QFileInfo::exists(place.folder);
    if (sweep.isClean() && gap >= std::chrono::seconds(1))
        sweep.facts.push_back({QStringLiteral("rescan_clean"),
            {{scannedKey(), QString::number(sweep.scanned)}, {hitsKey(), none()},
                {QStringLiteral("gapNs"), QString::number(gap.count())}}});
    else
        sweep.residuals << QStringLiteral("second sweep: %1 processes of uid %2, %3 files")
                               .arg(alive.size())
                               .arg(trace.uid)
                               .arg(walk.hits.size());
    return sweep;
}

// Every entry below the state folder: by inode and by the nonce in its name.
FactScanner::Walk FactScanner::walkState(const VmTrace& trace) const
{
    Walk walk;
    if (!QFileInfo(m_state).isReadable()) {
        walk.failed = true;
        return walk;
    }
    QDirIterator entries(m_state,
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
        QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        struct stat seen {};
        ++walk.scanned;
        if (::lstat(QFile::encodeName(path).constData(), &seen) != 0)
            continue; // gone meanwhile: another VM's
        for (const DiskIdentity& disk : trace.disks) {
            // Inode numbers are used again: a younger VM's disk may bear this one's.
            const bool linked = seen.st_dev == disk.dev && seen.st_ino == disk.ino
                && S_ISREG(seen.st_mode) && path.startsWith(m_state + QStringLiteral("/vms/"))
                && nonceOfName(entries.fileName()).isEmpty();
            if (linked || entries.fileName().contains(disk.nonce))
                walk.hits << path;
        }
    }
    return walk;
}

void FactScanner::processAbsent(
    const VmTrace& trace, const QStringList& cgroups, Sweep& sweep) const
{
    const QString boot = m_processes.bootId();
    const auto now = m_processes.status(trace.pid);
    const bool lives = trace.pid != 0 && trace.bootId == boot && now
        && now->startTime == trace.startTime && now->state != 'Z' && now->state != 'X';
    const auto members = populated(cgroups);
    for (const QString& folder : cgroups)
        sweep.cgroupLeft = sweep.cgroupLeft || QFileInfo::exists(folder);
    if (lives || (members && *members > 0)) {
        sweep.processLives = true;
        sweep.residuals << QStringLiteral("process %1 lives, %2 in its control group")
                               .arg(trace.pid)
                               .arg(members.value_or(-1));
        return;
    }
    if (!members || boot.isEmpty()) {
        sweep.blind = true;
        sweep.residuals << QStringLiteral("control group or boot id cannot be read");
        return;
    }
    if (sweep.cgroupLeft)
        sweep.residuals << QStringLiteral("the empty control group could not be removed");
    sweep.facts.push_back({QStringLiteral("process_absent"),
        {{QStringLiteral("pid"), QString::number(trace.pid)},
            {QStringLiteral("startTime"), text(trace.startTime)},
            {QStringLiteral("bootId"), trace.bootId}, {QStringLiteral("bootIdNow"), boot},
            {QStringLiteral("populated"), none()},
            {QStringLiteral("cgroupRemoved"),
                sweep.cgroupLeft ? QStringLiteral("false") : QStringLiteral("true")}}});
}

void FactScanner::noOpenHandles(
    const VmTrace& trace, const std::vector<UnlinkProof>& proofs, Sweep& sweep) const
{
    std::vector<FileId> files;
    for (const DiskIdentity& disk : trace.disks) {
        // Without the time of its birth every file of that number counts as the disk.
        const UnlinkProof* proof = proofOf(disk, proofs);
        files.push_back({{disk.dev, disk.ino}, proof ? proof->file.bornNs : 0});
    }
    const HandleScan scan = m_processes.holdersOf(files);
    const std::vector<qint64> alive = m_processes.pidsOfUids(trace.uid, trace.uid);
    sweep.scanned += scan.scanned;
    if (scan.failed) {
        sweep.blind = true;
        sweep.residuals << QStringLiteral("some process could not be looked into");
        return;
    }
    for (const qint64 pid : scan.holders)
        sweep.residuals << QStringLiteral("process %1 holds the disk open").arg(pid);
    for (const qint64 pid : alive)
        sweep.residuals << QStringLiteral("process %1 of uid %2 lives").arg(pid).arg(trace.uid);
    sweep.dataLeft = sweep.dataLeft || !scan.holders.empty();
    sweep.processLives = sweep.processLives || !alive.empty();
    if (!scan.holders.empty() || !alive.empty())
        return;
    sweep.facts.push_back({QStringLiteral("no_open_handles"),
        {{scannedKey(), QString::number(scan.scanned)}, {hitsKey(), none()},
            {QStringLiteral("uid"), QString::number(trace.uid)}}});
    const auto forks = std::count_if(trace.disks.begin(), trace.disks.end(),
        [](const DiskIdentity& disk) { return disk.role == QLatin1String("cache"); });
    if (forks > 0) // that each was committed or abandoned stands in the record's cache[]
        sweep.facts.push_back({QStringLiteral("cache_detached"),
            {{QStringLiteral("open"), none()}, {QStringLiteral("forks"), QString::number(forks)},
                {scannedKey(), QString::number(scan.scanned)}}});
}

void FactScanner::diskUnlinked(const VmTrace& trace, const VmPlace& place,
    const std::vector<UnlinkProof>& proofs, Sweep& sweep) const
{
    const Walk walk = walkState(trace);
    sweep.scanned += walk.scanned;
    for (const QString& path : walk.hits)
        sweep.residuals << QStringLiteral("%1 is still there").arg(path);
    sweep.dataLeft = sweep.dataLeft || !walk.hits.isEmpty();
    sweep.blind = sweep.blind || walk.failed;
    for (const DiskIdentity& disk : trace.disks) {
        struct stat seen {};
        const bool gone = ::lstat(QFile::encodeName(diskPath(place, disk)).constData(), &seen) != 0
            && errno == ENOENT;
        const UnlinkProof* proof = proofOf(disk, proofs);
        if (!gone)
            sweep.dataLeft = true;
        if (!proof) {
            sweep.blind = true;
            sweep.residuals << QStringLiteral(
                "disk %1 was gone or another file before it was unlinked")
                                   .arg(disk.nonce);
        } else if (proof->nlinkBefore != 1) {
            sweep.dataLeft = true;
            sweep.residuals << QStringLiteral("disk %1 had %2 names when it was unlinked")
                                   .arg(disk.nonce)
                                   .arg(proof->nlinkBefore);
        } else if (gone && walk.hits.isEmpty() && !walk.failed) {
            sweep.facts.push_back({QStringLiteral("disk_unlinked"),
                {{scannedKey(), QString::number(walk.scanned)}, {hitsKey(), none()},
                    {QStringLiteral("nlinkBefore"), text(proof->nlinkBefore)},
                    {QStringLiteral("dev"), text(disk.dev)},
                    {QStringLiteral("ino"), text(disk.ino)}, {QStringLiteral("nonce"), disk.nonce},
                    {QStringLiteral("nameErrno"), QString::number(ENOENT)}}});
        }
    }
}

// Observed is only that the process which knew the key is gone; that the key was never written is
// how this backend is built, and that hostd's copy was wiped is hostd's claim. It speaks for disks
// of which CRYPTO_ERASE is claimed: the wrapped key of a cache fork is stored.
void FactScanner::diskKeyGone(Sweep& sweep) const
{
    const QSet<QString> seen = factsOf(sweep.facts);
    if (seen.contains(QStringLiteral("process_absent"))
        && seen.contains(QStringLiteral("no_open_handles")))
        sweep.facts.push_back({QStringLiteral("disk_key_gone"),
            {{QStringLiteral("stored"), QStringLiteral("false")},
                {QStringLiteral("holders"), none()}}});
}

void FactScanner::stateFilesAbsent(const VmPlace& place, Sweep& sweep) const
{
    const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    const bool there = QFileInfo::exists(place.folder);
    const QStringList left = QDir(place.folder).entryList(all);
    const auto parent = QDir(QFileInfo(place.folder).path()).entryList(all).size();
    if (there) {
        sweep.dataLeft = true;
        sweep.residuals
            << QStringLiteral("%1 is still there with %2 files").arg(place.folder).arg(left.size());
        return;
    }
    sweep.facts.push_back({QStringLiteral("state_files_absent"),
        {{scannedKey(), QString::number(parent + 1)}, {hitsKey(), none()}}});
}

// The namespace goes with the process: what was seen of it while it lived stands in the place.
void FactScanner::netNone(const VmTrace& trace, const VmPlace& place, Sweep& sweep) const
{
    const bool never = trace.pid == 0 && place.nicArguments < 0 && place.nicDevices < 0;
    const QString arguments = QString::number(never ? 0 : place.nicArguments);
    const QString devices = QString::number(never ? 0 : place.nicDevices);
    if (arguments == none() && devices == none()) {
        sweep.facts.push_back({QStringLiteral("net_none"),
            {{QStringLiteral("nicArgs"), arguments}, {QStringLiteral("devices"), devices}}});
        return;
    }
    sweep.blind = true;
    sweep.residuals << QStringLiteral(
        "network: %1 cards in the arguments, %2 devices in the namespace")
                           .arg(arguments, devices);
}

void FactScanner::baseUnchanged(const VmPlace& place, const QString& digest, Sweep& sweep) const
{
    QString why;
    const auto image = loadGuestImage(place.imageFolder, &why);
    if (image && image->digest == digest) {
        sweep.facts.push_back(
            {QStringLiteral("base_unchanged"), {{QStringLiteral("digest"), image->digest}}});
        return;
    }
    sweep.blind = true;
    sweep.residuals << (image
            ? QStringLiteral("the base image's digest is now %1").arg(image->digest)
            : why);
}

void FactScanner::swapSafe(const VmPlace& place, Sweep& sweep) const
{
    const quint64 swap = m_processes.swapBytes();
    if (swap == 0 && place.coreLimit == none())
        sweep.facts.push_back({QStringLiteral("swap_safe"),
            {{QStringLiteral("swapBytes"), none()}, {QStringLiteral("coreLimit"), none()}}});
}

} // namespace Espalier::Hostd
