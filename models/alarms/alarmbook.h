// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alarm.h"

#include <store/changeset.h>

#include <memory>
#include <vector>

namespace Espalier {

class FleetStore;

// All alarms of the console: what stands now by the store's rows, the marks and the clock, and what
// has cleared. An alarm clears by evidence that is younger than what raised it, never because
// evidence is missing. One thread, the store's.
class AlarmBook final {
public:
    explicit AlarmBook(const FleetStore& store); // the store outlives the book
    ~AlarmBook();
    AlarmBook(const AlarmBook&) = delete;
    AlarmBook& operator=(const AlarmBook&) = delete;

    // What has changed since; looked at by the next update. Costs next to nothing.
    void note(const ChangeSet& changes);
    // Judges what has changed and what time has moved. About twice a second.
    void update();
    // A certificate or roster that this console depends on; told again when it is renewed. uid:
    // stable; name: whose it is.
    void expect(AlarmKind kind, const QString& uid, const QString& name, WallTime expiresAt,
        const SiteId& site = {});

    // Alarms one by one, suppressed and cleared ones too, by id.
    [[nodiscard]] std::vector<Alarm> alarms() const;
    [[nodiscard]] const AlarmSums& sums() const;
    // As a list shows them. takeChanges: of the rows since it was called last.
    [[nodiscard]] std::vector<RowId> rowIds() const;
    [[nodiscard]] const AlarmRow* row(RowId id) const; // until the next update; nullptr: none
    [[nodiscard]] std::optional<RowId> rowOf(const AlarmId& id) const;
    [[nodiscard]] TableChanges takeChanges();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Espalier
