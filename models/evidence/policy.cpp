// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster.h"

namespace Espalier::Evidence {

namespace {

// What policy allows where it names nothing: what the hardware accelerates. Software emulation
// (tcg) is no security boundary, so it must be allowed by name (I23).
QStringList unlessNamed(const QString& backend)
{
    if (backend == QLatin1String("simulated"))
        return {QStringLiteral("simulated")};
    return {QStringLiteral("kvm"), QStringLiteral("hvf"), QStringLiteral("vz")};
}

} // namespace

QString Policy::acceleratorProblem(const QString& backend, const QString& accelerator) const
{
    const auto named = accelerators.constFind(backend);
    const QStringList allowed = named == accelerators.constEnd() ? unlessNamed(backend) : *named;
    if (allowed.contains(accelerator))
        return {};
    const QString words =
        allowed.isEmpty() ? QStringLiteral("none") : allowed.join(QStringLiteral(", "));
    return QStringLiteral("policy allows backend %1 with %2, this is %3")
        .arg(backend, words, accelerator);
}

QString Policy::backendProblem(const BackendGroup& stated) const
{
    if (const QString problem = acceleratorProblem(stated.backend, stated.accelerator);
        !problem.isEmpty())
        return problem;
    const auto profiles = sandboxProfiles.constFind(stated.backend);
    if (profiles == sandboxProfiles.constEnd() || profiles->contains(stated.sandboxProfileHash))
        return {};
    return QStringLiteral("sandbox profile %1 is none that policy allows backend %2")
        .arg(stated.sandboxProfileHash.isEmpty() ? QStringLiteral("(not told)")
                                                 : stated.sandboxProfileHash,
            stated.backend);
}

} // namespace Espalier::Evidence
