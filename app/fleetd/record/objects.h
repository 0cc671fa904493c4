// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <wire/parts.h>

#include <espalier/v1/watch.pb.h>

#include <QtGlobal>

#include <memory>
#include <string>
#include <vector>

namespace Espalier::Fleetd {

namespace v1 = ::espalier::v1;

// An object as of one commit; shared by the record, its history and every watch. Immutable.
using ObjectPtr = std::shared_ptr<const v1::Object>;

using Wire::wrap;

// The hostSeq in a record's uid, <host uuid>/<hostSeq>; 0 if there is none.
[[nodiscard]] quint64 hostSeqOf(const std::string& recordUid);

// uid and generation only: what a DELETED event carries.
[[nodiscard]] v1::Object tombstone(const v1::Object& object);

struct CommitEvent {
    v1::Event::Op op = v1::Event::OP_UNSPECIFIED;
    ObjectPtr object;
    // The host that this object belongs to before and after the commit; empty: none. Host
    // selectors go by it, and a job begins to belong to one when it is placed.
    std::string hostBefore, hostAfter;
};

// One commit whole, as it went to disk. Immutable once published.
struct Commit {
    quint64 revision = 0;
    qint64 monoNs = 0; // when it was made
    size_t bytes = 0; // of its objects
    std::vector<CommitEvent> events;
};
using CommitPtr = std::shared_ptr<const Commit>;

// Limits of one commit (protocol.md 1).
constexpr size_t commitEvents = 500;
constexpr size_t commitBytes = size_t{1} << 20;

} // namespace Espalier::Fleetd
