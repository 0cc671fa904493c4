// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <commands/commandjournal.h>

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Espalier;

class TstCommandJournal final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void everythingComesBackUntilForgotten();
    void onlyTheOwnerReadsIt();
    void whatCannotBeWrittenIsTold();
    void damagedFilesAreNamedAndLeft_data();
    void damagedFilesAreNamedAndLeft();
    void aNameFromOutsideCannotLeaveTheFolder();
};

namespace {

JournaledCommand kept(QChar digit = u'a')
{
    return {CommandId(QString(32, digit)), SiteId(QStringLiteral("fra1")),
        {QByteArray("{\"envelope\":1}\0x", 16), QStringLiteral("why \u2014 \"quoted\""),
            QStringLiteral("OPS-1"), QByteArray(32, '\0'), QByteArray(32, '\xff')}};
}

} // namespace

void TstCommandJournal::everythingComesBackUntilForgotten()
{
    const QTemporaryDir folder;
    const CommandJournal journal(folder.filePath(QStringLiteral("a/b")));
    QVERIFY(journal.load().commands.empty());
    QCOMPARE(journal.keep(kept(u'b')), QString());
    QCOMPARE(journal.keep(kept(u'a')), QString());
    const auto loaded = CommandJournal(folder.filePath(QStringLiteral("a/b"))).load();
    QVERIFY(loaded.problems.isEmpty());
    QCOMPARE(loaded.commands.size(), size_t(2));
    const JournaledCommand& first = loaded.commands.front();
    QVERIFY(first.id == kept().id);
    QVERIFY(first.site == kept().site);
    QCOMPARE(first.message.envelope, kept().message.envelope);
    QCOMPARE(first.message.reason, kept().message.reason);
    QCOMPARE(first.message.ticket, kept().message.ticket);
    QCOMPARE(first.message.reasonSalt, kept().message.reasonSalt);
    QCOMPARE(first.message.ticketSalt, kept().message.ticketSalt);
    QCOMPARE(journal.forget(kept().id), QString());
    QCOMPARE(journal.forget(kept().id), QString());
    QCOMPARE(journal.load().commands.size(), size_t(1));
}

void TstCommandJournal::onlyTheOwnerReadsIt()
{
    const QTemporaryDir folder;
    QCOMPARE(CommandJournal(folder.path()).keep(kept()), QString());
    const QFileInfo file(folder.filePath(kept().id.text() + QStringLiteral(".json")));
    QVERIFY(file.exists());
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void TstCommandJournal::whatCannotBeWrittenIsTold()
{
    const QTemporaryDir folder;
    QFile inTheWay(folder.filePath(QStringLiteral("file")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const QString problem =
        CommandJournal(folder.filePath(QStringLiteral("file/journal"))).keep(kept());
    QVERIFY2(problem.contains(QStringLiteral("file/journal")), qPrintable(problem));
    // A device that is always full.
    const QString full = CommandJournal(QStringLiteral("/dev/full")).keep(kept());
    QVERIFY2(full.contains(QStringLiteral("/dev/full")), qPrintable(full));
}

void TstCommandJournal::damagedFilesAreNamedAndLeft_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("\x00\xff{", 3);
    QTest::newRow("newer") << QByteArray("{\"version\":2,\"id\":\"" + QByteArray(32, 'c')
        + "\",\"site\":\"fra1\",\"envelope\":\"YQ==\"}");
    QTest::newRow("another id") << QByteArray("{\"version\":1,\"id\":\"" + QByteArray(32, 'd')
        + "\",\"site\":\"fra1\",\"envelope\":\"YQ==\"}");
    QTest::newRow("endless") << QByteArray(200'000, ' ');
}

void TstCommandJournal::damagedFilesAreNamedAndLeft()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    const CommandJournal journal(folder.path());
    QCOMPARE(journal.keep(kept()), QString());
    QFile damaged(folder.filePath(QString(32, u'c') + QStringLiteral(".json")));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write(content);
    damaged.close();
    const auto loaded = journal.load();
    QCOMPARE(loaded.commands.size(), size_t(1));
    QCOMPARE(loaded.problems.size(), 1);
    QVERIFY(loaded.problems.front().contains(damaged.fileName()));
    QVERIFY(damaged.exists());
}

void TstCommandJournal::aNameFromOutsideCannotLeaveTheFolder()
{
    const QTemporaryDir folder;
    JournaledCommand odd = kept();
    odd.id = CommandId(QStringLiteral("../../etc/passwd"));
    QVERIFY(!CommandJournal(folder.path()).keep(odd).isEmpty());
    QVERIFY(QDir(folder.path()).isEmpty());
}

ESPALIER_TEST(TstCommandJournal)
#include "tst_commandjournal.moc"
