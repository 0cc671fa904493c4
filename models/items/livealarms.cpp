// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livealarms.h"

#include "livestore.h"

namespace Espalier::Items {

LiveAlarms::LiveAlarms(LiveStore& live, QObject* parent)
    : QObject(parent)
    , m_book(live.store())
{
    connect(&live, &LiveStore::changed, this,
        [this](const ChangeSet& changes) { m_book.note(changes); });
    connect(&live, &LiveStore::ticked, this, &LiveAlarms::update);
    update(); // of what the store knows already
}

const AlarmRow* LiveAlarms::row(const AlarmId& id) const
{
    const auto found = m_book.rowOf(id);
    return found ? m_book.row(*found) : nullptr;
}

void LiveAlarms::expect(
    AlarmKind kind, const QString& uid, const QString& name, WallTime expiresAt, const SiteId& site)
{
    m_book.expect(kind, uid, name, expiresAt, site);
}

void LiveAlarms::update()
{
    const AlarmSums before = m_book.sums();
    m_book.update();
    m_changes = m_book.takeChanges();
    if (!m_changes.isEmpty() || !(before == m_book.sums()))
        Q_EMIT changed();
}

} // namespace Espalier::Items
