// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cgroup.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace Espalier::Hostd {

namespace {

bool writeText(const QString& path, const QByteArray& text)
{
    const UniqueFd file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC));
    return file.isValid()
        && ::write(file.get(), text.constData(), static_cast<size_t>(text.size())) >= 0;
}

std::optional<QByteArray> readText(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

QString child(const QString& folder, const QString& name)
{
    return folder + QLatin1Char('/') + name;
}

// Lends memory and pids to the children of a v2 group, one by one: the kernel takes all or none.
void lendControllers(const QString& folder)
{
    for (const char* controller : {"+memory", "+pids"})
        writeText(child(folder, QStringLiteral("cgroup.subtree_control")), controller);
}

} // namespace

QStringList CgroupRoots::inForce() const
{
    QStringList list;
    if (!unified.isEmpty())
        list << QStringLiteral("cgroup kill (v2)");
    if (unifiedMemory || !memory.isEmpty())
        list << (unifiedMemory ? QStringLiteral("memory (v2)") : QStringLiteral("memory (v1)"));
    if (unifiedPids || !pids.isEmpty())
        list << (unifiedPids ? QStringLiteral("pids (v2)") : QStringLiteral("pids (v1)"));
    return list;
}

QStringList CgroupRoots::missing() const
{
    QStringList list;
    if (unified.isEmpty())
        list << QStringLiteral("cgroup v2: no cgroup.kill and no populated");
    if (!unifiedMemory && memory.isEmpty())
        list << QStringLiteral("memory limit: no memory controller can be had");
    if (!unifiedPids && pids.isEmpty())
        list << QStringLiteral("process limit: no pids controller can be had");
    return list;
}

CgroupRoots findCgroups(const QString& name, const QString& mounts)
{
    CgroupRoots roots;
    QString memory, pids;
    const QByteArray table = readText(mounts).value_or(QByteArray());
    for (const QByteArray& line : table.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 4)
            continue;
        const QString folder = QFile::decodeName(words[1]);
        const QList<QByteArray> options = words[3].split(',');
        if (words[2] == "cgroup2" && roots.unified.isEmpty())
            roots.unified = folder;
        else if (words[2] == "cgroup" && options.contains("memory"))
            memory = folder;
        else if (words[2] == "cgroup" && options.contains("pids"))
            pids = folder;
    }
    if (!roots.unified.isEmpty()) {
        lendControllers(roots.unified);
        const QString parent = child(roots.unified, name);
        if (!QDir().mkpath(parent)) {
            roots.unified.clear();
        } else {
            lendControllers(parent);
            const QByteArray lent =
                readText(child(parent, QStringLiteral("cgroup.subtree_control")))
                    .value_or(QByteArray());
            roots.unifiedMemory = lent.simplified().split(' ').contains("memory");
            roots.unifiedPids = lent.simplified().split(' ').contains("pids");
        }
    }
    if (!roots.unifiedMemory && !memory.isEmpty() && QDir().mkpath(child(memory, name)))
        roots.memory = memory;
    if (!roots.unifiedPids && !pids.isEmpty() && QDir().mkpath(child(pids, name)))
        roots.pids = pids;
    return roots;
}

VmCgroup::VmCgroup(CgroupRoots roots, QString name)
    : m_roots(std::move(roots))
    , m_name(std::move(name))
{
}

QStringList VmCgroup::folders() const
{
    QStringList list;
    for (const QString& root : {m_roots.unified, m_roots.memory, m_roots.pids}) {
        if (!root.isEmpty() && !list.contains(child(root, m_name)))
            list << child(root, m_name);
    }
    return list;
}

bool VmCgroup::create(int memoryMiB, int maxProcesses, QString* why) const
{
    for (const QString& folder : folders()) {
        if (!QDir().mkpath(folder)) {
            *why = QStringLiteral("cannot make the control group %1: %2")
                       .arg(folder, QString::fromLocal8Bit(std::strerror(errno)));
            return false;
        }
    }
    const QByteArray bytes = QByteArray::number(qint64(memoryMiB) * 1024 * 1024);
    const QByteArray processes = QByteArray::number(maxProcesses);
    bool ok = true;
    if (m_roots.unifiedMemory)
        ok = writeText(child(child(m_roots.unified, m_name), QStringLiteral("memory.max")), bytes);
    if (!m_roots.memory.isEmpty())
        ok = writeText(
            child(child(m_roots.memory, m_name), QStringLiteral("memory.limit_in_bytes")), bytes);
    if (m_roots.unifiedPids)
        ok = writeText(child(child(m_roots.unified, m_name), QStringLiteral("pids.max")), processes)
            && ok;
    if (!m_roots.pids.isEmpty())
        ok = writeText(child(child(m_roots.pids, m_name), QStringLiteral("pids.max")), processes)
            && ok;
    if (!ok)
        *why = QStringLiteral("cannot set the limits of the control group %1").arg(m_name);
    return ok;
}

UniqueFd VmCgroup::openUnified() const
{
    if (m_roots.unified.isEmpty())
        return {};
    return UniqueFd(::open(QFile::encodeName(child(m_roots.unified, m_name)).constData(),
        O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

std::vector<UniqueFd> VmCgroup::openProcs() const
{
    std::vector<UniqueFd> files;
    for (const QString& folder : folders()) {
        if (m_roots.unified.isEmpty() || folder != child(m_roots.unified, m_name))
            files.emplace_back(
                ::open(QFile::encodeName(child(folder, QStringLiteral("cgroup.procs"))).constData(),
                    O_WRONLY | O_CLOEXEC));
    }
    return files;
}

std::vector<qint64> VmCgroup::pids() const
{
    QSet<qint64> found;
    for (const QString& folder : folders()) {
        const auto text = readText(child(folder, QStringLiteral("cgroup.procs")));
        for (const QByteArray& line : text ? text->split('\n') : QList<QByteArray>()) {
            if (line.toLongLong() > 0)
                found.insert(line.toLongLong());
        }
    }
    return {found.begin(), found.end()};
}

void VmCgroup::kill() const
{
    if (!m_roots.unified.isEmpty())
        writeText(child(child(m_roots.unified, m_name), QStringLiteral("cgroup.kill")), "1");
    for (const qint64 pid : pids())
        ::kill(static_cast<pid_t>(pid), SIGKILL);
}

int VmCgroup::remove() const
{
    int error = 0;
    for (const QString& folder : folders()) {
        if (::rmdir(QFile::encodeName(folder).constData()) != 0 && errno != ENOENT)
            error = errno;
    }
    return error;
}

std::optional<int> populated(const QStringList& folders)
{
    int count = 0;
    for (const QString& folder : folders) {
        struct stat seen {};
        if (::stat(QFile::encodeName(folder).constData(), &seen) != 0)
            continue;
        const auto text = readText(child(folder, QStringLiteral("cgroup.procs")));
        if (!text)
            return std::nullopt;
        for (const QByteArray& line : text->split('\n'))
            count += line.trimmed().isEmpty() ? 0 : 1;
        const auto events = readText(child(folder, QStringLiteral("cgroup.events")));
        if (count == 0 && events && events->contains("populated 1"))
            count = 1;
    }
    return count;
}

} // namespace Espalier::Hostd
