// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <espalier/v1/objects.pb.h>

#include <string>
#include <vector>

namespace Espalier::Fleetd {

namespace v1 = ::espalier::v1;

// The shape of this name with what it lends; one that this version does not know has zeros.
[[nodiscard]] v1::Shape shapeOf(const std::string& name);
// Those that every site knows, whether a host has attached or not.
[[nodiscard]] std::vector<v1::Shape> builtInShapes();

} // namespace Espalier::Fleetd
