// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/slots/outputtail.h>

#include <QRandomGenerator>

using namespace Espalier::Hostd;
using Espalier::Tests::TestCase;

class TstOutputTail final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatFits();
    void keepsTheLast64KiBOfALongLine();
    void keepsControlCharactersAsTheyAre();
    void readsMoveUpToWhatIsStillThere();
    void wipedBytesAreGoneAndOffsetsGoOn();
    void agreesWithAPlainBuffer();
};

void TstOutputTail::keepsWhatFits()
{
    OutputTail tail;
    tail.append("one\n");
    tail.append("two\n");
    quint64 offset = 0;
    QCOMPARE(tail.read(offset, 100), QByteArray("one\ntwo\n"));
    QCOMPARE(offset, quint64(0));
    offset = 4;
    QCOMPARE(tail.read(offset, 2), QByteArray("tw"));
}

void TstOutputTail::keepsTheLast64KiBOfALongLine()
{
    OutputTail tail;
    QByteArray line(10'000'000, 'x');
    line.append("end");
    tail.append(line);
    QCOMPARE(tail.end(), quint64(line.size()));
    QCOMPARE(tail.end() - tail.begin(), quint64(OutputTail::capacity));
    quint64 offset = 0;
    const QByteArray all = tail.read(offset, line.size());
    QCOMPARE(all, line.right(OutputTail::capacity));
    QCOMPARE(offset, tail.begin());
}

void TstOutputTail::keepsControlCharactersAsTheyAre()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes.append(char(i));
    OutputTail tail;
    tail.append(bytes);
    quint64 offset = 0;
    QCOMPARE(tail.read(offset, 1000), bytes);
}

void TstOutputTail::readsMoveUpToWhatIsStillThere()
{
    OutputTail tail;
    tail.append(QByteArray(OutputTail::capacity, 'a'));
    tail.append("bcd");
    quint64 offset = 1;
    QCOMPARE(tail.read(offset, 1), QByteArray("a"));
    QCOMPARE(offset, quint64(3));
    offset = 1'000'000'000;
    QVERIFY(tail.read(offset, 1).isEmpty());
    QCOMPARE(offset, tail.end());
}

void TstOutputTail::wipedBytesAreGoneAndOffsetsGoOn()
{
    OutputTail tail;
    tail.append("secret");
    tail.wipe();
    quint64 offset = 0;
    QVERIFY(tail.read(offset, 100).isEmpty());
    QCOMPARE(tail.end(), quint64(6));
    tail.append("more");
    offset = 0;
    QCOMPARE(tail.read(offset, 100), QByteArray("more"));
    QCOMPARE(offset, quint64(6));
}

void TstOutputTail::agreesWithAPlainBuffer()
{
    QRandomGenerator random(7);
    OutputTail tail;
    QByteArray all;
    for (int round = 0; round < 300; ++round) {
        QByteArray data(random.bounded(3000), Qt::Uninitialized);
        for (char& byte : data)
            byte = char(random.bounded(256));
        tail.append(data);
        all.append(data);
        quint64 offset = random.bounded(quint32(all.size() + 1));
        const qsizetype count = random.bounded(5000);
        const QByteArray read = tail.read(offset, count);
        QCOMPARE(read, all.mid(qsizetype(offset), count));
        QVERIFY(offset >= quint64(std::max<qsizetype>(0, all.size() - OutputTail::capacity)));
    }
}

ESPALIER_TEST(TstOutputTail)
#include "tst_outputtail.moc"
