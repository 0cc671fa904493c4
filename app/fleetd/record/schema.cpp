// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema.h"

namespace Espalier::Fleetd {

namespace {

// Version 1. retired: no longer in the watchable set, the row is kept.
QStringList firstVersion()
{
    return {
        QStringLiteral("CREATE TABLE meta (key TEXT PRIMARY KEY, value)"),
        QStringLiteral(
            "CREATE TABLE object (type INTEGER NOT NULL, uid TEXT NOT NULL, body BLOB NOT NULL, "
            "retired INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (type, uid))"),
        QStringLiteral(
            "CREATE TABLE record (host TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, "
            "vm TEXT NOT NULL, leaf TEXT NOT NULL, committed INTEGER NOT NULL, envelope BLOB NOT "
            "NULL, "
            "PRIMARY KEY (host, seq))"),
        QStringLiteral("CREATE INDEX record_vm ON record (vm)"),
        QStringLiteral(
            "CREATE TABLE job (uid TEXT PRIMARY KEY, request TEXT NOT NULL UNIQUE, "
            "digest BLOB NOT NULL, script BLOB, host TEXT NOT NULL, position INTEGER NOT NULL)"),
        QStringLiteral("CREATE TABLE counter (tenant TEXT NOT NULL, pipeline TEXT NOT NULL, "
                       "last INTEGER NOT NULL, PRIMARY KEY (tenant, pipeline))"),
        QStringLiteral("CREATE TABLE placement (vm TEXT PRIMARY KEY, host TEXT NOT NULL, "
                       "body BLOB NOT NULL, reference TEXT NOT NULL, salt BLOB NOT NULL)"),
    };
}

// Version 2: durations of past runs, and the statements that are kept (evidence.md 1).
QStringList secondVersion()
{
    return {
        QStringLiteral("CREATE TABLE run (tenant TEXT NOT NULL, pipeline TEXT NOT NULL, "
                       "ended INTEGER NOT NULL, duration INTEGER NOT NULL)"),
        QStringLiteral("CREATE INDEX record_committed ON record (committed)"),
        QStringLiteral("CREATE INDEX run_of ON run (tenant, pipeline, ended)"),
        QStringLiteral(
            "CREATE TABLE statement (host TEXT NOT NULL, seq INTEGER NOT NULL, head INTEGER NOT "
            "NULL, "
            "received INTEGER NOT NULL, envelope BLOB NOT NULL, PRIMARY KEY (host, seq))"),
    };
}

// Version 3: commands of people, as they were signed (protocol.md 5). Their states are objects.
QStringList thirdVersion()
{
    return {
        QStringLiteral(
            "CREATE TABLE command (id TEXT PRIMARY KEY, digest TEXT NOT NULL, envelope BLOB NOT "
            "NULL, reason TEXT NOT NULL, reasonSalt BLOB NOT NULL, ticket TEXT, ticketSalt BLOB, "
            "actor TEXT NOT NULL, policy INTEGER NOT NULL, received INTEGER NOT NULL, notAfter "
            "INTEGER NOT NULL)"),
        QStringLiteral("CREATE INDEX command_digest ON command (digest)"),
        QStringLiteral("CREATE INDEX command_actor ON command (actor, policy)"),
    };
}

// Version 4: cache volumes, one for each name of a tenant's pipeline, and the hosts that have
// something of them. What else is known of a volume is its object.
QStringList fourthVersion()
{
    return {
        QStringLiteral(
            "CREATE TABLE volume (uid TEXT PRIMARY KEY, tenant TEXT NOT NULL, cluster TEXT NOT "
            "NULL, pipeline TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL, "
            "UNIQUE (tenant, cluster, pipeline, name))"),
        QStringLiteral("CREATE TABLE cacheCopy (volume TEXT NOT NULL, host TEXT NOT NULL, "
                       "lastUsed INTEGER NOT NULL, PRIMARY KEY (volume, host))"),
        QStringLiteral("CREATE INDEX cacheCopy_host ON cacheCopy (host)"),
    };
}

} // namespace

const Daemon::Schema& fleetSchema()
{
    static const Daemon::Schema schema{QStringLiteral("fleetd"),
        {firstVersion(), secondVersion(), thirdVersion(), fourthVersion()}};
    return schema;
}

} // namespace Espalier::Fleetd
