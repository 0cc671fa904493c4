// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/result.h>

#include <QByteArray>
#include <QFileDevice>

namespace Espalier::Daemon {

// The whole file, at most limit bytes. Errors name the file and what the system says.
[[nodiscard]] Evidence::Result<QByteArray> readFile(const QString& path, qint64 limit);
// Of a key, or what holds some: refused if others than its owner can read or write it.
[[nodiscard]] Evidence::Result<QByteArray> readSecret(const QString& path, qint64 limit);

// Replaces the file whole (written beside, synced, renamed), making its folder; secret: mode 0600.
// Answers the problem, empty if there is none.
enum class FileMode { Open, Secret };
[[nodiscard]] QString writeFile(const QString& path, const QByteArray& content, FileMode mode);

} // namespace Espalier::Daemon
