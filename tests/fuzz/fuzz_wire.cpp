// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An object from the wire, whatever it holds, becomes one that goes over the wire and back alike.
#include <wire/convert.h>

#include <cstdint>
#include <cstdlib>

using namespace Espalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Wire::v1::Object message;
    if (!message.ParseFromArray(data, static_cast<int>(size)))
        return 0;
    (void)Wire::typeOf(message);
    (void)Wire::uidOf(message);
    const auto object = Wire::fromWire(message);
    if (!object)
        return 0;
    const Wire::v1::Object sent = Wire::toWire(*object);
    const auto back = Wire::fromWire(sent);
    if (!back || Wire::toWire(*back).SerializeAsString() != sent.SerializeAsString())
        std::abort();
    return 0;
}
