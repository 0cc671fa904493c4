// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cacheverbs.h"

#include <domain/cache.h>

namespace Espalier::Fleetd {

namespace {

const QString pinned = QStringLiteral("pinned");
const QString bytes = QStringLiteral("bytes");

CommandDetail refusal(const char* code, const QString& words)
{
    return {QString::fromLatin1(code), words};
}

// Volumes only, and no parameter but these: nobody acts on half an order.
CommandDetail formProblem(const Evidence::CommandRecord& record, const QString& allowed)
{
    for (const CommandTarget& target : record.targets) {
        if (target.kind != TargetKind::Volume)
            return refusal("target",
                QStringLiteral("%1 is for cache volumes, %2 is a %3")
                    .arg(verbName(record.verb), target.uid, targetKindName(target.kind)));
    }
    for (auto param = record.params.begin(); param != record.params.end(); ++param) {
        if (param.key() != allowed)
            return refusal("params",
                QStringLiteral("%1: %2 has no such parameter")
                    .arg(param.key(), verbName(record.verb)));
    }
    return {};
}

std::optional<quint64> quotaOf(const QString& value)
{
    bool number = false;
    const quint64 quota = value.toULongLong(&number);
    if (!number || quota < cacheQuotaDefault || quota > cacheQuotaAtMost)
        return std::nullopt;
    return quota;
}

} // namespace

CommandDetail EvictVerb::judge(const Evidence::CommandRecord& record) const
{
    if (const CommandDetail problem = formProblem(record, {}); !problem.code.isEmpty())
        return problem;
    for (const CommandTarget& target : record.targets) {
        if (const CommandDetail problem = judgeCopy(target); !problem.code.isEmpty())
            return problem;
    }
    return {};
}

CommandDetail EvictVerb::judgeCopy(const CommandTarget& target) const
{
    const std::string host = target.host.text().toStdString();
    const ObjectPtr object = m_record.find(v1::OBJECT_TYPE_CACHE_VOLUME, target.uid.toStdString());
    const auto known = m_record.host(host);
    if (!object || !known)
        return refusal("target",
            QStringLiteral("evict takes one host's copy: %1 needs the host it is on")
                .arg(target.uid));
    const v1::CacheVolume& volume = object->cache_volume();
    const QString code = QString::fromStdString(known->code());
    if (!m_store.holds(host, volume.uid()))
        return refusal("no-copy",
            QStringLiteral("%1 has no copy of %2")
                .arg(code, QString::fromStdString(volume.name())));
    if (m_volumes.isUsed(volume, host))
        return refusal("in-use",
            QStringLiteral("a VM on %1 uses %2: it can go when that VM has ended")
                .arg(code, QString::fromStdString(volume.name())));
    return {};
}

std::optional<v1::DrainPreview> EvictVerb::preview(const Evidence::CommandRecord& record) const
{
    v1::DrainPreview preview;
    preview.set_revision(m_record.revision());
    preview.set_at_ns(m_record.nowNs());
    std::set<std::string> hosts, tenants;
    int cold = 0, jobs = 0;
    for (const CommandTarget& target : record.targets) {
        const std::string host = target.host.text().toStdString();
        hosts.insert(host);
        const ObjectPtr object =
            m_record.find(v1::OBJECT_TYPE_CACHE_VOLUME, target.uid.toStdString());
        // An older copy elsewhere is not what the next job would have begun with.
        if (!object || newestCopyOf(object->cache_volume()) != host)
            continue;
        ++cold;
        tenants.insert(object->cache_volume().tenant());
        jobs += m_volumes.waitingFor(object->cache_volume());
    }
    preview.set_hosts(static_cast<quint32>(hosts.size()));
    preview.set_jobs(static_cast<quint32>(jobs));
    preview.set_tenants(static_cast<quint32>(tenants.size()));
    preview.set_cold_volumes(static_cast<quint32>(cold));
    for (const std::string& tenant : tenants)
        preview.add_cold_tenants(tenant);
    return preview;
}

CommandDetail VolumeVerb::judge(const Evidence::CommandRecord& record) const
{
    const bool pins = m_what == What::Pin;
    if (CommandDetail problem = formProblem(record, pins ? pinned : bytes); !problem.code.isEmpty())
        return problem;
    const QString value = record.params.value(pins ? pinned : bytes);
    if (pins && !value.isEmpty() && value != QLatin1String("true")
        && value != QLatin1String("false"))
        return refusal("params", QStringLiteral("pinned: true or false is needed"));
    if (!pins && !quotaOf(value))
        return refusal("params",
            QStringLiteral("bytes: a number from %1 to %2 is needed")
                .arg(cacheQuotaDefault)
                .arg(cacheQuotaAtMost));
    return {};
}

void VolumeVerb::begin(Draft& draft, const v1::Command& command)
{
    const auto param = [&](const QString& name) {
        const auto found = command.params().find(name.toStdString());
        return found == command.params().end() ? QString() : QString::fromStdString(found->second);
    };
    CommandLife life(m_record, m_audit, draft, command.uid());
    for (const auto& target : command.targets()) {
        // As the commit has it: its generation was raised.
        const ObjectPtr object = draft.pending(v1::OBJECT_TYPE_CACHE_VOLUME, target.uid());
        if (!object)
            continue;
        v1::CacheVolume volume = object->cache_volume();
        if (m_what == What::Pin)
            volume.set_pinned(param(pinned) != QLatin1String("false"));
        else
            volume.set_quota_bytes(quotaOf(param(bytes)).value_or(volume.quota_bytes()));
        draft.put(std::move(volume));
        life.move(target.uid(), CommandState::Succeeded);
    }
    life.save();
}

} // namespace Espalier::Fleetd
