// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/link/grpc/linkfixture.h"
#include "ui/desktop/fakebus.h"
#include "ui/desktop/fakelogind.h"

#include <console/desk.h>
#include <console/statepaths.h>

#include <desktop/colourscheme.h>
#include <desktop/loginsession.h>
#include <evidence/command.h>
#include <prefs/profilestore.h>
#include <prefs/xdg.h>
#include <shell/mainwindow.h>
#include <shell/ordermenus.h>

#include <QAbstractItemView>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <atomic>
#include <future>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

const QByteArray rosterSeed(32, 'r');
const QByteArray commandSeed(32, 'c');
constexpr char hostId[] = "0b8c4a52-6a51-4f0e-8f5b-0d7a3a1c9e01";

// Real time, and how far its clocks were moved. Thread-safe.
class MovedClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override
    {
        return m_clock.wall() + m_slept.load() + m_set.load();
    }
    [[nodiscard]] MonoTime mono() const override { return m_clock.mono() + m_slept.load(); }
    void sleep(std::chrono::nanoseconds time) { m_slept = m_slept.load() + time; }
    void set(std::chrono::nanoseconds by) { m_set = m_set.load() + by; }

private:
    SystemClock m_clock;
    std::atomic<std::chrono::nanoseconds> m_slept{}, m_set{};
};

Evidence::SigningKey keyOf(const QByteArray& seed) { return *Evidence::SigningKey::fromSeed(seed); }

QByteArray sealedRoster(const char* role, const QString& commandKey, WallTime now)
{
    Evidence::Roster roster;
    roster.version = 7;
    roster.trustDomain = QLatin1String(testTrustDomain);
    roster.issuedAt = now - 1h;
    roster.expiresAt = now + 1000h;
    roster.people = {{QStringLiteral("oncall"), QStringLiteral("Omar"), {QLatin1String(role)},
        {{QStringLiteral("desk"), commandKey}}}};
    roster.fleetds = {
        {QStringLiteral("spiffe://dev.espalier.internal/site/fra1/fleetd/1"), QString()}};
    roster.policy.log = Evidence::LogPolicy::Absent;
    return Evidence::seal(Evidence::rosterType, *Evidence::write(roster), keyOf(rosterSeed));
}

