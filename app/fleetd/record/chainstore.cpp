// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chainstore.h"

#include <evidence/merkle.h>

namespace Espalier::Fleetd {

ChainHead ChainStore::headOf(const std::string& host)
{
    if (const auto known = m_heads.find(host); known != m_heads.end())
        return known->second;
    ChainHead head{0, Evidence::noHash()};
    const auto rows = m_database.query(
        QStringLiteral("SELECT seq, leaf FROM record WHERE host = ? ORDER BY seq DESC LIMIT 1"),
        {QString::fromStdString(host)});
    if (!rows.empty())
        head = {rows.front().at(0).toULongLong(), rows.front().at(1).toString()};
    m_heads[host] = head;
    return head;
}

std::optional<QString> ChainStore::leafAt(const std::string& host, quint64 seq)
{
    const auto rows =
        m_database.query(QStringLiteral("SELECT leaf FROM record WHERE host = ? AND seq = ?"),
            {QString::fromStdString(host), seq});
    if (rows.empty())
        return std::nullopt;
    return rows.front().front().toString();
}

std::vector<QByteArray> ChainStore::envelopes(const std::string& host, quint64 first, quint64 last)
{
    std::vector<QByteArray> envelopes;
    m_database.forEach(
        QStringLiteral(
            "SELECT envelope FROM record WHERE host = ? AND seq BETWEEN ? AND ? ORDER BY seq"),
        {QString::fromStdString(host), first, last},
        [&envelopes](const QSqlQuery& row) { envelopes.push_back(row.value(0).toByteArray()); });
    return envelopes;
}

} // namespace Espalier::Fleetd
