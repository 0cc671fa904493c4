// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "procscan.h"

#include <QDir>
#include <QFile>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <memory>

namespace Espalier::Hostd {

namespace {

std::optional<QByteArray> contents(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll(); // size() of /proc files is 0, readAll reads to the end all the same
}

void closeDir(DIR* entries) { ::closedir(entries); }

std::optional<FileId> identityAt(int folder, const char* name, int flags)
{
    struct statx seen {};
    if (::statx(folder, name, flags, STATX_INO | STATX_BTIME, &seen) != 0)
        return std::nullopt;
    FileId file{{makedev(seen.stx_dev_major, seen.stx_dev_minor), seen.stx_ino}, 0};
    if ((seen.stx_mask & STATX_BTIME) != 0)
        file.bornNs = seen.stx_btime.tv_sec * 1'000'000'000 + seen.stx_btime.tv_nsec;
    return file;
}

bool contains(const std::vector<FileId>& files, const FileId& file)
{
    return std::any_of(files.begin(), files.end(),
        [&file](const FileId& candidate) { return candidate.mayBe(file); });
}

// A line of maps: address perms offset major:minor inode [path], numbers but the inode's in hex.
std::optional<InodeId> mappedInode(const QList<QByteArray>& words)
{
    if (words.size() < 5)
        return std::nullopt;
    const QList<QByteArray> device = words[3].split(':');
    const quint64 inode = words[4].toULongLong();
    if (device.size() != 2 || inode == 0)
        return std::nullopt;
    return InodeId{makedev(device[0].toUInt(nullptr, 16), device[1].toUInt(nullptr, 16)), inode};
}

// What map_files calls the range that maps pads to eight digits.
QByteArray rangeName(const QByteArray& padded)
{
    const QList<QByteArray> ends = padded.split('-');
    return QByteArray::number(ends.value(0).toULongLong(nullptr, 16), 16) + '-'
        + QByteArray::number(ends.value(1).toULongLong(nullptr, 16), 16);
}

} // namespace

std::optional<FileId> FileId::of(const QString& path)
{
    return identityAt(AT_FDCWD, QFile::encodeName(path).constData(), AT_SYMLINK_NOFOLLOW);
}

bool FileId::mayBe(const FileId& other) const
{
    return inode == other.inode && (bornNs == 0 || other.bornNs == 0 || bornNs == other.bornNs);
}

ProcScan::ProcScan(QString root)
    : m_root(std::move(root))
{
}

QString ProcScan::path(qint64 pid, const char* file) const
{
    return QStringLiteral("%1/%2/%3").arg(m_root).arg(pid).arg(QLatin1String(file));
}

QString ProcScan::bootId() const
{
    const auto text = contents(m_root + QStringLiteral("/sys/kernel/random/boot_id"));
    return text ? QString::fromLatin1(text->trimmed()) : QString();
}

std::vector<qint64> ProcScan::pids() const
{
    std::vector<qint64> found;
    const QStringList names = QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        bool number = false;
        const qint64 pid = name.toLongLong(&number);
        if (number)
            found.push_back(pid);
    }
    return found;
}

std::optional<ProcessStatus> ProcScan::status(qint64 pid) const
{
    const auto text = contents(path(pid, "stat"));
    if (!text)
        return std::nullopt;
    // The name in field 2 may hold spaces and brackets: count from the last bracket on.
    const qsizetype bracket = text->lastIndexOf(')');
    const QList<QByteArray> fields = text->mid(bracket + 1).simplified().split(' ');
    if (bracket < 0 || fields.size() < 20)
        return std::nullopt;
    return ProcessStatus{fields[0].isEmpty() ? '?' : fields[0][0], fields[19].toULongLong()};
}

std::optional<int> ProcScan::uid(qint64 pid) const
{
    const auto text = contents(path(pid, "status"));
    if (!text)
        return std::nullopt;
    for (const QByteArray& line : text->split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() >= 3 && words[0] == "Uid:")
            return words[2].toInt();
    }
    return std::nullopt;
}

QStringList ProcScan::arguments(qint64 pid) const
{
    auto text = contents(path(pid, "cmdline"));
    if (!text || text->isEmpty())
        return {};
    text->chop(1);
    QStringList arguments;
    for (const QByteArray& argument : text->split('\0'))
        arguments.append(QString::fromLocal8Bit(argument));
    return arguments;
}

