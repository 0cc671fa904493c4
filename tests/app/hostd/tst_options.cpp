// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/options.h>

using namespace Espalier::Hostd;
using Espalier::Tests::TestCase;

// The command line: what it means, and that every mistake is named.
class TstOptions final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void readsTheRealHost();
    void readsTheSimulator();
    void singleOptionsWinOverPki();
    void helpIsHelp();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
};

namespace {

QStringList words(const QString& line) { return line.split(u' ', Qt::SkipEmptyParts); }

const QString qemu = QStringLiteral(
    "serve --backend qemu --pki /pki --site fra1 --fleetd h:1 --state /s --image /i ");

} // namespace

void TstOptions::readsTheRealHost()
{
    const auto parsed = parseOptions(words(qemu
        + QStringLiteral(
            "--image=/j --slots 4 --uid-range 5000-5063 --log-level debug --accelerator tcg")));
    const auto* options = std::get_if<Options>(&parsed);
    QVERIFY(options);
    QVERIFY(!options->simulated);
    QCOMPARE(options->identityFolder, QStringLiteral("/pki/sites/fra1/host"));
    QCOMPARE(options->roots, QStringLiteral("/pki/trust/roots.pem"));
    QCOMPARE(options->rosterKeys, QStringLiteral("/pki/trust/roster.keys"));
    QCOMPARE(options->imageFolders, words(QStringLiteral("/i /j")));
    QCOMPARE(options->slots_, 4);
    QCOMPARE(options->firstUid, 5000);
    QCOMPARE(options->uidCount, 64);
    QCOMPARE(options->accelerator, QStringLiteral("tcg"));
    QCOMPARE(options->logLevel, QStringLiteral("debug"));
}

void TstOptions::readsTheSimulator()
{
    const auto parsed =
        parseOptions(words(QStringLiteral("serve --backend simulated --pki /pki --site ams2 "
                                          "--fleetd 127.0.0.1:77 --state /s --hosts 12")));
    const auto* options = std::get_if<Options>(&parsed);
    QVERIFY(options);
    QVERIFY(options->simulated);
    QCOMPARE(options->identityFolder, QStringLiteral("/pki/sites/ams2/simulator"));
    QCOMPARE(options->hosts, 12);
    QCOMPARE(options->fleetd, QStringLiteral("127.0.0.1:77"));
}

void TstOptions::singleOptionsWinOverPki()
{
    const auto parsed =
        parseOptions(words(qemu + QStringLiteral("--identity /x --roots /y --roster-keys /z")));
    const auto* options = std::get_if<Options>(&parsed);
    QVERIFY(options);
    QCOMPARE(options->identityFolder, QStringLiteral("/x"));
    QCOMPARE(options->roots, QStringLiteral("/y"));
    QCOMPARE(options->rosterKeys, QStringLiteral("/z"));
}

void TstOptions::helpIsHelp()
{
    for (const char* line : {"--help", "-h", "serve --help", "serve --backend qemu --help"}) {
        const auto parsed = parseOptions(words(QString::fromLatin1(line)));
        const auto* help = std::get_if<HelpWanted>(&parsed);
        QVERIFY2(help, line);
        QVERIFY(help->text.contains(QLatin1String("--uid-range")));
    }
}

void TstOptions::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QString& line, const char* expected) {
        QTest::newRow(name) << line << QString::fromLatin1(expected);
    };
    const QString simulated =
        QStringLiteral("serve --backend simulated --pki /p --site s --fleetd h:1 --state /s ");
    row("nothing", {}, "say what to do");
    row("another verb", QStringLiteral("submit"), "say what to do");
    row("no backend", QStringLiteral("serve"), "--backend is missing");
    row("another backend", QStringLiteral("serve --backend xen"), "\"xen\" is neither");
    row("unknown option", qemu + QStringLiteral("--frobnicate 1"), "\"--frobnicate\" is no option");
    row("no value", QStringLiteral("serve --backend"), "--backend needs a value");
    row("an empty value", QStringLiteral("serve --backend="), "--backend needs a value");
    row("twice", qemu + QStringLiteral("--state /t"), "--state stands twice");
    row("pki alone", QStringLiteral("serve --backend qemu --pki /p"),
        "--pki and --site go together");
    row("no identity", QStringLiteral("serve --backend qemu"), "--identity is missing");
    row("no fleetd", QStringLiteral("serve --backend qemu --pki /p --site s"),
        "--fleetd is missing");
    row("no port", QStringLiteral("serve --backend qemu --fleetd host"), "is not HOST:PORT");
    row("port 0", QStringLiteral("serve --backend qemu --fleetd host:0"), "is not HOST:PORT");
    row("no host", QStringLiteral("serve --backend qemu --fleetd :5"), "is not HOST:PORT");
    row("no state", QStringLiteral("serve --backend qemu --pki /p --site s --fleetd h:1"),
        "--state is missing");
    row("no image",
        QStringLiteral("serve --backend qemu --pki /p --site s --fleetd h:1 --state /s"),
        "--image is missing");
    row("slots", qemu + QStringLiteral("--slots 65"), "is no number from 1 to 64");
    row("uids backwards", qemu + QStringLiteral("--uid-range 2000-1000"), "is no range");
    row("uids of the system", qemu + QStringLiteral("--uid-range 0-10"), "is no range");
    row("one uid", qemu + QStringLiteral("--uid-range 2000"), "is no range");
    row("hosts of a real one", qemu + QStringLiteral("--hosts 3"),
        "for the simulated backend only");
    row("hosts", simulated + QStringLiteral("--hosts many"), "is no number from 1 to 10000");
    row("an image of a simulator", simulated + QStringLiteral("--image /i"),
        "for the qemu backend only");
    row("accelerator", qemu + QStringLiteral("--accelerator hvf"), "is none of kvm, tcg");
    row("log level", qemu + QStringLiteral("--log-level loud"), "is none of debug, info, warning");
}

void TstOptions::mistakesAreNamed()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    const auto parsed = parseOptions(words(line));
    const auto* error = std::get_if<UsageError>(&parsed);
    QVERIFY(error);
    QVERIFY2(error->text.contains(expected), qPrintable(error->text));
}

ESPALIER_TEST(TstOptions)
#include "tst_options.moc"
