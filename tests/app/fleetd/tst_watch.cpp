// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

// A watch as a client sees it, with the rules of protocol.md 2 held against every message.
class Watcher final {
public:
    Watcher(const std::shared_ptr<grpc::Channel>& channel, const v1::WatchRequest& request)
        : m_stub(v1::FleetWatch::NewStub(channel))
        , m_reader(m_stub->Watch(m_deadline, request))
        , m_listing(request.send_initial())
    {
    }
    ~Watcher()
    {
        m_deadline.context.TryCancel();
        if (!m_finished)
            (void)finish();
    }
    // The next item; keeps the rest of the message for later.
    std::optional<v1::WatchItem> next()
    {
        if (m_at == m_message.items_size()) {
            m_at = 0;
            if (!m_reader->Read(&m_message))
                return std::nullopt;
        }
        const v1::WatchItem item = m_message.items(m_at++);
        check(item);
        return item;
    }
    // Reads to the end of the initial list; all objects in it.
    std::vector<v1::Object> list()
    {
        std::vector<v1::Object> objects;
        while (const auto item = next()) {
            for (const v1::Event& event : item->batch().events())
                objects.push_back(event.object());
            if (item->bookmark().initial_end())
                break;
        }
        return objects;
    }
    std::optional<v1::Batch> batch()
    {
        while (const auto item = next()) {
            if (item->has_batch())
                return item->batch();
        }
        return std::nullopt;
    }
    grpc::Status finish()
    {
        m_finished = true;
        while (next()) {}
        return m_reader->Finish();
    }
    [[nodiscard]] quint64 revision() const { return m_revision; }
    [[nodiscard]] const std::string& epoch() const { return m_message.epoch(); }
    [[nodiscard]] const QStringList& problems() const { return m_problems; }

private:
    void check(const v1::WatchItem& item)
    {
        if (item.has_batch()) {
            if (item.batch().events().empty())
                m_problems.append(QStringLiteral("an empty batch"));
            if (!m_listing && item.batch().revision() <= m_revision)
                m_problems.append(QStringLiteral("revision went back"));
            for (const v1::Event& event : item.batch().events()) {
                if (m_listing && event.op() != v1::Event::OP_ADDED)
                    m_problems.append(QStringLiteral("not ADDED in an initial list"));
            }
            m_revision = item.batch().revision();
        } else if (item.has_bookmark()) {
            if (m_listing && !item.bookmark().initial_end() && item.bookmark().revision() != 0)
                m_problems.append(
                    QStringLiteral("a bookmark before the list's end has a revision"));
            if (!m_listing && item.bookmark().revision() < m_revision)
                m_problems.append(QStringLiteral("a bookmark went back"));
            if (item.bookmark().initial_end())
                m_listing = false;
            m_revision = std::max<quint64>(m_revision, item.bookmark().revision());
        }
    }

    Deadline m_deadline;
    std::unique_ptr<v1::FleetWatch::Stub> m_stub;
    std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> m_reader;
    v1::WatchResponse m_message;
    int m_at = 0;
    bool m_listing;
    bool m_finished = false;
    quint64 m_revision = 0;
    QStringList m_problems;
};

v1::WatchRequest initial(std::initializer_list<v1::ObjectType> types = {})
{
    v1::WatchRequest request;
    request.set_send_initial(true);
    for (const v1::ObjectType type : types)
        request.add_types(type);
    return request;
}

} // namespace

