// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <espalier/v1/objects.pb.h>

#include <tuple>
#include <utility>

namespace Espalier::Wire {

namespace v1 = ::espalier::v1; // the generated messages

// The resources that an Object may hold: this list and the switch below are the only ones in C++.
constexpr std::tuple objectParts{&v1::Object::mutable_site, &v1::Object::mutable_rack,
    &v1::Object::mutable_host, &v1::Object::mutable_slot, &v1::Object::mutable_vm,
    &v1::Object::mutable_job, &v1::Object::mutable_record, &v1::Object::mutable_image,
    &v1::Object::mutable_shape, &v1::Object::mutable_command, &v1::Object::mutable_drain,
    &v1::Object::mutable_cache_volume, &v1::Object::mutable_alarm_mark,
    &v1::Object::mutable_audit_entry};

// One resource as the message that list and watch carry.
template <typename Resource> [[nodiscard]] v1::Object wrap(Resource resource)
{
    v1::Object object;
    const auto part = std::get<Resource* (v1::Object::*)()>(objectParts);
    *(object.*part)() = std::move(resource);
    return object;
}

// Calls visit with the resource inside; not at all if there is none that this version knows.
template <typename Visit> void visitPart(const v1::Object& object, Visit&& visit)
{
    switch (object.kind_case()) {
    case v1::Object::kSite:
        return visit(object.site());
    case v1::Object::kRack:
        return visit(object.rack());
    case v1::Object::kHost:
        return visit(object.host());
    case v1::Object::kSlot:
        return visit(object.slot());
    case v1::Object::kVm:
        return visit(object.vm());
    case v1::Object::kJob:
        return visit(object.job());
    case v1::Object::kRecord:
        return visit(object.record());
    case v1::Object::kImage:
        return visit(object.image());
    case v1::Object::kShape:
        return visit(object.shape());
    case v1::Object::kCommand:
        return visit(object.command());
    case v1::Object::kDrain:
        return visit(object.drain());
    case v1::Object::kCacheVolume:
        return visit(object.cache_volume());
    case v1::Object::kAlarmMark:
        return visit(object.alarm_mark());
    case v1::Object::kAuditEntry:
        return visit(object.audit_entry());
    case v1::Object::KIND_NOT_SET:
        break;
    }
}

} // namespace Espalier::Wire
