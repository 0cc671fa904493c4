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

Message damaged(const QString& path, const Message& what)
{
    return message("link.mark-damaged", path, what);
}

} // namespace

Message Watermark::objection(const QString& toEpoch) const
{
    if (!retired.contains(toEpoch))
        return {};
    return message("link.epoch-returned", toEpoch, epoch);
}

Message Watermark::objection(const QString& toEpoch, quint64 toRevision) const
{
    if (const Message left = objection(toEpoch); !left.isEmpty())
        return left;
    if (toEpoch != epoch || toRevision >= revision)
        return {};
    return message("link.record-older", toRevision, revision);
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

Message WatermarkFile::load(Watermark& watermark) const
{
    QFile file(m_path);
    if (!file.exists()) {
        watermark = {};
        return {};
    }
    if (!file.open(QIODevice::ReadOnly))
        return message("link.mark-unreadable", m_path, file.errorString());
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(file.read(largestFile), &error).object();
    if (error.error != QJsonParseError::NoError)
        return damaged(m_path, Message::verbatim(error.errorString()));
    const int version = object.value(versionKey).toInt();
    if (version > schemaVersion)
        return message("link.mark-newer", m_path, version);
    bool isNumber = false;
    Watermark read;
    read.epoch = object.value(epochKey).toString();
    // As text: a JSON number of this reader is a double and would round.
    read.revision = object.value(revisionKey).toString().toULongLong(&isNumber);
    const QJsonArray retired = object.value(retiredKey).toArray();
    for (const QJsonValueConstRef value : retired)
        read.retired.append(value.toString());
    if (version < 1 || !isNumber || read.epoch.isEmpty() || read.retired.contains(QString()))
        return damaged(m_path, message("link.mark-field-missing"));
    watermark = read;
    return {};
}

Message WatermarkFile::save(const Watermark& watermark) const
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir().mkpath(folder))
        return message("link.mark-folder", folder);
    const QJsonObject object{{versionKey, schemaVersion}, {epochKey, watermark.epoch},
        {revisionKey, QString::number(watermark.revision)},
        {retiredKey, QJsonArray::fromStringList(watermark.retired)}};
    QSaveFile file(m_path);
    const QByteArray content = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        || file.write(content) != content.size() || !file.commit())
        return message("link.mark-unwritable", m_path, file.errorString());
    return {};
}

} // namespace Espalier
