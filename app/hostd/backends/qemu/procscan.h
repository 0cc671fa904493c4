// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace Espalier::Hostd {

struct InodeId {
    quint64 dev = 0, ino = 0;
    friend bool operator==(const InodeId&, const InodeId&) = default;
};

// One file for ever. Its number alone is not: it is given to another file as soon as this one is
// gone.
struct FileId {
    InodeId inode;
    qint64 bornNs = 0; // since 1970, statx(2); 0: not known, or its file system does not tell

    // Follows no symbolic link of the file's own. nullopt: not there, errno says why.
    [[nodiscard]] static std::optional<FileId> of(const QString& path);
    // In doubt yes: another file is only what was born at another time.
    [[nodiscard]] bool mayBe(const FileId& other) const;
};

struct ProcessStatus {
    char state = '?'; // Z: dead and not yet reaped, it holds nothing any more
    quint64 startTime = 0; // clock ticks since boot
};

// What a walk over all processes found. failed: some process could not be looked into, so that the
// absence of hits proves nothing.
struct HandleScan {
    int scanned = 0;
    bool failed = false;
    std::vector<qint64> holders;
};

// Reads the process table. Every answer is a fresh look; nothing is remembered.
class ProcScan final {
public:
    explicit ProcScan(QString root = QStringLiteral("/proc"));

    [[nodiscard]] QString bootId() const;
    [[nodiscard]] std::vector<qint64> pids() const; // empty only if /proc cannot be read
    [[nodiscard]] std::optional<ProcessStatus> status(qint64 pid) const; // nullopt: no such process
    [[nodiscard]] std::optional<int> uid(qint64 pid) const; // effective
    [[nodiscard]] QStringList arguments(qint64 pid) const;
    // Of its namespace, without lo. nullopt: nobody could look.
    [[nodiscard]] std::optional<QStringList> networkDevices(qint64 pid) const;
    [[nodiscard]] std::optional<QString> coreLimit(qint64 pid) const; // soft limit in bytes
    [[nodiscard]] bool isInCgroup(qint64 pid, const QString& group) const; // of any hierarchy
    [[nodiscard]] quint64 swapBytes() const; // plain swap in use by the system, total size
    // Living processes (zombies excluded) whose uid lies in first..last.
    [[nodiscard]] std::vector<qint64> pidsOfUids(int first, int last) const;
    // Processes of any user that hold a descriptor or a mapping of one of these files.
    [[nodiscard]] HandleScan holdersOf(const std::vector<FileId>& files) const;

private:
    [[nodiscard]] QString path(qint64 pid, const char* file) const;
    // nullopt: could not be read although the process is there.
    [[nodiscard]] std::optional<bool> holds(qint64 pid, const std::vector<FileId>& files) const;
    [[nodiscard]] bool maps(qint64 pid, const std::vector<FileId>& files) const;

    QString m_root;
};

} // namespace Espalier::Hostd
