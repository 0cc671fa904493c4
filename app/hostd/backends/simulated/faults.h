// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fault.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace Espalier::Hostd {

// Which faults the simulated hosts of this process have now. Kept in a file, so that a restart ends
// none. Main thread.
class Faults final : public QObject {
    Q_OBJECT
public:
    // clock: the true one; outlives this.
    Faults(QString file, const Clock& clock);
    ~Faults() override;

    // Reads the file. Answers what is wrong with it and what to do; no file: no faults.
    [[nodiscard]] QString load();
    // Sets it, in the place of one of the same kind and slot. Answers why it could not be kept;
    // then nothing has changed.
    [[nodiscard]] QString add(const Fault& fault);
    // Ends all of that kind on that slot, slot 0: on the host. Answers what went wrong, also that
    // there was none.
    [[nodiscard]] QString end(const HostId& host, FaultKind kind, int slot);

    [[nodiscard]] const std::vector<Fault>& all() const { return m_all; }
    // One that holds for this slot (slot 0: for the host); nullptr: none.
    [[nodiscard]] const Fault* find(const HostId& host, FaultKind kind, int slot = 0) const;
    // Contradict: from now on it is this VM that is contradicted.
    void bind(const Fault& fault, const VmId& vm);
    // By which the host's clock goes: the true one unless a skew is on. Thread-safe.
    [[nodiscard]] const Clock& clockOf(const HostId& host);

Q_SIGNALS:
    void changed(const HostId& host, FaultKind kind);

private:
    class SkewedClock;
    [[nodiscard]] QString keep(std::vector<Fault> wanted);
    void tellClock(const HostId& host);

    const QString m_file;
    const Clock& m_clock;
    std::vector<Fault> m_all;
    QHash<HostId, std::shared_ptr<SkewedClock>> m_clocks;
};

// The faults of one host, or of one that can have none. Main thread.
class HostFaults final {
public:
    HostFaults() = default;
    HostFaults(Faults& faults, HostId host)
        : m_faults(&faults)
        , m_host(std::move(host))
    {
    }
    [[nodiscard]] bool has(FaultKind kind, int slot = 0) const { return find(kind, slot); }
    [[nodiscard]] const Fault* find(FaultKind kind, int slot = 0) const
    {
        return m_faults ? m_faults->find(m_host, kind, slot) : nullptr;
    }
    [[nodiscard]] std::vector<Fault> all(FaultKind kind) const;
    void bind(const Fault& fault, const VmId& vm) const { m_faults->bind(fault, vm); }
    // call: whenever a fault of this host begins or ends, as long as context lives.
    void watch(QObject* context, std::function<void(FaultKind)> call) const;

private:
    Faults* m_faults = nullptr;
    HostId m_host;
};

} // namespace Espalier::Hostd
