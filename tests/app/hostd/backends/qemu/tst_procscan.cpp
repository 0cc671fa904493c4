// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/procscan.h>
#include <hostd/backends/qemu/uniquefd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/mman.h>

using namespace Espalier::Hostd;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(path.left(path.lastIndexOf(u'/')));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TstProcScan final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void knowsItself()
    {
        const ProcScan scan;
        const auto status = scan.status(::getpid());
        QVERIFY(status.has_value());
        QVERIFY(status->startTime > 0);
        QCOMPARE(scan.uid(::getpid()).value_or(-1), static_cast<int>(::geteuid()));
        QCOMPARE(scan.bootId().size(), 36);
        QVERIFY(!scan.arguments(::getpid()).isEmpty());
        QVERIFY(!scan.status(0).has_value());
    }

    void readsAStatWhoseNameHoldsBracketsAndSpaces()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("7/stat")),
            "7 (a) Z 1 (b) S 1 7 7 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 987654 0 0\n");
        const auto status = ProcScan(folder.path()).status(7);
        QVERIFY(status.has_value());
        QCOMPARE(status->state, 'S');
        QCOMPARE(status->startTime, quint64(987654));
    }

    void answersNothingForATornStat()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("7/stat")), "7 (a) S 1");
        QVERIFY(!ProcScan(folder.path()).status(7).has_value());
    }

    void readsDevicesLimitsAndSwapFromTheirTables()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("7/net/dev")),
            "Inter-| Receive\n face |bytes\n    lo: 0 0\n  eth0: 1 2\n");
        write(folder.filePath(QStringLiteral("7/limits")),
            "Limit  Soft Limit  Hard Limit  Units\nMax core file size        0     unlimited     "
            "bytes\n");
        write(folder.filePath(QStringLiteral("swaps")),
            "Filename Type Size Used Priority\n/dev/sda2 partition 2048 0 -2\n");
        write(folder.filePath(QStringLiteral("7/cgroup")), "3:memory:/other\n0::/espalier/vm\n");
        const ProcScan scan(folder.path());
        QCOMPARE(
            scan.networkDevices(7).value_or(QStringList()), QStringList{QStringLiteral("eth0")});
        QVERIFY(!scan.networkDevices(8).has_value()); // nobody could look
        QCOMPARE(scan.coreLimit(7).value_or(QString()), QStringLiteral("0"));
        QCOMPARE(scan.swapBytes(), quint64(2048 * 1024));
        QVERIFY(scan.isInCgroup(7, QStringLiteral("/espalier/vm")));
        QVERIFY(!scan.isInCgroup(7, QStringLiteral("/espalier/v")));
    }

    void findsWhoHoldsAFile_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("a descriptor") << QStringLiteral("fd");
        QTest::newRow("a mapping whose descriptor is closed") << QStringLiteral("map");
        QTest::newRow("a descriptor of a file without a name") << QStringLiteral("unlinked");
    }

    void findsWhoHoldsAFile()
    {
        QFETCH(QString, how);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("disk"));
        write(path, QByteArray(4096, 'x'));
        const FileId disk = FileId::of(path).value_or(FileId());
        QVERIFY(disk.inode.ino != 0 && disk.bornNs > 0);
        const ProcScan scan;
        QVERIFY(scan.holdersOf({disk}).holders.empty());

        UniqueFd file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
        QVERIFY(file.isValid());
        void* mapped = MAP_FAILED;
        if (how == QLatin1String("map")) {
            mapped = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file.get(), 0);
            QVERIFY(mapped != MAP_FAILED);
            file.reset();
        } else if (how == QLatin1String("unlinked")) {
            QVERIFY(QFile::remove(path));
        }
        const HandleScan held = scan.holdersOf({disk});
        if (mapped != MAP_FAILED)
            ::munmap(mapped, 4096);
        QCOMPARE(held.holders, std::vector<qint64>{::getpid()});
        QVERIFY(held.scanned > 0);
        file.reset();
        QVERIFY(scan.holdersOf({disk}).holders.empty());
    }

    void isNotFooledByANumberUsedAgain_data()
    {
        QTest::addColumn<bool>("mapped");
        QTest::newRow("a descriptor") << false;
        QTest::newRow("a mapping whose descriptor is closed") << true;
    }

    // Another file with the number of one that is gone: only the time of birth differs.
    void isNotFooledByANumberUsedAgain()
    {
        QFETCH(bool, mapped);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("younger"));
        write(path, QByteArray(4096, 'x'));
        UniqueFd file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
        void* memory = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file.get(), 0);
        QVERIFY(memory != MAP_FAILED);
        if (mapped) {
            file.reset();
        } else {
            ::munmap(memory, 4096);
        }
        const FileId younger = FileId::of(path).value_or(FileId());
        QVERIFY(younger.bornNs > 0);
        const ProcScan scan;
        const auto gone = scan.holdersOf({{younger.inode, younger.bornNs - 1'000'000'000}});
        const auto unknown = scan.holdersOf({{younger.inode, 0}});
        const auto itself = scan.holdersOf({younger});
        if (mapped)
            ::munmap(memory, 4096);

        QVERIFY(!gone.failed && gone.holders.empty());
        QCOMPARE(unknown.holders, std::vector<qint64>{::getpid()}); // in doubt it is held
        QCOMPARE(itself.holders, std::vector<qint64>{::getpid()});
        QVERIFY(!FileId::of(folder.filePath(QStringLiteral("none"))).has_value());
    }

    void saysThatItSawNothingWhenThereIsNoProc()
    {
        const QTemporaryDir folder;
        const HandleScan scan = ProcScan(folder.path()).holdersOf({});
        QVERIFY(scan.failed);
    }

    void findsProcessesByUser()
    {
        const ProcScan scan;
        const int uid = static_cast<int>(::geteuid());
        const std::vector<qint64> mine = scan.pidsOfUids(uid, uid);
        QVERIFY(std::find(mine.begin(), mine.end(), ::getpid()) != mine.end());
        QVERIFY(scan.pidsOfUids(0x7300'0000, 0x7300'0010).empty());
    }
};

ESPALIER_TEST(TstProcScan)
#include "tst_procscan.moc"
