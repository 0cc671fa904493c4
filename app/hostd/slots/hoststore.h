// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storedlife.h"

#include <daemon/database.h>

namespace Espalier::Hostd {

// One signed record of the chain, verbatim.
struct SignedRecord {
    HostId host;
    quint64 hostSeq = 0;
    QString type; // Birth, Teardown, TeardownFailed, HostMode
    VmId vm; // empty: HostMode
    QByteArray envelope;
    QString leaf; // hash, lower-case hex
    WallTime wall{};
};

// Where a host's chain stands, durable.
struct ChainHead {
    quint64 seq = 0; // 0: no record yet
    QString leaf; // of that record
    quint64 acked = 0; // highest that a fleetd acknowledged
    quint64 statementSeq = 0; // statements up to here may have been sent
};

// slot 0: the whole host. Ends with the Teardown of vm, or in another boot than bootId, whichever
// of the two is set; neither: release by two people only.
struct Quarantine {
    HostId host;
    int slot = 0;
    QString reason;
    VmId vm;
    QString bootId;
    friend bool operator==(const Quarantine&, const Quarantine&) = default;
};

// What commands have made of a host.
struct HostStanding {
    HostMode mode = HostMode::InService;
    QString commandDigest; // of the command that set the mode; empty: none did
    quint64 generation = 1; // of the host, raised by every command about it
};

struct KeptRoster {
    quint64 version = 0; // highest ever verified; 0: none
    QByteArray envelope;
};

// hostd's one truth: intents, records, outbox and traces of every host of this process in one
// SQLite file (protocol.md 9). All functions throw Daemon::DatabaseError. Main thread.
class HostStore final {
public:
    explicit HostStore(const QString& file);

    // Everything in work becomes durable in one commit, or nothing.
    void transaction(const std::function<void()>& work) { m_database.transaction(work); }

    // Makes the host known if it is not. Refuses (DatabaseError) a key other than the one before:
    // a chain has one key.
    void admitHost(const HostId& host, const QString& keyId);
    [[nodiscard]] ChainHead head(const HostId& host);
    // Statements up to this number may be sent from now on.
    void reserveStatements(const HostId& host, quint64 upTo);

    [[nodiscard]] std::vector<StoredLife> lives(const HostId& host);
    // True if this VM has had a Birth on that host: it must never start again.
    [[nodiscard]] bool wasBorn(const HostId& host, const VmId& vm);
    void saveLife(const StoredLife& life);
    void removeLife(const VmId& vm);

    // Appends to the chain; the head moves with it. Throws if it is not the next one.
    void append(const SignedRecord& record);
    // At most limit records with hostSeq > after, in order.
    [[nodiscard]] std::vector<SignedRecord> recordsAfter(
        const HostId& host, quint64 after, int limit);
    void acknowledge(const HostId& host, quint64 seq);

    [[nodiscard]] std::vector<Quarantine> quarantines(const HostId& host);
    void addQuarantine(const Quarantine& quarantine);
    void endQuarantineOf(const HostId& host, const VmId& vm);
    // After a reboot: ends those that last until one.
    void endQuarantinesOfOtherBoots(const HostId& host, const QString& bootId);

    [[nodiscard]] HostStanding standing(const HostId& host);
    void setMode(const HostId& host, HostMode mode, const QString& commandDigest);
    void setGeneration(const HostId& host, quint64 generation);

    [[nodiscard]] KeptRoster roster(); // one for all hosts
    void saveRoster(const KeptRoster& roster);

    // Room on the disk that is kept for the hour when a tenant fills it: what must be written then
    // is what frees it. giveRoom() answers false if there was none left; keepRoom() tries to take
    // it again.
    static constexpr qint64 roomBytes = 4'194'304;
    [[nodiscard]] bool giveRoom();
    bool keepRoom();
    [[nodiscard]] QString roomFile() const;

    [[nodiscard]] Daemon::Database& database() { return m_database; }

private:
    Daemon::Database m_database;
};

} // namespace Espalier::Hostd
