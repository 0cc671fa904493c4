// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet.h"

#include <QMap>

namespace Espalier::Tour {

// A simulated host with which something is wrong, and the VM of a job of ours there, if any.
struct FaultyHost final {
    QString site, code, uid;
    QString vm;
    int slot = 0; // that VM's, from 1; 0: the fault is the host's
};

// What goes wrong on purpose with simulated hosts ("espalier-hostd fault"), one host a kind. Ends
// with this object whatever is still on. Throws Failure.
class Faults final {
public:
    explicit Faults(const Fleet& fleet)
        : m_fleet(fleet)
    {
    }
    ~Faults();
    Faults(const Faults&) = delete;
    Faults& operator=(const Faults&) = delete;

    void begin(const QString& kind, const FaultyHost& host);
    void end(const QString& kind);
    // The host that has or had it; throws if none ever did.
    [[nodiscard]] const FaultyHost& of(const QString& kind) const;
    // Something is wrong there now: what fleetd lists and what is shown may differ.
    [[nodiscard]] bool touch(const QString& site, const QString& code) const;

private:
    [[nodiscard]] CommandResult ask(const QString& kind, bool off) const;

    const Fleet& m_fleet;
    QMap<QString, FaultyHost> m_hosts; // by kind
    QStringList m_on;
};

} // namespace Espalier::Tour
