// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/qmpclient.h>

#include <QJsonDocument>
#include <QLocalServer>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Espalier::Hostd;

class TstQmpClient final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void negotiatesAndAsksForTheStatusOnce()
    {
        const QSignalSpy ready(m_client.get(), &QmpClient::ready);
        const QSignalSpy status(m_client.get(), &QmpClient::status);
        say(R"({"QMP": {"version": {}, "capabilities": ["oob"]}})");
        QCOMPARE(answerNext("{}"), QStringLiteral("qmp_capabilities"));
        QTRY_COMPARE(ready.count(), 1);
        QVERIFY(m_client->isReady());
        QCOMPARE(answerNext(R"({"status": "guest-panicked", "running": false})"),
            QStringLiteral("query-status"));
        QTRY_COMPARE(status.count(), 1);
        QCOMPARE(status.front().front().toString(), QStringLiteral("guest-panicked"));
    }

    void tellsEventsAmongAnswers()
    {
        const QSignalSpy events(m_client.get(), &QmpClient::happened);
        int answers = 0;
        m_client->execute(QStringLiteral("stop"), [&answers](const QJsonValue&) { ++answers; });
        say(R"({"event": "STOP", "timestamp": {}})");
        QCOMPARE(answerNext("{}"), QStringLiteral("stop"));
        say(R"({"event": "SHUTDOWN", "data": {"guest": true}})");
        QTRY_COMPARE(events.count(), 2);
        QCOMPARE(answers, 1);
        QCOMPARE(events.back().front().toString(), QStringLiteral("SHUTDOWN"));
    }

    void ignoresErrorsStrangersAndNonsense()
    {
        int answers = 0;
        const QSignalSpy events(m_client.get(), &QmpClient::happened);
        m_client->execute(QStringLiteral("stop"), [&answers](const QJsonValue&) { ++answers; });
        say("not json");
        say(R"({"return": {}, "id": "99"})");
        say(R"({"error": {"class": "GenericError"}, "id": "1"})");
        say(R"({"event": "STOP"})");
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(answers, 0);
    }

    void dropsAPeerThatNeverEndsItsLine()
    {
        const QSignalSpy gone(m_client.get(), &QmpClient::disconnected);
        m_peer->write(QByteArray(3 << 20, 'x'));
        QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, 20'000);
    }

    void mayDieWhileItIsConnected()
    {
        m_client->execute(QStringLiteral("stop"), [](const QJsonValue&) {});
        m_client.reset();
        QTRY_VERIFY(m_peer->state() != QLocalSocket::ConnectedState);
    }

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<QLocalServer>();
        m_client = std::make_unique<QmpClient>();
        const QString path = m_folder->filePath(QStringLiteral("qmp"));
        QVERIFY(m_server->listen(path));
        m_client->connectTo(path);
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_peer = m_server->nextPendingConnection();
    }

    void say(const char* line) { m_peer->write(QByteArray(line) + "\r\n"); }

    // The command of the next request, answered with that result.
    QString answerNext(const char* result)
    {
        if (!QTest::qWaitFor([this] { return m_peer->canReadLine(); }))
            return {};
        const QJsonObject request = QJsonDocument::fromJson(m_peer->readLine()).object();
        const QByteArray id = request.value(QLatin1String("id")).toString().toLatin1();
        m_peer->write(QByteArray("{\"return\": ") + result + ", \"id\": \"" + id + "\"}\r\n");
        return request.value(QLatin1String("execute")).toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QLocalServer> m_server;
    std::unique_ptr<QmpClient> m_client;
    QLocalSocket* m_peer = nullptr;
};

ESPALIER_TEST(TstQmpClient)
#include "tst_qmpclient.moc"
