// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <fleetd/drains/params.h>

using namespace Espalier;
using namespace Espalier::Fleetd;
using namespace std::chrono_literals;

namespace {

const WallTime now{std::chrono::seconds(1'795'574'470)};

} // namespace

class TstDrainParams final : public Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void paramsSayWhatIsWrong_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const char* value) {
            QTest::newRow(value) << QString::fromLatin1(name) << QString::fromLatin1(value);
        };
        row("deadline", "tomorrow");
        row("deadline", "2026-11-25T04:00:00+01:00"); // another zone
        row("deadline", "2026-11-25T02:41:10Z"); // now
        row("deadline", "2027-11-25T02:41:10Z");
        row("atDeadline", "explode");
        row("atDeadline", "cancel"); // without a deadline
        row("wave", "-1");
        row("wave", "81");
        row("wave", "four");
        row("group", "xyz");
        row("drain", "1234");
        row("force", "true");
    }
    void paramsSayWhatIsWrong()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto read = readDrainParams({{name, value}}, now);
        QVERIFY(!read);
        QVERIFY2(read.error().startsWith(QStringLiteral("params.%1: ").arg(name)),
            qUtf8Printable(read.error()));
    }

    void paramsThatAreGood()
    {
        QCOMPARE(*readDrainParams({}, now), DrainParams());
        const QString id(32, u'a');
        const auto read = readDrainParams(
            {{QStringLiteral("deadline"), QStringLiteral("2026-11-25T03:30:00Z")},
                {QStringLiteral("atDeadline"), QStringLiteral("ask")},
                {QStringLiteral("wave"), QStringLiteral("4")}, {QStringLiteral("group"), id}},
            now);
        QVERIFY2(bool(read), qUtf8Printable(read.error()));
        QCOMPARE(read->deadline, std::optional(now + 48min + 50s));
        QCOMPARE(read->atDeadline, AtDeadline::Ask);
        QCOMPARE(read->waveSize, 4);
        QCOMPARE(read->group, id);
        QVERIFY(readDrainParams(
            {{QStringLiteral("deadline"), QStringLiteral("2026-11-25T03:30:00.000000000Z")}}, now));
    }

    void paramsOfAStop()
    {
        const QString id(32, u'a');
        const auto stop = [&id](const char* mode) {
            return readStopParams({{QStringLiteral("drain"), id},
                {QStringLiteral("return"), QString::fromLatin1(mode)}});
        };
        QCOMPARE(stop("in-service")->mode, HostMode::InService);
        QCOMPARE(stop("cordoned")->mode, HostMode::Cordoned);
        QCOMPARE(stop("cordoned")->drain, CommandId(id));
        QVERIFY(!stop("maintenance"));
        QVERIFY(!readStopParams({{QStringLiteral("drain"), id}}));
        QVERIFY(!readStopParams({{QStringLiteral("return"), QStringLiteral("cordoned")}}));
    }
};

ESPALIER_TEST(TstDrainParams)
#include "tst_drainparams.moc"
