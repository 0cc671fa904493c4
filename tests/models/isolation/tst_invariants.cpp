// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "auditorworld.h"

#include <text/invariantwords.h>
#include <text/messages.h>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace Espalier::Evidence;
using namespace std::chrono_literals;

namespace {

constexpr std::array judged{1, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 19, 20, 23, 24, 25};

// A host that runs one VM, and says so.
struct World : AuditorWorld {
    World()
    {
        bear();
        vm(running());
        state();
    }
    Vm running(const VmId& id = lifeVm) const
    {
        Vm object = vmObject(id);
        object.phase = VmPhase::Running;
        return object;
    }
    void bear(const VmId& id = lifeVm, quint64 uid = 60001)
    {
        LifeRecord birth = host.birth(id);
        birth.backend.processUid = uid;
        record(host.seal(birth), "Birth", host.seq(), id);
        live.push_back(id);
        births[id] = host.head();
    }
    // A fork of the volume at this VM, or its end.
    void cache(bool attach, const QString& fork, const QString& owner = QStringLiteral("t-acme"),
        const VmId& id = lifeVm, const QString& volume = QStringLiteral("v-1"))
    {
        const LifeRecord life = host.birth(id);
        CacheRecord record;
        record.attach = attach;
        record.identity = life.identity;
        record.identity.birthLeafHash = QString(64, u'1');
        record.imageDigest = life.imageDigest;
        record.time = life.time;
        record.cache = {volume, fork, owner, QStringLiteral("rw"), {}, {}, {}, {}};
        if (!attach) {
            record.cache.outcome = QStringLiteral("abandoned");
            record.cache.detached = 1s;
        }
        const auto payload = Evidence::write(record);
        QVERIFY2(payload, qPrintable(payload.error()));
        this->record(host.sealPayload(*payload, record.identity.hostSeq),
            attach ? "CacheAttach" : "CacheDetach", host.seq(), id);
    }
    void end(const VmId& id = lifeVm)
    {
        const QByteArray teardown = host.seal(host.teardown(births.at(id), id));
        std::erase(live, id);
        record(teardown, "Teardown", host.seq(), id);
        state();
    }
    [[nodiscard]] HostStatement saying() const
    {
        HostStatement said = host.statement(next);
        said.wall = clock.wall();
        for (const VmId& id : live)
            said.vms.push_back({id, 4242, 9000, VmPhase::Running, JobState::Running});
        return said;
    }
    void state() { state(saying()); }
    void state(const HostStatement& said)
    {
        ++next;
        statement(said);
    }
    void later(std::chrono::nanoseconds by)
    {
        clock.advance(by);
        state();
    }
    // Nothing failed but these.
    void failed(const std::vector<int>& numbers) const
    {
        for (int number = 1; number <= invariantCount; ++number) {
            const bool expected =
                std::find(numbers.begin(), numbers.end(), number) != numbers.end();
            const QString what =
                QStringLiteral("I%1: %2, %3")
                    .arg(number)
                    .arg(Text::tallySentence(tally(number)), Text::sentence(tally(number).failure));
            QVERIFY2((tally(number).failed > 0) == expected, qPrintable(what));
        }
    }
    std::vector<VmId> live;
    std::map<VmId, QString> births; // leaf hashes
    quint64 next = 1;
};

} // namespace

