// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inventory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <unordered_set>

namespace Espalier::Fleetd {

namespace {

constexpr size_t hostsPerCommit = 100;
constexpr quint32 highestUnit = 60; // rack units of the tallest racks sold

QString textField(
    const QJsonObject& entry, const QString& field, std::string& target, bool required)
{
    const QJsonValue value = entry.value(field);
    if (value.isUndefined() && !required)
        return {};
    if (!value.isString() || (required && value.toString().isEmpty())
        || value.toString().size() > 128)
        return QStringLiteral("%1: a text of 1 to 128 characters is needed").arg(field);
    target = value.toString().toStdString();
    return {};
}

QString readHost(const QJsonObject& entry, InventoryHost& host)
{
    const std::array fields{std::pair("uuid", &host.uuid), std::pair("name", &host.name),
        std::pair("row", &host.row), std::pair("rack", &host.rack),
        std::pair("keyid", &host.keyId)};
    for (const auto& [field, target] : fields) {
        if (const QString problem = textField(entry, QLatin1String(field), *target, true);
            !problem.isEmpty())
            return problem;
    }
    for (const auto& [field, target] :
        {std::pair("serial", &host.serial), std::pair("pool", &host.pool)}) {
        if (const QString problem = textField(entry, QLatin1String(field), *target, false);
            !problem.isEmpty())
            return problem;
    }
    const double unit = entry.value(QLatin1String("unit")).toDouble(0);
    if (unit < 1 || unit > highestUnit)
        return QStringLiteral("unit: 1 to %1 is needed").arg(highestUnit);
    host.unit = static_cast<quint32>(unit);
    host.simulated = entry.value(QLatin1String("simulated")).toBool();
    return {};
}

v1::Host updated(const FleetRecord& record, const v1::Site& site, const InventoryHost& entry)
{
    v1::Host host;
    if (const auto before = record.host(entry.uuid))
        host = *before;
    else
        host.set_mode("in-service");
    const bool known = host.generation() > 0;
    host.set_uid(entry.uuid);
    host.set_generation(std::max<quint64>(1, host.generation()));
    if (!known)
        host.set_observed_generation(host.generation());
    host.set_site(site.uid());
    host.set_rack(site.uid() + '/' + entry.rack);
    host.set_row(entry.row);
    host.set_rack_name(entry.rack);
    host.set_unit(entry.unit);
    host.set_code(hostCode(entry.rack, entry.unit));
    host.set_name(entry.name);
    host.set_serial(entry.serial);
    host.set_pool(entry.pool);
    host.set_key_id(entry.keyId);
    host.set_simulated(entry.simulated);
    host.set_attached(false);
    return host;
}

void retireMissing(FleetRecord& record, const std::vector<InventoryHost>& hosts)
{
    std::unordered_set<std::string> present;
    for (const InventoryHost& host : hosts)
        present.insert(host.uuid);
    std::vector<std::string> gone;
    for (const auto& [uid, object] : record.table(v1::OBJECT_TYPE_HOST)) {
        if (!present.contains(uid) && record.onHost().vmsOf(uid).empty())
            gone.push_back(uid);
    }
    for (const std::string& host : gone) {
        record.commit([&](Draft& draft) {
            for (const std::string& slot : record.onHost().slotsOf(host))
                draft.retire(v1::OBJECT_TYPE_SLOT, slot);
            draft.retire(v1::OBJECT_TYPE_HOST, host);
        });
    }
}

void putRacks(FleetRecord& record, const v1::Site& site, const std::vector<InventoryHost>& hosts)
{
    std::map<std::string, v1::Rack> racks;
    for (const InventoryHost& host : hosts) {
        v1::Rack& rack = racks[site.uid() + '/' + host.rack];
        rack.set_generation(1);
        rack.set_site(site.uid());
        rack.set_row(host.row);
        rack.set_name(host.rack);
        rack.set_units(std::max(rack.units(), host.unit));
    }
    auto next = racks.begin();
    do {
        record.commit([&](Draft& draft) {
            draft.put(site);
            for (size_t count = 0; next != racks.end() && count < hostsPerCommit; ++next, ++count) {
                next->second.set_uid(next->first);
                draft.put(next->second);
            }
        });
    } while (next != racks.end());
}

} // namespace

std::string hostCode(const std::string& rack, quint32 unit)
{
    return rack + '-' + (unit < 10 ? "0" : "") + std::to_string(unit);
}

Evidence::Result<std::vector<InventoryHost>> readInventory(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray())
        return Evidence::Error{
            QStringLiteral("a JSON array of hosts is needed (%1)").arg(error.errorString())};
    std::vector<InventoryHost> hosts;
    std::unordered_set<std::string> seen;
    const QJsonArray entries = document.array();
    for (const QJsonValueConstRef value : entries) {
        InventoryHost host;
        QString problem = readHost(value.toObject(), host);
        if (problem.isEmpty() && !seen.insert(host.uuid).second)
            problem =
                QStringLiteral("uuid: %1 stands twice").arg(QString::fromStdString(host.uuid));
        if (problem.isEmpty() && !seen.insert(hostCode(host.rack, host.unit)).second)
            problem = QStringLiteral("unit: this place is taken already");
        if (!problem.isEmpty())
            return Evidence::Error{
                QStringLiteral("entry %1: %2").arg(hosts.size() + 1).arg(problem)};
        hosts.push_back(std::move(host));
    }
    return hosts;
}

void applyInventory(
    FleetRecord& record, const v1::Site& site, const std::vector<InventoryHost>& hosts)
{
    putRacks(record, site, hosts);
    for (size_t at = 0; at < hosts.size();) {
        record.commit([&](Draft& draft) {
            for (size_t count = 0; at < hosts.size() && count < hostsPerCommit; ++at, ++count)
                draft.put(updated(record, site, hosts[at]));
        });
    }
    retireMissing(record, hosts);
}

} // namespace Espalier::Fleetd
