// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster.h"
#include "statement.h"

#include <QHash>

#include <memory>

namespace Espalier::Evidence {

// The enrolled record keys of a site's hosts, from verified hosts.json. Immutable, thread-safe.
class KeyRing final {
public:
    KeyRing() = default;
    [[nodiscard]] static Result<KeyRing> of(const HostList& hosts);

    struct HostKey {
        PublicKey key;
        bool revoked = false;
        bool simulated = false;
    };
    [[nodiscard]] const std::vector<HostKey>& keysOf(const HostId& host) const;
    [[nodiscard]] bool knows(const HostId& host) const { return m_keys.contains(host); }
    // An enrolled key of this host that is not revoked.
    [[nodiscard]] bool holds(const HostId& host, const QString& keyId) const;

private:
    QHash<HostId, std::vector<HostKey>> m_keys;
};

// A record after clauses 1 and 2 have been tried on its bytes. Immutable once made.
struct CheckedRecord {
    QByteArray payload, signature;
    std::optional<HostRecord> record; // empty: clause 1 fails
    Message readProblem;
    bool signatureHolds = false; // clause 2: an enrolled, unrevoked key of that host
    Message signatureProblem;
    bool hostSimulated = false; // the key is enrolled for simulated lives only
    QString keyId; // of the key that verified
    QString leafHash; // lower-case hex, empty if no key verified

    [[nodiscard]] bool ok() const { return record.has_value() && signatureHolds; }
    [[nodiscard]] const Identity& identity() const { return identityOf(*record); }
    // nullptr if it is no Birth, Teardown or TeardownFailed.
    [[nodiscard]] const LifeRecord* life() const;
};
using CheckedRecordPtr = std::shared_ptr<const CheckedRecord>;

// Reads and verifies a record that came on the stream, or in the name, of host.
[[nodiscard]] CheckedRecordPtr checkRecord(
    const QByteArray& envelope, const HostId& host, const KeyRing& keys);

struct CheckedStatement {
    HostStatement statement;
    QString keyId;
};
using CheckedStatementPtr = std::shared_ptr<const CheckedStatement>;

[[nodiscard]] Result<CheckedStatementPtr> checkStatement(
    const QByteArray& envelope, const HostId& host, const KeyRing& keys);

// The leaf hash that a record signed by this key has, for the author's own chain: the next
// prevHash.
[[nodiscard]] Result<QString> leafHashOf(const QByteArray& envelope, const PublicKey& author);

} // namespace Espalier::Evidence
