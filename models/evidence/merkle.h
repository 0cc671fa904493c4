// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "digest.h"

namespace Espalier::Evidence {

// Hashes of the log's tree (RFC 6962, evidence.md 3). All raw 32 bytes unless the name says hex.

// "espalier-leaf/v1\n" || SHA-256 of the raw key (32) || signature (64) || PAE.
[[nodiscard]] QByteArray leafData(
    const QByteArray& rawKeyId, const QByteArray& signature, const QByteArray& pae);
// SHA-256(0x00 || data)
[[nodiscard]] QByteArray leafHash(const QByteArray& data);
// SHA-256(0x01 || left || right)
[[nodiscard]] QByteArray nodeHash(const QByteArray& left, const QByteArray& right);
// SHA-256 of nothing: the root of an empty tree.
[[nodiscard]] QByteArray emptyRoot();

// 64 zeros: prevHash of a host's first record.
[[nodiscard]] QString noHash();

} // namespace Espalier::Evidence
