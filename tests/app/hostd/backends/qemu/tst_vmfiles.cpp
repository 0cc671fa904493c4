// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "smalldisk.h"
#include "support/testregistry.h"

#include <hostd/backends/qemu/vmfiles.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

using namespace Espalier;
using namespace Espalier::Hostd;

class TstVmFiles final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void erasesAVmAndKeepsWhatWasSeenBefore()
    {
        const QTemporaryDir folder;
        const VmFiles files(folder.path());
        const VmTrace trace = makeVm(files);
        const VmPlace place = *VmPlace::fromJson(trace.backendState);
        const auto disk = FileId::of(diskPath(place, trace.disks.front()));
        const auto erased = files.erase(trace, place);
        QCOMPARE(erased.error, 0);
        QVERIFY(erased.parentSynced);
        QVERIFY(!QFileInfo::exists(place.folder));
        const auto proof = files.proofsOf(trace.vm);
        QCOMPARE(proof.size(), size_t(1));
        QCOMPARE(proof.front().nlinkBefore, quint64(1));
        QCOMPARE(proof.front().file.inode.ino, trace.disks.front().ino);
        QVERIFY(disk.has_value() && disk->bornNs > 0);
        QCOMPARE(proof.front().file.bornNs, disk->bornNs);
        QCOMPARE(files.proofs(), QStringList{trace.vm.text()});
        QCOMPARE(
            files.erase(trace, place).error, 0); // again: nothing is there, and the proof stays
        QCOMPARE(files.proofsOf(trace.vm).front().nlinkBefore, quint64(1));
        files.dropProof(trace.vm);
        QVERIFY(files.proofsOf(trace.vm).empty());
    }

    void erasesOnAFullDisk()
    {
        const Espalier::Tests::SmallDisk disk(1 << 20);
        if (!disk.isMounted())
            QSKIP("needs root and a file system of its own");
        const VmFiles files(disk.path());
        const VmTrace trace = makeVm(files);
        const VmPlace place = *VmPlace::fromJson(trace.backendState);
        QFile file(diskPath(place, trace.disks.front()));
        QVERIFY(file.open(QIODevice::Append | QIODevice::Unbuffered));
        while (file.write(QByteArray(4096, 'x')) == 4096) {}
        file.close();
        QCOMPARE(disk.freeBytes(), quint64(0));
        QCOMPARE(files.erase(trace, place).error, 0);
        QVERIFY(!QFileInfo::exists(place.folder));
        QCOMPARE(files.proofsOf(trace.vm).front().nlinkBefore, quint64(1));
    }

    // What lies under a disk's name and is not that disk is not emptied for a proof.
    void doesNotEmptyAnotherFile()
    {
        const Espalier::Tests::SmallDisk disk(1 << 20);
        if (!disk.isMounted())
            QSKIP("needs root and a file system of its own");
        const VmFiles files(disk.path());
        VmTrace trace = makeVm(files);
        const VmPlace place = *VmPlace::fromJson(trace.backendState);
        QFile file(diskPath(place, trace.disks.front()));
        QVERIFY(file.open(QIODevice::Append | QIODevice::Unbuffered));
        while (file.write(QByteArray(4096, 'x')) == 4096) {}
        const qint64 size = file.size();
        ++trace.disks.front().ino;
        QVERIFY(files.erase(trace, place).error != 0);
        QCOMPARE(file.size(), size);
    }

    void countsASecondName()
    {
        const QTemporaryDir folder;
        const VmFiles files(folder.path());
        const VmTrace trace = makeVm(files);
        const VmPlace place = *VmPlace::fromJson(trace.backendState);
        QCOMPARE(::link(QFile::encodeName(diskPath(place, trace.disks.front())).constData(),
                     QFile::encodeName(folder.filePath(QStringLiteral("copy"))).constData()),
            0);
        QCOMPARE(files.erase(trace, place).error, 0);
        QCOMPARE(files.proofsOf(trace.vm).front().nlinkBefore, quint64(2));
    }

    void saysWhatItCouldNotRemove()
    {
        const QTemporaryDir folder;
        const VmFiles files(folder.path());
        const VmTrace trace = makeVm(files);
        const VmPlace place = *VmPlace::fromJson(trace.backendState);
        QVERIFY(QDir(place.folder).mkdir(QStringLiteral("unexpected")));
        QVERIFY(files.erase(trace, place).error != 0);
        QVERIFY(QFileInfo::exists(place.folder));
    }

    void listensWhereThePathIsLongerThanASocketsMayBe()
    {
        const QTemporaryDir folder;
        const VmFiles files(folder.path() + u'/' + QString(120, u'x'));
        const QString vm = files.folderOf(1, VmId(QStringLiteral("vm")));
        QCOMPARE(files.makeFolder(vm), 0);
        const UniqueFd socket = files.listen(vm, QStringLiteral("qmp"));
        QVERIFY(socket.isValid());
        const UniqueFd parent(
            ::open(QFile::encodeName(vm).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        QLocalSocket client;
        client.connectToServer(shortPath(parent, QStringLiteral("qmp")));
        QVERIFY(client.waitForConnected(5000));
        struct stat seen {};
        QCOMPARE(::stat(QFile::encodeName(vm + QStringLiteral("/qmp")).constData(), &seen), 0);
        QCOMPARE(seen.st_mode & 0777, mode_t(0600));
    }

    void doesNotTakeAFolderThatIsThere()
    {
        const QTemporaryDir folder;
        const VmFiles files(folder.path());
        const QString vm = files.folderOf(1, VmId(QStringLiteral("vm")));
        QCOMPARE(files.makeFolder(vm), 0);
        QCOMPARE(files.makeFolder(vm), EEXIST);
        QCOMPARE(VmFiles::vmOfFolder(QFileInfo(vm).fileName()), VmId(QStringLiteral("vm")));
        QCOMPARE(VmFiles::vmOfFolder(QStringLiteral("12-a-b")), VmId(QStringLiteral("a-b")));
    }

    void refusesAPlaceThatClimbs_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("cgroup");
        QTest::newRow("relative") << QStringLiteral("vms/1") << QStringLiteral("a/b");
        QTest::newRow("climbing folder")
            << QStringLiteral("/s/vms/../../etc") << QStringLiteral("a/b");
        QTest::newRow("climbing group") << QStringLiteral("/s/vms/1") << QStringLiteral("../b");
        QTest::newRow("no group") << QStringLiteral("/s/vms/1") << QString();
    }

    void refusesAPlaceThatClimbs()
    {
        QFETCH(QString, folder);
        QFETCH(QString, cgroup);
        VmPlace place;
        place.folder = folder;
        place.cgroup = cgroup;
        QVERIFY(!VmPlace::fromJson(place.toJson()).has_value());
        QVERIFY(!VmPlace::fromJson("junk").has_value());
    }

private:
    static VmTrace makeVm(const VmFiles& files)
    {
        VmTrace trace;
        trace.vm = VmId(QStringLiteral("vm-1"));
        VmPlace place;
        place.folder = files.folderOf(1, trace.vm);
        place.cgroup = QStringLiteral("none/vm-1");
        trace.disks.push_back(
            {QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 0, 0, QString(32, u'a')});
        QFile file(diskPath(place, trace.disks.front()));
        struct stat seen {};
        if (files.makeFolder(place.folder) == 0 && file.open(QIODevice::WriteOnly)
            && ::fstat(file.handle(), &seen) == 0) {
            trace.disks.front().dev = seen.st_dev;
            trace.disks.front().ino = seen.st_ino;
        }
        trace.backendState = place.toJson();
        return trace;
    }
};

ESPALIER_TEST(TstVmFiles)
#include "tst_vmfiles.moc"
