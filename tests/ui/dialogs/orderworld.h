// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/orderbench.h"
#include "feed/recordedfeed.h"

#include <dialogs/orderform.h>

namespace Espalier::Tests {

// The recorded night with a desk that may order in fra1.
struct OrderWorld {
    OrderWorld()
    {
        for (const SiteId& site : feed.sites())
            live.expectSite(site);
        for (const FeedBatch& batch : feed.lists())
            live.apply(batch);
        live.tick();
    }
    [[nodiscard]] const FleetStore& store() const { return live.store(); }
    [[nodiscard]] Ui::Chosen slot(const char* code) const
    {
        return {{}, {feed.slotAt(QLatin1String(code))}};
    }
    [[nodiscard]] SlotDetails details(const char* code) const
    {
        return *store().details(feed.slotAt(QLatin1String(code)));
    }
    // A later word of fra1 about one object.
    template <typename Changed> void tell(const Changed& object)
    {
        FeedBatch batch;
        batch.site = fra;
        batch.epoch = store().site(fra)->epoch;
        batch.commits = {{++revision, false, {{Change::Modified, object, {}}}}};
        batch.receivedAt = clock.mono();
        batch.fromWire = true;
        live.apply(batch);
    }
    void changeVm(const char* code, const std::function<void(Vm&)>& change)
    {
        Vm vm = *details(code).vm;
        change(vm);
        tell(vm);
    }
    void changeHost(const char* code, const std::function<void(Host&)>& change)
    {
        Host host = store().details(details(code).row.host)->row.host;
        change(host);
        tell(host);
    }
    [[nodiscard]] Command command(CommandVerb verb, const char* code, CommandState state) const
    {
        const SlotDetails slot = details(code);
        Command made;
        made.id = CommandId(QString(32, u'c'));
        made.site = fra;
        made.verb = verb;
        made.actor = QStringLiteral("k.lind");
        made.reason = QStringLiteral("a reason of some length");
        made.issuedAt = clock.wall() - std::chrono::minutes(10);
        TargetStatus status;
        status.target = {TargetKind::Vm, slot.row.vm.text(), 1, slot.row.host, {}};
        status.state = state;
        made.targets = {status};
        return made;
    }
    // Every statement as young as now: the hosts have just spoken.
    void refreshEvidence()
    {
        for (const FeedBatch& batch : feed.second())
            live.apply(batch);
        live.tick();
    }

    ManualClock clock;
    RecordedFeed feed{clock};
    Items::LiveStore live{clock};
    const SiteId fra{QStringLiteral("fra1")};
    quint64 revision = 1'000'000;
    OrderBench bench{clock, live, fra};
};

} // namespace Espalier::Tests
