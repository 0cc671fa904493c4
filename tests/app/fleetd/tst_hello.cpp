// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testfleet.h"

#include <daemon/files.h>
#include <fleetd/cli/pkiwriter.h>

using namespace Espalier;
using namespace Espalier::Tests;

class TstHello final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    v1::HelloResponse hello(const std::shared_ptr<grpc::Channel>& channel)
    {
        Deadline deadline;
        v1::HelloResponse response;
        m_status = v1::FleetWatch::NewStub(channel)->Hello(deadline, {}, &response);
        return response;
    }
    grpc::Status m_status;

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void tellsWhoTheCallerIsAndWhatIsTrusted()
    {
        const v1::HelloResponse user = hello(m_fleet->channel(QStringLiteral("users/oncall")));
        QVERIFY(m_status.ok());
        QCOMPARE(user.site(), std::string("fra1"));
        QCOMPARE(user.fleetd_version(), std::string(ESPALIER_VERSION));
        QCOMPARE(
            user.peer_id(), std::string("spiffe://dev.espalier.internal/user/oncall/device/desk"));
        const std::vector<std::string> roles(user.roles().begin(), user.roles().end());
        QVERIFY(std::find(roles.begin(), roles.end(), "on-call") != roles.end());
        QVERIFY(!user.epoch().empty());
        QCOMPARE(QByteArray::fromStdString(user.roster()),
            *Daemon::readFile(m_fleet->path(QStringLiteral("pki/trust/roster.json")), 1 << 20));
        QCOMPARE(QByteArray::fromStdString(user.hosts()),
            *Daemon::readFile(m_fleet->path(QStringLiteral("pki/sites/fra1/hosts.json")), 1 << 20));
        QVERIFY(hello(m_fleet->queue()).roles().empty());
    }

    void tellsARosterThatWasRenewedWhileItRan()
    {
        const QString image(64, u'd');
        const auto version = Fleetd::Cli::renewRoster(
            m_fleet->path(QStringLiteral("pki")), QStringList{image}, m_fleet->clock());
        QVERIFY2(version, qPrintable(version.error()));
        QCOMPARE(*version, 2u);
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        const v1::HelloResponse answer = hello(m_fleet->viewer());
        QCOMPARE(QByteArray::fromStdString(answer.roster()),
            *Daemon::readFile(m_fleet->path(QStringLiteral("pki/trust/roster.json")), 1 << 20));
    }

    void refusesARosterThatGoesBack()
    {
        TestFleet fleet;
        const QString file = fleet.path(QStringLiteral("pki/trust/roster.json"));
        const QByteArray first = *Daemon::readFile(file, 1 << 20);
        QVERIFY(Fleetd::Cli::renewRoster(fleet.path(QStringLiteral("pki")), {}, fleet.clock()));
        fleet.restart();
        QVERIFY(Daemon::writeFile(file, first, Daemon::FileMode::Open).isEmpty());
        // While it runs the newer one stays in force; after a restart it does not serve at all.
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("former ones stay in force")));
        fleet.onRecord([](Fleetd::Fleet& inside) { inside.sweep(); });
        fleet.stop();
        const auto again = Fleetd::FleetServer::start(fleet.config());
        QVERIFY(!again);
        QVERIFY2(again.error().contains(QLatin1String("older than 2")), qPrintable(again.error()));
    }

    void refusesALongVersion()
    {
        Deadline deadline;
        v1::HelloRequest request;
        request.set_client_version(std::string(65, 'v'));
        v1::HelloResponse response;
        const grpc::Status status =
            v1::FleetWatch::NewStub(m_fleet->viewer())->Hello(deadline, request, &response);
        QCOMPARE(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY(status.error_message().rfind("client_version:", 0) == 0);
    }
};

ESPALIER_TEST(TstHello)
#include "tst_hello.moc"
