// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cachefiles.h"

#include "qcow2head.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace Espalier::Hostd {

namespace {

QString systemError(const QString& path)
{
    return QStringLiteral("%1: %2").arg(path, QString::fromLocal8Bit(std::strerror(errno)));
}

QString parentOf(const QString& path) { return path.left(path.lastIndexOf(u'/')); }

bool syncPath(const QString& path, int flags)
{
    const UniqueFd file(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC));
    return file.isValid() && ::fsync(file.get()) == 0;
}

// Empty if the file and its name are durable.
QString syncProblem(const QString& path)
{
    if (syncPath(path, O_RDONLY) && syncPath(parentOf(path), O_RDONLY | O_DIRECTORY))
        return {};
    return systemError(path);
}

// A file with a hole of so many bytes; empty if it is there.
QString holeProblem(const QString& path, quint64 bytes)
{
    const UniqueFd file(::open(
        QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file.isValid() && ::ftruncate(file.get(), static_cast<off_t>(bytes)) == 0)
        return {};
    return systemError(path);
}

QJsonObject imageNode(const QString& path, const char* secret)
{
    QJsonObject node{{QStringLiteral("driver"), QStringLiteral("qcow2")},
        {QStringLiteral("file"),
            QJsonObject{{QStringLiteral("driver"), QStringLiteral("file")},
                {QStringLiteral("filename"), path}}}};
    if (secret)
        node.insert(QStringLiteral("encrypt"),
            QJsonObject{{QStringLiteral("format"), QStringLiteral("luks")},
                {QStringLiteral("key-secret"), QLatin1String(secret)}});
    return node;
}

QStringList secretArguments(const char* id, int fd)
{
    return {QStringLiteral("--object"),
        QStringLiteral("secret,id=%1,file=/proc/self/fd/%2").arg(QLatin1String(id)).arg(fd)};
}

// A process that a guest has broken out into could write into the fork as it likes. So its head is
// believed in nothing: what qemu-img shall read stands in the arguments, and a feature that would
// make it open another file is refused.
QString forkProblem(const QString& fork, const QString& base)
{
    const auto head = qcow2Head(fork);
    const auto below = qcow2Head(base);
    constexpr quint32 luks = 2;
    if (!head || !below)
        return QStringLiteral("%1 or %2 is no qcow2 file").arg(fork, base);
    if (head->version != 3 || head->encryption != luks || head->incompatible != 0
        || head->bytes != below->bytes)
        return QStringLiteral("%1 is not as it was made: its head was changed").arg(fork);
    return {};
}

} // namespace

struct CacheFiles::Flatten {
    QString path; // of the new version
    SecretKey key, baseKey;
    Flattened done;
};

CacheFiles::CacheFiles(QString folder, Tools tools)
    : m_folder(std::move(folder))
    , m_tools(std::move(tools))
{
}

CacheFiles::~CacheFiles() = default;

QString CacheFiles::emptyPath(quint64 bytes) const
{
    return QStringLiteral("%1/empty-%2.qcow2").arg(m_folder).arg(bytes);
}

QString CacheFiles::folderOf(const VolumeId& volume) const
{
    return m_folder + u'/' + volume.text();
}

CacheFiles::Base CacheFiles::baseOf(const CacheDisk& disk) const
{
    if (disk.baseFile.isEmpty())
        return {emptyPath(disk.quota), false};
    return {folderOf(disk.volume) + u'/' + disk.baseFile, true};
}

void CacheFiles::atStep(const char* step) const
{
    if (m_tools.observer)
        m_tools.observer(step);
}

void CacheFiles::runTool(ToolRun::Plan plan, std::function<void(const QString&)> then)
{
    auto* tool = new ToolRun(std::move(plan), this);
    connect(tool, &ToolRun::ended, this, [tool, then = std::move(then)](const QString& problem) {
        tool->deleteLater();
        then(problem);
    });
    tool->start();
}

void CacheFiles::fork(const CacheDisk& disk, const QString& path, Forked done)
{
    auto fork = std::make_unique<Fork>();
    fork->disk = disk;
    fork->disk.key.clear();
    fork->disk.baseKey.clear();
    fork->path = path;
    fork->done = std::move(done);
    (void)fork->key.set(disk.key);
    m_forks.push_back(std::move(fork));
    if (m_forks.size() == 1)
        QMetaObject::invokeMethod(this, &CacheFiles::nextFork, Qt::QueuedConnection);
}

