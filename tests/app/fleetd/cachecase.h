// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcase.h"

namespace Espalier::Tests {

// A fleetd, a desk, and a host that tells of cache volumes by hand.
class CacheCase : public CommandCase {
protected:
    using Held = v1::CacheReport::HeldVolume;

    [[nodiscard]] static v1::SubmitJobRequest cachedJob(
        const std::string& tenant, const std::vector<std::string>& caches)
    {
        v1::SubmitJobRequest request = goodJob(tenant);
        for (const std::string& name : caches)
            request.add_caches(name);
        return request;
    }
    // Placed on the attached host.
    v1::PlaceOrder placed(const v1::SubmitJobRequest& job)
    {
        (void)submitted(*m_fleet, job);
        return m_stream->next(v1::FleetFrame::kPlace).place();
    }
    [[nodiscard]] v1::CacheVolume volumeNow(const std::string& uid)
    {
        v1::CacheVolume volume;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            if (const auto found = fleet.record().find(v1::OBJECT_TYPE_CACHE_VOLUME, uid))
                volume = found->cache_volume();
        });
        return volume;
    }
    [[nodiscard]] size_t volumeCount()
    {
        size_t count = 0;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            count = fleet.record().table(v1::OBJECT_TYPE_CACHE_VOLUME).size();
        });
        return count;
    }
    [[nodiscard]] qint64 nowNs() const
    {
        return m_fleet->clock().wall().time_since_epoch().count();
    }
    // Of the only cache of this order: so many versions, the last written by its VM.
    [[nodiscard]] Held held(const v1::PlaceOrder& order, quint64 versions)
    {
        Held held;
        held.set_volume(order.caches(0).volume());
        held.set_owner(order.caches(0).owner());
        held.set_last_used_ns(nowNs());
        for (quint64 version = 1; version <= versions; ++version) {
            auto& one = *held.add_versions();
            one.set_version(version);
            one.set_bytes(version << 20);
            one.set_committed_at_ns(nowNs());
            one.set_writer(order.vm());
        }
        return held;
    }
    static void fork(Held& held, const std::string& vm, char digit = 'f')
    {
        auto& fork = *held.add_forks();
        fork.set_id(std::string(32, digit));
        fork.set_vm(vm);
    }
    void report(const std::vector<Held>& volumes) { report(volumes, *m_stream, *m_pen); }
    static void report(const std::vector<Held>& volumes, TestStream& stream, const HostPen& pen)
    {
        v1::HostFrame frame;
        frame.mutable_caches();
        for (const Held& volume : volumes)
            *frame.mutable_caches()->add_volumes() = volume;
        stream.send(pen, frame);
    }
    // Waits until the volume stands so; false after 5 s.
    [[nodiscard]] bool becomes(
        const std::string& uid, const std::function<bool(const v1::CacheVolume&)>& good)
    {
        return QTest::qWaitFor([&] { return good(volumeNow(uid)); }, 5'000);
    }
    [[nodiscard]] bool hasVersions(const std::string& uid, int count)
    {
        return becomes(
            uid, [count](const auto& volume) { return volume.versions_size() == count; });
    }
    // Details of what was refused of reports, oldest first.
    [[nodiscard]] QStringList refusals()
    {
        std::map<int, QString> found;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            for (const auto& [uid, object] : fleet.record().table(v1::OBJECT_TYPE_AUDIT_ENTRY)) {
                if (object->audit_entry().action() == "cache-report")
                    found[QString::fromStdString(uid).section(u'/', 1).toInt()] =
                        QString::fromStdString(object->audit_entry().result_detail());
            }
        });
        QStringList list;
        for (const auto& [number, detail] : found)
            list.append(detail);
        return list;
    }
    static void willRefuseReport()
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("cache report refused")));
    }
    void sweep()
    {
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
    }
    // A life from its Birth to its Teardown.
    void live(const v1::PlaceOrder& order)
    {
        m_stream->commit(*m_pen, m_pen->birth(order));
        endJob(order.vm());
        m_stream->commit(*m_pen, m_pen->teardown(order.vm(), Outcome::Simulated));
    }
};

} // namespace Espalier::Tests
