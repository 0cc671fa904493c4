// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsse.h"

#include "digest.h"

#include <algorithm>

namespace Espalier::Evidence {

namespace {

// Room for type, key ids and members that are ignored, beside the payload's base64.
constexpr qsizetype envelopeMargin = 32'768;

Result<QByteArray> binaryMember(const JsonValue& object, const QString& name)
{
    const JsonValue* member = object.find(name);
    if (member == nullptr || member->kind() != JsonValue::Kind::String)
        return Error{QStringLiteral("envelope has no text \"%1\"").arg(name)};
    Result<QByteArray> bytes = decodeBase64(member->toString());
    if (!bytes)
        return Error{QStringLiteral("envelope's \"%1\": %2").arg(name, bytes.error())};
    return bytes;
}

Result<EnvelopeSignature> signatureOf(const JsonValue& element)
{
    Result<QByteArray> bytes = binaryMember(element, QStringLiteral("sig"));
    if (!bytes)
        return Error{bytes.error()};
    EnvelopeSignature signature;
    signature.signature = *bytes;
    if (const JsonValue* keyId = element.find(QStringLiteral("keyid"))) {
        if (keyId->kind() != JsonValue::Kind::String)
            return Error{QStringLiteral("envelope's \"keyid\" is not a text")};
        signature.keyId = keyId->toString();
    }
    return signature;
}

} // namespace

QByteArray pae(const QByteArray& payloadType, const QByteArray& payload)
{
    return QByteArray("DSSEv1 ")
        .append(QByteArray::number(payloadType.size()))
        .append(' ')
        .append(payloadType)
        .append(' ')
        .append(QByteArray::number(payload.size()))
        .append(' ')
        .append(payload);
}

QString recordDigest(const QByteArray& payloadType, const QByteArray& payload)
{
    return sha256Hex(pae(payloadType, payload));
}

Result<Envelope> parseEnvelopeOf(const QByteArray& json, qsizetype envelopeBytes, int signatures)
{
    Result<JsonObject> tree = readLoose(json, envelopeBytes);
    if (!tree)
        return Error{QStringLiteral("envelope: ") + tree.error()};
    const JsonValue root(*tree);
    const JsonValue* type = root.find(QStringLiteral("payloadType"));
    if (type == nullptr || type->kind() != JsonValue::Kind::String)
        return Error{QStringLiteral("envelope has no text \"payloadType\"")};
    Result<QByteArray> payload = binaryMember(root, QStringLiteral("payload"));
    if (!payload)
        return Error{payload.error()};
    const JsonValue* list = root.find(QStringLiteral("signatures"));
    if (list == nullptr || list->kind() != JsonValue::Kind::Array)
        return Error{QStringLiteral("envelope has no list \"signatures\"")};
    const auto count = static_cast<int>(list->toArray().size());
    if (count < 1 || count > signatures) {
        return Error{
            QStringLiteral("envelope has %1 signatures, not 1 to %2").arg(count).arg(signatures)};
    }
    Envelope envelope{type->toString().toUtf8(), *payload, {}};
    for (const JsonValue& element : list->toArray()) {
        Result<EnvelopeSignature> signature = signatureOf(element);
        if (!signature)
            return Error{signature.error()};
        envelope.signatures.push_back(*signature);
    }
    return envelope;
}

Result<Envelope> parseEnvelope(const QByteArray& json, const EnvelopeLimits& limits)
{
    const qsizetype encoded = (limits.payloadBytes + 2) / 3 * 4;
    Result<Envelope> envelope = parseEnvelopeOf(json, encoded + envelopeMargin, limits.signatures);
    if (envelope && envelope->payload.size() > limits.payloadBytes) {
        return Error{QStringLiteral("payload has %1 bytes; the limit is %2")
                         .arg(envelope->payload.size())
                         .arg(limits.payloadBytes)};
    }
    return envelope;
}

QByteArray writeEnvelope(const Envelope& envelope)
{
    const auto base64 = [](const QByteArray& bytes) {
        return JsonValue(QString::fromLatin1(bytes.toBase64()));
    };
    JsonArray signatures;
    for (const EnvelopeSignature& signature : envelope.signatures) {
        JsonObject element;
        if (!signature.keyId.isEmpty())
            element.emplace(QStringLiteral("keyid"), JsonValue(signature.keyId));
        element.emplace(QStringLiteral("sig"), base64(signature.signature));
        signatures.emplace_back(std::move(element));
    }
    JsonObject root;
    root.emplace(QStringLiteral("payload"), base64(envelope.payload));
    root.emplace(QStringLiteral("payloadType"), JsonValue(QString::fromUtf8(envelope.payloadType)));
    root.emplace(QStringLiteral("signatures"), JsonValue(std::move(signatures)));
    return canonical(root);
}

QByteArray seal(const QByteArray& payloadType, const QByteArray& payload, const SigningKey& key)
{
    const QByteArray signature = key.sign(pae(payloadType, payload));
    return writeEnvelope({payloadType, payload, {{key.publicKey().keyId(), signature}}});
}

bool signedBy(const Envelope& envelope, const PublicKey& key)
{
    const QByteArray message = pae(envelope.payloadType, envelope.payload);
    return std::any_of(envelope.signatures.begin(), envelope.signatures.end(),
        [&](const EnvelopeSignature& s) { return key.verify(message, s.signature); });
}

Result<QByteArray> decodeBase64(const QString& text)
{
    const QByteArray ascii = text.toLatin1();
    const bool urlSafe = ascii.contains('-') || ascii.contains('_');
    const auto options = (urlSafe ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding)
        | QByteArray::KeepTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;
    const auto decoded = QByteArray::fromBase64Encoding(ascii, options);
    // Encoding again settles alphabet, padding, white space and trailing bits at once.
    if (!decoded || QString::fromLatin1(decoded.decoded.toBase64(options)) != text) {
        return Error{QStringLiteral(
            "not base64 (one alphabet, padded, no white space, trailing bits zero)")};
    }
    return decoded.decoded;
}

} // namespace Espalier::Evidence
