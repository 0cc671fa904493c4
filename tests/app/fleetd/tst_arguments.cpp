// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <fleetd/cli/arguments.h>
#include <fleetd/cli/verbs.h>

using namespace Espalier::Fleetd::Cli;

namespace {

ArgumentRule someRule()
{
    ArgumentRule rule;
    rule.values = QStringList{QStringLiteral("--site"), QStringLiteral("--hosts")};
    rule.flags = QStringList{QStringLiteral("--wait")};
    rule.repeatable = QStringList{QStringLiteral("--hosts")};
    rule.positional = 1;
    return rule;
}

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TstArguments final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void readsValuesFlagsAndWords()
    {
        const auto parsed =
            Arguments::parse(words("DIR --site fra1 --hosts a=1 --hosts=b=2 --wait"), someRule());
        QVERIFY2(parsed, qPrintable(parsed.error()));
        QCOMPARE(parsed->words(), QStringList{QStringLiteral("DIR")});
        QCOMPARE(parsed->value(QStringLiteral("--site")), QStringLiteral("fra1"));
        QCOMPARE(parsed->values(QStringLiteral("--hosts")),
            (QStringList{QStringLiteral("a=1"), QStringLiteral("b=2")}));
        QVERIFY(parsed->has(QStringLiteral("--wait")));
        QCOMPARE(parsed->value(QStringLiteral("--none"), QStringLiteral("x")), QStringLiteral("x"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QString>("problem");
        QTest::newRow("unknown") << words("D --what") << QStringLiteral("--what: no such option");
        QTest::newRow("no value") << words("D --site") << QStringLiteral("--site: a value");
        QTest::newRow("twice") << words("D --site a --site b")
                               << QStringLiteral("--site: stands twice");
        QTest::newRow("flag with value")
            << words("D --wait=yes") << QStringLiteral("--wait: takes no value");
        QTest::newRow("an option as a value")
            << words("D --site --wait") << QStringLiteral("--site: a value is needed, --wait is");
        QTest::newRow("too many words") << words("D E") << QStringLiteral("\"E\" belongs to");
        QTest::newRow("no word") << words("--wait") << QStringLiteral("a word is missing");
    }

    void saysWhatIsWrong()
    {
        QFETCH(QStringList, given);
        QFETCH(QString, problem);
        const auto parsed = Arguments::parse(given, someRule());
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().startsWith(problem), qPrintable(parsed.error()));
    }

    void verbsTellMisuseFromFailure()
    {
        QCOMPARE(serve({}), misused);
        QCOMPARE(serve(words("--site fra1 --state x --listen a:0 --log-level loud")), misused);
        QCOMPARE(
            serve(words("--site fra1 --state x --listen a:0")), misused); // neither --pki nor files
        QCOMPARE(submit(words("--site fra1")), misused);
        QCOMPARE(list(words("gadget --json --site fra1 --fleetd x:1")), misused);
        QCOMPARE(list(words("host --site fra1 --fleetd x:1")), misused); // --json
        QCOMPARE(list(words("host --json --site fra1 --fleetd x:1 --pki /nowhere")), failed);
        QCOMPARE(backup(words("file")), misused);
        QCOMPARE(backup(words("file --state /nowhere")), failed);
    }
};

ESPALIER_TEST(TstArguments)
#include "tst_arguments.moc"