void CacheFiles::nextFork()
{
    if (m_forks.empty() || std::exchange(m_forks.front()->begun, true))
        return;
    const CacheDisk& disk = m_forks.front()->disk;
    const Base base = baseOf(disk);
    if (!m_forks.front()->key.isSet())
        forkEnded({}, QStringLiteral("a key is none"));
    else if (!base.encrypted && !QFile::exists(base.path))
        makeEmpty(disk.quota);
    else
        makeOverlay(base);
}

// Without a journal: a version is what was unmounted whole, or nothing.
void CacheFiles::makeEmpty(quint64 bytes)
{
    QDir().mkpath(m_folder);
    const QString path = emptyPath(bytes);
    const QString raw = path + QStringLiteral(".raw");
    if (const QString problem = holeProblem(raw, bytes); !problem.isEmpty()) {
        forkEnded({}, problem);
        return;
    }
    atStep("cache-make-empty");
    // The machine's own mke2fs.conf has no say in what a guest's kernel must understand.
    const QStringList arguments{QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"),
        QStringLiteral("ext4"), QStringLiteral("-b"), QStringLiteral("4096"), QStringLiteral("-I"),
        QStringLiteral("256"), QStringLiteral("-m"), QStringLiteral("0"), QStringLiteral("-L"),
        QStringLiteral("espalier-cache"), QStringLiteral("-O"),
        QStringLiteral("none,extent,filetype,flex_bg,huge_file,large_file,dir_nlink,extra_isize,"
                       "metadata_csum,sparse_super,64bit,dir_index"),
        QStringLiteral("-E"), QStringLiteral("root_owner=1000:1000,lazy_itable_init=1,nodiscard"),
        raw};
    runTool({m_tools.mke2fs, [arguments](const std::vector<int>&) { return arguments; }},
        [this, raw, path](const QString& problem) {
            if (problem.isEmpty()) {
                packEmpty(raw, path);
                return;
            }
            QFile::remove(raw);
            forkEnded({}, problem);
        });
}

void CacheFiles::packEmpty(const QString& raw, const QString& path)
{
    const QString packed = path + QStringLiteral(".new");
    const QStringList arguments{QStringLiteral("convert"), QStringLiteral("-q"),
        QStringLiteral("-f"), QStringLiteral("raw"), QStringLiteral("-O"), QStringLiteral("qcow2"),
        raw, packed};
    runTool({m_tools.qemuImg, [arguments](const std::vector<int>&) { return arguments; }},
        [this, raw, packed, path](const QString& failure) {
            QString problem = failure.isEmpty() ? syncProblem(packed) : failure;
            if (problem.isEmpty()
                && ::rename(
                       QFile::encodeName(packed).constData(), QFile::encodeName(path).constData())
                    != 0)
                problem = systemError(path);
            QFile::remove(raw);
            if (!problem.isEmpty()) {
                QFile::remove(packed);
                forkEnded({}, problem);
                return;
            }
            atStep("cache-empty-made");
            makeOverlay({path, false});
        });
}

void CacheFiles::makeOverlay(const Base& base)
{
    const Fork& fork = *m_forks.front();
    const auto head = qcow2Head(base.path);
    if (!head) {
        forkEnded({}, QStringLiteral("%1 is no qcow2 file").arg(base.path));
        return;
    }
    OverlayDisk::Plan plan;
    plan.program = m_tools.qemuImg;
    plan.path = fork.path;
    plan.base = base.path;
    plan.baseFormat = QStringLiteral("qcow2");
    plan.bytes = head->bytes;
    m_overlay = std::make_unique<OverlayDisk>(plan, fork.key);
    connect(m_overlay.get(), &OverlayDisk::finished, this,
        [this](const InodeId& inode) { forkEnded(inode, {}); });
    connect(m_overlay.get(), &OverlayDisk::failed, this,
        [this](const QString& why) { forkEnded({}, why); });
    m_overlay->create();
}

void CacheFiles::forkEnded(const InodeId& inode, const QString& problem)
{
    if (m_overlay)
        m_overlay.release()->deleteLater(); // it is on the stack above us
    const std::unique_ptr<Fork> fork = std::move(m_forks.front());
    m_forks.pop_front();
    if (!m_forks.empty())
        QMetaObject::invokeMethod(this, &CacheFiles::nextFork, Qt::QueuedConnection);
    fork->done(inode, problem);
}

