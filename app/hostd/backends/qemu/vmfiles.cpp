// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmfiles.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace Espalier::Hostd {

namespace {

// Frees what a disk holds and leaves its name. errno, 0 if done.
int emptyDisk(const QByteArray& path, const DiskIdentity& disk)
{
    const UniqueFd file(::open(path.constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat seen {};
    if (!file.isValid() || ::fstat(file.get(), &seen) != 0)
        return errno;
    if (seen.st_dev != disk.dev || seen.st_ino != disk.ino)
        return EEXIST; // another file under its name
    return ::ftruncate(file.get(), 0) == 0 ? 0 : errno;
}

bool syncFolder(const QString& path)
{
    const UniqueFd folder(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder.isValid() && ::fsync(folder.get()) == 0;
}

QJsonObject toJson(const UnlinkProof& proof)
{
    return {{QStringLiteral("dev"), QString::number(proof.file.inode.dev)},
        {QStringLiteral("ino"), QString::number(proof.file.inode.ino)},
        {QStringLiteral("bornNs"), QString::number(proof.file.bornNs)},
        {QStringLiteral("nlinkBefore"), QString::number(proof.nlinkBefore)}};
}

UnlinkProof proofFrom(const QJsonObject& object)
{
    const auto number = [&object](const char* key) {
        return object.value(QLatin1String(key)).toString().toULongLong();
    };
    return {{{number("dev"), number("ino")}, static_cast<qint64>(number("bornNs"))},
        number("nlinkBefore")};
}

QString parentOf(const QString& path) { return path.left(path.lastIndexOf(QLatin1Char('/'))); }

} // namespace

QString shortPath(const UniqueFd& folder, const QString& name)
{
    return QStringLiteral("/proc/self/fd/%1/%2").arg(folder.get()).arg(name);
}

VmFiles::VmFiles(QString stateFolder)
    : m_state(std::move(stateFolder))
{
}

QString VmFiles::folderOf(int slot, const VmId& vm) const
{
    return QStringLiteral("%1/%2-%3").arg(vmsFolder()).arg(slot).arg(vm.text());
}

VmId VmFiles::vmOfFolder(const QString& name) { return VmId(name.section(QLatin1Char('-'), 1)); }

int VmFiles::makeFolder(const QString& folder) const
{
    if (!QDir().mkpath(parentOf(folder)))
        return errno != 0 ? errno : EIO;
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
        return errno;
    return syncFolder(parentOf(folder)) ? 0 : EIO;
}

int VmFiles::adopt(const QString& from, const QString& to) const
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return errno;
    return syncFolder(parentOf(to)) && syncFolder(parentOf(from)) ? 0 : EIO;
}

UniqueFd VmFiles::listen(const QString& folder, const QString& name) const
{
    const UniqueFd parent(
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const QByteArray path = QFile::encodeName(shortPath(parent, name));
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    struct sockaddr_un address {};
    if (!parent.isValid() || !socket.isValid()
        || static_cast<size_t>(path.size()) >= sizeof address.sun_path)
        return {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    const auto* plain = reinterpret_cast<const struct sockaddr*>(&address);
    if (::bind(socket.get(), plain, sizeof address) != 0 || ::chmod(path.constData(), 0600) != 0
        || ::listen(socket.get(), 4) != 0)
        return {};
    return socket;
}

VmFiles::Erased VmFiles::erase(const VmTrace& trace, const VmPlace& place) const
{
    for (const DiskIdentity& disk : trace.disks) {
        const QString path = diskPath(place, disk);
        struct stat seen {};
        const auto file = FileId::of(path);
        if (!file || ::lstat(QFile::encodeName(path).constData(), &seen) != 0)
            continue;
        const UnlinkProof proof{*file, seen.st_nlink};
        int error = keepProof(trace.vm, proof);
        // On a full disk the proof finds room in what it is about, which goes anyway.
        if (error != 0 && emptyDisk(QFile::encodeName(path), disk) == 0)
            error = keepProof(trace.vm, proof);
        if (error != 0)
            return {error, false};
    }
    return eraseFolder(place.folder);
}

VmFiles::Erased VmFiles::eraseFolder(const QString& folder) const
{
    Erased result;
    const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    for (const QString& name : QDir(folder).entryList(all)) {
        const QByteArray path = QFile::encodeName(folder + QLatin1Char('/') + name);
        if (::unlink(path.constData()) != 0 && errno != ENOENT && result.error == 0)
            result.error = errno;
    }
    if (::rmdir(QFile::encodeName(folder).constData()) != 0 && errno != ENOENT && result.error == 0)
        result.error = errno;
    result.parentSynced = syncFolder(parentOf(folder));
    if (!result.parentSynced && result.error == 0)
        result.error = EIO;
    return result;
}

QString VmFiles::proofPath(const VmId& vm) const
{
    return QStringLiteral("%1/unlinked/%2.json").arg(m_state, vm.text());
}

int VmFiles::keepProof(const VmId& vm, const UnlinkProof& proof) const
{
    std::vector<UnlinkProof> all = proofsOf(vm);
    std::erase_if(
        all, [&proof](const UnlinkProof& old) { return old.file.inode == proof.file.inode; });
    all.push_back(proof);
    QJsonArray disks;
    for (const UnlinkProof& one : all)
        disks.append(toJson(one));
    QDir().mkpath(parentOf(proofPath(vm)));
    QSaveFile file(proofPath(vm)); // syncs before it renames
    // Qt 6.4's commit() does not see that the flush of a buffer failed.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        || file.write(QJsonDocument(disks).toJson()) < 0 || !file.commit()
        || !syncFolder(parentOf(proofPath(vm))))
        return EIO;
    return 0;
}

std::vector<UnlinkProof> VmFiles::proofsOf(const VmId& vm) const
{
    QFile file(proofPath(vm));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (document.isObject()) // as hostd wrote it when a VM had one disk
        return {proofFrom(document.object())};
    std::vector<UnlinkProof> all;
    for (const QJsonValueConstRef disk : document.array())
        all.push_back(proofFrom(disk.toObject()));
    return all;
}

void VmFiles::dropProof(const VmId& vm) const { QFile::remove(proofPath(vm)); }

QStringList VmFiles::proofs() const
{
    QStringList uids;
    for (const QString& name : QDir(m_state + QStringLiteral("/unlinked"))
                                   .entryList({QStringLiteral("*.json")}, QDir::Files))
        uids.append(name.chopped(5));
    return uids;
}

} // namespace Espalier::Hostd
