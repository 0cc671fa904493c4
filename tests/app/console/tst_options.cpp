// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/options.h>

using namespace Espalier;

namespace {

ParsedOptions parse(const QString& line)
{
    return parseOptions(
        QString(QStringLiteral("espalier ") + line).split(u' ', Qt::SkipEmptyParts));
}

} // namespace

class TstOptions final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void asksForNothingWithoutArguments()
    {
        const ParsedOptions parsed = parse({});
        QVERIFY(parsed.options);
        QCOMPARE(parsed.options->profile, QString());
        QVERIFY(!parsed.options->development);
        QVERIFY(!parsed.options->theme);
    }
    void readsAProfile()
    {
        QCOMPARE(parse(QStringLiteral("--profile Bern")).options->profile, QStringLiteral("Bern"));
    }
    void readsADevelopmentStart()
    {
        const ParsedOptions parsed =
            parse(QStringLiteral("--pki /pki/ --user oncall --environment DEV "
                                 "--site fra1=127.0.0.1:1 --site ams2=[::1]:2"));
        QVERIFY2(parsed.options, qPrintable(parsed.print));
        const Profile profile = *parsed.options->development;
        QCOMPARE(profile.environment, QStringLiteral("DEV"));
        QCOMPARE(profile.sites.size(), size_t(2));
        QCOMPARE(profile.sites[1].site.text(), QStringLiteral("ams2"));
        QCOMPARE(profile.certificatePath, QStringLiteral("/pki/users/oncall/tls.pem"));
        QCOMPARE(profile.rosterKeysPath, QStringLiteral("/pki/trust/roster.keys"));
    }
    void readsEachTheme()
    {
        QCOMPARE(*parse(QStringLiteral("--theme light")).options->theme, ThemeChoice::Light);
        QCOMPARE(*parse(QStringLiteral("--theme dark")).options->theme, ThemeChoice::Dark);
        QCOMPARE(*parse(QStringLiteral("--theme high-contrast")).options->theme,
            ThemeChoice::HighContrast);
        QCOMPARE(*parse(QStringLiteral("--theme system")).options->theme, ThemeChoice::System);
    }
    void readsAListing()
    {
        const QString pki =
            QStringLiteral("--pki /pki --user oncall --environment DEV --site fra1=h:1 ");
        const ParsedOptions listing = parse(pki + QStringLiteral("--list stuck --json"));
        QVERIFY2(listing.options, qPrintable(listing.print));
        QCOMPARE(*listing.options->query, QStringLiteral("stuck"));
        QVERIFY(listing.options->development);
        const ParsedOptions all = parseOptions({QStringLiteral("espalier"),
            QStringLiteral("--list"), QString(), QStringLiteral("--json")});
        QCOMPARE(*all.options->query, QString());
        QVERIFY(!parse(pki).options->query);
    }
    void readsTheLogLevel()
    {
        QCOMPARE(parse({}).options->logLevel, LogLevel::Info);
        QCOMPARE(parse(QStringLiteral("--log-level debug")).options->logLevel, LogLevel::Debug);
        QCOMPARE(parse(QStringLiteral("--log-level=warning")).options->logLevel, LogLevel::Warning);
    }
    void printsHelpAndVersion()
    {
        const ParsedOptions version = parse(QStringLiteral("--version"));
        QVERIFY(!version.options);
        QCOMPARE(version.print, QStringLiteral("espalier " ESPALIER_VERSION "\n"));
        QCOMPARE(version.exitCode, 0);
        const ParsedOptions help = parse(QStringLiteral("--help --nonsense"));
        QCOMPARE(help.exitCode, 2);
        for (const char* option : {"--profile", "--pki", "--user", "--environment", "--site",
                 "--theme", "--list", "--log-level"})
            QVERIFY2(parse(QStringLiteral("--help")).print.contains(QLatin1String(option)), option);
    }
    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* line, const char* word) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(word);
        };
        row("--nonsense", "nonsense");
        row("stray", "stray");
        row("--theme mauve", "mauve");
        row("--site fra1=h:1", "--pki");
        row("--user oncall", "--pki");
        row("--pki /p", "--user");
        row("--pki /p --user u", "site");
        row("--pki /p --user u --site fra1", "fra1");
        row("--pki /p --user u --site fra1=h", "host:port");
        row("--pki /p --user u --site fra1=h:1 --site fra1=h:2", "twice");
        row("--pki /p --user u --environment dev --site fra1=h:1", "environment");
        row("--pki /p --user u --site fra1=h:1 --profile x", "--profile");
        row("--keep-key /k", "--profile");
        row("--profile", "profile");
        row("--log-level loud", "loud");
        row("--log-level", "log-level");
        row("--list stuck", "--json");
        row("--json", "--list");
        row("--list", "list");
        row("--list a --json --profile x --keep-key /k", "--keep-key");
    }
    void namesWhatIsWrong()
    {
        QFETCH(QString, line);
        QFETCH(QString, word);
        const ParsedOptions parsed = parse(line);
        QVERIFY(!parsed.options);
        QCOMPARE(parsed.exitCode, 2);
        QVERIFY2(parsed.print.contains(word), qPrintable(parsed.print));
    }
};

ESPALIER_TEST(TstOptions)
#include "tst_options.moc"
