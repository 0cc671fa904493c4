// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watermark.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace Espalier {

namespace {

constexpr int schemaVersion = 1;
constexpr qsizetype mostRetired = 64;
constexpr qint64 largestFile = qint64{64} * 1024;

const QLatin1String versionKey("version");
const QLatin1String epochKey("epoch");
const QLatin1String revisionKey("revision");
const QLatin1String retiredKey("retired");

QString damaged(const QString& path, const QString& what)
{
    return QStringLiteral("%1 is damaged (%2): it holds how far this site's record has been seen. "
                          "Move it away to begin anew with what the server shows now")
        .arg(path, what);
}

} // namespace

QString Watermark::objection(const QString& toEpoch) const
{
    if (!retired.contains(toEpoch))
        return {};
    return QStringLiteral("the server went back to a record that had been replaced (epoch %1, "
                          "replaced by %2): ask its administrator what was restored")
        .arg(toEpoch, epoch);
}

QString Watermark::objection(const QString& toEpoch, quint64 toRevision) const
{
    if (const QString left = objection(toEpoch); !left.isEmpty())
        return left;
    if (toEpoch != epoch || toRevision >= revision)
        return {};
    return QStringLiteral("the server shows an older record (revision %1) than this console has "
                          "seen (revision %2): it was set back without a new epoch. Ask its "
                          "administrator what was restored")
        .arg(toRevision)
        .arg(revision);
}

bool Watermark::advance(const QString& toEpoch, quint64 toRevision)
{
    if (toEpoch == epoch) {
        if (toRevision <= revision)
            return false;
        revision = toRevision;
        return true;
    }
    if (!epoch.isEmpty())
        retired.append(epoch);
    if (retired.size() > mostRetired)
        retired.removeFirst();
    epoch = toEpoch;
    revision = toRevision;
    return true;
}

WatermarkFile::WatermarkFile(QString path)
    : m_path(std::move(path))
{
}

QString WatermarkFile::load(Watermark& watermark) const
{
    QFile file(m_path);
    if (!file.exists()) {
        watermark = {};
        return {};
    }
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("%1 cannot be read (%2): check its owner and mode")
            .arg(m_path, file.errorString());
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(file.read(largestFile), &error).object();
    if (error.error != QJsonParseError::NoError)
        return damaged(m_path, error.errorString());
    const int version = object.value(versionKey).toInt();
    if (version > schemaVersion)
        return QStringLiteral(
            "%1 was written by a newer Espalier (version %2): update this console")
            .arg(m_path)
            .arg(version);
    bool isNumber = false;
    Watermark read;
    read.epoch = object.value(epochKey).toString();
    // As text: a JSON number of this reader is a double and would round.
    read.revision = object.value(revisionKey).toString().toULongLong(&isNumber);
    const QJsonArray retired = object.value(retiredKey).toArray();
    for (const QJsonValueConstRef value : retired)
        read.retired.append(value.toString());
    if (version < 1 || !isNumber || read.epoch.isEmpty() || read.retired.contains(QString()))
        return damaged(m_path, QStringLiteral("a field is missing"));
    watermark = read;
    return {};
}

QString WatermarkFile::save(const Watermark& watermark) const
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir().mkpath(folder))
        return QStringLiteral("the folder %1 cannot be made: check who may write above it")
            .arg(folder);
    const QJsonObject object{{versionKey, schemaVersion}, {epochKey, watermark.epoch},
        {revisionKey, QString::number(watermark.revision)},
        {retiredKey, QJsonArray::fromStringList(watermark.retired)}};
    QSaveFile file(m_path);
    const QByteArray content = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        || file.write(content) != content.size() || !file.commit())
        return QStringLiteral(
            "%1 cannot be written (%2): check its owner, its mode and the space on "
            "the disk")
            .arg(m_path, file.errorString());
    return {};
}

} // namespace Espalier
