// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/guestchannel.h>

#include <QLocalServer>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Hostd;

// The host's end of the ports against a scripted guest, a hostile one too.
class TstGuestChannel final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void acknowledgesExactlyWhatItHeard()
    {
        const QSignalSpy booted(m_channel.get(), &GuestChannel::booted);
        const QSignalSpy started(m_channel.get(), &GuestChannel::started);
        say("booted 1\nstar");
        say("ted\n");
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(booted.count(), 1);
        QVERIFY(m_channel->isHeard());
        // First of all it asks a guest that may have told everything to a hostd before this one.
        QTRY_COMPARE(heard(), QByteArray("repeat\nack booted 1\nack started\n"));
    }

    void tellsTheEndOnceAndAcknowledgesItWhenTold()
    {
        const QSignalSpy ended(m_channel.get(), &GuestChannel::ended);
        say("exit 3\nexit 3\n");
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(ended.front().front().value<JobExit>(), (JobExit{JobExitKind::Exit, 3}));
        QTRY_COMPARE(heard(), QByteArray("repeat\n"));
        m_channel->acknowledgeEnd();
        QTRY_COMPARE(heard(), QByteArray("repeat\nack exit 3\n"));
        say("exit 3\n"); // our answer was lost
        QTRY_COMPARE(heard(), QByteArray("repeat\nack exit 3\nack exit 3\n"));
        say("exit 4\nsignal 9\n");
        say("booted 1\n");
        QTRY_VERIFY(heard().endsWith("ack booted 1\n"));
        QCOMPARE(ended.count(), 1);
    }

    void waitsForOutputThatTheEndOvertook()
    {
        QByteArray output;
        qsizetype atTheEnd = -1;
        connect(m_channel.get(), &GuestChannel::output, this,
            [&output](const QByteArray& data) { output += data; });
        connect(m_channel.get(), &GuestChannel::ended, this, [&] { atTheEnd = output.size(); });
        say("exit 0\n");
        const QByteArray flood(3'000'000, 'x');
        m_outputPeer->write(flood);
        QTRY_VERIFY(atTheEnd >= 0);
        QCOMPARE(atTheEnd, flood.size());
    }

    void ignoresNonsense_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no number") << QByteArray("exit x");
        QTest::newRow("negative") << QByteArray("exit -1");
        QTest::newRow("too large") << QByteArray("exit 256");
        QTest::newRow("another word") << QByteArray("exited 1");
        QTest::newRow("control characters") << QByteArray("\x1b[2Jexit 1");
        QTest::newRow("a line of 10 MB") << QByteArray(10'000'000, 'e');
        QTest::newRow("a long line that ends like a good one") << QByteArray(100, ' ') + "exit 1";
    }

    void ignoresNonsense()
    {
        QFETCH(QByteArray, line);
        const QSignalSpy ended(m_channel.get(), &GuestChannel::ended);
        const QSignalSpy booted(m_channel.get(), &GuestChannel::booted);
        say(line + "\nbooted 1\n");
        QTRY_COMPARE_WITH_TIMEOUT(booted.count(), 1, 20'000);
        QVERIFY(!m_channel->pendingEnd().has_value());
        QCOMPARE(ended.count(), 0);
    }

    void tellsThatThereIsNoJob()
    {
        const QSignalSpy failed(m_channel.get(), &GuestChannel::failed);
        say("failed root-mount\n");
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().toString(), QStringLiteral("root-mount"));
    }

    void asksForTheEnd()
    {
        m_channel->askJobEnd();
        m_channel->askPowerOff();
        QTRY_COMPARE(heard(), QByteArray("repeat\nterminate\npoweroff\n"));
    }

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_heard.clear();
        m_channel = std::make_unique<GuestChannel>();
        m_control = std::make_unique<QLocalServer>();
        m_output = std::make_unique<QLocalServer>();
        const QString control = m_folder->filePath(QStringLiteral("control"));
        const QString output = m_folder->filePath(QStringLiteral("output"));
        QVERIFY(m_control->listen(control) && m_output->listen(output));
        m_channel->connectTo(control, output);
        QTRY_VERIFY(m_control->hasPendingConnections() && m_output->hasPendingConnections());
        m_controlPeer = m_control->nextPendingConnection();
        m_outputPeer = m_output->nextPendingConnection();
    }

    void say(const QByteArray& bytes) { m_controlPeer->write(bytes); }

    QByteArray heard()
    {
        m_heard += m_controlPeer->readAll();
        return m_heard;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QLocalServer> m_control, m_output;
    std::unique_ptr<GuestChannel> m_channel;
    QLocalSocket* m_controlPeer = nullptr;
    QLocalSocket* m_outputPeer = nullptr;
    QByteArray m_heard;
};

ESPALIER_TEST(TstGuestChannel)
#include "tst_guestchannel.moc"
