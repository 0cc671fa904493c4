// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace Espalier::Tour {

// A job that is under way: "espalier-fleetd submit --wait" of one script, and what it printed so
// far.
class Submission final {
public:
    Submission(const Fleet& fleet, const QString& tenant, const QString& pipeline,
        const QString& script, const QStringList& more = {});
    ~Submission();
    Submission(const Submission&) = delete;
    Submission& operator=(const Submission&) = delete;

    // Everything on standard output up to now.
    [[nodiscard]] const QString& output();
    // Waits until the output contains the text; the rest of that line.
    QString waitFor(const QString& text, const QDeadlineTimer& deadline);
    // The uid of the VM, once it is placed.
    [[nodiscard]] QString vm(const QDeadlineTimer& deadline);
    // Waits for the command's own end; its exit status.
    int waitForEnd(const QDeadlineTimer& deadline);

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_output;
};

} // namespace Espalier::Tour
