// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../people.h"
#include "crashbench.h"
#include "smalldisk.h"
#include "support/testregistry.h"
#include "vmbench.h"

#include <hostd/slots/localhost.h>

#include <evidence/clauses.h>

#include <QDir>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

const VolumeId volume(QStringLiteral("c0ffee00-0000-4000-8000-000000000001"));
const QString acme = QString(64, u'e');
const HostId hostId(QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10"));

class Line final : public Uplink {
public:
    void recordCommitted(quint64) override {}
    void statement(const QByteArray&) override {}
    void progress(const Progress&) override {}
    void orderResult(const QString&, const OrderAnswer& answer) override
    {
        if (!answer.accepted)
            refusal = answer.reason;
    }
    void commandResult(const CommandReport&) override {}
    void outputArrived(const VmId&) override {}
    void cachesChanged() override {}
    void helloChanged() override {}

    QString refusal;
};

// One host over real VMs.
struct RealHost {
    explicit RealHost(VmBench& bench)
        : setup{{SiteId(QStringLiteral("fra1")), hostId, ProcScan().bootId(), People::key('h')}}
    {
        auto made = QemuBackend::create(bench.config(), clock, &failure);
        if (!made)
            return;
        image = made->info().imageDigests.front();
        setup.shape = {QStringLiteral("linux.test.1x256m"), 0, 1, 256, 0};
        setup.hostdDigest = QString(64, u'd');
        setup.cacheKeyFile = folder.filePath(QStringLiteral("cache.key"));
        host = std::make_unique<LocalHost>(std::move(setup),
            Surroundings{journal, rosters, timers, clock, Evidence::randomBytes, {}},
            std::move(made));
        host->attach(&line);
        host->start();
    }
    // Runs the script to its Teardown, or to a refusal.
    void run(const QByteArray& script, const QString& tenant = acme)
    {
        vm = VmId(QStringLiteral("00000000-0000-4000-8000-%1").arg(++count, 12, 10, QChar(u'0')));
        PlacementOrder placement;
        placement.order = QStringLiteral("order-1");
        placement.spec.vm = vm;
        placement.spec.slot = 1;
        placement.spec.shape.name = QStringLiteral("linux.test.1x256m");
        placement.spec.imageDigest = image;
        placement.spec.script = script;
        placement.tenantPseudonym = tenant;
        placement.jobRefDigest = QString(64, u'f');
        placement.policyVersion = 1;
        placement.timeLimit = std::chrono::seconds(600);
        placement.caches = {{volume, tenant, QStringLiteral("deps"), cacheQuotaDefault}};
        line.refusal.clear();
        host->place(placement);
        const auto over = [this] {
            const VmLife* life = host->life(vm);
            return !life || life->isStuck();
        };
        QTRY_VERIFY_WITH_TIMEOUT(over(), 240'000);
    }
    [[nodiscard]] Evidence::LifeRecord newest(Evidence::LifeRecordKind kind)
    {
        Evidence::LifeRecord found;
        for (const SignedRecord& one : store.recordsAfter(hostId, 0, 100)) {
            const auto read = Evidence::readRecord(Evidence::parseEnvelope(one.envelope)->payload);
            const auto* life = read ? std::get_if<Evidence::LifeRecord>(&*read) : nullptr;
            if (life && life->kind == kind)
                found = *life;
        }
        return found;
    }
    // The exit of the newest VM; its Teardown's facts are judged as a console judges them.
    [[nodiscard]] QString ended()
    {
        const auto birth = newest(Evidence::LifeRecordKind::Birth);
        const auto teardown = newest(Evidence::LifeRecordKind::Teardown);
        if (teardown.identity.vm != vm)
            return QStringLiteral("no Teardown; ") + line.refusal;
        for (const auto& verdict : Evidence::judgeFacts({}, birth, teardown)) {
            if (verdict.state != FactState::Observed && verdict.required)
                return QStringLiteral("fact %1").arg(verdict.fact);
        }
        return QStringLiteral("%1 %2 %3")
            .arg(outcomeName(teardown.outcome), QString::number(teardown.cause->exit.code),
                teardown.cache.front().outcome);
    }

    SystemClock clock;
    QTemporaryDir folder;
    QtTimers timers;
    HostStore store{folder.filePath(QStringLiteral("hostd.sqlite"))};
    Journal journal{store, timers};
    RosterKeeper rosters{Evidence::PinnedKeys{{People::rosterKey().publicKey()}, 1}, journal};
    HostSetup setup;
    Line line;
    QString image, failure;
    VmId vm;
    int count = 0;
    std::unique_ptr<LocalHost> host;
};

QStringList versionFiles(const VmBench& bench)
{
    return QDir(bench.stateFolder() + QStringLiteral("/caches/") + volume.text())
        .entryList(QDir::Files | QDir::Hidden);
}

} // namespace

// Cache volumes of real VMs: what a job writes under /cache is what the next one reads, if it ended
// with 0, and only if its tenant is the same.
class TstQemuCaches final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString why = VmBench::whyNot();
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aVersionGoesFromJobToJob()
    {
        VmBench bench;
        RealHost site(bench);
        QVERIFY2(site.host, qPrintable(site.failure));
        // What a guest must not do with it: run as another user, open a device.
        site.run("set -e; grep ' /cache/deps ext4 .*nosuid,nodev' /proc/mounts; echo one "
                 ">/cache/deps/x; (sleep 1000 </dev/null >/dev/null 2>&1; echo late "
                 ">/cache/deps/x) & cd /cache/deps; exit 0");
        QCOMPARE(site.ended(), QStringLiteral("COMPLETE 0 committed"));
        QCOMPARE(versionFiles(bench).size(), 1);
        const auto birth = site.newest(Evidence::LifeRecordKind::Birth);
        QCOMPARE(birth.disks.at(1).role, QStringLiteral("cache"));
        QCOMPARE(birth.disks.at(1).sanitisation, QStringLiteral("UNLINK_ONLY"));

        site.run("test \"$(cat /cache/deps/x)\" = one && echo two >/cache/deps/x; exit 3");
        QCOMPARE(site.ended(), QStringLiteral("COMPLETE 3 abandoned"));
        site.run("test \"$(cat /cache/deps/x)\" = one && echo three >/cache/deps/x");
        QCOMPARE(site.ended(), QStringLiteral("COMPLETE 0 committed"));
        site.run("test \"$(cat /cache/deps/x)\" = three", QString(64, u'c'));
        QVERIFY2(site.line.refusal.contains(QLatin1String("another owner")),
            qPrintable(site.line.refusal));
        site.run("test \"$(cat /cache/deps/x)\" = three");
        QCOMPARE(site.ended(), QStringLiteral("COMPLETE 0 committed"));
        QCOMPARE(site.host->caches().front().current, quint64(3));
        QCOMPARE(versionFiles(bench).size(), 1);
        site.host->volume({volume, true, 0});
        QTRY_VERIFY(site.host->caches().empty());
        QTRY_VERIFY(versionFiles(bench).isEmpty());
    }

    // hostd is killed as a process where a volume's files change and started again over the same
    // state.
    void killedWhereFilesChange_data()
    {
        QTest::addColumn<QByteArray>("step");
        for (const char* step : {"qemu/cache-make-empty", "qemu/cache-empty-made",
                 "qemu/cache-forked", "job-start-recorded", "vm-stopped", "qemu/cache-flatten",
                 "qemu/cache-flat", "detach-signed", "detach-committed", "teardown-committed"})
            QTest::newRow(step) << QByteArray(step);
    }

    void killedWhereFilesChange()
    {
        QFETCH(QByteArray, step);
        CrashBench bench(CrashBench::Job::WithCache);
        const CrashBench::Run killed = bench.run(step.constData(), 1);
        QVERIFY2(killed.killed, killed.text().constData());
        const CrashBench::Run after = bench.run();
        QVERIFY2(after.code == 0, after.text().constData());
        const QString problem = bench.cacheProblem();
        QVERIFY2(problem.isEmpty(), qPrintable(problem + u'\n' + QString::fromUtf8(after.text())));
        const QStringList left = bench.leftovers();
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }
};

ESPALIER_TEST(TstQemuCaches)
#include "tst_qemucaches.moc"
