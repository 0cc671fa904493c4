// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audittrail.h"

#include <cstdlib>

namespace Espalier::Fleetd {

namespace {

quint64 numberOf(const std::string& uid)
{
    const size_t slash = uid.rfind('/');
    return slash == std::string::npos ? 0 : std::strtoull(uid.c_str() + slash + 1, nullptr, 10);
}

} // namespace

AuditTrail::AuditTrail(FleetRecord& record, QString site)
    : m_record(record)
    , m_site(std::move(site))
{
    const auto rows =
        record.database().query(QStringLiteral("SELECT value FROM meta WHERE key = 'audit'"));
    m_last = rows.empty() ? 0 : rows.front().front().toULongLong();
    record.listen(this);
}

void AuditTrail::add(Draft& draft, v1::AuditEntry entry) const
{
    const quint64 number = m_last + draft.countOf(v1::OBJECT_TYPE_AUDIT_ENTRY) + 1;
    entry.set_uid(m_site.toStdString() + '/' + std::to_string(number));
    entry.set_site(m_site.toStdString());
    entry.set_at_ns(m_record.nowNs());
    draft.put(std::move(entry));
    draft.sql(
        QStringLiteral("INSERT OR REPLACE INTO meta (key, value) VALUES ('audit', ?)"), {number});
}

void AuditTrail::committed(const CommitPtr& commit)
{
    for (const CommitEvent& event : commit->events) {
        if (event.op != v1::Event::OP_DELETED && event.object->has_audit_entry())
            m_last = std::max(m_last, numberOf(event.object->audit_entry().uid()));
    }
}

std::string placeCode(const FleetRecord& record, const std::string& kind, const std::string& uid)
{
    if (kind == "host") {
        const auto host = record.host(uid);
        return host ? host->code() : uid;
    }
    if (kind == "vm") {
        const auto vm = record.vm(uid);
        const auto slot = vm ? record.slot(vm->slot()) : nullptr;
        return slot ? slot->code() : uid;
    }
    const ObjectPtr volume = record.find(v1::OBJECT_TYPE_CACHE_VOLUME, uid);
    return volume ? volume->cache_volume().name() : uid;
}

} // namespace Espalier::Fleetd
