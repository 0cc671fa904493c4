// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordsigner.h"

#include <evidence/check.h>
#include <evidence/merkle.h>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

QString typeName(Evidence::LifeRecordKind kind)
{
    switch (kind) {
    case Evidence::LifeRecordKind::Birth:
        return QStringLiteral("Birth");
    case Evidence::LifeRecordKind::Teardown:
        return QStringLiteral("Teardown");
    case Evidence::LifeRecordKind::TeardownFailed:
        break;
    }
    return QStringLiteral("TeardownFailed");
}

Evidence::Result<QByteArray> writeWithinLimit(Evidence::LifeRecord& record)
{
    auto payload = Evidence::write(record);
    if (payload)
        return payload;
    record.residuals.clear();
    int last = 0;
    for (const Evidence::Step& step : record.steps)
        last = std::max(last, step.attempt);
    std::erase_if(record.steps, [last](const Evidence::Step& step) { return step.attempt < last; });
    return Evidence::write(record);
}

} // namespace

RecordSigner::RecordSigner(const Signatory& signatory, const ChainHead& head, RandomBytes random)
    : m_signatory(signatory)
    , m_random(std::move(random))
    , m_seq(head.seq)
    , m_leaf(head.seq == 0 ? Evidence::noHash() : head.leaf)
{
}

Evidence::Result<SignedRecord> RecordSigner::sign(Evidence::LifeRecord record, const WallTime& now)
{
    Evidence::Identity& identity = record.identity;
    identity.recordId = QString::fromLatin1(m_random(16).toHex());
    identity.site = m_signatory.site;
    identity.host = m_signatory.host;
    identity.bootId = m_signatory.bootId;
    identity.hostSeq = m_seq + 1;
    identity.prevHash = m_leaf;
    const auto payload = writeWithinLimit(record);
    if (!payload)
        return Evidence::Error{payload.error()};
    SignedRecord out;
    out.host = m_signatory.host;
    out.hostSeq = identity.hostSeq;
    out.type = typeName(record.kind);
    out.vm = identity.vm;
    out.envelope = Evidence::seal(Evidence::recordType, *payload, m_signatory.key);
    out.wall = now;
    const auto leaf = Evidence::leafHashOf(out.envelope, m_signatory.key.publicKey());
    if (!leaf)
        return Evidence::Error{leaf.error()};
    out.leaf = *leaf;
    m_seq = out.hostSeq;
    m_leaf = out.leaf;
    return out;
}

QByteArray RecordSigner::signStatement(const QByteArray& payload) const
{
    return Evidence::seal(Evidence::statementType, payload, m_signatory.key);
}

} // namespace Espalier::Hostd
