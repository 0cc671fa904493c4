// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "check.h"

#include "merkle.h"

namespace Espalier::Evidence {

namespace {

QString leafHashHex(const Envelope& envelope, const PublicKey& key)
{
    return QString::fromLatin1(leafHash(
        leafData(QByteArray::fromHex(key.keyId().toLatin1()), envelope.signatures.front().signature,
            pae(envelope.payloadType, envelope.payload)))
                                   .toHex());
}

// Which key of the host signed it, nullptr if none.
const KeyRing::HostKey* signerOf(
    const Envelope& envelope, const std::vector<KeyRing::HostKey>& keys)
{
    for (const KeyRing::HostKey& key : keys) {
        if (signedBy(envelope, key.key))
            return &key;
    }
    return nullptr;
}

Message signatureProblemOf(const HostId& host, const KeyRing& keys, const KeyRing::HostKey* signer)
{
    if (signer == nullptr && !keys.knows(host))
        return message("signature.no-key", host.text());
    if (signer == nullptr)
        return message("signature.other", host.text());
    if (signer->revoked)
        return message("signature.revoked", signer->key.keyId());
    return {};
}

} // namespace

Result<KeyRing> KeyRing::of(const HostList& hosts)
{
    KeyRing ring;
    for (const HostKeyEntry& entry : hosts.entries) {
        Result<PublicKey> key = PublicKey::fromHex(entry.publicKey);
        if (!key) {
            return Error{QStringLiteral("host %1: %2").arg(entry.host.text(), key.error())};
        }
        std::vector<HostKey>& keys = ring.m_keys[entry.host];
        const auto same = std::find_if(
            keys.begin(), keys.end(), [&](const HostKey& k) { return k.key.raw() == key->raw(); });
        const bool revoked = entry.op == KeyOp::Revoke;
        if (same == keys.end())
            keys.push_back({*key, revoked, entry.simulated});
        else
            *same = {*key, revoked, entry.simulated};
    }
    return ring;
}

const std::vector<KeyRing::HostKey>& KeyRing::keysOf(const HostId& host) const
{
    static const std::vector<HostKey> none;
    const auto found = m_keys.constFind(host);
    return found == m_keys.constEnd() ? none : *found;
}

bool KeyRing::holds(const HostId& host, const QString& keyId) const
{
    const std::vector<HostKey>& keys = keysOf(host);
    return std::any_of(keys.begin(), keys.end(),
        [&](const HostKey& one) { return !one.revoked && one.key.keyId() == keyId; });
}

const LifeRecord* CheckedRecord::life() const
{
    return record ? std::get_if<LifeRecord>(&*record) : nullptr;
}

CheckedRecordPtr checkRecord(const QByteArray& envelope, const HostId& host, const KeyRing& keys)
{
    auto checked = std::make_shared<CheckedRecord>();
    const Result<Envelope> parsed = parseEnvelope(envelope);
    if (!parsed) {
        checked->readProblem = parsed.why();
        checked->signatureProblem = message("signature.no-envelope");
        return checked;
    }
    checked->payload = parsed->payload;
    checked->signature = parsed->signatures.front().signature;
    if (parsed->payloadType != recordType) {
        checked->readProblem = message("signature.payload-type", QString::fromLatin1(recordType));
    } else if (Result<HostRecord> record = readRecord(parsed->payload)) {
        checked->record = *record;
        if (checked->identity().host != host) {
            checked->signatureProblem =
                message("signature.other-host", checked->identity().host.text(), host.text());
            return checked;
        }
    } else {
        checked->readProblem = record.why();
    }
    const KeyRing::HostKey* signer = signerOf(*parsed, keys.keysOf(host));
    checked->signatureProblem = signatureProblemOf(host, keys, signer);
    if (signer == nullptr)
        return checked;
    checked->keyId = signer->key.keyId();
    checked->hostSimulated = signer->simulated;
    checked->signatureHolds = checked->signatureProblem.isEmpty();
    checked->leafHash = leafHashHex(*parsed, signer->key);
    return checked;
}

Result<CheckedStatementPtr> checkStatement(
    const QByteArray& envelope, const HostId& host, const KeyRing& keys)
{
    const Result<Envelope> parsed = parseEnvelope(envelope, {statementPayloadLimit, 1});
    if (!parsed)
        return Error{parsed.error()};
    if (parsed->payloadType != statementType) {
        return Error{{}, message("signature.payload-type", QString::fromLatin1(statementType))};
    }
    const KeyRing::HostKey* signer = signerOf(*parsed, keys.keysOf(host));
    if (const Message problem = signatureProblemOf(host, keys, signer); !problem.isEmpty())
        return Error{{}, problem};
    Result<HostStatement> statement = readStatement(parsed->payload);
    if (!statement)
        return Error{statement.error()};
    if (statement->host != host) {
        return Error{{}, message("statement.other-host", statement->host.text(), host.text())};
    }
    return CheckedStatementPtr(std::make_shared<CheckedStatement>(
        CheckedStatement{std::move(*statement), signer->key.keyId()}));
}

Result<QString> leafHashOf(const QByteArray& envelope, const PublicKey& author)
{
    const Result<Envelope> parsed = parseEnvelope(envelope);
    if (!parsed)
        return Error{parsed.error()};
    if (!signedBy(*parsed, author))
        return Error{QStringLiteral("not signed by key %1").arg(author.keyId())};
    return leafHashHex(*parsed, author);
}

} // namespace Espalier::Evidence
