// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/commands/commandorder.h>

#include <evidence/digest.h>

namespace Espalier::Tests {

// People who give orders to a host of fra1: omar (operator), olga (on-call), vera (viewer), each
// with one device "desk" whose key is made from one letter.
struct People {
    static Evidence::SigningKey key(char seed)
    {
        return *Evidence::SigningKey::fromSeed(QByteArray(32, seed));
    }
    static Evidence::SigningKey rosterKey() { return key('\x0b'); } // pinned

    static Evidence::Roster roster(quint64 version, WallTime now)
    {
        Evidence::Roster roster;
        roster.version = version;
        roster.trustDomain = QStringLiteral("dev.espalier.internal");
        roster.issuedAt = now - std::chrono::hours(1);
        roster.expiresAt = now + std::chrono::hours(1000);
        roster.policy.log = Evidence::LogPolicy::Absent;
        roster.people = {person("omar", "operator", 'o'), person("olga", "on-call", 'c'),
            person("vera", "viewer", 'v')};
        return roster;
    }
    static QByteArray seal(
        const Evidence::Roster& roster, const Evidence::SigningKey& by = rosterKey())
    {
        return Evidence::seal(Evidence::rosterType, *Evidence::write(roster), by);
    }

    // A command of omar's.
    static Evidence::CommandRecord command(
        CommandVerb verb, const CommandTarget& target, int number, WallTime now)
    {
        Evidence::CommandRecord record;
        record.id = CommandId(QStringLiteral("%1").arg(number, 32, 16, QLatin1Char('0')));
        record.verb = verb;
        record.site = SiteId(QStringLiteral("fra1"));
        record.targets = {target};
        record.tier = verb == CommandVerb::ForceDestroy ? Tier::T1 : Tier::T0;
        record.reasonDigest = Evidence::saltedDigest(salt(), reason().toUtf8());
        record.actor = QStringLiteral("omar");
        record.device = QStringLiteral("desk");
        record.issuedAt = now;
        record.notAfter = now + std::chrono::minutes(10);
        record.seenRevision = 42;
        record.policyVersion = 3;
        return record;
    }
    static Hostd::CommandOrder order(
        const Evidence::CommandRecord& record, char by = 'o', const QString& part = {})
    {
        const auto payload = Evidence::write(record);
        return {Evidence::seal(Evidence::recordType, *payload, key(by)), {reason(), salt(), {}, {}},
            part};
    }
    static QString digest(const Hostd::CommandOrder& order)
    {
        return Evidence::recordDigest(
            Evidence::recordType, Evidence::parseEnvelope(order.envelope)->payload);
    }

private:
    static QString reason() { return QStringLiteral("stuck after an I/O error"); }
    static QByteArray salt() { return QByteArray(Evidence::saltSize, 's'); }
    static Evidence::Person person(const char* id, const char* role, char seed)
    {
        return {QString::fromLatin1(id), QString::fromLatin1(id), {QString::fromLatin1(role)},
            {{QStringLiteral("desk"), key(seed).publicKey().hex()}}};
    }
};

} // namespace Espalier::Tests
