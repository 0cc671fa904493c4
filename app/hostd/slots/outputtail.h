// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Espalier::Hostd {

// The last 64 KiB of what one job wrote, in memory only (protocol.md 10). Bytes are the tenant's:
// never interpreted, never stored. Older bytes are overwritten in place.
class OutputTail final {
public:
    static constexpr qsizetype capacity = 65'536;

    OutputTail() = default;
    OutputTail(const OutputTail&) = delete;
    OutputTail& operator=(const OutputTail&) = delete;
    ~OutputTail() { wipe(); }

    void append(const QByteArray& data);
    // Offset of the first byte still here, and one past the last byte written.
    [[nodiscard]] quint64 begin() const { return m_end - static_cast<quint64>(m_size); }
    [[nodiscard]] quint64 end() const { return m_end; }
    // At most count bytes from offset on; offset is moved up to begin() if those bytes are gone.
    [[nodiscard]] QByteArray read(quint64& offset, qsizetype count) const;
    // Overwrites the bytes and forgets them. Offsets go on.
    void wipe();

private:
    QByteArray m_ring; // allocated with the first byte
    qsizetype m_size = 0; // bytes that count
    quint64 m_end = 0; // bytes ever written
};

} // namespace Espalier::Hostd
