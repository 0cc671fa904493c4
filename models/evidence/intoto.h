// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fields.h"

namespace Espalier::Evidence {

// The in-toto Statement v1 around every record's predicate (evidence.md 1). Private to this room.
struct InTotoHead {
    QString type; // Birth, Command, ...
    QString subject, digest; // its one subject; digest: lower-case hex SHA-256
};

[[nodiscard]] QByteArray writeInToto(const InTotoHead& head, FieldWriter&& predicate);
// Reads the head; the predicate follows with root.object("predicate"). A problem is in root.
[[nodiscard]] InTotoHead readInToto(FieldReader& root);

} // namespace Espalier::Evidence
