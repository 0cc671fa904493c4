// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <espalier/v1/hosts.pb.h>

#include <QString>

namespace Espalier::Fleetd {

namespace v1 = ::espalier::v1;

// Limits of one host's CacheReport.
constexpr int volumesOfHost = 4'096;
constexpr int versionsOfCopy = 65; // the current one, and one under the fork of each slot
constexpr int forksOfCopy = 64;

// What is wrong with a host's word about its volumes by itself, naming the place; empty: nothing.
[[nodiscard]] QString problemOf(const v1::CacheReport& report);

} // namespace Espalier::Fleetd
