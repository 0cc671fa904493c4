// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shapes.h"

namespace Espalier::Fleetd {

namespace {

v1::Shape shape(const char* name, unsigned vcpus, unsigned memoryMiB, unsigned diskMiB)
{
    v1::Shape made;
    made.set_uid(name);
    made.set_generation(1);
    made.set_vcpus(vcpus);
    made.set_memory_mib(memoryMiB);
    made.set_disk_mib(diskMiB);
    return made;
}

} // namespace

std::vector<v1::Shape> builtInShapes()
{
    // sim.medium borrows the figures of the service's Medium (domain.md 1).
    return {shape("linux.test.1x256m", 1, 256, 1'024), shape("sim.medium", 6, 28'672, 186'368)};
}

v1::Shape shapeOf(const std::string& name)
{
    for (v1::Shape& known : builtInShapes()) {
        if (known.uid() == name)
            return known;
    }
    v1::Shape unknown;
    unknown.set_uid(name);
    unknown.set_generation(1);
    return unknown;
}

} // namespace Espalier::Fleetd
