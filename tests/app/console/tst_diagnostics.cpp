// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testidentities.h"
#include "support/testregistry.h"

#include <console/diagnostics.h>
#include <console/logfile.h>

#include <domain/message.h>

#include <QProcess>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Tests;

// What is saved for a supporter: all that helps, nothing that is secret, in a file that tar reads.
class TstDiagnostics final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void tarReadsIt();
    void saysWhatIsInIt();
    void holdsNoSecret();
    void tellsEachLink();
    void isTheOwnersAlone();
    void aPlaceThatCannotBeWrittenIsSaid();
    void withoutAProfileItStillHelps();

protected:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto identity = TestIdentities().issue(QStringLiteral("/user/oncall/device/desk"));
        write("tls.pem", identity.certificate);
        write("tls.key", identity.key);
        m_key = identity.key;
        LogFile log(path("logs"));
        QCOMPARE(log.open(), QString());
        log.write(m_clock.wall(), "info", "espalier.feed", QStringLiteral("fra1 synced"));
        m_source = {};
        m_source.logFolder = path("logs");
        m_source.theme = QStringLiteral("dark");
        m_source.now = m_clock.wall();
        m_source.mono = m_clock.mono();
        Profile profile;
        profile.name = QStringLiteral("bern");
        profile.environment = QStringLiteral("PROD");
        profile.sites = {{SiteId(QStringLiteral("fra1")), QStringLiteral("fleet.example:7443")}};
        profile.rootsPath = path("roots.pem");
        profile.rosterKeysPath = path("roster.keys");
        profile.certificatePath = path("tls.pem");
        profile.keyPath = path("tls.key");
        m_source.profile = profile;
        SiteFeed feed;
        feed.id = SiteId(QStringLiteral("fra1"));
        feed.phase = LinkPhase::Failed;
        feed.problem = message(
            "link.server-refused", QStringLiteral("fleet.example:7443"), QStringLiteral("expired"));
        feed.fleetdVersion = QStringLiteral("0.1.0");
        feed.lastMessage = m_clock.mono() - std::chrono::seconds(90);
        m_source.sites = {feed};
    }

private:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder->filePath(QLatin1String(name));
    }
    void write(const char* name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    [[nodiscard]] QByteArray entry(const QByteArray& name) const
    {
        for (const TarEntry& one : diagnosticsOf(m_source)) {
            if (one.name == "espalier/" + name)
                return one.content;
        }
        return {};
    }
    [[nodiscard]] static QByteArray tar(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("tar"), arguments);
        process.waitForFinished();
        return process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray("failed");
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    DiagnosticsSource m_source;
    QByteArray m_key;
};

void TstDiagnostics::tarReadsIt()
{
    const QString file = path("d.tar");
    QCOMPARE(saveDiagnostics(file, m_source), QString());
    QCOMPARE(tar({QStringLiteral("-tf"), file}),
        QByteArray("espalier/what-is-in-here.txt\nespalier/versions.txt\nespalier/settings.txt\n"
                   "espalier/links.txt\nespalier/logs/espalier.log\n"));
    QCOMPARE(tar({QStringLiteral("-xOf"), file, QStringLiteral("espalier/logs/espalier.log")}),
        QByteArray("2026-11-25T02:41:10Z info espalier.feed: fra1 synced\n"));
    // Exactly a block, and none.
    const QByteArray archive =
        tarOf({{"a", QByteArray(512, 'x')}, {"b", {}}, {"c", "y"}}, m_clock.wall());
    QCOMPARE(archive.size(), 512 * (2 + 1 + 2 + 2));
    write("e.tar", archive);
    QCOMPARE(tar({QStringLiteral("-xOf"), path("e.tar")}), QByteArray(512, 'x') + 'y');
}

void TstDiagnostics::saysWhatIsInIt()
{
    const QByteArray about = entry("what-is-in-here.txt");
    for (const TarEntry& one : diagnosticsOf(m_source)) {
        if (one.name != "espalier/what-is-in-here.txt")
            QVERIFY2(about.contains(one.name), one.name.constData());
    }
    QVERIFY(about.contains("Not in it: keys"));
    QVERIFY(entry("versions.txt").contains("espalier " ESPALIER_VERSION));
    QVERIFY(entry("versions.txt").contains("fleetd of fra1: 0.1.0"));
}

void TstDiagnostics::holdsNoSecret()
{
    // As an earlier version might have logged it.
    QByteArray oneLine = m_key;
    oneLine.replace('\n', ' ');
    write("logs/espalier.log.1", "2026 info x: " + oneLine + "\nlast\n");
    QByteArray all;
    for (const TarEntry& one : diagnosticsOf(m_source))
        all += one.content;
    const QList<QByteArray> lines = m_key.split('\n');
    QVERIFY(lines.size() > 2);
    for (const QByteArray& line : lines) {
        if (!line.isEmpty())
            QVERIFY2(!all.contains(line), line.constData());
    }
    QVERIFY(all.contains("[a private key was here]"));
    QVERIFY(all.contains("last"));
    const QByteArray settings = entry("settings.txt");
    QVERIFY(settings.contains("key in the file"));
    QVERIFY(settings.contains("/user/oncall/device/desk"));
    QVERIFY(settings.contains("theme dark"));
    QVERIFY(settings.contains("site fra1 at fleet.example:7443"));
}

void TstDiagnostics::tellsEachLink()
{
    const QByteArray links = entry("links.txt");
    QVERIFY2(links.startsWith("fra1 failed, last message 90 s ago"), links.constData());
    QVERIFY(links.contains("expired"));
}

void TstDiagnostics::isTheOwnersAlone()
{
    QCOMPARE(saveDiagnostics(path("d.tar"), m_source), QString());
    QCOMPARE(QFile::permissions(path("d.tar"))
            & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
        QFile::Permissions());
}

void TstDiagnostics::aPlaceThatCannotBeWrittenIsSaid()
{
    const QString problem = saveDiagnostics(path("no/such/folder/d.tar"), m_source);
    QVERIFY2(problem.contains(QLatin1String("no/such/folder/d.tar")), qPrintable(problem));
}

void TstDiagnostics::withoutAProfileItStillHelps()
{
    m_source.profile.reset();
    m_source.sites.clear();
    QVERIFY(entry("settings.txt").contains("no profile"));
    QCOMPARE(entry("links.txt"), QByteArray("no site\n"));
}

ESPALIER_TEST(TstDiagnostics)
#include "tst_diagnostics.moc"
