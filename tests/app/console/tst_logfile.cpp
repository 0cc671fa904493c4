// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <console/feedlog.h>
#include <console/logfile.h>

#include <QFileInfo>
#include <QLoggingCategory>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

Q_LOGGING_CATEGORY(logTest, "espalier.test")

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TstLogFile final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aLineIsOneLine_data();
    void aLineIsOneLine();
    void isTheOwnersAlone();
    void turnsOverBySizeAndKeepsFour();
    void goesOnWhereTheLastRunEnded();
    void aFolderThatCannotBeMadeIsSaid();
    void takesWhatIsLogged_data();
    void takesWhatIsLogged();
    void feedsAreLoggedOncePerChange();

protected:
    void prepare() override { m_folder = std::make_unique<QTemporaryDir>(); }

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(QStringLiteral("logs")); }
    [[nodiscard]] QByteArray written() const
    {
        return contentOf(folder() + QStringLiteral("/espalier.log"));
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstLogFile::aLineIsOneLine_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const QString& message, const QString& line) {
        QTest::newRow(name) << message << line;
    };
    row("plain", QStringLiteral("fra1 synced"), QStringLiteral("fra1 synced"));
    row("line ends", QStringLiteral("a\nb\r\nc"), QStringLiteral("a b  c"));
    row("escape", QStringLiteral("\x1b[2Jx"), QStringLiteral(" [2Jx"));
    row("separators", QStringLiteral("a\u2028b\u0085c"), QStringLiteral("a b c"));
    row("a key",
        QStringLiteral("x -----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY----- y"),
        QStringLiteral("x [a private key was here] y"));
    row("half a key", QStringLiteral("x -----BEGIN EC PRIVATE KEY-----\nMC4CAQ"),
        QStringLiteral("x [a private key was here]"));
    row("long", QString(3'000, u'a'), QString(2'000, u'a') + QStringLiteral(" ..."));
}

void TstLogFile::aLineIsOneLine()
{
    QFETCH(QString, message);
    QTEST(logLine(message), "line");
}

void TstLogFile::isTheOwnersAlone()
{
    LogFile log(folder());
    QCOMPARE(log.open(), QString());
    log.write(m_clock.wall(), "info", "espalier.x", QStringLiteral("hello"));
    QCOMPARE(written(), QByteArray("2026-11-25T02:41:10Z info espalier.x: hello\n"));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(LogFile::files(folder()).front()) & others));
    QVERIFY(!(QFile::permissions(folder()) & others));
}

void TstLogFile::turnsOverBySizeAndKeepsFour()
{
    LogFile log(folder(), 1'000);
    QCOMPARE(log.open(), QString());
    for (int i = 0; i < 200; ++i)
        log.write(m_clock.wall(), "info", "espalier.x", QStringLiteral("line %1").arg(i));
    const QStringList files = LogFile::files(folder());
    QCOMPARE(files.size(), 4);
    for (const QString& file : files)
        QVERIFY2(QFileInfo(file).size() <= 1'000, qPrintable(file));
    QVERIFY(contentOf(files.front()).contains("line 199\n"));
    QVERIFY(!contentOf(files.back()).contains("line 0\n"));
    QVERIFY(contentOf(files.at(1)).size() > 900);
}

void TstLogFile::goesOnWhereTheLastRunEnded()
{
    for (const char* word : {"one", "two"}) {
        LogFile log(folder());
        QCOMPARE(log.open(), QString());
        log.write(m_clock.wall(), "info", "x", QString::fromLatin1(word));
    }
    QCOMPARE(written().count('\n'), 2);
}

void TstLogFile::aFolderThatCannotBeMadeIsSaid()
{
    QFile file(folder());
    QVERIFY(file.open(QIODevice::WriteOnly)); // where the folder should be
    LogFile log(folder() + QStringLiteral("/deep"));
    QVERIFY(!log.open().isEmpty());
    log.write(m_clock.wall(), "info", "x", QStringLiteral("lost")); // and nothing happens
}

void TstLogFile::takesWhatIsLogged_data()
{
    QTest::addColumn<QString>("level");
    QTest::addColumn<int>("lines");
    QTest::newRow("debug") << QStringLiteral("debug") << 3;
    QTest::newRow("info") << QStringLiteral("info") << 2;
    QTest::newRow("warning") << QStringLiteral("warning") << 1;
}

void TstLogFile::takesWhatIsLogged()
{
    QFETCH(QString, level);
    LogFile log(folder());
    QCOMPARE(log.open(), QString());
    {
        const LogToFile logging(log, m_clock, *logLevelFromText(level));
        qCDebug(logTest) << "d";
        qCInfo(logTest) << "i";
        qCCritical(logTest) << "c";
    }
    QTest::ignoreMessage(QtCriticalMsg, "after");
    qCCritical(logTest) << "after"; // no longer
    QTEST(int(written().count('\n')), "lines");
    QVERIFY(written().contains("critical espalier.test: c\n"));
    QLoggingCategory::setFilterRules(QString());
    QVERIFY(!logLevelFromText(QStringLiteral("loud")));
}

void TstLogFile::feedsAreLoggedOncePerChange()
{
    LogFile log(folder());
    QCOMPARE(log.open(), QString());
    FeedLog feeds;
    FeedBatch batch;
    batch.site = SiteId(QStringLiteral("fra1"));
    {
        const LogToFile logging(log, m_clock, LogLevel::Info);
        feeds.look(batch); // says nothing of the link
        batch.status = LinkStatus{LinkPhase::Connecting, {}, {}, {}, false};
        feeds.look(batch);
        feeds.look(batch);
        batch.status->phase = LinkPhase::Failed;
        batch.status->problem = message("link.server-refused", QStringLiteral("h:1"),
            QStringLiteral("its certificate has expired"));
        feeds.look(batch);
        feeds.look(batch);
        batch.status->phase = LinkPhase::Connecting; // again, for the same reason
        feeds.look(batch);
        batch.status->phase = LinkPhase::Failed;
        feeds.look(batch);
        batch.status = LinkStatus{LinkPhase::Synced, {}, {}, QStringLiteral("0.1.0"), false};
        feeds.look(batch);
    }
    QLoggingCategory::setFilterRules(QString());
    QCOMPARE(written().count('\n'), 3);
    QVERIFY(written().contains("info espalier.feed: fra1 synced 0.1.0\n"));
    QVERIFY(written().contains("info espalier.feed: fra1 connecting"));
    QVERIFY(written().contains("warning espalier.feed: fra1 failed"));
    QVERIFY(written().contains("its certificate has expired"));
}

ESPALIER_TEST(TstLogFile)
#include "tst_logfile.moc"
