// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uniquefd.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace Espalier::Hostd {

// The disk that tells a guest what to run; the format stands in resources/guest/README.md. nullopt
// and a reason if script or environment are not what that format can carry. caches: mount names,
// the first of which is the disk espalier-cache-1.
[[nodiscard]] std::optional<QByteArray> configDiskBytes(const QByteArray& script,
    const QMap<QString, QString>& environment, QString* why, const QStringList& caches = {});

// These bytes as a sealed file in memory that never had a name, opened for reading only.
[[nodiscard]] UniqueFd sealedMemoryFile(const QByteArray& bytes, const char* label);

} // namespace Espalier::Hostd
