// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

namespace Espalier {

// An identifier of one kind of object. Ids of different kinds do not compare or convert.
template <typename Tag> class Id final {
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    {
    }
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    friend bool operator==(const Id& a, const Id& b) { return a.m_text == b.m_text; }
    friend bool operator!=(const Id& a, const Id& b) { return a.m_text != b.m_text; }
    friend bool operator<(const Id& a, const Id& b) { return a.m_text < b.m_text; }
    friend size_t qHash(const Id& id, size_t seed = 0) { return ::qHash(id.m_text, seed); }

private:
    QString m_text;
};

using SiteId = Id<struct SiteTag>; // short name of a data centre: fra1
using RackId = Id<struct RackTag>; // fra1/A07
using HostId = Id<struct HostTag>; // UUID, never reused
using SlotId = Id<struct SlotTag>; // <host uuid>/1
using VmId = Id<struct VmTag>; // UUID of one VM life
using JobId = Id<struct JobTag>; // UUID
using RecordId = Id<struct RecordTag>; // <host uuid>/<hostSeq>
using TenantId = Id<struct TenantTag>; // short name: acme
using CommandId = Id<struct CommandTag>; // 32 hex digits
using VolumeId = Id<struct VolumeTag>; // UUID of a cache volume
using AlarmId = Id<struct AlarmTag>; // kind and place
using AuditId = Id<struct AuditTag>; // <site>/<number>

} // namespace Espalier
