// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"
#include "testhost.h"

#include <fleetd/drains/factsource.h>
#include <fleetd/record/schema.h>

#include <wire/convert.h>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

const QString hostUid = QStringLiteral("5b0e2f53-4d2e-4b0f-8f0e-2f6a1d3c4b5a");
const std::string host = hostUid.toStdString();
const std::string slot = host + "/1";
const std::string command(32, 'c');

} // namespace

// What the record, the statements and the HostMode records become.
class TstFactSource final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::unique_ptr<Daemon::Database> m_database;
    std::unique_ptr<FleetRecord> m_record;
    SampleHub m_samples;
    bool m_hears = true;
    Drain m_drain;

    void prepare() override
    {
        close();
        m_dir = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<Daemon::Database>(m_dir->filePath(QStringLiteral("fleet.db")),
            fleetSchema(), Daemon::WhenCorrupt::Refuse);
        m_record = std::make_unique<FleetRecord>(*m_database, m_clock);
        m_samples = SampleHub();
        v1::Host known;
        known.set_uid(host);
        known.set_pool("small");
        known.set_attached(true);
        v1::Slot place;
        place.set_uid(slot);
        place.set_host(host);
        v1::Command order;
        order.set_uid(command);
        order.set_digest("d");
        order.add_targets()->set_uid(host);
        order.mutable_targets(0)->set_state("EXECUTING");
        m_record->commit([&](Draft& draft) {
            draft.put(known);
            draft.put(place);
            draft.put(order);
        });
        m_drain = {};
        m_drain.id = CommandId(QString::fromStdString(command));
        DrainHost one;
        one.host = HostId(hostUid);
        m_drain.hosts = {one};
    }
    void close()
    {
        m_record.reset();
        m_database.reset();
    }
    template <typename Part> void put(const Part& part)
    {
        m_record->commit([&part](Draft& draft) { draft.put(part); });
    }
    [[nodiscard]] FactSource source(Floors floors = {})
    {
        return {*m_record, m_samples, [](const v1::Host&) { return true; },
            [this](const std::string&) { return m_hears; }, std::move(floors)};
    }
    [[nodiscard]] DrainHostFacts seen() { return source().of(m_drain).hosts.at(HostId(hostUid)); }
    v1::Vm vm(const std::string& uid, bool inSlot = true)
    {
        v1::Vm vm;
        vm.set_uid(uid);
        vm.set_host(host);
        vm.set_slot(slot);
        vm.set_birth(host + "/3");
        put(vm);
        v1::Slot place = *m_record->slot(slot);
        place.set_vm(inSlot ? uid : std::string());
        put(place);
        return vm;
    }
    void append(HostPen& pen, const char* type, const QByteArray& envelope)
    {
        v1::Record record;
        record.set_host(host);
        record.set_host_seq(pen.headSeq());
        record.set_uid(host + '/' + std::to_string(pen.headSeq()));
        record.set_type(type);
        record.set_envelope(envelope.toStdString());
        record.set_committed_at_ns(m_record->nowNs());
        m_record->commit([&record](Draft& draft) { draft.append(record, QStringLiteral("leaf")); });
    }

