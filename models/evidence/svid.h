// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <domain/clock.h>

#include <QByteArray>
#include <QString>

#include <memory>

namespace Espalier::Evidence {

// A SPIFFE id of protocol.md 7.
struct SpiffeId {
    enum class Kind { Other, Fleetd, Host, Simulator, Queue, User };
    QString trustDomain;
    QString path; // with its leading slash
    Kind kind = Kind::Other; // Other: well-formed, but of no form that Espalier uses
    QString site; // all kinds but User
    QString name; // n of a fleetd, simulator, queue; uuid of a host; id of a user
    QString device; // User only
    [[nodiscard]] QString text() const; // spiffe://...
    friend bool operator==(const SpiffeId&, const SpiffeId&) = default;
};
[[nodiscard]] Result<SpiffeId> parseSpiffeId(const QByteArray& uri);
[[nodiscard]] QString kindName(SpiffeId::Kind kind); // fleetd, host, ...

enum class SvidProblem {
    None,
    NotReadable,
    NoUriSan,
    SeveralUriSans,
    BadSpiffeId,
    ForeignTrustDomain,
    IsAuthority,
    NoKeyUsage,
    KeyUsageNotCritical,
    NoDigitalSignature,
    MaySignCertificates,
    MaySignCrls,
    EkuIncomplete,
    NotYetValid,
    Expired,
    UnknownAuthority,
    PathInvalid,
};

struct SvidVerdict {
    SvidProblem problem = SvidProblem::NotReadable;
    QString detail; // what is wrong, for the refuser's log
    SpiffeId id; // filled as far as it could be read
    WallTime notBefore{}, notAfter{};
    [[nodiscard]] bool ok() const { return problem == SvidProblem::None; }
};

// SPIFFE X.509-SVID validation (protocol.md 7) against one trust bundle. Immutable, thread-safe.
class SvidValidator final {
public:
    // roots: PEM, one or more certificates.
    [[nodiscard]] static Result<SvidValidator> create(
        const QByteArray& rootsPem, const QString& trustDomain);
    // chain: PEM, the leaf first, then intermediates if any.
    [[nodiscard]] SvidVerdict validate(const QByteArray& chainPem, WallTime now) const;
    [[nodiscard]] const QString& trustDomain() const { return m_trustDomain; }

private:
    SvidValidator() = default;
    QString m_trustDomain;
    std::shared_ptr<void> m_store; // X509_STORE
};

// Identity of a certificate without any validation: for messages and expiry alarms only.
[[nodiscard]] SvidVerdict readSvid(const QByteArray& chainPem);

} // namespace Espalier::Evidence
