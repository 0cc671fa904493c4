// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "overlaydisk.h"

#include <deque>
#include <memory>
#include <vector>

namespace Espalier::Hostd {

struct DiskKind {
    QString base, baseFormat;
    quint64 bytes = 0; // as the guest sees it
    friend bool operator==(const DiskKind&, const DiskKind&) = default;
};

// An encrypted disk that belongs to no VM yet, under <folder>/root-<nonce>.qcow2, and its key.
struct SpareDisk {
    QString path;
    QString nonce;
    InodeId inode;
    std::unique_ptr<SecretKey> key;
};

// Makes disks and keeps a few of the kind asked for last ready: qemu-img measures its key
// stretching for 2 s whatever it is told (protocol.md 10). Spares are nobody's: their keys die with
// this object, and a later one removes the files.
class DiskPool final : public QObject {
    Q_OBJECT
public:
    // disk is null if it could not be made, and why says so. Called from the event loop.
    using Taken = std::function<void(SpareDisk* disk, const QString& why)>;

    DiskPool(QString folder, QString qemuImg, RandomSource random, int spares);
    ~DiskPool() override;

    void request(const DiskKind& kind, Taken taken);
    // Makes what is missing to the wanted number; called when the machine has time for it.
    void refill();
    [[nodiscard]] int ready() const { return static_cast<int>(m_ready.size()); }
    void removeUnknown() const; // files that another run left

private:
    struct Making {
        DiskKind kind;
        SpareDisk spare;
        std::unique_ptr<OverlayDisk> disk;
    };
    struct Ready {
        DiskKind kind;
        SpareDisk spare;
    };
    struct Waiter {
        DiskKind kind;
        Taken taken;
    };

    void pump();
    [[nodiscard]] int under(const DiskKind& kind) const; // being made
    void make(const DiskKind& kind);
    void made(OverlayDisk* disk, const InodeId& inode);
    void failed(OverlayDisk* disk, const QString& why);
    [[nodiscard]] Making takeMaking(OverlayDisk* disk);
    void refuse(const DiskKind& kind, const QString& why);

    QString m_folder;
    QString m_qemuImg;
    RandomSource m_random;
    int m_spares;
    DiskKind m_last;
    std::vector<Making> m_making;
    std::vector<Ready> m_ready;
    std::deque<Waiter> m_waiting;
};

} // namespace Espalier::Hostd
