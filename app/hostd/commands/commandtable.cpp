// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandtable.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Espalier::Hostd {

namespace {

qlonglong toSql(WallTime at) { return static_cast<qlonglong>(at.time_since_epoch().count()); }
WallTime timeFrom(const QVariant& value)
{
    return WallTime(std::chrono::nanoseconds(value.toLongLong()));
}
// A null QString would be NULL.
QString toSql(const QString& text) { return text.isNull() ? QLatin1String("") : text; }

QString toJson(const QMap<QString, QString>& params)
{
    QJsonObject object;
    for (auto it = params.cbegin(); it != params.cend(); ++it)
        object.insert(it.key(), it.value());
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QMap<QString, QString> paramsFrom(const QString& json)
{
    QMap<QString, QString> params;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        params.insert(it.key(), it.value().toString());
    return params;
}

constexpr char columns[] = "host, id, target, digest, verb, params, part, state, code, detail,"
                           " generation, takenUpNs, changedNs, notAfterNs, acknowledged";

StoredCommand rowFrom(const QVariantList& row)
{
    StoredCommand command;
    command.host = HostId(row.at(0).toString());
    command.id = CommandId(row.at(1).toString());
    command.target = row.at(2).toString();
    command.digest = row.at(3).toString();
    command.verb = verbFromName(row.at(4).toString());
    command.params = paramsFrom(row.at(5).toString());
    command.part = row.at(6).toString();
    command.state = commandStateFromName(row.at(7).toString());
    command.why = {row.at(8).toString(), row.at(9).toString()};
    command.generation = row.at(10).toULongLong();
    command.takenUp = timeFrom(row.at(11));
    command.changed = timeFrom(row.at(12));
    command.notAfter = timeFrom(row.at(13));
    command.acknowledged = row.at(14).toBool();
    return command;
}

} // namespace

void CommandTable::save(const StoredCommand& row)
{
    m_store.database().execute(
        QStringLiteral("INSERT OR REPLACE INTO commands (%1)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .arg(QLatin1String(columns)),
        {row.host.text(), row.id.text(), row.target, row.digest, verbName(row.verb),
            toJson(row.params), toSql(row.part), commandStateName(row.state), toSql(row.why.code),
            toSql(row.why.detail), static_cast<qlonglong>(row.generation), toSql(row.takenUp),
            toSql(row.changed), toSql(row.notAfter), row.acknowledged ? 1 : 0});
}

std::vector<StoredCommand> CommandTable::where(const QString& condition, const QVariantList& values)
{
    std::vector<StoredCommand> all;
    const auto rows = m_store.database().query(
        QStringLiteral(
            "SELECT %1 FROM commands WHERE host = ? AND %2 ORDER BY takenUpNs, generation, target")
            .arg(QLatin1String(columns), condition),
        values);
    all.reserve(rows.size());
    for (const QVariantList& row : rows)
        all.push_back(rowFrom(row));
    return all;
}

std::vector<StoredCommand> CommandTable::of(const HostId& host, const CommandId& id)
{
    return where(QStringLiteral("id = ?"), {host.text(), id.text()});
}

std::vector<StoredCommand> CommandTable::open(const HostId& host)
{
    return where(QStringLiteral("state IN ('HOST_ACCEPTED', 'EXECUTING')"), {host.text()});
}

std::vector<StoredCommand> CommandTable::untold(const HostId& host, WallTime since)
{
    return where(QStringLiteral("state NOT IN ('HOST_ACCEPTED', 'EXECUTING')"
                                " AND acknowledged = 0 AND changedNs >= ?"),
        {host.text(), toSql(since)});
}

bool CommandTable::hasEnded(const HostId& host, const VmId& vm)
{
    return !where(QStringLiteral("target = ? AND state = 'SUCCEEDED'"), {host.text(), vm.text()})
                .empty();
}

void CommandTable::prune(const HostId& host, WallTime now)
{
    m_store.database().execute(
        QStringLiteral("DELETE FROM commands WHERE host = ? AND takenUpNs < ? AND notAfterNs < ?"
                       " AND state NOT IN ('HOST_ACCEPTED', 'EXECUTING')"),
        {host.text(), toSql(now - commandKept), toSql(now)});
}

} // namespace Espalier::Hostd
