// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostkey.h"

#include <evidence/ed25519.h>

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace Espalier::Hostd {

namespace {

Evidence::Error error(const QString& file, const QString& what)
{
    return {QStringLiteral("%1: %2. Cache volumes cannot be used.").arg(file, what)};
}

Evidence::Error systemError(const QString& file)
{
    return error(file, QString::fromLocal8Bit(std::strerror(errno)));
}

bool writeAndSync(int fd, const QByteArray& key)
{
    return ::write(fd, key.constData(), static_cast<size_t>(key.size())) == key.size()
        && ::fsync(fd) == 0;
}

bool syncFolderOf(const QString& file)
{
    const QString folder = file.left(file.lastIndexOf(u'/'));
    const int fd =
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    return synced;
}

Evidence::Result<QByteArray> make(const QString& file, const KeyRandom& random)
{
    const QByteArray beside = QFile::encodeName(file + QStringLiteral(".new"));
    QByteArray key = random(hostKeyBytes);
    if (key.size() != hostKeyBytes)
        return error(file, QStringLiteral("there is no randomness for a key"));
    ::unlink(beside.constData());
    const int fd =
        ::open(beside.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool written = fd >= 0 && writeAndSync(fd, key);
    const bool closed = fd >= 0 && ::close(fd) == 0;
    if (written && closed && ::rename(beside.constData(), QFile::encodeName(file).constData()) == 0
        && syncFolderOf(file))
        return key;
    const auto why = systemError(file);
    ::unlink(beside.constData());
    Evidence::wipe(key);
    return why;
}

Evidence::Result<QByteArray> read(const QString& file, int fd)
{
    struct stat seen {};
    if (::fstat(fd, &seen) != 0)
        return systemError(file);
    if (!S_ISREG(seen.st_mode) || seen.st_uid != ::geteuid() || (seen.st_mode & 077) != 0)
        return error(file,
            QStringLiteral("the key must be a file of this daemon's user with mode 0600, for what "
                           "others could read wraps nothing"));
    QByteArray key(hostKeyBytes, '\0');
    if (seen.st_size != hostKeyBytes
        || ::read(fd, key.data(), static_cast<size_t>(key.size())) != hostKeyBytes)
        return error(file, QStringLiteral("it does not hold %1 bytes").arg(hostKeyBytes));
    return key;
}

} // namespace

Evidence::Result<QByteArray> hostKey(const QString& file, bool mayMake, const KeyRandom& random)
{
    const int fd = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0) {
        auto key = read(file, fd);
        ::close(fd);
        return key;
    }
    if (errno != ENOENT)
        return systemError(file);
    if (mayMake)
        return make(file, random);
    return error(file,
        QStringLiteral("it is missing, and the volumes of this host were encrypted with it: bring "
                       "it back, or evict them"));
}

} // namespace Espalier::Hostd
