// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspection.h"

#include <store/fleetstore.h>

#include <QObject>
#include <QStringList>

namespace Espalier::Ui {

// Which slots are chosen, by id, for all pages that show slots: one chooses on the floor and finds
// the same rows chosen in the list (ux.md 3.1). Owned by the window.
class SlotChoice final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] const QStringList& ids() const { return m_ids; }
    [[nodiscard]] const QString& current() const { return m_current; } // empty: none
    void set(const QStringList& ids, const QString& current);

Q_SIGNALS:
    void changed();

private:
    QStringList m_ids;
    QString m_current;
};

// What the inspector says of a slot: its host with all slots, also when the slot itself is gone.
class SlotMemory final {
public:
    [[nodiscard]] InspectorContent contentOf(
        const FleetStore& store, const QString& slot, const Clock& clock);

private:
    QString m_slot; // asked for last
    HostId m_host; // and its host
};

} // namespace Espalier::Ui
