// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "streamorder.h"

namespace Espalier {

void StreamOrder::beginList()
{
    forget();
    m_listing = true;
}

void StreamOrder::beginResume(const QString& epoch, quint64 afterRevision)
{
    m_epoch = epoch;
    m_revision = afterRevision;
    m_listing = false;
    m_complete = true;
}

Message StreamOrder::takeEpoch(const QString& epoch)
{
    if (epoch.isEmpty())
        return message("link.no-epoch");
    if (m_epoch.isEmpty())
        m_epoch = epoch;
    if (m_epoch != epoch)
        return message("link.epoch-changed", m_epoch, epoch);
    return {};
}

Message StreamOrder::takeBatch(quint64 revision)
{
    if (revision == 0)
        return message("link.no-revision");
    if (m_listing) {
        if (m_revision != 0 && revision != m_revision)
            return message("link.list-changed", m_revision, revision);
    } else if (revision <= m_revision) {
        return message("link.commit-order", revision, m_revision);
    }
    m_revision = revision;
    return {};
}

Message StreamOrder::takeBookmark(quint64 revision, bool initialEnd)
{
    if (m_listing) {
        if (!initialEnd)
            return revision == 0 ? Message() : message("link.bookmark-in-list", revision);
        if (m_revision != 0 && revision != m_revision)
            return message("link.list-end-moved", m_revision, revision);
        m_revision = revision;
        m_listing = false;
        m_complete = true;
        return {};
    }
    if (initialEnd)
        return message("link.list-ended-twice");
    if (revision < m_revision)
        return message("link.bookmark-order", revision, m_revision);
    m_revision = revision;
    return {};
}

} // namespace Espalier
