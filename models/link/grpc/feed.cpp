// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed.h"

#include <wire/convert.h>

namespace Espalier {

namespace {

std::optional<Change> changeFromWire(v1::Event::Op op)
{
    switch (op) {
    case v1::Event::OP_ADDED:
        return Change::Added;
    case v1::Event::OP_MODIFIED:
        return Change::Modified;
    case v1::Event::OP_DELETED:
        return Change::Deleted;
    default:
        return std::nullopt;
    }
}

} // namespace

QString textFromWire(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Commit commitFromWire(const v1::Batch& batch, bool initial)
{
    Commit commit;
    commit.revision = batch.revision();
    commit.initial = initial;
    commit.events.reserve(static_cast<size_t>(batch.events_size()));
    for (const v1::Event& event : batch.events()) {
        const auto change = changeFromWire(event.op());
        auto object = Wire::fromWire(event.object());
        if (change && object)
            commit.events.push_back({*change, std::move(*object), textFromWire(event.prev_uid())});
    }
    return commit;
}

Statement statementFromWire(const v1::StatementSample& sample, MonoTime receivedAt)
{
    const std::string& envelope = sample.envelope();
    Statement statement;
    statement.host = HostId(textFromWire(sample.host()));
    statement.envelope = QByteArray(envelope.data(), static_cast<qsizetype>(envelope.size()));
    // How long fleetd has had it counts: an old statement must not look young because it is new
    // here.
    statement.receivedAt = receivedAt - std::chrono::milliseconds(sample.age_ms());
    return statement;
}

} // namespace Espalier
