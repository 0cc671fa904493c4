// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnspec.h"

namespace Espalier::Items {

// Columns of Audit: at, who, action, target, why, result. IdRole is the AuditId. The store must
// outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> auditList(const FleetStore& store);

// What fleetd's words for actions and results are called on screen; unknown ones as they are.
[[nodiscard]] QString auditActionWord(const QString& action);
[[nodiscard]] QString auditResultWord(const QString& result);
[[nodiscard]] QString auditSentence(const AuditEntry& entry); // accessible name of a row

} // namespace Espalier::Items
