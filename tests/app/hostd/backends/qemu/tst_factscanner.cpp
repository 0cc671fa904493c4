// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefolder.h"
#include "support/testregistry.h"

#include <hostd/backends/qemu/factscanner.h>
#include <hostd/backends/qemu/launcher.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace std::chrono_literals;

namespace {

constexpr int vmUid = 0x7200'0003;

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(path.left(path.lastIndexOf(u'/')));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

// A VM that is gone without a trace, and each thing that may be left of it, alone: that fact and no
// other is missing then.
class TstFactScanner final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void seesAllFactsOfAVmThatIsGone()
    {
        const Sweep sweep = look();
        QVERIFY2(sweep.isClean(), qPrintable(sweep.residuals.join(u'\n')));
        QSet<QString> facts = FactScanner::factsOf(sweep.facts);
        facts.remove(QStringLiteral("swap_safe"));
        QCOMPARE(facts, required());
        QVERIFY(sweep.residuals.isEmpty());
    }

    void missesWhatIsLeft_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QStringList>("missing");
        const auto row = [](const char* words, const char* left, QStringList missing) {
            QTest::newRow(words) << QString::fromLatin1(left) << std::move(missing);
        };
        const QString unlinked = QStringLiteral("disk_unlinked");
        row("the disk under its name", "disk", {unlinked, QStringLiteral("state_files_absent")});
        row("the disk under another name", "link", {unlinked});
        row("a file that bears the nonce", "nonce", {unlinked});
        row("a socket in its folder", "socket", {QStringLiteral("state_files_absent")});
        row("two names before the unlink", "nlink", {unlinked});
        row("another file before the unlink", "inode", {unlinked});
        row("nobody saw the unlink", "proof", {unlinked});
        row("a network card", "nic", {QStringLiteral("net_none")});
        row("a device in its namespace", "device", {QStringLiteral("net_none")});
        row("a network that nobody looked at", "unseen", {QStringLiteral("net_none")});
        row("another base", "base", {QStringLiteral("base_unchanged")});
        row("a changed file of the base", "bytes", {QStringLiteral("base_unchanged")});
        row("a process in its control group", "member",
            {QStringLiteral("process_absent"), QStringLiteral("disk_key_gone")});
        row("a control group that cannot be read", "group",
            {QStringLiteral("process_absent"), QStringLiteral("disk_key_gone")});
    }

    void missesWhatIsLeft()
    {
        QFETCH(QString, left);
        QFETCH(QStringList, missing);
        leave(left);
        const Sweep sweep = look();
        QSet<QString> facts = FactScanner::factsOf(sweep.facts);
        facts.remove(QStringLiteral("swap_safe"));
        QCOMPARE(facts, required() - QSet<QString>(missing.begin(), missing.end()));
        QVERIFY(!sweep.isClean());
        QVERIFY(!sweep.residuals.isEmpty());
    }

    void isNotFooledByANumberUsedAgain()
    {
        // A younger VM's disk got the inode of the dead one's.
        const QString other = m_folder->filePath(
            QStringLiteral("state/vms/2-vm-2/root-%1.qcow2").arg(QString(32, u'b')));
        write(other, "x");
        m_trace.disks.front().ino = inodeOf(other).ino;
        m_proof->file.inode = inodeOf(other);
        const Sweep sweep = look();
        QVERIFY2(FactScanner::factsOf(sweep.facts).contains(QStringLiteral("disk_unlinked")),
            qPrintable(sweep.residuals.join(u'\n')));
    }

    void seesALivingProcess()
    {
        if (::geteuid() != 0)
            QSKIP("another user's process needs root");
        LaunchPlan plan;
        plan.program = QStringLiteral("/bin/sleep");
        plan.arguments = {QStringLiteral("1000")};
        plan.uid = vmUid;
        QString why;
        const auto process = launch(plan, &why);
        QVERIFY2(process.has_value(), qPrintable(why));
        m_trace.pid = process->pid;
        m_trace.startTime = ProcScan().status(process->pid)->startTime;
        const Sweep alive = look();
        const Sweep again = scanner().rescan(m_trace, m_place, 2s);
        ::kill(static_cast<pid_t>(process->pid), SIGKILL);
        QTRY_COMPARE(ProcScan().status(process->pid)->state, 'Z'); // dead, and not reaped yet
        const Sweep dead = look();
        ::waitpid(static_cast<pid_t>(process->pid), nullptr, 0);

        QVERIFY(alive.processLives && again.processLives);
        QVERIFY(!FactScanner::factsOf(alive.facts).contains(QStringLiteral("process_absent")));
        QVERIFY(!FactScanner::factsOf(alive.facts).contains(QStringLiteral("no_open_handles")));
        QVERIFY(!FactScanner::factsOf(alive.facts).contains(QStringLiteral("disk_key_gone")));
        QVERIFY(again.facts.empty());
        QVERIFY2(dead.isClean(), qPrintable(dead.residuals.join(u'\n')));
    }

    void seesAnOpenHandle()
    {
        const QString disk = m_folder->filePath(QStringLiteral("held"));
        write(disk, "x");
        const UniqueFd held(::open(QFile::encodeName(disk).constData(), O_RDONLY | O_CLOEXEC));
        isTheDisk(disk);
        QVERIFY(QFile::remove(disk)); // open without a name
        const Sweep sweep = look();
        QVERIFY(sweep.dataLeft);
        QVERIFY(!FactScanner::factsOf(sweep.facts).contains(QStringLiteral("no_open_handles")));
        QVERIFY(FactScanner::factsOf(sweep.facts).contains(QStringLiteral("disk_unlinked")));
    }

    // The disk was unlinked before hostd was killed; another file has its number now and is open.
    void isNotFooledByAYoungerFileThatIsOpen()
    {
        const QString path = m_folder->filePath(QStringLiteral("younger"));
        write(path, "x");
        const UniqueFd held(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
        isTheDisk(path);
        m_proof->file.bornNs -= 1'000'000'000;
        const Sweep sweep = look();
        QVERIFY2(sweep.isClean(), qPrintable(sweep.residuals.join(u'\n')));
        QSet<QString> facts = FactScanner::factsOf(sweep.facts);
        facts.remove(QStringLiteral("swap_safe"));
        QCOMPARE(facts, required());
        m_proof->file.bornNs = 0; // not known when: any file of that number may be the disk
        QVERIFY(look().dataLeft);
    }

    void theSecondSweepNeedsASecond()
    {
        QCOMPARE(scanner().rescan(m_trace, m_place, 1s).facts.size(), size_t(1));
        QVERIFY(scanner().rescan(m_trace, m_place, 999'999'999ns).facts.empty());
    }

    void theSecondSweepSeesTheNonce()
    {
        leave(QStringLiteral("nonce"));
        const Sweep sweep = scanner().rescan(m_trace, m_place, 2s);
        QVERIFY(sweep.dataLeft);
        QVERIFY(sweep.facts.empty());
    }

    void anEmptyGroupThatStaysIsNoLivingProcess()
    {
        leave(QStringLiteral("member"));
        write(m_group + QStringLiteral("/cgroup.procs"), "");
        const Sweep sweep = look();
        QVERIFY(sweep.isClean());
        QVERIFY(sweep.cgroupLeft);
        QVERIFY(FactScanner::factsOf(sweep.facts).contains(QStringLiteral("process_absent")));
    }

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString state = m_folder->filePath(QStringLiteral("state"));
        QDir().mkpath(state + QStringLiteral("/vms"));
        m_place = {};
        m_place.folder = state + QStringLiteral("/vms/1-vm-1");
        m_place.cgroup = QStringLiteral("none/vm-1");
        m_place.imageFolder = m_folder->filePath(QStringLiteral("image"));
        m_place.nicArguments = 0;
        m_place.nicDevices = 0;
        m_place.coreLimit = QStringLiteral("0");
        m_group = m_folder->filePath(QStringLiteral("group"));
        m_trace = {};
        m_trace.vm = VmId(QStringLiteral("vm-1"));
        m_trace.slot = 1;
        m_trace.uid = vmUid;
        m_trace.pid = 1; // whose start time is another
        m_trace.startTime = 999'999'999'999;
        m_trace.bootId = ProcScan().bootId();
        struct stat seen {};
        QCOMPARE(::stat(QFile::encodeName(state).constData(), &seen), 0);
        m_trace.disks.push_back({QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"),
            seen.st_dev, ~0ULL, QString(32, u'a')});
        m_proof = UnlinkProof{{{seen.st_dev, ~0ULL}, 0}, 1};
        writeImage();
    }

    void writeImage()
    {
        const QString folder = m_place.imageFolder + u'/';
        write(folder + QStringLiteral("vmlinuz"), "k");
        write(folder + QStringLiteral("initrd"), "i");
        write(folder + QStringLiteral("root.qcow2"), "r");
        const QByteArray manifest = Tests::manifestOf("k", "i", "r");
        write(folder + QStringLiteral("manifest.json"), manifest);
        m_digest = Tests::sha256(manifest);
    }

    void leave(const QString& left)
    {
        const DiskIdentity& disk = m_trace.disks.front();
        if (left == QLatin1String("disk"))
            write(diskPath(m_place, disk), "x");
        else if (left == QLatin1String("link")) {
            const QString path = m_folder->filePath(QStringLiteral("state/vms/copy"));
            write(path, "x");
            m_trace.disks.front().ino = inodeOf(path).ino;
            m_proof->file.inode = inodeOf(path);
        } else if (left == QLatin1String("nonce"))
            write(m_folder->filePath(
                      QStringLiteral("state/vms/3-x/root-%1.qcow2.bak").arg(disk.nonce)),
                "x");
        else if (left == QLatin1String("socket"))
            write(m_place.folder + QStringLiteral("/qmp"), "");
        else if (left == QLatin1String("nlink"))
            m_proof->nlinkBefore = 2;
        else if (left == QLatin1String("inode"))
            m_proof->file.inode.ino = 1;
        else if (left == QLatin1String("proof"))
            m_proof.reset();
        else if (left == QLatin1String("nic"))
            m_place.nicArguments = 1;
        else if (left == QLatin1String("device"))
            m_place.nicDevices = 1;
        else if (left == QLatin1String("unseen"))
            m_place.nicDevices = -1;
        else if (left == QLatin1String("base"))
            m_digest = QString(64, u'0');
        else if (left == QLatin1String("bytes"))
            write(m_place.imageFolder + QStringLiteral("/initrd"), "j");
        else if (left == QLatin1String("member"))
            write(m_group + QStringLiteral("/cgroup.procs"), "77\n");
        else
            QVERIFY(QDir().mkpath(m_group));
    }

    static InodeId inodeOf(const QString& path)
    {
        return FileId::of(path).value_or(FileId()).inode;
    }

    // From here on the trace and the proof mean this file.
    void isTheDisk(const QString& path)
    {
        m_proof->file = FileId::of(path).value_or(FileId());
        QVERIFY(m_proof->file.bornNs > 0);
        m_trace.disks.front().dev = m_proof->file.inode.dev;
        m_trace.disks.front().ino = m_proof->file.inode.ino;
    }

    [[nodiscard]] FactScanner scanner() const
    {
        return {ProcScan(), m_folder->filePath(QStringLiteral("state"))};
    }

    [[nodiscard]] Sweep look() const
    {
        return scanner().sweep(m_trace, m_place, {m_group},
            m_proof ? std::vector{*m_proof} : std::vector<UnlinkProof>{}, m_digest);
    }

    static QSet<QString> required()
    {
        return {QStringLiteral("process_absent"), QStringLiteral("no_open_handles"),
            QStringLiteral("disk_unlinked"), QStringLiteral("disk_key_gone"),
            QStringLiteral("state_files_absent"), QStringLiteral("net_none"),
            QStringLiteral("base_unchanged")};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    VmTrace m_trace;
    VmPlace m_place;
    QString m_group, m_digest;
    std::optional<UnlinkProof> m_proof;
};

ESPALIER_TEST(TstFactScanner)
#include "tst_factscanner.moc"
