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
    complete(record.identity);
    return seal(typeName(record.kind), record.identity.vm, writeWithinLimit(record), now);
}

Evidence::Result<SignedRecord> RecordSigner::sign(
    Evidence::HostModeRecord record, const WallTime& now)
{
    complete(record.identity);
    record.keyId = m_signatory.key.publicKey().keyId();
    return seal(QStringLiteral("HostMode"), {}, Evidence::write(record), now);
}

Evidence::Result<SignedRecord> RecordSigner::sign(Evidence::CacheRecord record, const WallTime& now)
{
    complete(record.identity);
    return seal(record.attach ? QStringLiteral("CacheAttach") : QStringLiteral("CacheDetach"),
        record.identity.vm, Evidence::write(record), now);
}

void RecordSigner::complete(Evidence::Identity& identity) const
{
    identity.recordId = QString::fromLatin1(m_random(16).toHex());
    identity.site = m_signatory.site;
    identity.host = m_signatory.host;
    identity.bootId = m_signatory.bootId;
    identity.hostSeq = m_seq + 1;
    identity.prevHash = m_leaf;
}

Evidence::Result<SignedRecord> RecordSigner::seal(const QString& type, const VmId& vm,
    const Evidence::Result<QByteArray>& payload, const WallTime& now)
{
    if (!payload)
        return Evidence::Error{payload.error()};
    SignedRecord out;
    out.host = m_signatory.host;
    out.hostSeq = m_seq + 1;
    out.type = type;
    out.vm = vm;
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
