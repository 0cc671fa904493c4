// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/qemumachine.h>

#include <QJsonDocument>
#include <QLocalServer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace std::chrono_literals;

// What a QEMU says over QMP, said by the test, and the end that it comes to.
class TstQemuMachine final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void endsAVmWhoseDiskTheHostCannotKeep_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("ioStatus");
        QTest::addColumn<int>("code");
        const QByteArray runs("running");
        const QByteArray stopped("io-error");
        const QByteArray event(R"({"event": "BLOCK_IO_ERROR", "data": {"action": "stop"}})");
        QTest::newRow("full") << runs << event << QByteArray("nospace") << ENOSPC;
        QTest::newRow("broken") << runs << event << QByteArray("failed") << EIO;
        QTest::newRow("full while nobody listened")
            << stopped << QByteArray() << QByteArray("nospace") << ENOSPC;
        QTest::newRow("broken while nobody listened")
            << stopped << QByteArray() << QByteArray("failed") << EIO;
    }

    void endsAVmWhoseDiskTheHostCannotKeep()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, event);
        QFETCH(QByteArray, ioStatus);
        QFETCH(int, code);
        const QSignalSpy ends(m_machine.get(), &QemuMachine::jobEnded);
        greet(status);
        if (!event.isEmpty())
            say(event);
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(QStringLiteral("^VM vm-1: this host cannot keep its disk: %1$")
                                   .arg(QString::fromLocal8Bit(std::strerror(code)))));
        QCOMPARE(answerNext(R"([{"io-status": "ok"}, {"io-status": ")" + ioStatus + R"("}])"),
            QStringLiteral("query-block"));
        QTRY_COMPARE(ends.count(), 1);
        QCOMPARE(
            ends.front().front().value<JobExit>(), (JobExit{JobExitKind::HypervisorDied, code}));
        QVERIFY(m_machine->isPaused()); // nobody asks such a guest to power off
    }

    void leavesAGuestToAnErrorThatItMaySee()
    {
        const QSignalSpy ends(m_machine.get(), &QemuMachine::jobEnded);
        greet("running");
        say(R"({"event": "BLOCK_IO_ERROR", "data": {"action": "report"}})");
        say(R"({"event": "GUEST_PANICKED"})"); // so that there is an end to wait for
        QTRY_COMPARE(ends.count(), 1);
        QCOMPARE(ends.front().front().value<JobExit>(), (JobExit{JobExitKind::Panic, 0}));
    }

    void cleanup()
    {
        m_machine.reset();
        m_process->kill();
        m_process->waitForFinished();
    }

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<QLocalServer>();
        QVERIFY(m_server->listen(m_folder->filePath(QStringLiteral("qmp"))));
        m_process = std::make_unique<QProcess>();
        m_process->start(QStringLiteral("/bin/cat"), QStringList());
        QVERIFY(m_process->waitForStarted());
        const qint64 pid = m_process->processId();
        m_machine = std::make_unique<QemuMachine>(VmId(QStringLiteral("vm-1")), pid,
            UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))), UniqueFd());
        QVERIFY(m_machine->connectTo(m_folder->path(), 60s));
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_peer = m_server->nextPendingConnection();
    }

    void greet(const QByteArray& status)
    {
        say(R"({"QMP": {"version": {}, "capabilities": []}})");
        QCOMPARE(answerNext("{}"), QStringLiteral("qmp_capabilities"));
        QCOMPARE(answerNext(R"({"status": ")" + status + R"("})"), QStringLiteral("query-status"));
    }

    void say(const QByteArray& line) { m_peer->write(line + "\r\n"); }

    // The command of the next request, answered with that result.
    QString answerNext(const QByteArray& result)
    {
        if (!QTest::qWaitFor([this] { return m_peer->canReadLine(); }))
            return {};
        const QJsonObject request = QJsonDocument::fromJson(m_peer->readLine()).object();
        const QByteArray id = request.value(QLatin1String("id")).toString().toLatin1();
        say(R"({"return": )" + result + R"(, "id": ")" + id + R"("})");
        return request.value(QLatin1String("execute")).toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QLocalServer> m_server;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<QemuMachine> m_machine;
    QLocalSocket* m_peer = nullptr;
};

ESPALIER_TEST(TstQemuMachine)
#include "tst_qemumachine.moc"
