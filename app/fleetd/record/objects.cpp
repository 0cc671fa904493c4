// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects.h"

#include <wire/convert.h>

#include <cstdlib>

namespace Espalier::Fleetd {

v1::Object wrap(v1::Site site)
{
    v1::Object object;
    *object.mutable_site() = std::move(site);
    return object;
}

v1::Object wrap(v1::Rack rack)
{
    v1::Object object;
    *object.mutable_rack() = std::move(rack);
    return object;
}

v1::Object wrap(v1::Host host)
{
    v1::Object object;
    *object.mutable_host() = std::move(host);
    return object;
}

v1::Object wrap(v1::Slot slot)
{
    v1::Object object;
    *object.mutable_slot() = std::move(slot);
    return object;
}

v1::Object wrap(v1::Vm vm)
{
    v1::Object object;
    *object.mutable_vm() = std::move(vm);
    return object;
}

v1::Object wrap(v1::Job job)
{
    v1::Object object;
    *object.mutable_job() = std::move(job);
    return object;
}

v1::Object wrap(v1::Record record)
{
    v1::Object object;
    *object.mutable_record() = std::move(record);
    return object;
}

v1::Object wrap(v1::Image image)
{
    v1::Object object;
    *object.mutable_image() = std::move(image);
    return object;
}

v1::Object wrap(v1::Shape shape)
{
    v1::Object object;
    *object.mutable_shape() = std::move(shape);
    return object;
}

quint64 hostSeqOf(const std::string& recordUid)
{
    const size_t slash = recordUid.rfind('/');
    return slash == std::string::npos ? 0
                                      : std::strtoull(recordUid.c_str() + slash + 1, nullptr, 10);
}

v1::Object tombstone(const v1::Object& object)
{
    v1::Object dead;
    const auto fill = [](auto& target, const auto& source) {
        target.set_uid(source.uid());
        target.set_generation(source.generation());
    };
    switch (object.kind_case()) {
    case v1::Object::kSite:
        fill(*dead.mutable_site(), object.site());
        break;
    case v1::Object::kRack:
        fill(*dead.mutable_rack(), object.rack());
        break;
    case v1::Object::kHost:
        fill(*dead.mutable_host(), object.host());
        break;
    case v1::Object::kSlot:
        fill(*dead.mutable_slot(), object.slot());
        break;
    case v1::Object::kVm:
        fill(*dead.mutable_vm(), object.vm());
        break;
    case v1::Object::kJob:
        fill(*dead.mutable_job(), object.job());
        break;
    case v1::Object::kRecord:
        dead.mutable_record()->set_uid(object.record().uid());
        break;
    case v1::Object::kImage:
        fill(*dead.mutable_image(), object.image());
        break;
    case v1::Object::kShape:
        fill(*dead.mutable_shape(), object.shape());
        break;
    case v1::Object::KIND_NOT_SET:
        break;
    }
    return dead;
}

} // namespace Espalier::Fleetd
