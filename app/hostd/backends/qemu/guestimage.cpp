// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "guestimage.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace Espalier::Hostd {

namespace {

constexpr qint64 maxManifest = 16'384;

using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

// A file's path if the manifest names it by a bare name and its bytes have the digest that stands
// there.
std::optional<QString> checkedFile(
    const QString& folder, const QJsonObject& manifest, const QString& part, QString* why)
{
    const QJsonObject entry = manifest.value(part).toObject();
    const QString name = entry.value(QLatin1String("file")).toString();
    if (name.isEmpty() || name.contains(QLatin1Char('/')) || name.startsWith(QLatin1Char('.'))) {
        *why = QStringLiteral("%1/manifest.json: %2.file must be a name in that folder")
                   .arg(folder, part);
        return std::nullopt;
    }
    const QString path = folder + QLatin1Char('/') + name;
    const QString digest = sha256OfFile(path);
    if (digest.isEmpty()) {
        *why = QStringLiteral("%1 cannot be read; build the guest image again").arg(path);
        return std::nullopt;
    }
    if (digest != entry.value(QLatin1String("sha256")).toString()) {
        *why =
            QStringLiteral("%1 is not the file of its manifest: its SHA-256 is %2; build the guest "
                           "image again")
                .arg(path, digest);
        return std::nullopt;
    }
    return path;
}

} // namespace

QString sha256OfFile(const QString& path)
{
    QFile file(path);
    const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !context
        || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
        return {};
    QByteArray block(1 << 18, Qt::Uninitialized);
    qint64 got = 0;
    while ((got = file.read(block.data(), block.size())) > 0)
        EVP_DigestUpdate(context.get(), block.constData(), static_cast<size_t>(got));
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (got < 0 || EVP_DigestFinal_ex(context.get(), bytes.data(), &size) != 1)
        return {};
    const QByteArray raw(reinterpret_cast<const char*>(bytes.data()), static_cast<int>(size));
    return QString::fromLatin1(raw.toHex());
}

std::optional<GuestImage> loadGuestImage(const QString& folder, QString* why)
{
    GuestImage image;
    image.folder = QDir(folder).absolutePath();
    const QString path = image.folder + QStringLiteral("/manifest.json");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxManifest) {
        *why = QStringLiteral("%1 cannot be read: make the guest image with resources/guest/build")
                   .arg(path);
        return std::nullopt;
    }
    QJsonParseError error;
    const QJsonObject manifest = QJsonDocument::fromJson(file.readAll(), &error).object();
    const QString format = manifest.value(QLatin1String("format")).toString();
    if (format != QLatin1String("espalier-guest/1")) {
        *why = QStringLiteral("%1: format is \"%2\", expected espalier-guest/1").arg(path, format);
        return std::nullopt;
    }
    const auto kernel = checkedFile(image.folder, manifest, QStringLiteral("kernel"), why);
    const auto initrd =
        kernel ? checkedFile(image.folder, manifest, QStringLiteral("initrd"), why) : std::nullopt;
    const auto rootDisk = initrd
        ? checkedFile(image.folder, manifest, QStringLiteral("rootDisk"), why)
        : std::nullopt;
    if (!rootDisk)
        return std::nullopt;
    image.digest = sha256OfFile(path);
    image.commandLine = manifest.value(QLatin1String("commandLine")).toString();
    image.guestOs = manifest.value(QLatin1String("guestOs")).toString();
    image.kernel = *kernel;
    image.initrd = *initrd;
    image.rootDisk = *rootDisk;
    const QJsonObject root = manifest.value(QLatin1String("rootDisk")).toObject();
    image.rootFormat = root.value(QLatin1String("format")).toString();
    image.rootBytes = root.value(QLatin1String("bytes")).toString().toULongLong();
    if (image.rootBytes == 0 || image.rootFormat != QLatin1String("qcow2")) {
        *why = QStringLiteral("%1: rootDisk needs bytes and the format qcow2").arg(path);
        return std::nullopt;
    }
    return image;
}

} // namespace Espalier::Hostd
