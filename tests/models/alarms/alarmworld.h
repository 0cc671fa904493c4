// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/storeworld.h"

#include <alarms/alarmbook.h>

#include <algorithm>

namespace Espalier::Tests {

using namespace std::chrono_literals;

// The store's small world with a book of its alarms. Both hosts go on stating what they did unless
// the test says otherwise.
class AlarmWorld {
public:
    AlarmWorld()
    {
        world.told = [this](const ChangeSet& changes) { book.note(changes); };
        settle();
    }
    // Beyond the grace after the first list, all well.
    void settle()
    {
        for (int i = 0; i < 8; ++i) {
            pass(10s);
            world.hear(1);
            world.hear(2);
            book.update();
        }
    }
    // Time passes while the site talks.
    void pass(std::chrono::nanoseconds time)
    {
        world.wait(time);
        book.update();
    }
    // Time passes in silence: neither site nor hosts.
    void silence(std::chrono::nanoseconds time)
    {
        world.clock.advance(time);
        world.tell(world.store.tick());
        book.update();
    }
    void hear(int host, std::vector<ObservedVm> vms = {})
    {
        world.hear(host, std::move(vms));
        book.update();
    }
    void commit(std::vector<Event> events)
    {
        world.commit(std::move(events));
        book.update();
    }
    // A VM whose job ended and which its host still lists, past the SLO.
    void makeStuck()
    {
        world.run();
        world.end();
        for (int i = 0; i < 13; ++i) {
            pass(10s);
            world.hear(1, {stoppingVm(vmId(1))});
            world.hear(2);
        }
        book.update();
    }
    [[nodiscard]] std::optional<Alarm> find(const QString& id) const
    {
        for (const Alarm& alarm : book.alarms()) {
            if (alarm.id.text() == id)
                return alarm;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool stands(const QString& id) const
    {
        const auto alarm = find(id);
        return alarm && alarm->state != AlarmState::Cleared;
    }
    [[nodiscard]] QStringList standing() const
    {
        QStringList ids;
        for (const Alarm& alarm : book.alarms()) {
            if (alarm.state != AlarmState::Cleared && alarm.state != AlarmState::Suppressed)
                ids << alarm.id.text();
        }
        return ids;
    }
    void mark(const QString& id, std::optional<std::chrono::nanoseconds> ackedAgo,
        std::optional<std::chrono::nanoseconds> shelvedFor = {})
    {
        AlarmMark mark;
        mark.id = AlarmId(id);
        mark.site = siteId();
        mark.generation = ++generation;
        if (ackedAgo) {
            mark.ackedBy = QStringLiteral("m.ito");
            mark.ackedAt = world.clock.wall() - *ackedAgo;
        }
        if (shelvedFor) {
            mark.shelvedBy = QStringLiteral("s.adeyemi");
            mark.reason = QStringLiteral("spare part is on its way");
            mark.shelvedUntil = world.clock.wall() + *shelvedFor;
        }
        commit({added(mark)});
    }

    StoreWorld world;
    AlarmBook book{world.store};
    quint64 generation = 0;
};

inline QString stuckId() { return QStringLiteral("stuck:vm-0001"); }
inline QString silentId(int host) { return QStringLiteral("silent-host:fra1-host-%1").arg(host); }
inline QString orphanId(int host) { return QStringLiteral("orphan:fra1-host-%1").arg(host); }
inline QString siteSilentId() { return QStringLiteral("silent-site:fra1"); }

} // namespace Espalier::Tests
