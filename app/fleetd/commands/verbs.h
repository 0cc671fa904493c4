// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verbowner.h"

namespace Espalier::Fleetd {

// cordon, uncordon, maintenance: the host shall record another mode.
class ModeVerb final : public VerbOwner {
public:
    explicit ModeVerb(HostMode mode)
        : m_mode(mode)
    {
    }
    [[nodiscard]] CommandDetail judge(const Evidence::CommandRecord& record) const override;
    [[nodiscard]] std::optional<HostMode> mode(const v1::Command& command) const override;

private:
    const HostMode m_mode;
};

// cancel, teardown, force-destroy: a VM shall end. Which of them could lose a tenant's running work
// needs a second person; fleetd says here what the host will say, and the host decides.
class EndVerb final : public VerbOwner {
public:
    // losesWork: it ends a job that still runs without its grace.
    EndVerb(const FleetRecord& record, bool losesWork)
        : m_record(record)
        , m_losesWork(losesWork)
    {
    }
    [[nodiscard]] CommandDetail judge(const Evidence::CommandRecord& record) const override;

private:
    [[nodiscard]] CommandDetail judgeVm(const QString& uid) const;

    const FleetRecord& m_record;
    const bool m_losesWork;
};

// A parameter that is a whole number from 0 to most, or is not there; else what is wrong with it.
[[nodiscard]] QString numberProblem(
    const QMap<QString, QString>& params, const QString& name, quint64 most);

} // namespace Espalier::Fleetd
