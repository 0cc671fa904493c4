// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secretkey.h"

#include <QObject>
#include <QProcess>
#include <QStringList>

#include <functional>
#include <vector>

namespace Espalier::Hostd {

// Runs qemu-img or mke2fs once. Keys go through pipes, so that they are in no argument, environment
// or file. What qemu-img fails at for its clock ("Unable to get accurate CPU usage", protocol.md
// 10) is tried again. The program dies with this object, and with hostd.
class ToolRun final : public QObject {
    Q_OBJECT
public:
    struct Plan {
        QString program;
        // keys: descriptor numbers, in the order of the keys below.
        std::function<QStringList(const std::vector<int>& keys)> arguments;
        std::vector<const SecretKey*> keys{}; // live until ended()
        int tries = 24;
    };
    explicit ToolRun(Plan plan, QObject* parent = nullptr);
    ~ToolRun() override;

    void start();

Q_SIGNALS:
    void ended(const QString& problem); // empty: it answered 0

private:
    void run();
    void exited(int code, QProcess::ExitStatus status);

    Plan m_plan;
    QProcess* m_process = nullptr;
    int m_try = 0;
};

} // namespace Espalier::Hostd
