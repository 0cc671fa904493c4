// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <store/fleetstore.h>

#include <QObject>

namespace Espalier::Items {

// The store with a signal: one change set a batch. Owned by the composition root; main thread.
class LiveStore final : public QObject {
    Q_OBJECT
public:
    explicit LiveStore(const Clock& clock, QObject* parent = nullptr);
    [[nodiscard]] const FleetStore& store() const;
    void expectSite(const SiteId& site);
    void apply(const FeedBatch& batch);
    void doubt(); // all is stale until it is listed anew: after suspend
    void tick(); // about once a second, and at once after suspend

Q_SIGNALS:
    void changed(const Espalier::ChangeSet& changes); // never empty
    void ticked(); // ages on screen are out of date: repaint what is visible

private:
    void tell(const ChangeSet& changes);
    FleetStore m_store;
};

} // namespace Espalier::Items