class TstWatch final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    v1::Gone goneFor(const std::string& epoch, quint64 after)
    {
        v1::WatchRequest request;
        request.set_epoch(epoch);
        request.set_after_revision(after);
        Watcher watcher(m_fleet->viewer(), request);
        const auto item = watcher.next();
        const bool last = !watcher.next().has_value(); // and nothing else
        return item && item->has_gone() && last ? item->gone() : v1::Gone();
    }

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void listsFirstAndThenTellsEveryCommitWhole()
    {
        Watcher watcher(m_fleet->viewer(), initial());
        const auto objects = watcher.list();
        const auto hosts = std::count_if(
            objects.begin(), objects.end(), [](const auto& o) { return o.has_host(); });
        QCOMPARE(hosts, 3);
        const quint64 listed = watcher.revision();

        HostPen pen(m_fleet->simulatedHosts().at(0), true);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        const auto hello = watcher.batch();
        QVERIFY(hello);
        QCOMPARE(hello->revision(), listed + 1);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = runLife(stream, pen);
        bool placedWhole = false, endedWhole = false;
        quint64 last = hello->revision();
        while (!endedWhole) {
            const auto batch = watcher.batch();
            QVERIFY(batch);
            QCOMPARE(batch->revision(), last + 1); // unfiltered: consecutive
            last = batch->revision();
            bool vm = false, job = false, slot = false, record = false;
            for (const v1::Event& event : batch->events()) {
                vm = vm || (event.object().vm().uid() == order.vm());
                job = job || event.object().has_job();
                slot = slot || event.object().has_slot();
                record = record || event.object().record().type() == "Teardown";
            }
            placedWhole = placedWhole || (vm && job && slot && !record);
            endedWhole = vm && slot && record;
        }
        QVERIFY(placedWhole);
        QVERIFY2(watcher.problems().isEmpty(), qPrintable(watcher.problems().join(u',')));
    }

    void bookmarksComeBusyOrNot()
    {
        Watcher watcher(m_fleet->viewer(), initial({v1::OBJECT_TYPE_IMAGE}));
        (void)watcher.list();
        const SystemClock clock;
        const MonoTime before = clock.mono();
        const auto first = watcher.next();
        QVERIFY(first && first->has_bookmark());
        (void)submitted(*m_fleet, goodJob());
        const auto second = watcher.next();
        QVERIFY(second && second->has_bookmark());
        const auto took = clock.mono() - before;
        QVERIFY2(took < std::chrono::seconds(6), "at most 3 s between messages");
        QVERIFY(second->bookmark().server_mono_ns() > first->bookmark().server_mono_ns());
        // A filtered watch's bookmark bears the site's revision, though nothing matched.
        QVERIFY(second->bookmark().revision() > first->bookmark().revision());
    }

    void resumesWithoutLossAndWithoutDoubles()
    {
        quint64 after = 0;
        std::string epoch;
        {
            Watcher watcher(m_fleet->viewer(), initial());
            (void)watcher.list();
            after = watcher.revision();
            epoch = watcher.epoch();
        }
        std::vector<std::string> jobs;
        for (int count = 0; count < 250; ++count)
            jobs.push_back(submitted(*m_fleet, goodJob()));
        v1::WatchRequest request;
        request.set_epoch(epoch);
        request.set_after_revision(after);
        request.add_types(v1::OBJECT_TYPE_JOB);
        Watcher resumed(m_fleet->viewer(), request);
        std::vector<std::string> seen;
        while (seen.size() < jobs.size()) {
            const auto batch = resumed.batch();
            QVERIFY(batch);
            for (const v1::Event& event : batch->events())
                seen.push_back(event.object().job().uid());
        }
        QCOMPARE(seen, jobs);
        QVERIFY2(resumed.problems().isEmpty(), qPrintable(resumed.problems().join(u',')));
    }

    void saysGoneAndNothingElse()
    {
        quint64 current = 0;
        std::string epoch;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            current = fleet.record().revision();
            epoch = fleet.record().epoch();
        });
        QCOMPARE(goneFor(epoch, current + 1).reason(), v1::Gone::REASON_FUTURE_REVISION);
        QCOMPARE(goneFor("another-epoch", current).reason(), v1::Gone::REASON_EPOCH_CHANGED);
        m_fleet->restart(); // the history is in memory
        const v1::Gone gone = goneFor(epoch, 1);
        QCOMPARE(gone.reason(), v1::Gone::REASON_COMPACTED);
        QVERIFY(gone.oldest_revision() > 1);
        QVERIFY(gone.current_revision() >= gone.oldest_revision());
    }

    void neverGoesBackOverARestart()
    {
        quint64 before = 0;
        std::string epoch;
        {
            Watcher watcher(m_fleet->viewer(), initial());
            (void)watcher.list();
            before = watcher.revision();
            epoch = watcher.epoch();
        }
        m_fleet->restart();
        Watcher watcher(m_fleet->viewer(), initial());
        (void)watcher.list();
        QCOMPARE(watcher.epoch(), epoch);
        QVERIFY(watcher.revision() >= before);
    }

    void aHostSelectorSeesAJobComeWithItsPlacement()
    {
        TestFleet fresh;
        HostPen pen(fresh.simulatedHosts().at(1), true);
        v1::WatchRequest request = initial();
        request.mutable_selector()->add_hosts(pen.id().text().toStdString());
        v1::SubmitJobRequest wanted = goodJob("selected");
        wanted.set_host(pen.id().text().toStdString());
        const std::string job = submitted(fresh, wanted);
        Watcher watcher(fresh.viewer(), request);
        for (const v1::Object& object : watcher.list())
            QVERIFY(
                object.has_host() || object.has_slot() || object.has_record() || object.has_vm());
        TestStream stream(fresh.channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        const v1::PlaceOrder order = stream.next(v1::FleetFrame::kPlace).place();
        for (bool found = false; !found;) {
            const auto batch = watcher.batch();
            QVERIFY(batch);
            for (const v1::Event& event : batch->events()) {
                if (event.object().job().uid() != job)
                    continue;
                QCOMPARE(event.op(), v1::Event::OP_ADDED); // for this watch it begins here
                QCOMPARE(event.object().job().vm(), order.vm());
                found = true;
            }
        }
    }

    void aGoneVmLeavesTheSetWithItsRecordsItsRowStays()
    {
        TestFleet fresh;
        HostPen own(fresh.simulatedHosts().at(0), true);
        TestStream stream(fresh.channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(own);
        (void)submitted(fresh, goodJob());
        const std::string vm = runLife(stream, own).vm();
        // The host says nothing from here on: lost now, not at whichever tick comes first.
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("silent for 3 minutes")));
        fresh.clock().advance(std::chrono::minutes(4));
        fresh.onRecord([](Fleetd::Fleet& fleet) { fleet.tick(); });
        fresh.clock().advance(std::chrono::minutes(25));
        fresh.onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        QCOMPARE(vmNow(fresh, vm).phase(), std::string("gone"));
        Watcher watcher(fresh.viewer(), initial({v1::OBJECT_TYPE_VM}));
        QCOMPARE(watcher.list().size(), 1u);
        fresh.clock().advance(std::chrono::minutes(2));
        fresh.onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        const auto batch = watcher.batch();
        QVERIFY(batch);
        QCOMPARE(batch->events(0).op(), v1::Event::OP_DELETED);
        QCOMPARE(batch->events(0).object().vm().uid(), vm);
        QVERIFY(batch->events(0).object().vm().generation() > 0);
        fresh.onRecord([&](Fleetd::Fleet& fleet) {
            QCOMPARE(fleet.record()
                         .database()
                         .query(QStringLiteral("SELECT retired FROM object WHERE uid = ?"),
                             {QString::fromStdString(vm)})
                         .front()
                         .front()
                         .toInt(),
                1);
        });
    }

    void aVmWithoutTeardownIsNeverRetired()
    {
        TestFleet fresh;
        HostPen own(fresh.simulatedHosts().at(0), true);
        TestStream stream(fresh.channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(own);
        (void)submitted(fresh, goodJob());
        const v1::PlaceOrder order = stream.next(v1::FleetFrame::kPlace).place();
        stream.commit(own, own.birth(order));
        const JobExit exit{JobExitKind::Exit, 0};
        stream.progress(own, order.vm(), "tearing-down", false, &exit);
        QTRY_VERIFY(vmNow(fresh, order.vm()).job_ended_at_ns() > 0);
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("silent for 3 minutes")));
        fresh.clock().advance(std::chrono::hours(24 * 30));
        fresh.onRecord([](Fleetd::Fleet& fleet) {
            fleet.tick();
            fleet.sweep();
        });
        QCOMPARE(vmNow(fresh, order.vm()).uid(), order.vm());
    }

    void refusesWithFieldAndLimit_data()
    {
        QTest::addColumn<std::string>("field");
        QTest::addColumn<v1::WatchRequest>("request");
        v1::WatchRequest request;
        QTest::newRow("0 without initial") << std::string("after_revision") << request;
        request.set_after_revision(5);
        QTest::newRow("no epoch") << std::string("epoch") << request;
        request.set_send_initial(true);
        QTest::newRow("both") << std::string("after_revision") << request;
        request = initial();
        request.add_types(v1::OBJECT_TYPE_UNSPECIFIED);
        QTest::newRow("no type") << std::string("types") << request;
        request = initial();
        request.mutable_selector()->add_hosts("");
        QTest::newRow("empty host") << std::string("selector.hosts") << request;
        request = initial();
        for (int count = 0; count < 1'001; ++count)
            request.mutable_selector()->add_uids("x");
        QTest::newRow("too many") << std::string("selector.uids") << request;
    }

    void refusesWithFieldAndLimit()
    {
        QFETCH(std::string, field);
        QFETCH(v1::WatchRequest, request);
        Watcher watcher(m_fleet->viewer(), request);
        const grpc::Status status = watcher.finish();
        QCOMPARE(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY2(status.error_message().rfind(field + ":", 0) == 0, status.error_message().c_str());
    }
};

ESPALIER_TEST(TstWatch)
#include "tst_watch.moc"
