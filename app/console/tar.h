// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

#include <QByteArray>

#include <vector>

namespace Espalier {

struct TarEntry {
    QByteArray name; // ASCII, at most 99 characters
    QByteArray content;
};

// A POSIX ustar archive (IEEE 1003.1-2017, pax, "ustar Interchange Format") of plain files,
// readable by their owner only.
[[nodiscard]] QByteArray tarOf(const std::vector<TarEntry>& entries, WallTime modified);

} // namespace Espalier
