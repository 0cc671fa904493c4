// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/feed.h>

#include <espalier/v1/watch.pb.h>

namespace Espalier {

namespace v1 = ::espalier::v1;

// Wire -> domain of what a watch and a samples stream carry. Objects of a kind that this version
// does not know are left out; a commit of nothing else stays as an empty one.
[[nodiscard]] Commit commitFromWire(const v1::Batch& batch, bool initial);
[[nodiscard]] Statement statementFromWire(const v1::StatementSample& sample, MonoTime receivedAt);
[[nodiscard]] QString textFromWire(const std::string& text);

} // namespace Espalier
