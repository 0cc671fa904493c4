// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outputtail.h"

#include <evidence/ed25519.h>

#include <algorithm>
#include <cstring>

namespace Espalier::Hostd {

void OutputTail::append(const QByteArray& data)
{
    if (data.isEmpty())
        return;
    if (m_ring.isEmpty())
        m_ring.resize(capacity);
    const qsizetype skipped = std::max<qsizetype>(0, data.size() - capacity);
    m_end += static_cast<quint64>(skipped);
    qsizetype from = skipped;
    while (from < data.size()) {
        const auto at = static_cast<qsizetype>(m_end % static_cast<quint64>(capacity));
        const qsizetype count = std::min(data.size() - from, capacity - at);
        std::memcpy(m_ring.data() + at, data.constData() + from, static_cast<size_t>(count));
        from += count;
        m_end += static_cast<quint64>(count);
    }
    m_size = std::min(capacity, m_size + data.size());
}

QByteArray OutputTail::read(quint64& offset, qsizetype count) const
{
    offset = std::clamp(offset, begin(), end());
    const qsizetype available = std::min(count, static_cast<qsizetype>(end() - offset));
    QByteArray out;
    out.reserve(available);
    quint64 position = offset;
    while (out.size() < available) {
        const auto at = static_cast<qsizetype>(position % static_cast<quint64>(capacity));
        const qsizetype part = std::min(available - out.size(), capacity - at);
        out.append(m_ring.constData() + at, part);
        position += static_cast<quint64>(part);
    }
    return out;
}

void OutputTail::wipe()
{
    Evidence::wipe(m_ring);
    m_ring.clear();
    m_size = 0;
}

} // namespace Espalier::Hostd
