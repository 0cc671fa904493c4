// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/consoleface.h>
#include <tour/failure.h>
#include <tour/fleet.h>
#include <tour/submission.h>

#include "support/testregistry.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Espalier::Tour;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray fleetJson(const QString& bin)
{
    return QByteArrayLiteral(R"({"pki": "/pki", "bin": ")") + bin.toUtf8()
        + QByteArrayLiteral(R"(", "image": "/image", "hosts": 3, "realHost": "fra1/hostd",
        "realHostProblem": "", "sites": {"fra1": "127.0.0.1:7", "ams2": "127.0.0.1:8"},
        "daemons": {"fra1/hostd": {"pid": 12, "argv": ["sudo", "-n", "/bin/espalier-hostd", "serve"],
        "log": "/log", "state": "/state/fra1/hostd"}}})");
}

} // namespace

// What the tour knows of the fleet: a file and what a command line prints. The commands are
// scripts.
class TstFleet final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheStarterWrote();
    void namesTheFieldThatIsMissing();
    void namesTheFileThatIsNotThere();
    void listsWhatTheCommandPrints();
    void readsWhatTheRecordsOfAVmSay();
    void quotesACommandThatFails();
    void followsASubmission();
    void findsARowByPartOfACell();

protected:
    void prepare() override;

private:
    void makeCommand(const QByteArray& script);
    [[nodiscard]] Fleet fleet() const
    {
        return Fleet::read(m_folder->filePath(QStringLiteral("fleet.json")));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstFleet::prepare()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(m_folder->filePath(QStringLiteral("fleet.json")), fleetJson(m_folder->path()));
}

void TstFleet::makeCommand(const QByteArray& script)
{
    const QString path = m_folder->filePath(QStringLiteral("espalier-fleetd"));
    write(path, "#!/bin/sh\n" + script);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void TstFleet::readsWhatTheStarterWrote()
{
    const Fleet read = fleet();
    QCOMPARE(read.pki(), QStringLiteral("/pki"));
    QCOMPARE(read.sites(), QStringList({QStringLiteral("ams2"), QStringLiteral("fra1")}));
    QCOMPARE(read.address(QStringLiteral("fra1")), QStringLiteral("127.0.0.1:7"));
    QCOMPARE(read.realSite(), QStringLiteral("fra1"));
    const DaemonEntry daemon = read.daemon(QStringLiteral("fra1/hostd"));
    QCOMPARE(daemon.pid, qint64{12});
    QCOMPARE(daemon.argv.size(), 4);
    QCOMPARE(daemon.state, QStringLiteral("/state/fra1/hostd"));
    QVERIFY_THROWS_EXCEPTION(Failure, (void)read.daemon(QStringLiteral("fra1/none")));
}

void TstFleet::namesTheFieldThatIsMissing()
{
    QJsonObject all = QJsonDocument::fromJson(fleetJson(m_folder->path())).object();
    all.remove(QStringLiteral("sites"));
    write(m_folder->filePath(QStringLiteral("fleet.json")), QJsonDocument(all).toJson());
    try {
        (void)fleet();
        QFAIL("read a fleet without sites");
    } catch (const Failure& failure) {
        QVERIFY2(failure.text().contains(QStringLiteral("\"sites\"")), failure.what());
    }
    write(m_folder->filePath(QStringLiteral("fleet.json")), "{\"pki\": ");
    QVERIFY_THROWS_EXCEPTION(Failure, (void)fleet());
}

void TstFleet::namesTheFileThatIsNotThere()
{
    try {
        (void)Fleet::read(QStringLiteral("/nowhere/fleet.json"));
        QFAIL("read a file that is not there");
    } catch (const Failure& failure) {
        QVERIFY2(failure.text().contains(QStringLiteral("/nowhere/fleet.json")), failure.what());
    }
}

void TstFleet::listsWhatTheCommandPrints()
{
    makeCommand("echo '[{\"uid\": \"'$2'\", \"site\": \"'$7'\"}]'\n");
    const QJsonArray slots_ = fleet().list(QStringLiteral("fra1"), QStringLiteral("slot"));
    QCOMPARE(slots_.size(), 1);
    QCOMPARE(
        slots_.at(0).toObject().value(QStringLiteral("uid")).toString(), QStringLiteral("slot"));
    QCOMPARE(
        slots_.at(0).toObject().value(QStringLiteral("site")).toString(), QStringLiteral("fra1"));
}

void TstFleet::readsWhatTheRecordsOfAVmSay()
{
    const auto record = [](const char* vm, const char* type, const char* outcome) -> QByteArray {
        const QByteArray payload =
            QByteArray("{\"predicate\": {\"outcome\": \"") + outcome + "\"}}";
        const QByteArray envelope = "{\"payload\": \"" + payload.toBase64() + "\"}";
        return QByteArray("{\"vm\": \"") + vm + "\", \"type\": \"" + type + "\", \"envelope\": \""
            + envelope.toBase64() + "\"}";
    };
    makeCommand("echo '[" + record("a", "Birth", "") + ',' + record("a", "Teardown", "COMPLETE")
        + ',' + record("b", "Teardown", "SIMULATED") + "]'\n");
    const auto found = fleet().predicates(QStringLiteral("a"), QStringLiteral("Teardown"));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().value(QStringLiteral("outcome")).toString(), QStringLiteral("COMPLETE"));
    QCOMPARE(fleet().recordCount(QStringLiteral("a"), QStringLiteral("TeardownFailed")), 0);
}

