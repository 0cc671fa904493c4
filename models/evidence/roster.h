// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "records.h"

#include <domain/message.h>

#include <QStringList>

namespace Espalier::Evidence {

enum class LogPolicy { Required, Absent };

// What the roster keys decide (protocol.md 7).
struct Policy {
    LogPolicy log = LogPolicy::Required;
    bool simulatedAllowed = false;
    bool production = true; // swap_safe is required
    QStringList images; // approved base image digests, lower-case hex
    QMap<QString, QStringList> accelerators; // by backend; no entry: hardware ones, never tcg
    QMap<QString, QStringList> sandboxProfiles; // by backend; no entry: any
    QMap<QString, QStringList> requiredFacts; // by backend; no entry: those of evidence.md 5
    QStringList witnesses;
    quint64 quorum = 0;
    friend bool operator==(const Policy&, const Policy&) = default;

    // Why a host of this backend may not use this accelerator (I23). Empty: it may.
    [[nodiscard]] Message acceleratorProblem(
        const QString& backend, const QString& accelerator) const;
    // Why a life may not run as its record states: accelerator, sandbox profile. Empty: it may.
    [[nodiscard]] Message backendProblem(const BackendGroup& stated) const;
};

struct Device {
    QString id;
    QString commandKey; // Ed25519, hex; empty: none
    friend bool operator==(const Device&, const Device&) = default;
};

struct Person {
    QString id; // as in the SPIFFE id
    QString name;
    QStringList roles; // viewer, operator, on-call, security, administrator
    std::vector<Device> devices;
    friend bool operator==(const Person&, const Person&) = default;
};

struct ServiceKey {
    QString name; // SPIFFE id of a fleetd, origin of a log
    QString publicKey; // hex
    friend bool operator==(const ServiceKey&, const ServiceKey&) = default;
};

struct EarlierPolicy {
    quint64 version = 0; // in force from this roster version to the next
    Policy policy;
    friend bool operator==(const EarlierPolicy&, const EarlierPolicy&) = default;
};

struct Roster {
    quint64 version = 0; // from 1, never goes back
    QString trustDomain;
    WallTime issuedAt{}, expiresAt{};
    std::vector<Person> people;
    std::vector<ServiceKey> fleetds, logs;
    Policy policy;
    std::vector<EarlierPolicy> earlier; // records name the version they were made under
    friend bool operator==(const Roster&, const Roster&) = default;

    // The policy that a record of this policyVersion falls under; nullptr: not told.
    [[nodiscard]] const Policy* policyAt(quint64 policyVersion) const;
    [[nodiscard]] QStringList rolesOf(const QString& person) const;
};

enum class KeyOp { Enrol, Revoke };

// One HostKey entry of hosts.json, in order: a later one about the same key wins.
struct HostKeyEntry {
    KeyOp op = KeyOp::Enrol;
    HostId host;
    QString publicKey; // hex
    bool simulated = false; // may state simulated lives only
    friend bool operator==(const HostKeyEntry&, const HostKeyEntry&) = default;
};

struct HostList {
    quint64 version = 0;
    QString trustDomain;
    SiteId site;
    std::vector<HostKeyEntry> entries;
    friend bool operator==(const HostList&, const HostList&) = default;
};

// Canonical payload bytes for seal() with rosterType and hostsType.
[[nodiscard]] Result<QByteArray> write(const Roster& roster);
[[nodiscard]] Result<QByteArray> write(const HostList& hosts);
[[nodiscard]] Result<Roster> readRoster(const QByteArray& payload);
[[nodiscard]] Result<HostList> readHosts(const QByteArray& payload);

// The keys pinned at installation: how many distinct ones of them must sign.
struct PinnedKeys {
    std::vector<PublicKey> keys;
    int threshold = 1;
};
// One lower-case hex key a line; empty lines and lines that begin with # are skipped.
[[nodiscard]] Result<PinnedKeys> readPinnedKeys(const QByteArray& text, int threshold = 1);

// A verified roster: signatures, strict payload, never older than lastVersion, log: absent only in
// the development trust domain dev.espalier.internal. Expiry is the caller's to judge and to alarm.
[[nodiscard]] Result<Roster> verifyRoster(
    const QByteArray& envelope, const PinnedKeys& pinned, quint64 lastVersion = 0);

// Verified hosts.json, of the roster's trust domain and of this site; every key enrollable. Refused
// under log: required.
[[nodiscard]] Result<HostList> verifyHosts(
    const QByteArray& envelope, const PinnedKeys& pinned, const Roster& roster, const SiteId& site);

} // namespace Espalier::Evidence
