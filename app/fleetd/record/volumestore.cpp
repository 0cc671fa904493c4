// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "volumestore.h"

namespace Espalier::Fleetd {

namespace {

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

} // namespace

QString VolumeStore::ownerOf(const std::string& volume) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT owner FROM volume WHERE uid = ?"), {text(volume)});
    return rows.empty() ? QString() : rows.front().front().toString();
}

std::vector<VolumeStore::Copy> VolumeStore::copies(
    const QString& where, const std::string& value) const
{
    std::vector<Copy> found;
    m_record.database().forEach(
        QString(QStringLiteral("SELECT volume, host, lastUsed FROM cacheCopy WHERE ") + where
            + QStringLiteral(" = ? ORDER BY volume, host")),
        {text(value)}, [&found](const QSqlQuery& row) {
            found.push_back({row.value(0).toString().toStdString(),
                row.value(1).toString().toStdString(), row.value(2).toLongLong()});
        });
    return found;
}

std::vector<VolumeStore::Copy> VolumeStore::copiesOf(const std::string& volume) const
{
    return copies(QStringLiteral("volume"), volume);
}

std::vector<VolumeStore::Copy> VolumeStore::copiesOn(const std::string& host) const
{
    return copies(QStringLiteral("host"), host);
}

bool VolumeStore::holds(const std::string& host, const std::string& volume) const
{
    return !m_record.database()
                .query(QStringLiteral("SELECT 1 FROM cacheCopy WHERE volume = ? AND host = ?"),
                    {text(volume), text(host)})
                .empty();
}

void VolumeStore::add(Draft& draft, const v1::CacheVolume& volume, const std::string& owner)
{
    draft.sql(QStringLiteral("INSERT INTO volume (uid, tenant, cluster, pipeline, name, owner) "
                             "VALUES (?, ?, ?, ?, ?, ?)"),
        {text(volume.uid()), text(volume.tenant()), text(volume.cluster()), text(volume.pipeline()),
            text(volume.name()), text(owner)});
}

void VolumeStore::setCopy(Draft& draft, const Copy& copy)
{
    draft.sql(QStringLiteral(
                  "INSERT OR REPLACE INTO cacheCopy (volume, host, lastUsed) VALUES (?, ?, ?)"),
        {text(copy.volume), text(copy.host), copy.lastUsedNs});
}

void VolumeStore::dropCopy(Draft& draft, const std::string& volume, const std::string& host)
{
    draft.sql(QStringLiteral("DELETE FROM cacheCopy WHERE volume = ? AND host = ?"),
        {text(volume), text(host)});
}

void VolumeStore::forget(Draft& draft, const std::string& volume)
{
    draft.sql(QStringLiteral("DELETE FROM cacheCopy WHERE volume = ?"), {text(volume)});
    draft.sql(QStringLiteral("DELETE FROM volume WHERE uid = ?"), {text(volume)});
}

} // namespace Espalier::Fleetd
