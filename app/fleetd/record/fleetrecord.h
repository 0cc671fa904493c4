// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "draft.h"
#include "hostindex.h"
#include "recordwindow.h"

#include <daemon/database.h>
#include <domain/clock.h>

#include <functional>
#include <optional>
#include <unordered_map>

namespace Espalier::Fleetd {

// Told of every commit after it is durable, on the record's thread, in order.
class CommitListener {
public:
    virtual ~CommitListener() = default;
    virtual void committed(const CommitPtr& commit) = 0;
    // Revisions of the epoch before say nothing any more.
    virtual void epochChanged() {}
};

// The fleet's record: all objects of one site, in memory and in SQLite. The only writer; every
// commit gets the next revision and is durable before anybody hears of it. One thread.
class FleetRecord final {
public:
    // Loads what the database holds. A new database, or a restored backup, gets a new epoch.
    FleetRecord(Daemon::Database& database, const Clock& clock);
    FleetRecord(const FleetRecord&) = delete;
    FleetRecord& operator=(const FleetRecord&) = delete;

    void listen(CommitListener* listener) { m_listeners.push_back(listener); }
    [[nodiscard]] const std::string& epoch() const { return m_epoch; }
    [[nodiscard]] quint64 revision() const { return m_revision; }

    [[nodiscard]] std::shared_ptr<const v1::Host> host(const std::string& uid) const;
    [[nodiscard]] std::shared_ptr<const v1::Slot> slot(const std::string& uid) const;
    [[nodiscard]] std::shared_ptr<const v1::Vm> vm(const std::string& uid) const;
    [[nodiscard]] std::shared_ptr<const v1::Job> job(const std::string& uid) const;
    [[nodiscard]] ObjectPtr find(v1::ObjectType type, const std::string& uid) const;
    // From the database if it has left the watchable set; not for records.
    [[nodiscard]] std::optional<v1::Object> stored(v1::ObjectType type, const std::string& uid);
    using Table = std::unordered_map<std::string, ObjectPtr>;
    [[nodiscard]] const Table& table(v1::ObjectType type) const;

    // Slots and VMs by the host they belong to.
    [[nodiscard]] const HostIndex& onHost() const { return m_index; }

    // One commit: all or nothing. Throws DatabaseError, or std::length_error if it is over the
    // limits of protocol.md 1; then nothing has changed. Without a change it does nothing.
    void commit(const std::function<void(Draft&)>& build);

    // This record lacks what was acknowledged once: it was restored from a backup.
    void renewEpoch();
    // What a copy needs to start an epoch of its own once it is put in place.
    static void forgetEpoch(Daemon::Database& copy);
    // The highest roster version that was ever in force here; 0: none.
    [[nodiscard]] quint64 rosterVersion() const;
    void setRosterVersion(quint64 version);

    // Everything watchable at the present revision, in the order in which screens need it.
    [[nodiscard]] std::vector<CommitEvent> snapshot() const;
    [[nodiscard]] Daemon::Database& database() { return m_database; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] qint64 nowNs() const; // wall clock, as times on the wire
    // Lets records leave the window; call now and then.
    void trimWindow();
    // Are the records of this VM's life in the window, as the last trim left it?
    [[nodiscard]] bool windowHolds(const v1::Vm& life) const;

private:
    [[nodiscard]] QVariant meta(const QString& key) const;
    void setMeta(const QString& key, const QVariant& value);
    void loadMeta();
    void loadObjects();
    void loadRecords();
    void loadChain(const std::string& host, quint64 seq);
    void write(const Draft& draft, quint64 revision);
    void writeChange(const Draft::Change& change);
    [[nodiscard]] std::shared_ptr<Commit> publishable(const Draft& draft) const;
    void apply(const Commit& commit);
    [[nodiscard]] std::string hostOf(const v1::Object& object, const Draft& draft) const;
    [[nodiscard]] std::string hostOfJob(const v1::Job& job, const Draft& draft) const;

    Daemon::Database& m_database;
    const Clock& m_clock;
    std::string m_epoch;
    quint64 m_revision = 0;
    std::unordered_map<int, Table> m_tables;
    HostIndex m_index;
    RecordWindow m_window;
    std::vector<CommitListener*> m_listeners;
};

} // namespace Espalier::Fleetd