// A desk of the development domain, whose key lies in a file, synced with a scripted fleetd.
struct World {
    explicit World(const char* role = "on-call")
    {
        v1::HelloResponse hello = LinkFixture::hello(epochA);
        const QString listed = keyOf(commandSeed).publicKey().hex();
        hello.set_roster(sealedRoster(role, listed, clock.wall()).toStdString());
        link.server.setHello(hello);
        link.write(QStringLiteral("roster.keys"), keyOf(rosterSeed).publicKey().hex().toLatin1());
        link.write(QStringLiteral("command.key"), commandSeed.toHex() + '\n');
        desk = std::make_unique<Desk>(DeskParts{clock, profiles, settings, profile(), {}, {},
            ThemeChoice::Light, scheme, session, nullptr});
        desk->window().show();
        watch = link.server.nextWatch();
        if (watch)
            list();
    }
    void list() const
    {
        v1::WatchResponse response = batchOf(epochA, 5, {hostId});
        v1::Batch* batch = response.mutable_items(0)->mutable_batch();
        v1::Host* host = batch->mutable_events(0)->mutable_object()->mutable_host();
        host->set_site("fra1");
        host->set_code("A07-12");
        host->set_mode("in-service");
        host->set_generation(3);
        v1::Event* event = batch->add_events();
        event->set_op(v1::Event::OP_ADDED);
        v1::Slot* slot = event->mutable_object()->mutable_slot();
        slot->set_uid(std::string(hostId) + "/1");
        slot->set_host(hostId);
        slot->set_index(1);
        slot->set_code("A07-12/1");
        watch->send(response);
        watch->send(bookmarkOf(epochA, 5, true));
    }
    Profile profile()
    {
        const GrpcFleetLinkConfig config = link.config();
        Profile made;
        made.name = QStringLiteral("One");
        made.sites = {{config.site, config.address}};
        made.rootsPath = config.files.rootsPath;
        made.rosterKeysPath = link.folder.filePath(QStringLiteral("roster.keys"));
        made.certificatePath = config.files.certificatePath;
        made.keyPath = config.files.keyPath;
        return made;
    }
    [[nodiscard]] QString label(const char* name) const
    {
        const auto* found = desk->window().findChild<QLabel*>(QLatin1String(name));
        return found && found->isVisible() ? found->text() : QString();
    }
    [[nodiscard]] QPushButton* arm() const
    {
        return desk->window().findChild<QPushButton*>(QStringLiteral("armButton"));
    }
    [[nodiscard]] bool isArmed() const { return label("armed").startsWith(QLatin1String("Armed")); }
    void beArmed() const
    {
        QTRY_VERIFY(arm()->isVisible() && arm()->text() == QStringLiteral("Arm"));
        arm()->click();
        QTRY_VERIFY(isArmed());
    }
    [[nodiscard]] QStringList journal()
    {
        return QDir(StatePaths(profile()).commands()).entryList(QDir::Files);
    }
    // From the row to the dialog, as a person would.
    void orderCordon()
    {
        desk->window().findChild<QAction*>(QStringLiteral("goHosts"))->trigger();
        auto* table = desk->window().findChild<QAbstractItemView*>(QStringLiteral("slotsTable"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->setCurrentIndex(table->model()->index(0, 0));
        desk->window().refreshNow();
        desk->window().findChild<Ui::OrderMenus*>()->begin(Ui::Action::Cordon);
        auto* dialog = desk->window().findChild<QDialog*>(QStringLiteral("orderDialog"));
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(QStringLiteral("reasonWords"))
            ->setText(QStringLiteral("a reason of some length"));
        auto* send = dialog->findChild<QPushButton*>(QStringLiteral("sendButton"));
        QTRY_VERIFY(send->isEnabled());
        send->click();
    }

    LinkFixture link;
    MovedClock clock;
    Settings settings{link.folder.filePath(QStringLiteral("a.ini")),
        link.folder.filePath(QStringLiteral("b.ini"))};
    ProfileStore profiles{link.folder.filePath(QStringLiteral("profiles"))};
    FakeLogind logind{FakeBus::theirs()};
    Ui::ColourScheme scheme{FakeBus::ours()};
    Ui::LoginSession session{FakeBus::ours()};
    std::unique_ptr<Desk> desk;
    std::shared_ptr<ScriptedWatch> watch;
};

} // namespace

// The whole way of an order: key, arm, journal, a real server, and what disarms.
class TstDeskOrders final : public TestCase {
    Q_OBJECT
    FakeBus m_bus;

protected:
    void prepare() override { QDir(stateFolder()).removeRecursively(); }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bus.start(), QString()); }

    void armsWithTheKeyOfTheDevelopmentDomain()
    {
        const World world;
        world.beArmed();
        QCOMPARE(world.label("developmentKey"), QStringLiteral("DEV"));
        world.arm()->click();
        QVERIFY(!world.isArmed());
        QVERIFY(world.label("rights").startsWith(QStringLiteral("read-only")));
    }
    void aRoleThatMayNotOrderHasNoArm_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("viewer") << QStringLiteral("viewer");
        QTest::newRow("security") << QStringLiteral("security");
    }
    void aRoleThatMayNotOrderHasNoArm()
    {
        QFETCH(QString, role);
        const World world(qPrintable(role));
        const auto* rights = world.desk->window().findChild<QLabel*>(QStringLiteral("rights"));
        QTRY_VERIFY(rights->toolTip().contains(role)); // the strip is narrow here
        QVERIFY(!world.arm()->isVisible());
    }
    void disarmsWhenNobodyWatches_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("the screen is locked") << 0;
        QTest::newRow("the machine goes to sleep") << 1;
        QTest::newRow("it has slept, whoever tells") << 2;
        QTest::newRow("the clock was set") << 3;
    }
    void disarmsWhenNobodyWatches()
    {
        QFETCH(int, how);
        World world;
        world.beArmed();
        switch (how) {
        case 0: {
            QSignalSpy locked(&world.session, &Ui::LoginSession::locked);
            QTRY_VERIFY((world.logind.lock(FakeLogind::session()), !locked.isEmpty()));
            break;
        }
        case 1:
            world.logind.prepareForSleep(true);
            break;
        case 2:
            world.clock.sleep(10s);
            break;
        default:
            world.clock.set(30min); // the certificates still hold
            break;
        }
        QTRY_VERIFY(!world.isArmed());
        QVERIFY(world.label("rights").contains(QStringLiteral("read-only")));
    }
    void anOrderIsOnDiskBeforeItIsSentAndGoneAfterTheAnswer()
    {
        World world;
        std::promise<v1::SendCommandRequest> got;
        std::promise<void> release;
        world.link.server.onSend(
            [&](const v1::SendCommandRequest& request, v1::SendCommandResponse&) {
                got.set_value(request);
                release.get_future().wait();
                return grpc::Status::OK;
            });
        world.beArmed();
        world.orderCordon();
        auto arrived = got.get_future();
        QTRY_VERIFY(arrived.wait_for(0s) == std::future_status::ready);
        const v1::SendCommandRequest request = arrived.get();
        QCOMPARE(world.journal().size(), 1);
        Evidence::Roster roster;
        roster.version = 7;
        roster.people = {{QStringLiteral("oncall"), {}, {QStringLiteral("on-call")},
            {{QStringLiteral("desk"), keyOf(commandSeed).publicKey().hex()}}}};
        const auto judged = Evidence::judgeCommand(QByteArray::fromStdString(request.envelope()),
            {QString::fromStdString(request.reason().text()),
                QByteArray::fromStdString(request.reason().salt()), {}, {}},
            roster, SiteId(QStringLiteral("fra1")), world.clock.wall());
        QVERIFY2(judged.command, qPrintable(judged.refusal.detail));
        QCOMPARE(judged.command->record.targets.front().generation, quint64(3));
        QCOMPARE(judged.command->record.seenEpoch, QLatin1String(epochA));
        release.set_value();
        QTRY_VERIFY(world.journal().isEmpty());
    }
    void aConsoleThatEndsInTheMiddleAsksAndNeverSendsAgain()
    {
        std::atomic<int> sent = 0;
        World world;
        world.link.server.onSend([&](const v1::SendCommandRequest&, v1::SendCommandResponse&) {
            ++sent;
            return grpc::Status(grpc::UNAVAILABLE, "going away");
        });
        world.beArmed();
        world.orderCordon();
        QTRY_COMPARE(sent.load(), 1);
        QTRY_VERIFY(world.label("activityText").contains(QStringLiteral("no answer")));
        QCOMPARE(world.journal().size(), 1);
        world.desk.reset();
        world.desk = std::make_unique<Desk>(DeskParts{world.clock, world.profiles, world.settings,
            world.profile(), {}, {}, ThemeChoice::Light, world.scheme, world.session, nullptr});
        world.desk->window().show();
        world.watch = world.link.server.nextWatch();
        QVERIFY(world.watch);
        QTRY_VERIFY(world.label("activityText").contains(QStringLiteral("no answer")));
        v1::WatchResponse told;
        told.set_epoch(epochA);
        v1::Batch* batch = told.add_items()->mutable_batch();
        batch->set_revision(6);
        v1::Event* event = batch->add_events();
        event->set_op(v1::Event::OP_ADDED);
        v1::Command* command = event->mutable_object()->mutable_command();
        command->set_uid(world.journal().front().chopped(5).toStdString());
        command->set_site("fra1");
        world.list();
        world.watch->send(told);
        QTRY_VERIFY(world.journal().isEmpty());
        QCOMPARE(sent.load(), 1);
    }
};

ESPALIER_TEST(TstDeskOrders)
#include "tst_deskorders.moc"
