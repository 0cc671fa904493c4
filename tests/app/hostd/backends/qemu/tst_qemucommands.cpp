// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../people.h"
#include "crashbench.h"
#include "support/testregistry.h"
#include "vmbench.h"

#include <hostd/slots/localhost.h>

#include <evidence/records.h>

#include <QProcess>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

class Line final : public Uplink {
public:
    void recordCommitted(quint64) override {}
    void statement(const QByteArray&) override {}
    void progress(const Progress&) override {}
    void orderResult(const QString&, const OrderAnswer&) override {}
    void commandResult(const CommandReport& report) override { reports.push_back(report); }
    void outputArrived(const VmId&) override {}
    void cachesChanged() override {}
    void helloChanged() override {}

    // The state that a command has come to, if it is settled.
    [[nodiscard]] std::optional<CommandReport> settled(const CommandId& command) const
    {
        for (const CommandReport& report : reports) {
            if (report.command == command && !isOpen(report.state))
                return report;
        }
        return std::nullopt;
    }

    std::vector<CommandReport> reports;
};

} // namespace

// A person's force-destroy of a real VM that is stuck for a real reason, and a cancel over crashes.
class TstQemuCommands final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString why = VmBench::whyNot();
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void forceFailsWhileAnotherProcessHoldsTheDisk()
    {
        VmBench bench;
        QTemporaryDir folder;
        const SystemClock clock;
        QtTimers timers;
        HostStore store(folder.filePath(QStringLiteral("hostd.sqlite")));
        Journal journal(store, timers);
        RosterKeeper rosters(Evidence::PinnedKeys{{People::rosterKey().publicKey()}, 1}, journal);
        QString why;
        auto made = QemuBackend::create(bench.config(), clock, &why);
        QVERIFY2(made, qPrintable(why));
        const QString image = made->info().imageDigests.front();
        HostSetup setup{
            {SiteId(QStringLiteral("fra1")), m_host, ProcScan().bootId(), People::key('h')}};
        setup.shape = {QStringLiteral("linux.test.1x256m"), 0, 1, 256, 0};
        setup.hostdDigest = QString(64, u'd');
        LocalHost host(std::move(setup),
            {journal, rosters, timers, clock, Evidence::randomBytes, {}}, std::move(made));
        Line line;
        host.attach(&line);
        host.start();
        host.roster(People::seal(People::roster(3, clock.wall())));

        host.place(placement(image));
        QTRY_VERIFY_WITH_TIMEOUT(
            host.life(m_vm) && host.life(m_vm)->jobState() == JobState::Running, 120'000);
        const VmTrace trace = host.life(m_vm)->entry().trace;
        const QString disk = diskPath(*VmPlace::fromJson(trace.backendState), trace.disks.front());
        QProcess holder;
        holder.setStandardInputFile(disk);
        holder.start(QStringLiteral("sleep"), {QStringLiteral("600")});
        QVERIFY(holder.waitForStarted());
        host.end({QStringLiteral("o"), m_vm, 0s, JobExitKind::Cancelled});
        QTRY_VERIFY_WITH_TIMEOUT(host.life(m_vm)->isStuck(), 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(host.hello().slots_.front().quarantined, 10'000);
        const Evidence::LifeRecord stuck = newest(store);
        QCOMPARE(stuck.kind, Evidence::LifeRecordKind::TeardownFailed);
        QVERIFY2(stuck.residuals.join(u'\n').contains(QLatin1String("holds the disk open")),
            qPrintable(stuck.residuals.join(u'\n'))); // the fact has its name

        const auto first = force(host, clock, 1);
        host.command(People::order(first));
        QTRY_VERIFY_WITH_TIMEOUT(line.settled(first.id).has_value(), 120'000);
        QCOMPARE(line.settled(first.id)->state, CommandState::Failed);
        QCOMPARE(line.settled(first.id)->why.code, outcomeName(Outcome::PartialDataResidual));
        QVERIFY(host.hello().slots_.front().quarantined);

        holder.kill();
        QVERIFY(holder.waitForFinished());
        const auto second = force(host, clock, 2);
        const CommandOrder order = People::order(second);
        host.command(order);
        QTRY_VERIFY_WITH_TIMEOUT(line.settled(second.id).has_value(), 120'000);
        QCOMPARE(line.settled(second.id)->state, CommandState::Succeeded);
        const Evidence::LifeRecord gone = newest(store);
        QCOMPARE(gone.kind, Evidence::LifeRecordKind::Teardown);
        QCOMPARE(gone.outcome, Outcome::Complete);
        QCOMPARE(gone.cause->trigger, QStringLiteral("command"));
        QCOMPARE(gone.cause->commandDigest, People::digest(order));
        QVERIFY(!host.hello().slots_.front().quarantined);
    }

    // hostd is killed as a process within a person's cancel of a real VM and started again over the
    // same state: one Teardown, and the same answer.
    void killedWithinACancel_data()
    {
        QTest::addColumn<QByteArray>("step");
        for (const char* step : {"command-accepted", "command-executing", "teardown-intended",
                 "teardown-committed", "command-settled"})
            QTest::newRow(step) << QByteArray(step);
    }

    void killedWithinACancel()
    {
        QFETCH(QByteArray, step);
        CrashBench bench(CrashBench::Job::Cancelled);
        const CrashBench::Run killed = bench.run(step.constData(), 1);
        QVERIFY2(killed.killed, killed.text().constData());
        for (int start = 0; start < 2; ++start) { // the second time it is only asked again
            const CrashBench::Run after = bench.run();
            QVERIFY2(after.code == 0, after.text().constData());
            QVERIFY2(after.steps.contains("command SUCCEEDED"), after.text().constData());
        }
        const QString problem = bench.recordProblem(JobExitKind::Cancelled);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const QStringList left = bench.leftovers();
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }

private:
    [[nodiscard]] PlacementOrder placement(const QString& image) const
    {
        PlacementOrder placement;
        placement.order = QStringLiteral("order-1");
        placement.spec.vm = m_vm;
        placement.spec.slot = 1;
        placement.spec.shape.name = QStringLiteral("linux.test.1x256m");
        placement.spec.imageDigest = image;
        placement.spec.script = "sleep 1000";
        placement.tenantPseudonym = QString(64, u'e');
        placement.jobRefDigest = QString(64, u'f');
        placement.policyVersion = 1;
        placement.timeLimit = std::chrono::seconds(600);
        return placement;
    }
    [[nodiscard]] Evidence::CommandRecord force(
        const LocalHost& host, const Clock& clock, int number) const
    {
        return People::command(CommandVerb::ForceDestroy,
            {TargetKind::Vm, m_vm.text(), host.life(m_vm)->entry().generation, m_host, {}}, number,
            clock.wall());
    }
    [[nodiscard]] Evidence::LifeRecord newest(HostStore& store) const
    {
        const auto all = store.recordsAfter(m_host, 0, 100);
        const auto envelope = Evidence::parseEnvelope(all.back().envelope);
        const auto record = Evidence::readRecord(envelope->payload);
        return std::get<Evidence::LifeRecord>(*record);
    }

    const HostId m_host{QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10")};
    const VmId m_vm{QStringLiteral("00000000-0000-4000-8000-000000000001")};
};

ESPALIER_TEST(TstQemuCommands)
#include "tst_qemucommands.moc"
