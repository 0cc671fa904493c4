// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Espalier {

// The highest roster version ever verified here, kept on disk: it never goes back (protocol.md 3).
// Blocking: never on the main thread.
class RosterMark final {
public:
    explicit RosterMark(QString path);
    // Answers what is wrong and what to do, empty if nothing is. No file: version 0.
    [[nodiscard]] QString load();
    // Keeps the version if it is higher. Answers what is wrong.
    [[nodiscard]] QString advance(quint64 version);
    [[nodiscard]] quint64 version() const { return m_version; }

private:
    QString m_path;
    quint64 m_version = 0;
};

} // namespace Espalier
