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

Message Policy::acceleratorProblem(const QString& backend, const QString& accelerator) const
{
    const auto named = accelerators.constFind(backend);
    const QStringList allowed = named == accelerators.constEnd() ? unlessNamed(backend) : *named;
    if (allowed.contains(accelerator))
        return {};
    const Message words = allowed.isEmpty() ? message("policy.none")
                                            : Message::verbatim(allowed.join(QStringLiteral(", ")));
    return message("policy.accelerator", backend, words, accelerator);
}

Message Policy::backendProblem(const BackendGroup& stated) const
{
    if (const Message problem = acceleratorProblem(stated.backend, stated.accelerator);
        !problem.isEmpty())
        return problem;
    const auto profiles = sandboxProfiles.constFind(stated.backend);
    if (profiles == sandboxProfiles.constEnd() || profiles->contains(stated.sandboxProfileHash))
        return {};
    const Message profile = stated.sandboxProfileHash.isEmpty()
        ? message("policy.not-told")
        : Message::verbatim(stated.sandboxProfileHash);
    return message("policy.sandbox", profile, stated.backend);
}

} // namespace Espalier::Evidence
