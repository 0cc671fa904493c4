// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstore.h"

#include <wire/convert.h>

namespace Espalier::Fleetd {

namespace {

QByteArray bytes(const std::string& value) { return QByteArray::fromStdString(value); }

} // namespace

std::optional<QString> CommandStore::digestOf(const QString& id) const
{
    const auto rows =
        m_record.database().query(QStringLiteral("SELECT digest FROM command WHERE id = ?"), {id});
    if (rows.empty())
        return std::nullopt;
    return rows.front().front().toString();
}

std::string CommandStore::idOf(const QString& digest) const
{
    if (digest.isEmpty())
        return {};
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT id FROM command WHERE digest = ?"), {digest});
    return rows.empty() ? std::string() : rows.front().front().toString().toStdString();
}

std::optional<v1::CommandOrder> CommandStore::order(const std::string& id) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT envelope, reason, reasonSalt, ticket, ticketSalt FROM command "
                       "WHERE id = ?"),
        {QString::fromStdString(id)});
    if (rows.empty())
        return std::nullopt;
    const QVariantList& row = rows.front();
    v1::CommandOrder order;
    order.set_envelope(row.at(0).toByteArray().toStdString());
    order.mutable_reason()->set_text(row.at(1).toString().toStdString());
    order.mutable_reason()->set_salt(row.at(2).toByteArray().toStdString());
    if (!row.at(3).toString().isEmpty()) {
        order.mutable_ticket()->set_text(row.at(3).toString().toStdString());
        order.mutable_ticket()->set_salt(row.at(4).toByteArray().toStdString());
    }
    return order;
}

quint64 CommandStore::highestPolicy(const QString& actor) const
{
    const auto rows = m_record.database().query(
        QStringLiteral("SELECT max(policy) FROM command WHERE actor = ?"), {actor});
    return rows.empty() ? 0 : rows.front().front().toULongLong();
}

void CommandStore::add(Draft& draft, const Evidence::CheckedCommand& command,
    const v1::CommandOrder& order, qint64 receivedNs)
{
    const Evidence::CommandRecord& record = command.record;
    draft.sql(QStringLiteral("INSERT INTO command (id, digest, envelope, reason, reasonSalt, "
                             "ticket, ticketSalt, actor, policy, received, notAfter) VALUES "
                             "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {record.id.text(), command.digest, bytes(order.envelope()),
            QString::fromStdString(order.reason().text()), bytes(order.reason().salt()),
            QString::fromStdString(order.ticket().text()), bytes(order.ticket().salt()),
            record.actor, record.policyVersion, receivedNs, Wire::timeToWire(record.notAfter)});
}

} // namespace Espalier::Fleetd
