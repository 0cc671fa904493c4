// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace Espalier::Hostd {

// Does this accelerator really run a guest? Boots a disk whose first sector tells QEMU to
// exit with a number of its own: /dev/kvm can exist and still not run one (protocol.md 10). Blocks
// for at most the limit; for start-up only.
[[nodiscard]] bool runsGuests(
    const QString& qemu, const QString& accelerator, std::chrono::milliseconds limit, QString* why);

} // namespace Espalier::Hostd