void CacheFiles::flatten(const FlattenOrder& order, const QString& fork, Flattened done)
{
    auto flatten = std::make_unique<Flatten>();
    const Base base = baseOf(order.disk);
    flatten->path = folderOf(order.disk.volume) + u'/' + order.file;
    flatten->done = std::move(done);
    Flatten* one = flatten.get();
    m_flattens.push_back(std::move(flatten));
    QString problem = forkProblem(fork, base.path);
    if (problem.isEmpty()
        && (!one->key.set(order.disk.key)
            || (base.encrypted && !one->baseKey.set(order.disk.baseKey))))
        problem = QStringLiteral("a key is none");
    QDir().mkpath(parentOf(one->path));
    QFile::remove(one->path); // what an earlier try left
    if (!problem.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this, one, problem] { flattenEnded(one, problem); }, Qt::QueuedConnection);
        return;
    }
    QJsonObject source = imageNode(fork, "fork");
    source.insert(
        QStringLiteral("backing"), imageNode(base.path, base.encrypted ? "base" : nullptr));
    const QString image = QStringLiteral("json:")
        + QString::fromUtf8(QJsonDocument(source).toJson(QJsonDocument::Compact));
    ToolRun::Plan plan{
        m_tools.qemuImg, [image, path = one->path](const std::vector<int>& keys) {
            QStringList arguments{QStringLiteral("convert"), QStringLiteral("-q")};
            arguments << secretArguments("fork", keys.front());
            if (keys.size() > 1)
                arguments << secretArguments("base", keys.back());
            return arguments
                << QStringLiteral("-O") << QStringLiteral("qcow2") << QStringLiteral("-o")
                << QStringLiteral(
                       "encrypt.format=luks,encrypt.key-secret=fork,encrypt.iter-time=10")
                << image << path;
        }};
    plan.keys = {&one->key};
    if (base.encrypted)
        plan.keys.push_back(&one->baseKey);
    atStep("cache-flatten");
    runTool(std::move(plan), [this, one](const QString& why) { flattenEnded(one, why); });
}

void CacheFiles::flattenEnded(Flatten* flatten, const QString& failure)
{
    const auto found = std::find_if(m_flattens.begin(), m_flattens.end(),
        [flatten](const auto& one) { return one.get() == flatten; });
    const std::unique_ptr<Flatten> one = std::move(*found);
    m_flattens.erase(found);
    struct stat seen {};
    QString problem = failure;
    if (problem.isEmpty() && ::stat(QFile::encodeName(one->path).constData(), &seen) != 0)
        problem = systemError(one->path);
    if (problem.isEmpty())
        problem = syncProblem(one->path);
    if (problem.isEmpty() && !syncPath(m_folder, O_RDONLY | O_DIRECTORY)) // the volume's own name
        problem = systemError(m_folder);
    if (!problem.isEmpty())
        QFile::remove(one->path); // on a full disk a half one takes room for nothing
    else
        atStep("cache-flat");
    constexpr quint64 blockBytes = 512; // of st_blocks, whatever the file system
    one->done(static_cast<quint64>(seen.st_blocks) * blockBytes, problem);
}

void CacheFiles::removeBut(const std::vector<VolumeFiles>& kept) const
{
    const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    for (const QString& name : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString folder = m_folder + u'/' + name;
        const auto volume = std::find_if(kept.begin(), kept.end(),
            [&name](const VolumeFiles& one) { return one.volume.text() == name; });
        for (const QString& file : QDir(folder).entryList(all)) {
            const QString path = folder + u'/' + file;
            const bool wanted = (volume != kept.end() && volume->files.contains(file))
                || std::any_of(m_flattens.begin(), m_flattens.end(),
                    [&path](const auto& one) { return one->path == path; });
            if (!wanted && !QFile::remove(path))
                qWarning("left-over %s could not be removed", qPrintable(path));
        }
        if (volume == kept.end())
            QDir(m_folder).rmdir(name); // stays if something is in it
    }
    if (!m_forks.empty())
        return;
    for (const QString& name : QDir(m_folder).entryList(
             {QStringLiteral("empty-*.raw"), QStringLiteral("empty-*.new")}, QDir::Files))
        QFile::remove(m_folder + u'/' + name);
}

} // namespace Espalier::Hostd
