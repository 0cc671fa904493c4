// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/overlaydisk.h>

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Espalier::Hostd;

namespace {

QByteArray run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(20'000) ? process.readAllStandardOutput() : QByteArray();
}

bool fixedRandom(std::span<unsigned char> bytes)
{
    std::fill(bytes.begin(), bytes.end(), static_cast<unsigned char>(0xa5));
    return true;
}

} // namespace

class TstOverlayDisk final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void isEncryptedAndDoesNotHoldItsKey()
    {
        const QTemporaryDir folder;
        SecretKey key;
        QVERIFY(key.generate(&fixedRandom));
        OverlayDisk disk(planIn(folder), key);
        const QSignalSpy finished(&disk, &OverlayDisk::finished);
        const QSignalSpy failed(&disk, &OverlayDisk::failed);
        disk.create();
        QTRY_VERIFY_WITH_TIMEOUT(finished.count() + failed.count() == 1, 30'000);
        QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(0).toString()));
        const QString path = planIn(folder).path;
        const auto inode = finished.front().front().value<InodeId>();
        struct stat seen {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &seen), 0);
        QCOMPARE(inode.ino, quint64(seen.st_ino));
        QCOMPARE(seen.st_mode & 0777, mode_t(0600));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("a5a5a5a5a5a5a5a5"));
        const QByteArray info = run(planIn(folder).program,
            {QStringLiteral("info"), QStringLiteral("--output=json"), path});
        QVERIFY2(info.contains("\"format\": \"luks\""), info.constData());
        QVERIFY(info.contains("\"encrypted\": true"));
    }

    void triesAgainWhenQemuImgFails()
    {
        const QTemporaryDir folder;
        // Fails twice as the real one does now and then, leaving a half-made file.
        const QString flaky = script(folder,
            "echo x >>\"$0.count\"; [ $(wc -l <\"$0.count\") -gt 2 ] && exec qemu-img \"$@\"\n"
            "for last; do prev=$file; file=$last; done; echo junk >\"$prev\"; exit 1\n");
        SecretKey key;
        QVERIFY(key.generate(systemRandom()));
        OverlayDisk::Plan plan = planIn(folder);
        plan.program = flaky;
        OverlayDisk disk(plan, key);
        const QSignalSpy finished(&disk, &OverlayDisk::finished);
        disk.create();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QFile count(flaky + QStringLiteral(".count"));
        QVERIFY(count.open(QIODevice::ReadOnly));
        QVERIFY(count.readAll().size() >= 6);
    }

    void givesUpWithTheReasonAndLeavesNothing()
    {
        const QTemporaryDir folder;
        OverlayDisk::Plan plan = planIn(folder);
        plan.program = script(folder, "echo 'no space left'; exit 1\n");
        plan.tries = 2;
        SecretKey key;
        QVERIFY(key.generate(systemRandom()));
        OverlayDisk disk(plan, key);
        const QSignalSpy failed(&disk, &OverlayDisk::failed);
        disk.create();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30'000);
        const QString why = failed.front().front().toString();
        QVERIFY2(why.contains(QLatin1String("no space left")), qPrintable(why));
        QVERIFY2(why.contains(QLatin1String("2 tries")), qPrintable(why));
        QVERIFY(!QFileInfo::exists(plan.path));
    }

    void saysThatTheProgramIsMissing()
    {
        const QTemporaryDir folder;
        OverlayDisk::Plan plan = planIn(folder);
        plan.program = QStringLiteral("/nothing/qemu-img");
        SecretKey key;
        QVERIFY(key.generate(systemRandom()));
        OverlayDisk disk(plan, key);
        const QSignalSpy failed(&disk, &OverlayDisk::failed);
        disk.create();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.front().front().toString().contains(QLatin1String("cannot be started")));
    }

    void aWipedKeyMakesNoDisk()
    {
        const QTemporaryDir folder;
        SecretKey key;
        QVERIFY(key.generate(systemRandom()));
        QVERIFY(key.asPipe(0).isValid());
        key.wipe();
        QVERIFY(!key.asPipe(0).isValid());
        OverlayDisk disk(planIn(folder), key);
        const QSignalSpy failed(&disk, &OverlayDisk::failed);
        disk.create();
        QCOMPARE(failed.count(), 1);
    }

    void noRandomnessMakesNoKey()
    {
        SecretKey key;
        QVERIFY(!key.generate([](std::span<unsigned char>) { return false; }));
        QVERIFY(!key.isSet());
    }

private:
    static OverlayDisk::Plan planIn(const QTemporaryDir& folder)
    {
        OverlayDisk::Plan plan;
        plan.program = QStringLiteral("/usr/bin/qemu-img");
        plan.path = folder.filePath(QStringLiteral("root.qcow2"));
        plan.base = folder.filePath(QStringLiteral("base.qcow2"));
        plan.baseFormat = QStringLiteral("qcow2");
        plan.bytes = 64 * 1024 * 1024;
        return plan;
    }

    static QString script(const QTemporaryDir& folder, const QByteArray& body)
    {
        const QString path = folder.filePath(QStringLiteral("qemu-img"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + body) < 0
            || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
            return {};
        return path;
    }
};

ESPALIER_TEST(TstOverlayDisk)
#include "tst_overlaydisk.moc"
