// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

class TstAttach final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    void prepare() override
    {
        if (m_fleet)
            m_fleet = std::make_unique<TestFleet>();
    }
    std::unique_ptr<TestStream> simulator() const
    {
        return std::make_unique<TestStream>(
            m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
    }
    std::unique_ptr<TestStream> realStream() const
    {
        return std::make_unique<TestStream>(m_fleet->channel(QStringLiteral("sites/fra1/host")));
    }
    HostPen simulatedPen(size_t index = 0) const
    {
        return HostPen(m_fleet->simulatedHosts().at(index), true);
    }
    v1::Host hostNow(const HostPen& pen)
    {
        v1::Host host;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            host = *fleet.record().host(pen.id().text().toStdString());
        });
        return host;
    }
    v1::Slot slotNow(const std::string& uid)
    {
        v1::Slot slot;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) { slot = *fleet.record().slot(uid); });
        return slot;
    }
    size_t recordsOf(const HostPen& pen)
    {
        size_t count = 0;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            count = fleet.record()
                        .database()
                        .query(QStringLiteral("SELECT seq FROM record WHERE host = ?"),
                            {pen.id().text()})
                        .size();
        });
        return count;
    }
    static void announce(const char* pattern)
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QString::fromLatin1(pattern)));
    }

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void greetsAHostAndListsItsSlots()
    {
        const HostPen pen(m_fleet->realHost(), false);
        const auto stream = realStream();
        stream->hello(pen);
        const v1::HelloAck ack = stream->next(v1::FleetFrame::kHello).hello();
        QCOMPARE(ack.site(), std::string("fra1"));
        QCOMPARE(ack.acked_seq(), 0u);
        QCOMPARE(ack.policy_version(), 1u);
        QCOMPARE(ack.statement_interval_ms(), 10'000u);
        const v1::Host host = hostNow(pen);
        QVERIFY(host.attached());
        QCOMPARE(host.backend(), std::string("qemu"));
        QCOMPARE(slotNow(host.uid() + "/2").code(), host.code() + "/2");
        stream->cancel();
        QTRY_VERIFY(!hostNow(pen).attached());
    }

    void aWholeLifeFreesItsSlotOnlyWithTheCommittedTeardown()
    {
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        stream->hello(pen, 0, {}, 1);
        const std::string first = submitted(*m_fleet, goodJob());
        const std::string second = submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        QCOMPARE(order.script(), std::string("sleep 1\n"));
        QCOMPARE(order.tenant_pseudonym().size(), 64u);
        QVERIFY(order.tenant_pseudonym().find("acme") == std::string::npos);
        QCOMPARE(order.environment().at("ESPALIER_TENANT"), std::string("acme"));
        stream->commit(pen, pen.birth(order));
        QCOMPARE(vmNow(*m_fleet, order.vm()).birth(), pen.id().text().toStdString() + "/1");
        const JobExit exit{JobExitKind::Exit, 3};
        stream->progress(pen, order.vm(), "running", true);
        stream->progress(pen, order.vm(), "tearing-down", false, &exit);
        QTRY_COMPARE(jobNow(*m_fleet, first).state(), std::string("ended"));
        QCOMPARE(jobNow(*m_fleet, first).exit().code(), 3);
        // The host's word that it is over frees nothing: its slot waits for the signed Teardown.
        QCOMPARE(slotNow(pen.id().text().toStdString() + "/1").vm(), order.vm());
        QCOMPARE(jobNow(*m_fleet, second).state(), std::string("queued"));
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Simulated, exit));
        const v1::Vm gone = vmNow(*m_fleet, order.vm());
        QCOMPARE(gone.phase(), std::string("gone"));
        QCOMPARE(gone.teardown(), pen.id().text().toStdString() + "/2");
        const v1::PlaceOrder next = stream->next(v1::FleetFrame::kPlace).place();
        QVERIFY(next.vm() != order.vm());
        QCOMPARE(jobNow(*m_fleet, second).vm(), next.vm());
    }

    void takesARecordOnceHoweverOftenItComes()
    {
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        stream->hello(pen);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        const QByteArray birth = pen.birth(order);
        stream->commit(pen, birth);
        stream->commit(pen, birth);
        stream->commit(pen, birth);
        QCOMPARE(recordsOf(pen), 1u);
    }

    void asksAgainFromTheGap()
    {
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        stream->hello(pen);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        const QByteArray birth = pen.birth(order);
        const QByteArray teardown = pen.teardown(order.vm(), Outcome::Simulated);
        announce("left a gap");
        stream->record(pen, teardown);
        QCOMPARE(stream->next(v1::FleetFrame::kAck).ack().host_seq(), 0u);
        QCOMPARE(recordsOf(pen), 0u);
        stream->record(pen, birth);
        QCOMPARE(stream->next(v1::FleetFrame::kAck).ack().host_seq(), 1u);
        stream->commit(pen, teardown);
        QCOMPARE(recordsOf(pen), 2u);
    }

    void tellsWhatItHasAfterARestartOfEither()
    {
        HostPen pen = simulatedPen();
        auto stream = simulator();
        stream->hello(pen);
        (void)submitted(*m_fleet, goodJob());
        (void)runLife(*stream, pen);
        stream.reset();
        m_fleet->restart();
        stream = simulator();
        stream->hello(pen, 2);
        QCOMPARE(stream->next(v1::FleetFrame::kHello).hello().acked_seq(), 2u);
    }

    void refusesBadRecords_data()
    {
        using Spoil = std::function<void(Evidence::LifeRecord&)>;
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* reason, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << QString::fromLatin1(reason);
        };
        row("wrong prevHash", "prevHash", [](auto& r) { r.identity.prevHash = QString(64, u'9'); });
        row("another site", "site",
            [](auto& r) { r.identity.site = SiteId(QStringLiteral("ams2")); });
        row("another host", "host", [](auto& r) {
            r.identity.host = HostId(QStringLiteral("11111111-1111-4111-8111-111111111111"));
        });
    }

    void refusesBadRecords()
    {
        QFETCH(std::function<void(Evidence::LifeRecord&)>, spoil);
        QFETCH(QString, reason);
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        stream->hello(pen);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        pen.spoil = spoil;
        announce("refused spiffe://.*simulator/1 host");
        stream->record(pen, pen.teardown(order.vm(), Outcome::Simulated));
        const QString words =
            QString::fromStdString(stream->next(v1::FleetFrame::kRefused).refused().reason());
        QVERIFY2(words.contains(reason), qPrintable(words));
        QCOMPARE(recordsOf(pen), 1u);
        QVERIFY(vmNow(*m_fleet, order.vm()).teardown().empty());
    }

    void refusesARecordSignedByAnotherHostsKey()
    {
        HostPen pen = simulatedPen(0);
        HostPen thief(EnrolledHost{pen.id(), m_fleet->simulatedHosts().at(1).seed}, true);
        const auto stream = simulator();
        stream->hello(pen);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        announce("signature");
        stream->record(thief, thief.birth(order));
        QVERIFY(stream->next(v1::FleetFrame::kRefused).refused().reason().find("signature")
            != std::string::npos);
        QCOMPARE(recordsOf(pen), 0u);
    }

    void callsAReusedSequenceAConflict()
    {
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        stream->hello(pen);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        pen.forgetNewest();
        announce("CONFLICT");
        stream->record(pen, pen.birth(order));
        QVERIFY(stream->next(v1::FleetFrame::kRefused).refused().reason().find("CONFLICT")
            != std::string::npos);
        QCOMPARE(recordsOf(pen), 1u);
    }

    void aHostThatSpeaksForAnotherIsRefusedWithTheReasonLogged()
    {
        const HostPen other = simulatedPen();
        const auto stream = realStream();
        announce("host/.* speaks for host");
        stream->hello(other);
        const grpc::Status status = stream->end();
        QCOMPARE(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
        QVERIFY2(status.error_message().find("speaks for host") != std::string::npos,
            status.error_message().c_str());
        QVERIFY(!hostNow(other).attached());
    }

    // Its own key, its own chain, but a VM that stands elsewhere: validly signed, and refused.
    void aHostCannotEndAnotherHostsVm()
    {
        HostPen owner = simulatedPen();
        const auto owners = simulator();
        owners->hello(owner);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = owners->next(v1::FleetFrame::kPlace).place();
        owners->commit(owner, owner.birth(order));
        HostPen intruder(m_fleet->realHost(), false);
        const auto stream = realStream();
        stream->hello(intruder);
        (void)intruder.birth(order);
        intruder.forgetNewest();
        announce("is on host");
        stream->record(intruder, intruder.teardown(order.vm(), Outcome::Complete));
        QVERIFY(stream->next(v1::FleetFrame::kRefused).refused().reason().find("is on host")
            != std::string::npos);
        QCOMPARE(recordsOf(intruder), 0u);
        QVERIFY(vmNow(*m_fleet, order.vm()).teardown().empty());
        QCOMPARE(slotNow(owner.id().text().toStdString() + "/" + std::to_string(order.slot())).vm(),
            order.vm());
    }

    void aSimulatorThatSpeaksForARealHostIsRefused()
    {
        const HostPen real(m_fleet->realHost(), false);
        const auto stream = simulator();
        announce("not enrolled as simulated");
        stream->hello(real);
        QCOMPARE(stream->end().error_code(), grpc::StatusCode::PERMISSION_DENIED);
        QVERIFY(!hostNow(real).attached());
    }

    void aRealHostCannotEndALifeAsSimulated()
    {
        HostPen pen(m_fleet->realHost(), false);
        const auto stream = realStream();
        stream->hello(pen);
        v1::SubmitJobRequest request = goodJob();
        request.set_shape("linux.test.1x256m");
        (void)submitted(*m_fleet, request);
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Simulated));
        QVERIFY(vmNow(*m_fleet, order.vm()).teardown().empty());
        QCOMPARE(slotNow(pen.id().text().toStdString() + "/" + std::to_string(order.slot())).vm(),
            order.vm());
    }

    void aFailedTeardownQuarantinesTheSlotUntilTheOneThatHolds()
    {
        HostPen pen(m_fleet->realHost(), false);
        const auto stream = realStream();
        stream->hello(pen, 0, {}, 1);
        v1::SubmitJobRequest request = goodJob();
        request.set_shape("linux.test.1x256m");
        (void)submitted(*m_fleet, request);
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        stream->commit(pen, pen.teardown(order.vm(), Outcome::ProcessUnkillable));
        const std::string slot = pen.id().text().toStdString() + "/1";
        QVERIFY(slotNow(slot).quarantined());
        QVERIFY(hostNow(pen).quarantined());
        QCOMPARE(vmNow(*m_fleet, order.vm()).failed_teardowns(), 1u);
        QVERIFY(vmNow(*m_fleet, order.vm()).teardown().empty());
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Complete));
        QVERIFY(!slotNow(slot).quarantined());
        QVERIFY(slotNow(slot).vm().empty());
        QVERIFY(!hostNow(pen).quarantined());
    }

    // An orphan in the slot of a VM that ends well: the host alone knows when it is gone.
    void whatTheHostQuarantinedTheHostReleases()
    {
        HostPen pen(m_fleet->realHost(), false);
        auto stream = realStream();
        stream->hello(pen, 0, {}, 1);
        v1::SubmitJobRequest request = goodJob();
        request.set_shape("linux.test.1x256m");
        (void)submitted(*m_fleet, request);
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        stream = realStream();
        stream->quarantinedSlot = 1;
        stream->hello(pen, 1, {QString::fromStdString(order.vm())}, 1);
        stream->commit(pen, pen.teardown(order.vm(), Outcome::Complete));
        const std::string slot = pen.id().text().toStdString() + "/1";
        QVERIFY(slotNow(slot).vm().empty());
        QVERIFY(slotNow(slot).quarantined());
        stream = realStream();
        stream->hello(pen, 2, {}, 1);
        QTRY_VERIFY(!slotNow(slot).quarantined());
    }

    void anOrderThatIsRefusedIsPlacedAgainAndThenGivenUp()
    {
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        stream->hello(pen, 0, {}, 1);
        const std::string job = submitted(*m_fleet, goodJob());
        for (int attempt = 1; attempt <= 3; ++attempt) {
            const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
            announce("refused VM");
            v1::HostFrame frame;
            frame.mutable_result()->set_order(order.order());
            frame.mutable_result()->set_reason("disk full");
            stream->send(pen, frame);
        }
        QTRY_COMPARE(jobNow(*m_fleet, job).state(), std::string("ended"));
        QCOMPARE(jobNow(*m_fleet, job).exit().kind(), std::string("never-started"));
        QVERIFY(slotNow(pen.id().text().toStdString() + "/1").vm().empty());
    }

    void anOrderThatWasLostWithTheStreamGoesOutAgain()
    {
        HostPen pen = simulatedPen();
        auto stream = simulator();
        stream->hello(pen, 0, {}, 1);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream.reset();
        stream = simulator();
        stream->hello(pen, 0, {}, 1);
        const v1::PlaceOrder again = stream->next(v1::FleetFrame::kPlace).place();
        QCOMPARE(again.vm(), order.vm());
        QCOMPARE(again.order(), order.order());
    }

    void aHostThatIsSilentForThreeMinutesIsLostWithItsJobs()
    {
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        stream->hello(pen);
        const std::string job = submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream->next(v1::FleetFrame::kPlace).place();
        stream->commit(pen, pen.birth(order));
        stream->progress(pen, order.vm(), "running", true);
        QTRY_COMPARE(jobNow(*m_fleet, job).state(), std::string("running"));
        m_fleet->clock().advance(std::chrono::seconds(170));
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.tick(); });
        QVERIFY(!hostNow(pen).lost());
        announce("silent for 3 minutes");
        m_fleet->clock().advance(std::chrono::seconds(11));
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.tick(); });
        QVERIFY(hostNow(pen).lost());
        QCOMPARE(jobNow(*m_fleet, job).state(), std::string("lost"));
        const v1::Vm vm = vmNow(*m_fleet, order.vm());
        QCOMPARE(vm.intent(), std::string("teardown"));
        QVERIFY(vm.teardown().empty()); // lost contact is never "gone"
        stream->progress(pen, order.vm(), "running");
        QTRY_VERIFY(!hostNow(pen).lost());
    }

    void aFleetdThatKnowsLessStartsANewEpoch()
    {
        std::string before, after;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) { before = fleet.record().epoch(); });
        const HostPen pen = simulatedPen();
        const auto stream = simulator();
        announce("was restored");
        stream->hello(pen, 7);
        QCOMPARE(stream->next(v1::FleetFrame::kHello).hello().acked_seq(), 0u);
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) { after = fleet.record().epoch(); });
        QVERIFY(before != after);
    }

    void refusesFramesBeforeTheHello()
    {
        HostPen pen = simulatedPen();
        const auto stream = simulator();
        announce("must be its hello");
        stream->statement(pen, pen.statement());
        QVERIFY(stream->next(v1::FleetFrame::kRefused).refused().reason().find("hello")
            != std::string::npos);
    }
};

ESPALIER_TEST(TstAttach)
#include "tst_attach.moc"
