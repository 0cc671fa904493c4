// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/daemoncontrol.h>
#include <tour/until.h>

#include "support/testregistry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>

using namespace Espalier::Tour;

// A script with a daemon's name stands in for one: killed, found gone, started again.
class TstDaemonControl final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void startsAgainWhatWasKilled();
    void refusesASignalToNobody();
    void findsFilesByTheirFolder();
};

void TstDaemonControl::startsAgainWhatWasKilled()
{
    const QTemporaryDir folder;
    const QString program = folder.filePath(QStringLiteral("espalier-fake"));
    QFile script(program);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(
        "#!/bin/sh\necho started\nwhile read line; do :; done\nwhile :; do sleep 1; done\n");
    script.close();
    script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // A script's process is its interpreter with the script as first argument.
    const DaemonEntry daemon{QStringLiteral("fake"), 0,
        {program, QStringLiteral("--state"), folder.path()}, folder.filePath(QStringLiteral("log")),
        folder.path()};
    QVERIFY(!liveProcess(daemon).has_value());
    qint64 last = 0;
    for (int round = 0; round < 2; ++round) {
        startAgain(daemon);
        const ProcessFacts live = *until(QDeadlineTimer(5000), QStringLiteral("the daemon lives"),
            [&daemon](QString&) { return liveProcess(daemon); });
        until(QDeadlineTimer(5000), QStringLiteral("it has written to its log"), [&](QString&) {
            QFile log(daemon.log);
            return log.open(QIODevice::ReadOnly) && log.readAll().count("started") == round + 1;
        });
        QVERIFY(live.pid != last);
        last = live.pid;
        sendSignal(live.pid, SIGKILL);
        until(QDeadlineTimer(5000), QStringLiteral("the daemon is gone"),
            [&daemon](QString&) { return !liveProcess(daemon).has_value(); });
    }
}

void TstDaemonControl::refusesASignalToNobody()
{
    QVERIFY_THROWS_EXCEPTION(Failure, sendSignal(4'000'000'000, SIGTERM));
}

void TstDaemonControl::findsFilesByTheirFolder()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("vms/1-abc/deep")));
    QCOMPARE(filesWith(folder.path(), QStringLiteral("1-abc")).size(), 2);
    QCOMPARE(filesWith(folder.path(), QStringLiteral("2-abc")).size(), 0);
    QVERIFY_THROWS_EXCEPTION(
        Failure, (void)filesWith(QStringLiteral("/nowhere"), QStringLiteral("x")));
}

ESPALIER_TEST(TstDaemonControl)
#include "tst_daemoncontrol.moc"
