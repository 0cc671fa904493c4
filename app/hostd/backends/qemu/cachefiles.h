// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "overlaydisk.h"
#include "toolrun.h"

#include <hostd/backends/backend.h>

#include <QPointer>

#include <deque>
#include <memory>

namespace Espalier::Hostd {

// The files of cache volumes (protocol.md 10): <folder>/<volume>/<version file>, full images under
// a key each, and <folder>/empty-<bytes>.qcow2, the empty file systems that first forks are of. A
// tenant's file system is never mounted here. One thread.
class CacheFiles final : public QObject {
    Q_OBJECT
public:
    struct Tools {
        QString qemuImg, mke2fs;
        StepObserver observer;
    };
    CacheFiles(QString folder, Tools tools);
    ~CacheFiles() override;

    struct Base {
        QString path;
        bool encrypted = false;
    };
    [[nodiscard]] Base baseOf(const CacheDisk& disk) const;

    using Forked = std::function<void(const InodeId& inode, const QString& problem)>;
    // Makes the fork's encrypted overlay at path, under disk.key. One after another.
    void fork(const CacheDisk& disk, const QString& path, Forked done);

    using Flattened = std::function<void(quint64 bytes, const QString& problem)>;
    // fork: path of the overlay. The new file is durable before done.
    void flatten(const FlattenOrder& order, const QString& fork, Flattened done);

    // All but these files, and those that are being made, goes.
    void removeBut(const std::vector<VolumeFiles>& kept) const;

private:
    struct Fork {
        CacheDisk disk; // without keys
        QString path;
        SecretKey key;
        Forked done;
        bool begun = false;
    };
    struct Flatten;

    void nextFork();
    void makeEmpty(quint64 bytes);
    void packEmpty(const QString& raw, const QString& path);
    void makeOverlay(const Base& base);
    void forkEnded(const InodeId& inode, const QString& problem);
    void flattenEnded(Flatten* flatten, const QString& problem);
    void runTool(ToolRun::Plan plan, std::function<void(const QString&)> then);
    void atStep(const char* step) const;
    [[nodiscard]] QString emptyPath(quint64 bytes) const;
    [[nodiscard]] QString folderOf(const VolumeId& volume) const;

    QString m_folder;
    Tools m_tools;
    std::deque<std::unique_ptr<Fork>> m_forks; // the first one is being made
    std::vector<std::unique_ptr<Flatten>> m_flattens;
    std::unique_ptr<OverlayDisk> m_overlay;
};

} // namespace Espalier::Hostd
