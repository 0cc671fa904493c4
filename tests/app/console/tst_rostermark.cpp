// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/rostermark.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;

class TstRosterMark final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void beginsAtNothing()
    {
        const QTemporaryDir folder;
        RosterMark mark(folder.filePath(QStringLiteral("roster-version")));
        QCOMPARE(mark.load(), QString());
        QCOMPARE(mark.version(), quint64(0));
    }
    void neverGoesBackAcrossRestarts()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("inner/roster-version"));
        {
            RosterMark mark(path);
            QCOMPARE(mark.load(), QString());
            QCOMPARE(mark.advance(7), QString());
            QCOMPARE(mark.advance(5), QString());
            QCOMPARE(mark.version(), quint64(7));
        }
        RosterMark mark(path);
        QCOMPARE(mark.load(), QString());
        QCOMPARE(mark.version(), quint64(7));
    }
    void refusesADamagedFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no number") << QByteArray("espalier roster version v1\nseven\n");
        QTest::newRow("newer") << QByteArray("espalier roster version v2\n7\n");
        QTest::newRow("cut") << QByteArray("espalier roster version v1\n");
    }
    void refusesADamagedFile()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("roster-version")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        RosterMark mark(file.fileName());
        QVERIFY(mark.load().contains(file.fileName()));
        QCOMPARE(mark.version(), quint64(0));
    }
    void saysWhyItCannotKeepIt()
    {
        const QTemporaryDir folder;
        QFile obstacle(folder.filePath(QStringLiteral("file")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        RosterMark mark(obstacle.fileName() + QStringLiteral("/roster-version"));
        QVERIFY(mark.advance(1).contains(obstacle.fileName()));
    }
};

ESPALIER_TEST(TstRosterMark)
#include "tst_rostermark.moc"
