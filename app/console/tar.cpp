// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tar.h"

#include <numeric>

namespace Espalier {

namespace {

constexpr qsizetype block = 512; // bytes
constexpr qsizetype checksumAt = 148, checksumSize = 8;

// A number as tar wants it: octal digits that fill the field but for its last byte.
QByteArray octal(quint64 value, int size)
{
    return QByteArray::number(value, 8).rightJustified(size - 1, '0') + '\0';
}

QByteArray headerOf(const TarEntry& entry, quint64 seconds)
{
    QByteArray header(block, '\0');
    const auto put = [&header](qsizetype at, const QByteArray& bytes) {
        header.replace(at, bytes.size(), bytes);
    };
    put(0, entry.name.left(99));
    put(100, octal(0600, 8)); // mode
    put(108, octal(0, 8)); // owner
    put(116, octal(0, 8)); // group
    put(124, octal(static_cast<quint64>(entry.content.size()), 12));
    put(136, octal(seconds, 12));
    put(156, "0"); // a plain file
    put(257,
        QByteArray("ustar\0"
                   "00",
            8));
    put(checksumAt, QByteArray(checksumSize, ' ')); // counts as spaces
    const quint64 sum = std::accumulate(header.begin(), header.end(), quint64{0},
        [](quint64 all, char byte) { return all + static_cast<unsigned char>(byte); });
    put(checksumAt, octal(sum, checksumSize - 1) + ' ');
    return header;
}

} // namespace

QByteArray tarOf(const std::vector<TarEntry>& entries, WallTime modified)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(modified).time_since_epoch();
    QByteArray archive;
    for (const TarEntry& entry : entries) {
        archive += headerOf(entry, static_cast<quint64>(seconds.count()));
        archive += entry.content;
        const qsizetype rest = entry.content.size() % block;
        archive += QByteArray(rest == 0 ? 0 : block - rest, '\0');
    }
    return archive + QByteArray(2 * block, '\0');
}

} // namespace Espalier
