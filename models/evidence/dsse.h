// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ed25519.h"
#include "strictjson.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace Espalier::Evidence {

// DSSE payload types of Espalier.
inline constexpr char recordType[] = "application/vnd.in-toto+json";
inline constexpr char statementType[] = "application/vnd.espalier.statement+json";
inline constexpr char rosterType[] = "application/vnd.espalier.roster+json";
inline constexpr char hostsType[] = "application/vnd.espalier.hosts+json";

struct EnvelopeSignature {
    QString keyId; // a hint only, may be empty
    QByteArray signature; // raw
};

// A DSSE envelope after base64. Malleable outside: never hash it, keep payload and signature.
struct Envelope {
    QByteArray payloadType;
    QByteArray payload;
    std::vector<EnvelopeSignature> signatures;
};

struct EnvelopeLimits {
    qsizetype payloadBytes = recordPayloadLimit;
    int signatures = 1;
};

// "DSSEv1 SP len(type) SP type SP len(payload) SP payload".
[[nodiscard]] QByteArray pae(const QByteArray& payloadType, const QByteArray& payload);

// SHA-256(PAE), lower-case hex: what approvals and commandDigest name.
[[nodiscard]] QString recordDigest(const QByteArray& payloadType, const QByteArray& payload);

// Reads an envelope, at least one signature, at most limits.signatures. No signature is verified.
[[nodiscard]] Result<Envelope> parseEnvelope(
    const QByteArray& json, const EnvelopeLimits& limits = {});

// The same with a limit on the envelope's bytes in place of the payload's (espalier-verify dsse).
[[nodiscard]] Result<Envelope> parseEnvelopeOf(
    const QByteArray& json, qsizetype envelopeBytes, int signatures);

// Compact JSON of an envelope, standard base64.
[[nodiscard]] QByteArray writeEnvelope(const Envelope& envelope);

// Signs a payload and answers the envelope's JSON with this one signature.
[[nodiscard]] QByteArray seal(
    const QByteArray& payloadType, const QByteArray& payload, const SigningKey& key);

// True if one of the envelope's signatures is by this key, whatever its keyid says.
[[nodiscard]] bool signedBy(const Envelope& envelope, const PublicKey& key);

// DSSE's base64: either alphabet but one per string, padding required, no white space, trailing
// bits 0.
[[nodiscard]] Result<QByteArray> decodeBase64(const QString& text);

} // namespace Espalier::Evidence
