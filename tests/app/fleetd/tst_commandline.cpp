// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testdesk.h"
#include "testhost.h"

#include <daemon/files.h>
#include <fleetd/cli/commandorder.h>
#include <fleetd/cli/verbs.h>

#include <thread>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace Espalier::Tests;

// espalier-fleetd command VERB TARGET..., in this process.
class TstCommandLine final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;
    EnrolledHost m_host;
    QString m_code; // of that host

    void prepare() override
    {
        m_fleet = std::make_unique<TestFleet>(1);
        m_host = m_fleet->simulatedHosts().at(0);
        m_code = QString::fromStdString(hostNow(*m_fleet, m_host.id.text().toStdString()).code());
    }
    [[nodiscard]] int run(const QStringList& words, const QStringList& more = {}) const
    {
        return Cli::command(words
            + QStringList{QStringLiteral("--pki"), m_fleet->path(QStringLiteral("pki")),
                QStringLiteral("--site"), QStringLiteral("fra1"), QStringLiteral("--fleetd"),
                m_fleet->server().address()}
            + more);
    }
    [[nodiscard]] int cordon(const QStringList& more = {}) const
    {
        return run({QStringLiteral("cordon"), m_code, QStringLiteral("--reason"),
                       QStringLiteral("the fan of this host fails")},
            more);
    }
    [[nodiscard]] std::vector<v1::Command> commands()
    {
        std::vector<v1::Command> all;
        m_fleet->onRecord([&](Fleet& fleet) {
            for (const auto& [uid, object] : fleet.record().table(v1::OBJECT_TYPE_COMMAND))
                all.push_back(object->command());
        });
        return all;
    }

