// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <alarms/alarmbook.h>

#include <QObject>

namespace Espalier::Items {

class LiveStore;

// The alarms of a live store with a signal: judged at each of its ticks. Owned by the composition
// root; main thread.
class LiveAlarms final : public QObject {
    Q_OBJECT
public:
    explicit LiveAlarms(LiveStore& live, QObject* parent = nullptr); // live outlives this
    [[nodiscard]] const AlarmBook& book() const { return m_book; }
    [[nodiscard]] const AlarmRow* row(const AlarmId& id) const; // nullptr: none
    // Of the rows, by the newest changed().
    [[nodiscard]] const TableChanges& changes() const { return m_changes; }
    void expect(AlarmKind kind, const QString& uid, const QString& name, WallTime expiresAt,
        const SiteId& site = {});
    void update(); // now, not at the next tick

Q_SIGNALS:
    void changed(); // rows or sums

private:
    AlarmBook m_book;
    TableChanges m_changes;
};

} // namespace Espalier::Items
