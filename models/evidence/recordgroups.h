// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fields.h"
#include "records.h"

namespace Espalier::Evidence {

// The groups of a record's predicate (evidence.md 2), written and read. Private to this room.

void writeIdentity(FieldWriter& out, const Identity& identity);
[[nodiscard]] Identity readIdentity(FieldReader& in);
void writeTime(FieldWriter& out, const TimeGroup& time);
[[nodiscard]] TimeGroup readTime(FieldReader& in);
[[nodiscard]] FieldWriter backendFields(const BackendGroup& backend);
[[nodiscard]] BackendGroup readBackend(FieldReader in);
void writeCause(FieldWriter& out, const CauseGroup& cause);
[[nodiscard]] CauseGroup readCause(FieldReader& in);
[[nodiscard]] JsonArray stepList(const std::vector<Step>& steps);
[[nodiscard]] std::vector<Step> readSteps(FieldReader& in);
[[nodiscard]] JsonArray factList(const std::vector<Fact>& facts);
[[nodiscard]] std::vector<Fact> readFacts(FieldReader& in, const char* name);
[[nodiscard]] JsonArray cacheList(const std::vector<CacheUse>& uses);
[[nodiscard]] std::vector<CacheUse> readCaches(FieldReader& in);
// The one element of a cache record (evidence.md 1): mode and versions as the type demands.
[[nodiscard]] CacheUse readCacheElement(FieldReader& in, bool attach);
[[nodiscard]] JsonArray diskList(const std::vector<DiskEntry>& disks);
[[nodiscard]] std::vector<DiskEntry> readDisks(std::vector<FieldReader> elements);

} // namespace Espalier::Evidence
