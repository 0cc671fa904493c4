// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recordsigner.h"

#include <hostd/slots/journal.h>

#include <evidence/statement.h>

namespace Espalier::Hostd {

// Limits in force and what could not be had, as a statement lists them.
[[nodiscard]] QMap<QString, QString> limitsOf(const BackendInfo& info);

// Makes one host's signed statements (evidence.md 1). statementSeq rises over restarts: numbers are
// reserved in the store in blocks before any of a block is used. Main thread.
class StatementMaker final {
public:
    StatementMaker(const RecordSigner& signer, Journal& journal, const ChainHead& head);

    // headSeq, headHash: of the newest durable record. The rest of the facts comes with the
    // content; host, boot and statementSeq are added. nullopt: no number is durable yet, or it
    // cannot be written.
    [[nodiscard]] std::optional<QByteArray> make(Evidence::HostStatement content);

private:
    void reserve();

    const RecordSigner& m_signer;
    Journal& m_journal;
    quint64 m_last; // used
    quint64 m_reserved; // durable: numbers up to here may be used
    bool m_reserving = false;
};

} // namespace Espalier::Hostd
