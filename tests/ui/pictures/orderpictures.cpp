// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderpictures.h"

#include "feed/desk.h"

#include <dialogs/drainsheet.h>
#include <dialogs/keydialog.h>
#include <dialogs/orderdialog.h>
#include <dialogs/sentdialog.h>
#include <shell/ordermenus.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QDeadlineTimer>
#include <QLineEdit>

using namespace Espalier;
using namespace std::chrono_literals;
using Tests::Desk;
using Tests::OrderBench;

namespace {

constexpr bool loaded = true;
constexpr bool withOrders = true;

CommandAnswer preview(const Clock& clock)
{
    CommandAnswer answer;
    answer.result.outcome = CallOutcome::Done;
    DrainPreview made;
    made.at = clock.wall();
    made.hosts = 20;
    made.jobs = 31;
    made.tenants = 4;
    made.p50 = clock.wall() + 12min;
    made.p95 = clock.wall() + 38min;
    made.longestJob = QStringLiteral("acme/ios-release");
    made.longestElapsed = 61min;
    made.longestP95 = 100min;
    made.coldVolumes = 14;
    made.coldTenants = {TenantId(QStringLiteral("acme")), TenantId(QStringLiteral("globex"))};
    made.pools = {{QStringLiteral("m2-large"), 212, 176, 18, 150, 208, 172},
        {QStringLiteral("m4-pro"), 33, 29, 4, 30, 33, 28}};
    made.checks = {{DrainPreview::CheckKind::BelowFloor, false, QStringLiteral("m4-pro"), false},
        {DrainPreview::CheckKind::SlotUnconfirmed, false, QStringLiteral("A07-04/2"), false},
        {DrainPreview::CheckKind::SlotStuck, false, QStringLiteral("A07-12/1"), false},
        {DrainPreview::CheckKind::HostSilent, true, {}, false},
        {DrainPreview::CheckKind::OtherDrain, true, {}, false}};
    answer.preview = made;
    return answer;
}

void changeVm(Desk& desk, const char* code, const std::function<void(Vm&)>& change)
{
    Vm vm = *desk.live.store().details(desk.feed.slotAt(QLatin1String(code)))->vm;
    change(vm);
    FeedBatch batch;
    batch.site = desk.feed.sites().front();
    batch.epoch = desk.live.store().site(batch.site)->epoch;
    batch.commits = {{9'000'000, false, {{Change::Modified, vm, {}}}}};
    batch.receivedAt = desk.clock.mono();
    desk.live.apply(batch);
}

} // namespace

void drawOrders(Ui::Scheme scheme, const QString& tail, const std::function<void()>& settle,
    const std::function<void(const QPixmap&, const QString&)>& save)
{
    Desk desk(scheme, 1, loaded, withOrders);
    desk.window->show();
    desk.bench->arm();
    settle();
    const FleetStore& store = desk.live.store();
    const auto draw = [&](const char* code, Ui::Action action, const char* name,
                          const std::function<void(Ui::OrderDialog&)>& with = {}) {
        const Ui::Chosen chosen{{}, {desk.feed.slotAt(QLatin1String(code))}};
        Ui::OrderDialog dialog(
            [action, chosen, &store] { return Ui::formOf(action, chosen, store); }, desk.live,
            desk.window.get());
        dialog.show();
        settle();
        if (with)
            with(dialog);
        settle();
        save(dialog.grab(), QLatin1String("order-") + QLatin1String(name) + tail);
    };
    const auto type = [](Ui::OrderDialog& dialog) {
        dialog.findChild<QComboBox*>(QStringLiteral("reasonCategory"))->setCurrentIndex(1);
        dialog.findChild<QLineEdit*>(QStringLiteral("reasonWords"))
            ->setText(QStringLiteral("uninterruptible sleep after I/O error"));
    };
    // What sends is dead at first; the picture shows what a person sees who has typed.
    draw("A07-12/1", Ui::Action::ForceDestroy, "force-t1", [&](Ui::OrderDialog& dialog) {
        type(dialog);
        const auto* send = dialog.findChild<QAbstractButton*>(QStringLiteral("sendButton"));
        const QDeadlineTimer deadline(Ui::OrderDialog::firstWait * 2);
        while (!send->isEnabled() && !deadline.hasExpired())
            settle();
    });
    draw("A07-12/2", Ui::Action::ForceDestroy, "force-t2", type);
    draw("A07-12/2", Ui::Action::CancelJob, "cancel");
    draw("A08-02/1", Ui::Action::Cordon, "cordon");
    draw("A08-02/1", Ui::Action::Maintenance, "maintenance");
    draw("A07-03/1", Ui::Action::Extend, "extend");
    draw("A07-12/2", Ui::Action::ForceDestroy, "force-locked", [&](Ui::OrderDialog& dialog) {
        type(dialog);
        changeVm(desk, "A07-12/2", [&](Vm& vm) {
            vm.jobEndedAt = desk.clock.wall();
            vm.exit = JobExit{JobExitKind::Exit, 143};
        });
    });
    Ui::KeyDialog key(QStringLiteral("oncall"), QStringLiteral("desk"), desk.window.get());
    key.setState(
        OrderBench::badKey(DeskKeyProblem::NoKeyInRoster), OrderBench::goodKey().detail, true);
    key.show();
    settle();
    save(key.grab(), QLatin1String("order-key") + tail);
    key.hide();
    desk.table("slotsTable").setCurrentId(desk.feed.slotAt(QStringLiteral("A08-02/1")).text());
    desk.window->refreshNow();
    desk.window->findChild<Ui::OrderMenus*>()->begin(Ui::Action::Drain);
    settle();
    desk.bench->answer(desk.bench->sent() - 1, preview(desk.clock));
    settle();
    save(desk.window->grab(), QLatin1String("order-drain") + tail);
    auto* sheet = desk.window->findChild<Ui::DrainSheet*>();
    sheet->findChild<QLineEdit*>(QStringLiteral("reasonWords"))
        ->setText(QStringLiteral("kernel panic logs"));
    sheet->findChild<QAbstractButton*>(QStringLiteral("startDrain"))->click();
    settle();
    desk.window->refreshNow();
    save(desk.window->grab(), QLatin1String("order-outbox") + tail);
    desk.clock.advance(6s);
    desk.bench->orders.tick();
    desk.bench->answer(desk.bench->sent() - 1, CallOutcome::Refused, "stale");
    Ui::SentDialog sent(desk.bench->orders, desk.window.get());
    sent.show();
    settle();
    save(sent.grab(), QLatin1String("order-sent") + tail);
}
