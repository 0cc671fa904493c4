// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Espalier::Hostd {

// What a qcow2 file says of itself (docs/interop/qcow2.txt of QEMU).
struct Qcow2Head {
    quint32 version = 0;
    quint64 bytes = 0; // as the guest sees it
    quint32 encryption = 0; // 2: LUKS
    quint64 incompatible = 0; // features; none in what we make
};

// nullopt: not there, or no qcow2 file.
[[nodiscard]] std::optional<Qcow2Head> qcow2Head(const QString& path);

} // namespace Espalier::Hostd
