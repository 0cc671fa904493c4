// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <sys/mount.h>
#include <sys/statvfs.h>

namespace Espalier::Tests {

// A file system of so many bytes, in memory, that a test can fill. Needs root.
class SmallDisk final {
public:
    explicit SmallDisk(quint64 bytes)
    {
        const QByteArray size = "mode=0700,size=" + QByteArray::number(bytes);
        m_mounted = ::mount("espalier-test", QFile::encodeName(m_folder.path()).constData(),
                        "tmpfs", MS_NOSUID | MS_NODEV, size.constData())
            == 0;
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(QFile::encodeName(m_folder.path()).constData(), MNT_DETACH);
    }

    [[nodiscard]] bool isMounted() const { return m_mounted; }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] quint64 freeBytes() const
    {
        struct statvfs seen {};
        return ::statvfs(QFile::encodeName(m_folder.path()).constData(), &seen) == 0
            ? seen.f_bavail * seen.f_frsize
            : ~0ULL;
    }

private:
    QTemporaryDir m_folder;
    bool m_mounted = false;
};

} // namespace Espalier::Tests
