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

QString StreamOrder::takeEpoch(const QString& epoch)
{
    if (epoch.isEmpty())
        return QStringLiteral("the watch names no epoch");
    if (m_epoch.isEmpty())
        m_epoch = epoch;
    if (m_epoch != epoch)
        return QStringLiteral("the watch changed from epoch %1 to %2").arg(m_epoch, epoch);
    return {};
}

QString StreamOrder::takeBatch(quint64 revision)
{
    if (revision == 0)
        return QStringLiteral("the watch sent a commit without revision");
    if (m_listing) {
        if (m_revision != 0 && revision != m_revision)
            return QStringLiteral("the list changed from revision %1 to %2")
                .arg(m_revision)
                .arg(revision);
    } else if (revision <= m_revision) {
        return QStringLiteral("commit %1 came after %2").arg(revision).arg(m_revision);
    }
    m_revision = revision;
    return {};
}

QString StreamOrder::takeBookmark(quint64 revision, bool initialEnd)
{
    if (m_listing) {
        if (!initialEnd)
            return revision == 0
                ? QString()
                : QStringLiteral("a bookmark at %1 came before the end of the list").arg(revision);
        if (m_revision != 0 && revision != m_revision)
            return QStringLiteral("the list of revision %1 ended at %2")
                .arg(m_revision)
                .arg(revision);
        m_revision = revision;
        m_listing = false;
        m_complete = true;
        return {};
    }
    if (initialEnd)
        return QStringLiteral("the list ended twice");
    if (revision < m_revision)
        return QStringLiteral("a bookmark at %1 came after %2").arg(revision).arg(m_revision);
    m_revision = revision;
    return {};
}

} // namespace Espalier
