// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts.h"
#include "preview.h"

#include <fleetd/record/modestore.h>
#include <fleetd/record/samplehub.h>

namespace Espalier::Fleetd {

// Reads what a drain's step looks at out of the record, the hosts' newest statements and their
// HostMode records. Remembers what it has parsed, nothing else. Record's thread.
class FactSource final {
public:
    FactSource(FleetRecord& record, const SampleHub& samples, TakesWork takesWork, Hears hears,
        Floors floors)
        : m_record(record)
        , m_samples(samples)
        , m_takesWork(std::move(takesWork))
        , m_hears(std::move(hears))
        , m_floors(std::move(floors))
    {
    }
    [[nodiscard]] DrainFacts of(const Drain& drain);
    // A host has recorded another mode.
    void forgetModes(const std::string& host) { m_modes.erase(host); }
    // No drain is open.
    void forgetAll();

private:
    [[nodiscard]] DrainHostFacts hostOf(const DrainHost& host, const v1::Command* command);
    [[nodiscard]] std::vector<DrainModeFacts> modesOf(const std::string& host);
    [[nodiscard]] std::optional<DrainStatementFacts> statementOf(const std::string& host);
    [[nodiscard]] std::optional<DrainVmFacts> vmOf(const std::string& uid);
    [[nodiscard]] DrainVmFacts factsOf(const v1::Vm& vm) const;
    [[nodiscard]] std::set<std::string> shortPools(const Drain& drain) const;

    FleetRecord& m_record;
    const SampleHub& m_samples;
    const TakesWork m_takesWork;
    const Hears m_hears;
    const Floors m_floors;
    struct Statement {
        std::shared_ptr<const std::string> envelope;
        DrainStatementFacts facts;
    };
    std::unordered_map<std::string, std::vector<StoredMode>> m_modes; // by host
    std::unordered_map<std::string, Statement> m_statements; // by host
    std::unordered_map<std::string, DrainVmFacts> m_retired; // VMs that have left the record
};

} // namespace Espalier::Fleetd
