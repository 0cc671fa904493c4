// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "procscan.h"
#include "secretkey.h"

#include <QObject>
#include <QProcess>
#include <QString>

namespace Espalier::Hostd {

// Makes one encrypted qcow2 overlay with qemu-img: LUKS, the key through a pipe, so that it is in
// no argument, environment or file. Repeats the call when qemu-img fails, which it does now and
// then
// ("Unable to get accurate CPU usage", in 5 of 18 runs; protocol.md 10).
class OverlayDisk final : public QObject {
    Q_OBJECT
public:
    struct Plan {
        QString program; // qemu-img
        QString path; // must not exist yet
        QString base, baseFormat;
        quint64 bytes = 0; // size as the guest sees it
        int tries = 24; // a failed one takes 10 ms; on a busy machine 2 of 5 fail
    };

    // key must live until finished() or failed().
    OverlayDisk(Plan plan, const SecretKey& key, QObject* parent = nullptr);
    ~OverlayDisk() override;

    void create();

Q_SIGNALS:
    void finished(const Espalier::Hostd::InodeId& inode);
    void failed(const QString& why); // no file is left

private:
    void run();
    void ended(int code, QProcess::ExitStatus status);
    void examine();
    void giveUp(const QString& why);

    Plan m_plan;
    const SecretKey& m_key;
    QProcess* m_process = nullptr;
    int m_try = 0;
};

} // namespace Espalier::Hostd