// Each invariant that can be judged: a host that violates exactly it, and a near miss.
class TstInvariants final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void anHonestHostPassesAllThatIsJudged()
    {
        World world;
        world.failed({});
        for (const int number : {1, 5, 6, 7, 12, 17, 19, 20, 23, 24, 25})
            QVERIFY2(world.tally(number).passed > 0, qPrintable(QString::number(number)));
        world.live.clear();
        const QByteArray end = world.host.seal(world.host.teardown(world.host.head()));
        world.record(end, "Teardown", world.host.seq());
        world.state();
        world.failed({});
        for (const int number : {3, 4, 8, 9, 13})
            QVERIFY2(world.tally(number).passed > 0, qPrintable(QString::number(number)));
    }

    void whatHasNoSourceHasNoCheck()
    {
        World world;
        for (int number = 1; number <= invariantCount; ++number) {
            const bool can = std::find(judged.begin(), judged.end(), number) != judged.end();
            QCOMPARE(Text::invariantSource(number).isEmpty(), can);
            QVERIFY(!Text::invariantTitle(number).isEmpty());
            if (!can)
                QCOMPARE(world.tally(number).checks(), 0);
        }
    }

    void I1()
    {
        World world;
        LifeRecord again = world.host.birth();
        again.identity.jobRefDigest = QString(64, QLatin1Char('9'));
        world.record(world.host.seal(again), "Birth", world.host.seq());
        world.state();
        QCOMPARE(world.tally(1).failed, 1);
        QCOMPARE(world.tally(1).vm, lifeVm);
    }

    void I3()
    {
        World world;
        Vm ended = world.running();
        ended.jobEndedAt = world.clock.wall() - 119s;
        world.vm(ended);
        QCOMPARE(world.tally(3).checks(), 0); // within the SLO nothing is due
        world.later(5s);
        world.failed({3});
        world.clock.advance(60s); // of a silent host nobody knows
        world.vm(ended);
        QCOMPARE(world.tally(3).failed, 0);
        QCOMPARE(world.tally(3).unknown, 1);
    }

    void I4()
    {
        World world;
        const QByteArray end = world.host.seal(world.host.teardown(world.host.head()));
        world.record(end, "Teardown", world.host.seq());
        world.live.clear();
        world.state();
        world.failed({});
        world.live = {lifeVm};
        world.state();
        QCOMPARE(world.tally(4).failed, 1);
        QCOMPARE(world.tally(13).failed, 0);
    }

    void I5()
    {
        World world;
        world.live.push_back(otherVm); // its Birth may be on its way
        const VmId third{QStringLiteral("7e570000-0000-4000-8000-00000000000c")};
        const QByteArray late = world.host.seal(world.host.birth(third));
        world.state();
        QCOMPARE(world.tally(5).failed, 0);
        QCOMPARE(world.tally(5).unknown, 1);
        // All records are here, and none of them bore it.
        world.record(late, "Birth", world.host.seq(), third);
        QCOMPARE(world.tally(5).failed, 1);
        QCOMPARE(world.tally(5).vm, otherVm);
    }

    void I6()
    {
        World world;
        world.live.clear();
        world.later(10s);
        QCOMPARE(world.tally(6).failed, 0);
        QCOMPARE(world.tally(6).unknown, 1); // starts and stops race
        world.later(10s);
        QCOMPARE(world.tally(6).failed, 1);
        world.live = {lifeVm};
        world.later(10s);
        world.failed({});
    }

    void I7()
    {
        World world;
        const quint64 head = world.host.seq();
        SigningHost twin; // the same key, another history
        twin.seal(twin.birth(otherVm));
        const QByteArray forged = twin.seal(twin.teardown(twin.head(), otherVm));
        world.bear(otherVm, 60002);
        world.state();
        world.failed({});
        world.record(forged, "Teardown", head + 1, otherVm);
        QVERIFY(world.tally(7).failed > 0);
    }

    void I8()
    {
        World world;
        const QString birth = world.host.head();
        world.record(world.host.seal(world.host.teardown(birth)), "Teardown", world.host.seq());
        world.live.clear();
        world.state();
        world.failed({});
        LifeRecord other = world.host.teardown(birth);
        other.residuals = {QStringLiteral("a file")};
        world.record(world.host.seal(other), "Teardown", world.host.seq());
        QCOMPARE(world.tally(8).failed, 1);
    }

    void I9()
    {
        World world;
        LifeRecord end = world.host.teardown(world.host.head());
        end.identity.tenantPseudonym = QStringLiteral("t-globex");
        world.record(world.host.seal(end), "Teardown", world.host.seq());
        QCOMPARE(world.tally(9).failed, 1);
        QCOMPARE(world.tally(9).vm, lifeVm);
    }

    void I12()
    {
        World world;
        world.live.clear();
        for (int i = 0; i < 12; ++i)
            world.later(10s);
        QCOMPARE(world.tally(12).failed, 0); // in excess for less than the SLO
        QCOMPARE(world.tally(12).unknown, 1);
        world.later(10s);
        world.later(10s);
        QCOMPARE(world.tally(12).failed, 1);
        World held;
        HostStatement ahead = held.saying();
        ahead.headSeq += 1;
        held.state(ahead);
        QCOMPARE(held.tally(12).unknown, 1);
        held.clock.advance(61s);
        HostStatement still = held.saying();
        still.headSeq += 1;
        held.state(still);
        QCOMPARE(held.tally(12).failed, 1); // records that exist and do not come
    }

    void I13()
    {
        World world;
        const QByteArray end = world.host.seal(world.host.teardown(world.host.head()));
        world.record(end, "Teardown", world.host.seq());
        world.live.clear();
        HostStatement other = world.saying();
        other.disks = {{{}, {}, 8, 4711, QString(32, QLatin1Char('0'))}}; // the inode anew
        world.state(other);
        world.failed({});
        HostStatement back = world.saying();
        back.disks = {{{}, {}, 8, 4711, lifeNonce}};
        world.state(back);
        QCOMPARE(world.tally(13).failed, 1);
        QCOMPARE(world.tally(4).failed, 0);
    }

    void I14()
    {
        World world;
        world.cache(true, QStringLiteral("f-1"));
        world.failed({});
        QCOMPARE(world.tally(14).passed, 1);
        world.cache(true, QStringLiteral("f-2"), QStringLiteral("t-globex"), lifeVm,
            QStringLiteral("v-2")); // another's volume
        world.failed({14});
        QCOMPARE(world.tally(14).vm, lifeVm);
        QCOMPARE(world.tally(14).failed, 1);
    }

    void I15()
    {
        World world;
        world.bear(otherVm, 60002);
        world.state();
        world.cache(true, QStringLiteral("f-1"));
        world.cache(true, QStringLiteral("f-2"), QStringLiteral("t-acme"), otherVm); // its own fork
        world.failed({});
        QCOMPARE(world.tally(15).passed, 2);
        world.cache(true, QStringLiteral("f-1"), QStringLiteral("t-acme"), otherVm);
        world.failed({15});
        QCOMPARE(world.tally(15).vm, otherVm);
    }

    void I16()
    {
        World world;
        world.cache(true, QStringLiteral("f-1"));
        world.failed({}); // attached while it lives
        world.cache(false, QStringLiteral("f-1"));
        world.end();
        world.failed({});
        QCOMPARE(world.tally(16).passed, 1);
        World open;
        open.cache(true, QStringLiteral("f-1"));
        open.end();
        open.failed({16});
        World late;
        late.end();
        late.cache(true, QStringLiteral("f-1"));
        late.failed({16});
    }

    void I17()
    {
        World world;
        LifeRecord birth = world.host.birth(otherVm);
        birth.imageDigest = QString(64, QLatin1Char('7'));
        birth.backend.processUid = 60002;
        world.record(world.host.seal(birth), "Birth", world.host.seq(), otherVm);
        world.live.push_back(otherVm);
        world.state();
        world.failed({17});
        QCOMPARE(world.tally(17).passed, 1);
    }

    void I19()
    {
        World world;
        world.bear(otherVm, 60002);
        world.state();
        world.failed({});
        const VmId third{QStringLiteral("7e570000-0000-4000-8000-00000000000c")};
        world.bear(third, 60001);
        world.state();
        world.failed({19});
        world.live.erase(world.live.begin()); // the first is on its way out
        world.state();
        QCOMPARE(world.tally(19).failed, 0);
    }

    void I20()
    {
        World world;
        const auto mode = [&world](HostMode to) {
            HostModeRecord change;
            change.identity = world.host.birth().identity;
            change.identity.vm = VmId();
            change.identity.slot = 0;
            change.identity.tenantPseudonym.clear();
            change.identity.jobRefDigest.clear();
            change.time = world.host.birth().time;
            change.keyId = world.host.key().publicKey().keyId();
            change.mode = to;
            world.record(world.host.sealPayload(*write(change), world.host.seq() + 1), "HostMode",
                world.host.seq(), VmId());
        };
        mode(HostMode::Draining);
        mode(HostMode::InService);
        world.bear(otherVm, 60002);
        world.state();
        world.failed({});
        mode(HostMode::Cordoned);
        world.bear(VmId(QStringLiteral("7e570000-0000-4000-8000-00000000000c")), 60003);
        world.state();
        world.failed({20});
    }

    void I23()
    {
        World world;
        LifeRecord birth = world.host.birth(otherVm);
        birth.backend.accelerator = QStringLiteral("hvf");
        birth.backend.processUid = 60002;
        world.record(world.host.seal(birth), "Birth", world.host.seq(), otherVm);
        world.live.push_back(otherVm);
        world.state();
        world.failed({23});
    }

    void I24()
    {
        World world;
        SigningHost stranger(lifeHost, 'x');
        stranger.seal(stranger.birth(otherVm));
        world.record(stranger.seal(stranger.birth(otherVm)), "Birth", 2, otherVm);
        world.failed({24});
        QCOMPARE(world.tally(24).vm, otherVm);
    }

    void I25()
    {
        World world;
        const auto off = [&world](std::chrono::seconds by) {
            world.clock.advance(10s);
            HostStatement said = world.saying();
            said.wall += by;
            world.state(said);
        };
        off(4s);
        world.failed({});
        off(7s);
        off(7s);
        QCOMPARE(world.tally(25).failed, 0);
        off(7s); // the third in a row
        world.failed({25});
    }

    void whatIsOldIsUnknown()
    {
        World world;
        QCOMPARE(world.tally(5).passed, 1);
        world.clock.advance(31s);
        world.vm(world.running());
        QCOMPARE(world.tally(5).passed, 0);
        QCOMPARE(world.tally(5).unknown, 1);
        QCOMPARE(world.tally(12).passed, 0);
        QCOMPARE(world.tally(7).passed, 1); // a chain does not age
    }
};

ESPALIER_TEST(TstInvariants)
#include "tst_invariants.moc"