std::optional<QStringList> ProcScan::networkDevices(qint64 pid) const
{
    QStringList devices;
    const auto text = contents(path(pid, "net/dev"));
    if (!text || text->isEmpty())
        return std::nullopt;
    for (const QByteArray& line : text->split('\n')) {
        const qsizetype colon = line.indexOf(':');
        const QString name = QString::fromLocal8Bit(line.left(colon).trimmed());
        if (colon > 0 && name != QLatin1String("lo"))
            devices.append(name);
    }
    return devices;
}

std::optional<QString> ProcScan::coreLimit(qint64 pid) const
{
    const auto text = contents(path(pid, "limits"));
    for (const QByteArray& line : text ? text->split('\n') : QList<QByteArray>()) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (line.startsWith("Max core file size") && words.size() >= 6)
            return QString::fromLatin1(words[4]);
    }
    return std::nullopt;
}

bool ProcScan::isInCgroup(qint64 pid, const QString& group) const
{
    const auto text = contents(path(pid, "cgroup"));
    for (const QByteArray& line : text ? text->split('\n') : QList<QByteArray>()) {
        // hierarchy:controllers:path
        const qsizetype second = line.indexOf(':', line.indexOf(':') + 1);
        if (second > 0 && QString::fromLocal8Bit(line.mid(second + 1)) == group)
            return true;
    }
    return false;
}

quint64 ProcScan::swapBytes() const
{
    quint64 kibibytes = 0;
    const auto text = contents(m_root + QStringLiteral("/swaps"));
    for (const QByteArray& line : text ? text->split('\n') : QList<QByteArray>()) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() >= 5 && words[0] != "Filename")
            kibibytes += words[2].toULongLong();
    }
    return kibibytes * 1024;
}

std::vector<qint64> ProcScan::pidsOfUids(int first, int last) const
{
    std::vector<qint64> found;
    for (const qint64 pid : pids()) {
        const auto owner = uid(pid);
        if (!owner || *owner < first || *owner > last)
            continue;
        const auto now = status(pid);
        if (now && now->state != 'Z' && now->state != 'X')
            found.push_back(pid);
    }
    return found;
}

std::optional<bool> ProcScan::holds(qint64 pid, const std::vector<FileId>& files) const
{
    const QByteArray folder = QFile::encodeName(path(pid, "fd"));
    const std::unique_ptr<DIR, decltype(&closeDir)> entries(
        ::opendir(folder.constData()), &closeDir);
    if (!entries) {
        const auto now = status(pid);
        if (now && now->state != 'Z' && now->state != 'X')
            return std::nullopt;
        return false;
    }
    while (const dirent* entry = ::readdir(entries.get())) {
        if (entry->d_name[0] == '.')
            continue;
        const auto file = identityAt(::dirfd(entries.get()), entry->d_name, 0);
        if (file && contains(files, *file))
            return true;
    }
    return maps(pid, files);
}

bool ProcScan::maps(qint64 pid, const std::vector<FileId>& files) const
{
    const auto text = contents(path(pid, "maps"));
    for (const QByteArray& line : text ? text->split('\n') : QList<QByteArray>()) {
        const QList<QByteArray> words = line.simplified().split(' ');
        const auto inode = mappedInode(words);
        if (!inode || !contains(files, {*inode, 0}))
            continue;
        // The number is the same; whether the file is, only the file itself can tell.
        const QByteArray name =
            QFile::encodeName(path(pid, "map_files/")) + rangeName(words.front());
        const auto file = identityAt(AT_FDCWD, name.constData(), 0);
        if (!file || contains(files, *file))
            return true;
    }
    return false;
}

HandleScan ProcScan::holdersOf(const std::vector<FileId>& files) const
{
    HandleScan scan;
    for (const qint64 pid : pids()) {
        const auto answer = holds(pid, files);
        ++scan.scanned;
        if (!answer)
            scan.failed = true;
        else if (*answer)
            scan.holders.push_back(pid);
    }
    scan.failed = scan.failed || scan.scanned == 0;
    return scan;
}

} // namespace Espalier::Hostd
