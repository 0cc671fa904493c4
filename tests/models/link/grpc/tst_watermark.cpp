// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <link/grpc/watermark.h>
#include <text/messages.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;

namespace {

const QString epochA = QStringLiteral("aaaa");
const QString epochB = QStringLiteral("bbbb");

// With ' for ": the meta-object compiler does not read raw string literals.
QByteArray json(const char* text) { return QByteArray(text).replace('\'', '"'); }

} // namespace

class TstWatermark final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void takesAnythingAtFirstContact()
    {
        const Watermark mark;
        QCOMPARE(mark.objection(epochA, 1), Message());
    }
    void objectsToAnOlderRevisionOfTheSameEpoch()
    {
        Watermark mark;
        QVERIFY(mark.advance(epochA, 100));
        QCOMPARE(mark.objection(epochA, 100), Message());
        QCOMPARE(mark.objection(epochA, 101), Message());
        QVERIFY(Text::sentence(mark.objection(epochA, 99)).contains(QStringLiteral("revision 99")));
    }
    void neverComparesRevisionsOfDifferentEpochs()
    {
        Watermark mark;
        mark.advance(epochA, 100);
        QCOMPARE(mark.objection(epochB, 1), Message());
    }
    void objectsToAnEpochThatWasLeft()
    {
        Watermark mark;
        mark.advance(epochA, 100);
        QVERIFY(mark.advance(epochB, 1));
        QVERIFY(!mark.objection(epochA).isEmpty());
        QVERIFY(!mark.objection(epochA, 1'000).isEmpty());
        QCOMPARE(mark.objection(epochB), Message());
    }
    void onlyRises()
    {
        Watermark mark;
        mark.advance(epochA, 100);
        QVERIFY(!mark.advance(epochA, 100));
        QVERIFY(!mark.advance(epochA, 50));
        QCOMPARE(mark.revision, quint64(100));
    }
    void comesBackFromDisk()
    {
        const QTemporaryDir folder;
        const WatermarkFile file(folder.filePath(QStringLiteral("inner/fra1.json")));
        Watermark saved;
        saved.advance(epochA, 7);
        saved.advance(epochB, std::numeric_limits<quint64>::max() - 1); // a double would round it
        QCOMPARE(file.save(saved), Message());
        Watermark loaded;
        QCOMPARE(file.load(loaded), Message());
        QVERIFY(loaded == saved);
    }
    void isEmptyWithoutAFile()
    {
        const QTemporaryDir folder;
        Watermark loaded;
        loaded.advance(epochA, 7);
        QCOMPARE(WatermarkFile(folder.filePath(QStringLiteral("none"))).load(loaded), Message());
        QVERIFY(loaded == Watermark());
    }
    void refusesADamagedFileAndSaysWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << json("{'version':1,'epoch':'a");
        QTest::newRow("no revision") << json("{'version':1,'epoch':'aaaa'}");
        QTest::newRow("negative") << json("{'version':1,'epoch':'a','revision':'-1'}");
        QTest::newRow("no epoch") << json("{'version':1,'revision':'1'}");
        QTest::newRow("no version") << json("{'epoch':'a','revision':'1'}");
        QTest::newRow("newer") << json("{'version':2,'epoch':'a','revision':'1'}");
        QTest::newRow("retired no text")
            << json("{'version':1,'epoch':'a','revision':'1','retired':[5]}");
    }
    void refusesADamagedFileAndSaysWhatToDo()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("fra1.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        Watermark loaded;
        const QString problem = Text::sentence(WatermarkFile(file.fileName()).load(loaded));
        QVERIFY2(problem.contains(file.fileName()), qPrintable(problem));
        QVERIFY(loaded == Watermark());
    }
    void saysWhyItCannotSave()
    {
        const QTemporaryDir folder;
        QFile obstacle(folder.filePath(QStringLiteral("file")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        Watermark mark;
        mark.advance(epochA, 1);
        const WatermarkFile file(obstacle.fileName() + QStringLiteral("/fra1.json"));
        QVERIFY(Text::sentence(file.save(mark)).contains(obstacle.fileName()));
    }
};

ESPALIER_TEST(TstWatermark)
#include "tst_watermark.moc"