private Q_SLOTS:
    void cleanupTestCase() { close(); }

    void anIdleHost()
    {
        const DrainFacts facts = source().of(m_drain);
        QCOMPARE(facts.digest, QStringLiteral("d"));
        QCOMPARE(facts.now, m_clock.wall());
        const DrainHostFacts one = seen();
        QVERIFY(!one.silent && !one.lost && !one.statement);
        QVERIFY(one.vms.empty() && one.modes.empty() && one.refused.isEmpty());
        m_hears = false;
        QVERIFY(seen().silent); // although its stream is open
        m_hears = true;
    }

    void aHostThatIsNotInTheRecord()
    {
        m_drain.hosts[0].host = HostId(QStringLiteral("gone"));
        QVERIFY(source().of(m_drain).hosts.at(HostId(QStringLiteral("gone"))).silent);
    }

    void whatAVmIs()
    {
        v1::Vm life = vm("v");
        QVERIFY(seen().vms.at(0).running);
        life.set_job_ended_at_ns(Wire::timeToWire(m_clock.wall()));
        put(life);
        QVERIFY(!seen().vms.at(0).running);
        QCOMPARE(seen().vms.at(0).endedAt, std::optional(m_clock.wall()));
        life.set_failed_teardowns(1);
        put(life);
        QVERIFY(seen().vms.at(0).failed && !seen().vms.at(0).freed);
        life.set_teardown(host + "/9");
        put(life);
        QVERIFY(seen().vms.at(0).degraded && !seen().vms.at(0).freed && !seen().vms.at(0).failed);
        v1::Slot place = *m_record->slot(slot);
        place.clear_vm();
        put(place);
        QVERIFY(seen().vms.at(0).freed);
        QCOMPARE(seen().vms.at(0).goneSeq, 9u);
    }

    void aVmThatHasLeftTheRecord()
    {
        v1::Vm life = vm("gone", false);
        life.set_teardown(host + "/9");
        put(life);
        v1::Vm never = vm("withdrawn", false);
        never.clear_birth();
        put(never);
        m_record->commit([](Draft& draft) {
            draft.retire(v1::OBJECT_TYPE_VM, "gone");
            draft.retire(v1::OBJECT_TYPE_VM, "withdrawn");
        });
        QVERIFY(seen().vms.empty()); // nobody asks for them
        for (const char* uid : {"gone", "withdrawn", "unheard of"})
            m_drain.hosts[0].vms.emplace_back(QString::fromLatin1(uid));
        const DrainHostFacts one = seen();
        QCOMPARE(one.vms.size(), 2u); // of the third nothing is known, and nothing is said
        QVERIFY(one.vms[0].freed && one.vms[1].freed);
        QVERIFY(!one.vms[1].running);
    }

    void whenItsJobWillEnd()
    {
        v1::Vm life = vm("v");
        life.set_job("j");
        life.set_placed_at_ns(Wire::timeToWire(m_clock.wall()));
        put(life);
        v1::Job job;
        job.set_uid("j");
        job.set_time_limit_s(3'600);
        put(job);
        QVERIFY(!seen().vms.at(0).etaFrom && !seen().vms.at(0).etaTo); // no past runs
        job.set_past_runs(3);
        job.set_p50_ms(60'000);
        job.set_p95_ms(90'000);
        put(job);
        QCOMPARE(seen().vms.at(0).etaFrom, std::optional(m_clock.wall() + 60s));
        life.set_started_at_ns(Wire::timeToWire(m_clock.wall() + 10s));
        put(life);
        QCOMPARE(seen().vms.at(0).etaTo, std::optional(m_clock.wall() + 100s));
    }

    void modesInTheirOrder()
    {
        HostPen pen({HostId(hostUid), QByteArray(32, 'k')}, true);
        const QString digest(64, u'd');
        append(pen, "HostMode", pen.mode(HostMode::Cordoned, digest));
        m_clock.jumpWall(-1h);
        FactSource source = this->source();
        QCOMPARE(source.of(m_drain).hosts.begin()->second.modes.size(), 1u);
        append(pen, "HostMode", pen.mode(HostMode::Draining, digest));
        source.forgetModes(host);
        const auto modes = source.of(m_drain).hosts.begin()->second.modes;
        QCOMPARE(modes.size(), 2u);
        QCOMPARE(modes[0].mode, HostMode::Cordoned);
        QCOMPARE(modes[1].mode, HostMode::Draining);
        QCOMPARE(modes[1].seq, 2u);
        QCOMPARE(modes[1].command, digest);
    }

    void theNewestStatement()
    {
        HostPen pen({HostId(hostUid), QByteArray(32, 'k')}, true);
        const auto stated = [&](const QStringList& vms) {
            m_samples.put(host,
                {std::make_shared<const std::string>(pen.statement(vms).toStdString()),
                    m_clock.mono()});
        };
        stated({hostUid});
        FactSource source = this->source();
        auto statement = source.of(m_drain).hosts.begin()->second.statement;
        QCOMPARE(statement->vms, std::vector{VmId(hostUid)});
        stated({});
        statement = source.of(m_drain).hosts.begin()->second.statement;
        QVERIFY(statement->vms.empty());
    }

    void whyAHostWillNotFollow()
    {
        const auto answered = [this](const char* state, const char* code, const char* detail) {
            v1::Command order = m_record->find(v1::OBJECT_TYPE_COMMAND, command)->command();
            order.mutable_targets(0)->set_state(state);
            order.mutable_targets(0)->set_code(code);
            order.mutable_targets(0)->set_detail(detail);
            put(order);
            return seen().refused;
        };
        QCOMPARE(
            answered("REJECTED", "boot", "it has booted"), QStringLiteral("boot: it has booted"));
        QCOMPARE(answered("EXPIRED", "", ""), QStringLiteral("EXPIRED"));
        QCOMPARE(answered("FAILED", "superseded", ""), QStringLiteral("superseded"));
        for (const char* open : {"DISPATCHED", "INDETERMINATE", "SUCCEEDED"})
            QVERIFY(answered(open, "no-answer", "").isEmpty());
    }

    void aPoolThatIsShort()
    {
        m_drain.hosts[0].wave = 2;
        const auto shortPool = [this](const Floors& floors) {
            return source(floors).of(m_drain).hosts.begin()->second.shortPool;
        };
        QVERIFY(shortPool({}).isEmpty());
        QVERIFY(shortPool({{"small", 1}}).isEmpty());
        QCOMPARE(shortPool({{"small", 2}}), QStringLiteral("small"));
        QVERIFY(shortPool({{"large", 2}}).isEmpty()); // another one
        m_drain.wave = 2; // nothing waits for it any more
        QVERIFY(shortPool({{"small", 2}}).isEmpty());
    }
};

ESPALIER_TEST(TstFactSource)
#include "tst_factsource.moc"
