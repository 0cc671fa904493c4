// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livestore.h"

namespace Espalier::Items {

LiveStore::LiveStore(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_store(clock)
{
}

const FleetStore& LiveStore::store() const { return m_store; }

void LiveStore::expectSite(const SiteId& site) { tell(m_store.expectSite(site)); }

void LiveStore::apply(const FeedBatch& batch) { tell(m_store.apply(batch)); }

void LiveStore::tick()
{
    tell(m_store.tick());
    Q_EMIT ticked();
}

void LiveStore::doubt()
{
    tell(m_store.doubt());
    Q_EMIT ticked();
}

void LiveStore::tell(const ChangeSet& changes)
{
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

} // namespace Espalier::Items
