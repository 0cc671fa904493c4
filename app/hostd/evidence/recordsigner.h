// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/slots/hoststore.h>

#include <evidence/records.h>

#include <functional>

namespace Espalier::Hostd {

using RandomBytes = std::function<QByteArray(qsizetype)>;

// Who signs: one host, its key, its boot.
struct Signatory {
    SiteId site;
    HostId host;
    QString bootId;
    Evidence::SigningKey key;
};

// The writing end of one host's chain: gives each record its hostSeq and prevHash and signs it.
// What it signs must be appended to the store in this order, through the one journal; a record that
// is never appended ends this object's usefulness (a new one begins at the store's head). Main
// thread.
class RecordSigner final {
public:
    RecordSigner(const Signatory& signatory, const ChainHead& head, RandomBytes random);

    // Completes the identity group. A payload that would be over the limit loses its residuals
    // first, then the steps of all attempts but the last: neither decides (evidence.md 1).
    [[nodiscard]] Evidence::Result<SignedRecord> sign(
        Evidence::LifeRecord record, const WallTime& now);
    // Completes identity and subject.
    [[nodiscard]] Evidence::Result<SignedRecord> sign(
        Evidence::HostModeRecord record, const WallTime& now);
    // Completes the identity's chain fields.
    [[nodiscard]] Evidence::Result<SignedRecord> sign(
        Evidence::CacheRecord record, const WallTime& now);
    [[nodiscard]] QByteArray signStatement(const QByteArray& payload) const;
    [[nodiscard]] const Signatory& signatory() const { return m_signatory; }

private:
    void complete(Evidence::Identity& identity) const;
    [[nodiscard]] Evidence::Result<SignedRecord> seal(const QString& type, const VmId& vm,
        const Evidence::Result<QByteArray>& payload, const WallTime& now);

    const Signatory& m_signatory;
    RandomBytes m_random;
    quint64 m_seq;
    QString m_leaf;
};

} // namespace Espalier::Hostd