private Q_SLOTS:
    void waitsUntilTheHostsRecordHasSettledIt()
    {
        std::thread host([this] {
            HostPen pen(m_host, true);
            TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
            stream.hello(pen);
            const auto order = stream.next(v1::FleetFrame::kCommand).command();
            stream.result(pen, order, m_host.id.text().toStdString(), "EXECUTING");
            const auto id = commands().at(0).digest();
            stream.commit(pen, pen.mode(HostMode::Cordoned, QString::fromStdString(id)));
        });
        const int code = cordon({QStringLiteral("--ticket"), QStringLiteral("OPS-17")});
        host.join();
        QCOMPARE(code, Cli::done);
        QCOMPARE(commands().at(0).ticket(), std::string("OPS-17"));
        QCOMPARE(commands().at(0).targets(0).state(), std::string("SUCCEEDED"));
    }

    void saysWhenItIsNotSettledInTime()
    {
        QCOMPARE(cordon({QStringLiteral("--wait"), QStringLiteral("0")}), Cli::failed);
        QCOMPARE(commands().at(0).targets(0).state(), std::string("AUTHORISED")); // and goes on
    }

    void sendsWhatIsNotTrueForTests_data()
    {
        QTest::addColumn<QStringList>("options");
        const auto row = [](const char* code, const char* option, const char* value) {
            QTest::newRow(code) << QStringList{QLatin1String(option), QLatin1String(value)};
        };
        row("stale", "--generation", "7");
        row("boot", "--boot-id", "another-boot");
        row("expired", "--not-after", "-5");
        row("policy", "--policy-version", "9");
        row("approvals", "--tier", "T2");
        row("lifetime", "--not-after", "1000");
    }

    void sendsWhatIsNotTrueForTests()
    {
        QFETCH(QStringList, options);
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(QStringLiteral("refused a command of .*: \"?%1")
                                   .arg(QLatin1String(QTest::currentDataTag()))));
        QCOMPARE(cordon(options), Cli::failed);
        QVERIFY(commands().empty());
    }

    void whatWasSavedIsSentAgainWithoutASecondEffect()
    {
        const QString file = m_fleet->path(QStringLiteral("command.saved"));
        const QStringList once{QStringLiteral("--wait"), QStringLiteral("0")};
        QCOMPARE(cordon(once + QStringList{QStringLiteral("--save"), file}), Cli::failed);
        const quint64 generation = hostNow(*m_fleet, m_host.id.text().toStdString()).generation();
        QCOMPARE(run({}, once + QStringList{QStringLiteral("--send"), file}), Cli::failed);
        QCOMPARE(commands().size(), size_t{1});
        QCOMPARE(hostNow(*m_fleet, m_host.id.text().toStdString()).generation(), generation);
    }

    void misuseIsToldBeforeAnythingIsSent()
    {
        QCOMPARE(run({QStringLiteral("cordon"), m_code}), Cli::misused); // no reason
        QCOMPARE(
            run({QStringLiteral("cordon")}, {QStringLiteral("--reason"), m_code}), Cli::misused);
        QCOMPARE(cordon({QStringLiteral("--wait"), QStringLiteral("soon")}), Cli::misused);
        QCOMPARE(cordon({QStringLiteral("--tier"), QStringLiteral("T9")}), Cli::failed);
        QCOMPARE(cordon({QStringLiteral("--param"), QStringLiteral("nothing")}), Cli::failed);
        QVERIFY(commands().empty());
    }

    void aVolumeIsNamedByWhoseItIs()
    {
        Cli::Outlook outlook;
        v1::Host& host = outlook.hosts.emplace_back();
        host.set_uid("host-1");
        host.set_code("A07-12");
        v1::CacheVolume& volume = outlook.volumes.emplace_back();
        volume.set_uid("volume-1");
        volume.set_generation(4);
        volume.set_tenant("acme");
        volume.set_cluster("main");
        volume.set_pipeline("build/app");
        volume.set_name("deps");
        for (const char* word : {"acme/main/build/app/deps@A07-12", "volume-1@host-1"}) {
            const auto target = Cli::targetNamed(outlook, QLatin1String(word));
            QVERIFY2(target, qPrintable(target.error()));
            QCOMPARE(target->kind, TargetKind::Volume);
            QCOMPARE(target->uid, QStringLiteral("volume-1"));
            QCOMPARE(target->generation, 4u);
            QCOMPARE(target->host, HostId(QStringLiteral("host-1")));
        }
        QVERIFY(Cli::targetNamed(outlook, QStringLiteral("volume-1"))->host.isEmpty());
        QVERIFY(!Cli::targetNamed(outlook, QStringLiteral("acme/main/build/app/tools")));
        QVERIFY(!Cli::targetNamed(outlook, QStringLiteral("volume-1@B01-01")));
    }

    void cachesFromTheCommandLine()
    {
        HostPen pen(m_host, true);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        const QString script = m_fleet->path(QStringLiteral("job.sh"));
        QCOMPARE(Daemon::writeFile(script, "true\n", Daemon::FileMode::Open), QString());
        QCOMPARE(
            Cli::submit({QStringLiteral("--pki"), m_fleet->path(QStringLiteral("pki")),
                QStringLiteral("--site"), QStringLiteral("fra1"), QStringLiteral("--fleetd"),
                m_fleet->server().address(), QStringLiteral("--tenant"), QStringLiteral("acme"),
                QStringLiteral("--shape"), QStringLiteral("sim.medium"), QStringLiteral("--script"),
                script, QStringLiteral("--cache"), QStringLiteral("deps"),
                QStringLiteral("--cache"), QStringLiteral("tools")}),
            Cli::done);
        const v1::PlaceOrder order = stream.next(v1::FleetFrame::kPlace).place();
        QCOMPARE(order.caches_size(), 2);
        QCOMPARE(order.caches(1).name(), std::string("tools"));
        const QStringList why{
            QStringLiteral("--reason"), QStringLiteral("it is needed for the release")};
        const QString deps = QStringLiteral("acme/default/default/deps");
        QCOMPARE(run({QStringLiteral("pin"), deps}, why), Cli::done);
        QCOMPARE(commands().at(0).targets(0).uid(), order.caches(0).volume());
        for (const char* verb : {"purge", "detach", "quarantine"})
            QCOMPARE(run({QLatin1String(verb), deps}, why), Cli::failed);
        QCOMPARE(commands().size(), 1u);
    }

    void aTargetIsNamedByCodeOrId()
    {
        Cli::Outlook outlook;
        outlook.hosts.emplace_back().set_uid("h");
        outlook.hosts[0].set_code("A07-12");
        outlook.hosts[0].set_generation(4);
        outlook.hosts[0].set_boot_id("boot");
        for (const char* vm : {"", "vm-2"}) {
            v1::Slot& slot = outlook.slots_.emplace_back();
            slot.set_code(*vm ? "A07-12/2" : "A07-12/1");
            slot.set_vm(vm);
        }
        outlook.vms.emplace_back().set_uid("vm-2");
        outlook.vms[0].set_host("h");
        outlook.vms[0].set_generation(9);
        const auto host = Cli::targetNamed(outlook, QStringLiteral("A07-12"));
        QCOMPARE(host->uid, QStringLiteral("h"));
        QCOMPARE(host->generation, 4u);
        QCOMPARE(host->bootId, QStringLiteral("boot"));
        const auto vm = Cli::targetNamed(outlook, QStringLiteral("A07-12/2"));
        QCOMPARE(vm->uid, QStringLiteral("vm-2"));
        QCOMPARE(vm->kind, TargetKind::Vm);
        QCOMPARE(vm->generation, 9u);
        QCOMPARE(vm->host.text(), QStringLiteral("h"));
        QVERIFY(!Cli::targetNamed(outlook, QStringLiteral("A07-12/1"))); // empty slot
        QVERIFY(!Cli::targetNamed(outlook, QStringLiteral("B01-01")));
    }
};

ESPALIER_TEST(TstCommandLine)
#include "tst_commandline.moc"
