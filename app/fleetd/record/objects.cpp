// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects.h"

#include <cstdlib>

namespace Espalier::Fleetd {

quint64 hostSeqOf(const std::string& recordUid)
{
    const size_t slash = recordUid.rfind('/');
    return slash == std::string::npos ? 0
                                      : std::strtoull(recordUid.c_str() + slash + 1, nullptr, 10);
}

v1::Object tombstone(const v1::Object& object)
{
    v1::Object dead;
    Wire::visitPart(object, [&dead](const auto& part) {
        std::decay_t<decltype(part)> bare;
        bare.set_uid(part.uid());
        // A record and an audit entry are never changed: they have no generation.
        if constexpr (requires { part.generation(); })
            bare.set_generation(part.generation());
        dead = wrap(std::move(bare));
    });
    return dead;
}

} // namespace Espalier::Fleetd
