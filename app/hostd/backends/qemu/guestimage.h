// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Espalier::Hostd {

// A guest image as resources/guest/build leaves it in a folder. The digest is the SHA-256 of the
// manifest's bytes, and the manifest holds those of the files.
struct GuestImage {
    QString folder;
    QString digest; // lower-case hex
    QString commandLine;
    QString guestOs;
    QString kernel, initrd, rootDisk; // absolute paths
    QString rootFormat;
    quint64 rootBytes = 0; // the disk's size as the guest sees it
};

// Reads the manifest and hashes every file it names (about 20 MB). nullopt and a reason that names
// the file: it is missing, malformed or its bytes are not the manifest's.
[[nodiscard]] std::optional<GuestImage> loadGuestImage(const QString& folder, QString* why);

// Lower-case hex SHA-256 of a file's bytes, empty if it cannot be read.
[[nodiscard]] QString sha256OfFile(const QString& path);

} // namespace Espalier::Hostd
