// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "invariants.h"
#include "verdicts.h"

namespace Espalier {

// What one site's link delivers, in the order in which it arrived (protocol.md 2).

enum class Change { Added, Modified, Deleted };

struct Event {
    Change change = Change::Added;
    Object object;
    QString prevUid; // whom a new object replaces in its place
};

// One commit of fleetd, whole. Chunks of an initial list bear the snapshot's revision.
struct Commit {
    quint64 revision = 0;
    bool initial = false; // part of the initial list
    std::vector<Event> events;
};

struct Statement {
    HostId host;
    QByteArray envelope; // verbatim DSSE envelope, JSON
    MonoTime receivedAt{}; // this machine's clock
};

// Signed by the roster keys; verified by whoever uses them, never by the link.
struct Trust {
    QByteArray roster; // DSSE envelope
    QByteArray hosts; // DSSE envelope of hosts.json, empty once the log exists
};

enum class LinkPhase { Idle, Connecting, Listing, Synced, Failed };

struct LinkStatus {
    LinkPhase phase = LinkPhase::Idle;
    Message problem; // what is wrong and what to do
    std::optional<MonoTime> retryAt;
    QString fleetdVersion;
    bool refused = false; // Failed, and the server said that this identity may not
};

// A bundle of news of one site. Fields that are empty say nothing.
struct FeedBatch {
    SiteId site;
    QString epoch;
    std::vector<Commit> commits;
    std::optional<quint64> initialEnd; // the initial list is complete at this revision
    std::optional<quint64> bookmark; // everything up to here has been delivered
    std::vector<Statement> statements;
    std::optional<Trust> trust;
    std::optional<LinkStatus> status;
    std::vector<HostObservation> observations; // from the verifier
    std::vector<LifeVerdict> verdicts; // from the verifier
    std::vector<HostInvariants> invariants; // from the verifier
    MonoTime receivedAt{}; // newest message of any kind in this batch
    bool fromWire = false; // a message from the server is in it: counts for the feed's age
};

} // namespace Espalier
