// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/diskpool.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Espalier::Hostd;

// Against a qemu-img that only makes a file and counts.
class TstDiskPool final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void givesEachWhoAsksADiskAndKeyOfItsOwn()
    {
        DiskPool pool(spares(), m_program, systemRandom(), 1);
        std::vector<SpareDisk> taken;
        for (int i = 0; i < 3; ++i)
            pool.request(kind(1),
                [&taken](SpareDisk* disk, const QString&) { taken.push_back(std::move(*disk)); });
        QTRY_COMPARE(taken.size(), size_t(3));
        QCOMPARE(made(), 3);
        QVERIFY(taken[0].nonce != taken[1].nonce && taken[1].nonce != taken[2].nonce);
        QVERIFY(taken[0].inode.ino != taken[1].inode.ino);
        QCOMPARE(taken[0].nonce.size(), 32);
        QVERIFY(taken[0].path.contains(taken[0].nonce));
        QVERIFY(taken[0].key->isSet());
    }

    void aSpareIsThereAtOnce()
    {
        DiskPool pool(spares(), m_program, systemRandom(), 1);
        pool.refill(); // nobody has asked yet: of what kind?
        int taken = 0;
        const auto count = [&taken](SpareDisk* disk, const QString&) { taken += disk ? 1 : 0; };
        pool.request(kind(1), count);
        QTRY_COMPARE(taken, 1);
        pool.refill();
        pool.refill(); // one is wanted, one is being made
        QTRY_COMPARE(pool.ready(), 1);
        QCOMPARE(made(), 2);
        QFile::remove(m_program); // none can be made any more
        pool.request(kind(1), count);
        QTRY_COMPARE(taken, 2);
    }

    void dropsSparesOfAnotherKind()
    {
        DiskPool pool(spares(), m_program, systemRandom(), 1);
        QString path;
        const auto keep = [&path](SpareDisk* disk, const QString&) {
            path = disk ? disk->path : QString();
        };
        pool.request(kind(1), keep);
        QTRY_VERIFY(!path.isEmpty());
        pool.refill();
        QTRY_COMPARE(pool.ready(), 1);
        path.clear();
        pool.request(kind(2), keep);
        QTRY_VERIFY(!path.isEmpty());
        QCOMPARE(made(), 3);
        pool.refill();
        QTRY_COMPARE(pool.ready(), 1);
        QCOMPARE(made(), 4);
        QCOMPARE(QDir(spares()).entryList(QDir::Files).size(), 3); // two taken and one spare
    }

    void tellsWhoAskedWhyThereIsNone()
    {
        m_program = QStringLiteral("/nothing/qemu-img");
        DiskPool pool(spares(), m_program, systemRandom(), 1);
        QString said;
        pool.request(kind(1), [&said](SpareDisk* disk, const QString& why) {
            said = disk ? QStringLiteral("?") : why;
        });
        QTRY_VERIFY(!said.isEmpty());
        QVERIFY2(said.contains(QLatin1String("cannot be started")), qPrintable(said));
    }

    void makesNoneWithoutRandomness()
    {
        DiskPool pool(
            spares(), m_program, [](std::span<unsigned char>) { return false; }, 1);
        QString said;
        pool.request(kind(1), [&said](SpareDisk*, const QString& why) { said = why; });
        QTRY_COMPARE(said, QStringLiteral("no randomness for a key"));
    }

    void takesItsSparesWithItAndRemovesAnothers()
    {
        QDir().mkpath(spares());
        QFile left(spares() + QStringLiteral("/root-%1.qcow2").arg(QString(32, u'f')));
        QVERIFY(left.open(QIODevice::WriteOnly));
        {
            DiskPool pool(spares(), m_program, systemRandom(), 1);
            QString path;
            pool.request(kind(1), [&path](SpareDisk* disk, const QString&) { path = disk->path; });
            QTRY_VERIFY(!path.isEmpty());
            QVERIFY(QFile::remove(path));
            pool.refill();
            QTRY_COMPARE(made(), 2);
            QTRY_COMPARE(pool.ready(), 1);
            pool.removeUnknown();
            QVERIFY(!left.exists());
            QCOMPARE(QDir(spares()).entryList(QDir::Files).size(), 1); // its own stays
        }
        QVERIFY(QDir(spares()).isEmpty());
    }

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_program = m_folder->filePath(QStringLiteral("qemu-img"));
        QFile file(m_program);
        QVERIFY(file.open(QIODevice::WriteOnly));
        // The last but one argument is the disk's path.
        QVERIFY(file.write(
                    "#!/bin/sh\nfor last; do path=$size; size=$last; done\necho disk >\"$path\"\n"
                    "echo x >>\"$0.count\"\n")
            > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    [[nodiscard]] int made() const
    {
        QFile file(m_program + QStringLiteral(".count"));
        return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().size() / 2) : 0;
    }

    [[nodiscard]] QString spares() const { return m_folder->filePath(QStringLiteral("spares")); }
    static DiskKind kind(quint64 bytes)
    {
        return {QStringLiteral("/base"), QStringLiteral("qcow2"), bytes << 20};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_program;
};

ESPALIER_TEST(TstDiskPool)
#include "tst_diskpool.moc"