void TstFleet::quotesACommandThatFails()
{
    makeCommand("echo 'the certificate has expired' >&2; exit 4\n");
    try {
        (void)fleet().list(QStringLiteral("fra1"), QStringLiteral("slot"));
        QFAIL("listed although the command failed");
    } catch (const Failure& failure) {
        QVERIFY2(
            failure.text().contains(QStringLiteral("the certificate has expired")), failure.what());
    }
}

void TstFleet::followsASubmission()
{
    makeCommand("echo 'VM 0f0e0d0c-1111-2222-3333-444455556666 on A07-12/1'\n"
                "while [ \"$1\" != --script ]; do shift; done; . \"$2\"; echo 'exit 3'; exit 3\n");
    Submission job(fleet(), QStringLiteral("acme"), QStringLiteral("tour"),
        QStringLiteral("echo from the script\n"));
    const QDeadlineTimer deadline(10000);
    QCOMPARE(job.vm(deadline), QStringLiteral("0f0e0d0c-1111-2222-3333-444455556666"));
    QCOMPARE(job.waitFor(QStringLiteral("from the"), deadline), QStringLiteral("script"));
    QCOMPARE(job.waitForEnd(deadline), 3);
    QVERIFY(job.output().endsWith(QStringLiteral("exit 3\n")));
}

void TstFleet::findsARowByPartOfACell()
{
    const TableText table{{QStringLiteral("Place"), QStringLiteral("State")},
        {{QStringLiteral("A07-12/1"), QStringLiteral("free")},
            {QStringLiteral("A07-12/2"), QStringLiteral("running")}}};
    const auto row = ConsoleFace::rowWith(table, QStringLiteral("Place"), QStringLiteral("12/2"));
    QVERIFY(row.has_value());
    QCOMPARE(row->value(QStringLiteral("State")), QStringLiteral("running"));
    QVERIFY(!ConsoleFace::rowWith(table, QStringLiteral("Place"), QStringLiteral("B")).has_value());
    QVERIFY_THROWS_EXCEPTION(
        Failure, (void)ConsoleFace::rowWith(table, QStringLiteral("Owner"), QStringLiteral("B")));
}

ESPALIER_TEST(TstFleet)
#include "tst_fleet.moc"
