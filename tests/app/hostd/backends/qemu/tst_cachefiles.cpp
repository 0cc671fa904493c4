// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "smalldisk.h"
#include "support/testregistry.h"

#include <hostd/backends/qemu/cachefiles.h>
#include <hostd/backends/qemu/qcow2head.h>

#include <QDir>
#include <QFile>
#include <QTest>

#include <unistd.h>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;

namespace {

const VolumeId volume(QStringLiteral("c0ffee00-0000-4000-8000-000000000001"));
constexpr quint64 quota = 64 << 20; // bytes; placements have 20 GiB at least

CacheDisk disk(int number, const QString& base = {}, const QByteArray& baseKey = {})
{
    return {volume, QStringLiteral("deps"), QStringLiteral("%1").arg(number, 32, 16, QChar(u'0')),
        quota, base, QByteArray(64, static_cast<char>('0' + number)), baseKey};
}

} // namespace

// Forks and versions as files, made by the real qemu-img.
class TstCacheFiles final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aForkIsFlattenedAndForkedAgain()
    {
        QTemporaryDir folder;
        CacheFiles files(folder.filePath(QStringLiteral("caches")), m_tools);
        const QString first = folder.filePath(QStringLiteral("cache-1")),
                      second = folder.filePath(QStringLiteral("cache-2"));
        QCOMPARE(fork(files, disk(1), first), QString());
        QCOMPARE(qcow2Head(first)->bytes, quota);
        QCOMPARE(qcow2Head(first)->encryption, 2U);
        QCOMPARE(flatten(files, disk(1), first, QStringLiteral("a")), QString());
        const QString version = folder.filePath(QStringLiteral("caches/")) + volume.text() + u"/a";
        QCOMPARE(qcow2Head(version)->encryption, 2U);
        QVERIFY(m_bytes > 0);
        const CacheDisk next = disk(2, QStringLiteral("a"), disk(1).key);
        QCOMPARE(fork(files, next, second), QString());
        QCOMPARE(flatten(files, next, second, QStringLiteral("b")), QString());
        // Under the wrong key of the base nothing is made.
        CacheDisk wrong = next;
        wrong.baseKey = QByteArray(64, 'f');
        QVERIFY(!flatten(files, wrong, second, QStringLiteral("c")).isEmpty());
        files.removeBut({{volume, {QStringLiteral("b")}}});
        QCOMPARE(
            QDir(folder.filePath(QStringLiteral("caches/")) + volume.text()).entryList(QDir::Files),
            QStringList{QStringLiteral("b")});
        files.removeBut({});
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("caches/")) + volume.text()));
    }

    // What a guest that broke out of its VM could write into the fork's head.
    void aForkWithAnotherHeadIsNotRead_data()
    {
        QTest::addColumn<int>("at");
        QTest::newRow("an external data file") << 79;
        QTest::newRow("another size") << 27;
        QTest::newRow("no encryption") << 35;
        QTest::newRow("another version") << 7;
    }

    void aForkWithAnotherHeadIsNotRead()
    {
        QFETCH(int, at);
        QTemporaryDir folder;
        CacheFiles files(folder.filePath(QStringLiteral("caches")), m_tools);
        const QString path = folder.filePath(QStringLiteral("cache-1"));
        QCOMPARE(fork(files, disk(1), path), QString());
        QFile image(path);
        QVERIFY(image.open(QIODevice::ReadWrite) && image.seek(at));
        QVERIFY(image.write("\x04", 1) == 1);
        image.close();
        QVERIFY(flatten(files, disk(1), path, QStringLiteral("a"))
                    .contains(QLatin1String("its head was changed")));
    }

    void aFullDiskLeavesNothingHalf()
    {
        if (::geteuid() != 0)
            QSKIP("a file system of its own needs root");
        SmallDisk small(6 << 20);
        QVERIFY(small.isMounted());
        CacheFiles files(small.path() + QStringLiteral("/caches"), m_tools);
        QTemporaryDir elsewhere;
        const QString path = elsewhere.filePath(QStringLiteral("cache-1"));
        QCOMPARE(fork(files, disk(1), path), QString());
        QCOMPARE(flatten(files, disk(1), path, QStringLiteral("a")), QString());
        QFile filler(small.path() + QStringLiteral("/filler"));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(65'536, 'x')) == 65'536) {}
        QVERIFY(!flatten(files, disk(1), path, QStringLiteral("b")).isEmpty());
        QVERIFY(!fork(files, disk(2), small.path() + QStringLiteral("/cache-2")).isEmpty());
        const QDir kept(small.path() + QStringLiteral("/caches/") + volume.text());
        QCOMPARE(kept.entryList(QDir::Files), QStringList{QStringLiteral("a")});
        QVERIFY(!QFile::exists(small.path() + QStringLiteral("/cache-2")));
        filler.close();
        QVERIFY(filler.remove());
        QCOMPARE(flatten(files, disk(1), path, QStringLiteral("b")), QString());
    }

private:
    QString fork(CacheFiles& files, const CacheDisk& disk, const QString& path)
    {
        std::optional<QString> done;
        files.fork(disk, path, [&](const InodeId&, const QString& problem) { done = problem; });
        return QTest::qWaitFor([&] { return done.has_value(); }, 60'000) ? *done
                                                                         : QStringLiteral("no end");
    }
    QString flatten(
        CacheFiles& files, const CacheDisk& disk, const QString& path, const QString& file)
    {
        std::optional<QString> done;
        files.flatten({{}, disk, file}, path, [&](quint64 bytes, const QString& problem) {
            m_bytes = bytes;
            done = problem;
        });
        return QTest::qWaitFor([&] { return done.has_value(); }, 60'000) ? *done
                                                                         : QStringLiteral("no end");
    }

    const CacheFiles::Tools m_tools{
        QStringLiteral("/usr/bin/qemu-img"), QStringLiteral("/usr/sbin/mke2fs"), {}};
    quint64 m_bytes = 0;
};

ESPALIER_TEST(TstCacheFiles)
#include "tst_cachefiles.moc"
