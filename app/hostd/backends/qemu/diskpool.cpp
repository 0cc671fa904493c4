// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diskpool.h"

#include "vmplace.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>

namespace Espalier::Hostd {

DiskPool::DiskPool(QString folder, QString qemuImg, RandomSource random, int spares)
    : m_folder(std::move(folder))
    , m_qemuImg(std::move(qemuImg))
    , m_random(std::move(random))
    , m_spares(spares)
{
}

DiskPool::~DiskPool()
{
    for (const Ready& ready : m_ready)
        QFile::remove(ready.spare.path);
}

void DiskPool::request(const DiskKind& kind, Taken taken)
{
    m_last = kind;
    m_waiting.push_back({kind, std::move(taken)});
    QMetaObject::invokeMethod(this, &DiskPool::pump, Qt::QueuedConnection);
}

void DiskPool::refill()
{
    if (m_last.bytes == 0)
        return;
    // Spares of another kind are of no use any more: the image or the shape has changed.
    for (const Ready& ready : m_ready) {
        if (!(ready.kind == m_last))
            QFile::remove(ready.spare.path);
    }
    std::erase_if(m_ready, [this](const Ready& ready) { return !(ready.kind == m_last); });
    if (static_cast<int>(m_ready.size()) + under(m_last) < m_spares)
        make(m_last);
}

void DiskPool::removeUnknown() const
{
    for (const QString& name : QDir(m_folder).entryList(QDir::Files | QDir::Hidden)) {
        const QString path = m_folder + QLatin1Char('/') + name;
        const bool known = std::any_of(m_ready.begin(), m_ready.end(),
                               [&path](const Ready& ready) { return ready.spare.path == path; })
            || std::any_of(m_making.begin(), m_making.end(),
                [&path](const Making& making) { return making.spare.path == path; });
        if (!known && !QFile::remove(path))
            qWarning("stray disk %s could not be removed", qPrintable(path));
    }
}

int DiskPool::under(const DiskKind& kind) const
{
    return static_cast<int>(std::count_if(m_making.begin(), m_making.end(),
        [&kind](const Making& making) { return making.kind == kind; }));
}

void DiskPool::pump()
{
    std::deque<Waiter> waiting;
    waiting.swap(m_waiting);
    for (Waiter& waiter : waiting) {
        const auto ready = std::find_if(m_ready.begin(), m_ready.end(),
            [&waiter](const Ready& candidate) { return candidate.kind == waiter.kind; });
        if (ready == m_ready.end()) {
            m_waiting.push_back(std::move(waiter));
            continue;
        }
        SpareDisk spare = std::move(ready->spare);
        m_ready.erase(ready);
        waiter.taken(&spare, {});
    }
    std::vector<DiskKind> kinds;
    for (const Waiter& waiter : m_waiting)
        kinds.push_back(waiter.kind);
    for (const DiskKind& kind : kinds) {
        if (under(kind) < std::count(kinds.begin(), kinds.end(), kind))
            make(kind);
    }
}

void DiskPool::make(const DiskKind& kind)
{
    std::array<unsigned char, 16> nonce{};
    SpareDisk spare;
    spare.key = std::make_unique<SecretKey>();
    if (!m_random(nonce) || !spare.key->generate(m_random)) {
        refuse(kind, QStringLiteral("no randomness for a key"));
        return;
    }
    const QByteArray bytes(reinterpret_cast<const char*>(nonce.data()), nonce.size());
    spare.nonce = QString::fromLatin1(bytes.toHex());
    spare.path = m_folder + QLatin1Char('/') + diskName(spare.nonce);
    QDir().mkpath(m_folder);
    OverlayDisk::Plan plan;
    plan.program = m_qemuImg;
    plan.path = spare.path;
    plan.base = kind.base;
    plan.baseFormat = kind.baseFormat;
    plan.bytes = kind.bytes;
    auto disk = std::make_unique<OverlayDisk>(plan, *spare.key);
    OverlayDisk* made = disk.get();
    connect(made, &OverlayDisk::finished, this,
        [this, made](const InodeId& inode) { this->made(made, inode); });
    connect(
        made, &OverlayDisk::failed, this, [this, made](const QString& why) { failed(made, why); });
    m_making.push_back({kind, std::move(spare), std::move(disk)});
    made->create();
}

DiskPool::Making DiskPool::takeMaking(OverlayDisk* disk)
{
    const auto it = std::find_if(m_making.begin(), m_making.end(),
        [disk](const Making& making) { return making.disk.get() == disk; });
    Making making = std::move(*it);
    m_making.erase(it);
    making.disk.release()->deleteLater(); // it is on the stack above us
    return making;
}

void DiskPool::made(OverlayDisk* disk, const InodeId& inode)
{
    Making making = takeMaking(disk);
    making.spare.inode = inode;
    m_ready.push_back({making.kind, std::move(making.spare)});
    pump();
}

void DiskPool::failed(OverlayDisk* disk, const QString& why) { refuse(takeMaking(disk).kind, why); }

void DiskPool::refuse(const DiskKind& kind, const QString& why)
{
    const auto it = std::find_if(m_waiting.begin(), m_waiting.end(),
        [&kind](const Waiter& waiter) { return waiter.kind == kind; });
    if (it == m_waiting.end())
        return; // nobody waits: the next who asks tries again
    const Taken taken = std::move(it->taken);
    m_waiting.erase(it);
    taken(nullptr, why);
}

} // namespace Espalier::Hostd
