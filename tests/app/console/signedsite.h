// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/testidentities.h"

#include <console/verifier.h>
#include <domain/clock.h>
#include <evidence/dsse.h>
#include <evidence/roster.h>
#include <evidence/statement.h>

#include <QFile>
#include <QTemporaryDir>

namespace Espalier::Tests {

// What a test cannot do without: fails the whole run if it is an error.
template <typename T> T mustBe(const Evidence::Result<T>& result)
{
    if (!result)
        qFatal("test data: %s", qPrintable(result.error()));
    return *result;
}

inline Evidence::SigningKey keyOf(char letter)
{
    return mustBe(Evidence::SigningKey::fromSeed(QByteArray(Evidence::keySize, letter)));
}

inline HostId hostAt(int index)
{
    return HostId(
        QStringLiteral("0b8c4a52-6a51-4f0e-8f5b-0d7a3a1c9e%1").arg(index, 2, 10, QLatin1Char('0')));
}

inline Evidence::SigningKey keyOfHost(int index) { return keyOf(static_cast<char>('0' + index)); }

// The files of a console's trust in one site, and what that site's roster and hosts sign.
struct SignedSite {
    SignedSite()
    {
        write(QStringLiteral("roster.keys"), rosterKey.publicKey().hex().toLatin1() + '\n');
        write(QStringLiteral("tls.pem"),
            TestIdentities().issue(QStringLiteral("/user/oncall/device/desk")).certificate);
    }
    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    [[nodiscard]] VerifierConfig config() const
    {
        VerifierConfig config;
        config.rosterKeysPath = folder.filePath(QStringLiteral("roster.keys"));
        config.certificatePath = folder.filePath(QStringLiteral("tls.pem"));
        config.rosterMarkPath = folder.filePath(QStringLiteral("state/roster-version"));
        return config;
    }
    // The roster with one person of these roles, and the list of so many hosts.
    [[nodiscard]] FeedBatch trust(quint64 version, int hosts, const QStringList& roles = {}) const
    {
        Evidence::Roster roster;
        roster.version = version;
        roster.trustDomain = QLatin1String(testTrustDomain);
        roster.issuedAt = clock.wall() - std::chrono::hours(1);
        roster.expiresAt = clock.wall() + std::chrono::hours(1);
        roster.policy.log = Evidence::LogPolicy::Absent;
        roster.policy.simulatedAllowed = true;
        roster.people = {{QStringLiteral("oncall"), QStringLiteral("Omar"), roles, {}}};
        Evidence::HostList list;
        list.version = version;
        list.trustDomain = roster.trustDomain;
        list.site = site;
        for (int i = 0; i < hosts; ++i)
            list.entries.push_back(
                {Evidence::KeyOp::Enrol, hostAt(i), keyOfHost(i).publicKey().hex(), false});
        FeedBatch batch;
        batch.site = site;
        batch.trust =
            Trust{Evidence::seal(Evidence::rosterType, mustBe(Evidence::write(roster)), rosterKey),
                Evidence::seal(Evidence::hostsType, mustBe(Evidence::write(list)), rosterKey)};
        return batch;
    }
    // Appends one host's statement, signed by this key.
    void state(FeedBatch& batch, int host, quint64 seq, const Evidence::SigningKey& key) const
    {
        Evidence::HostStatement stated;
        stated.host = hostAt(host);
        stated.bootId = QStringLiteral("11111111-2222-4333-8444-555555555555");
        stated.statementSeq = seq;
        stated.headHash = QString(64, u'0');
        stated.mono = clock.mono();
        stated.wall = clock.wall();
        stated.sandboxProfileHash = QString(64, u'0');
        batch.site = site;
        batch.statements.push_back({stated.host,
            Evidence::seal(Evidence::statementType, mustBe(Evidence::write(stated)), key),
            clock.mono()});
    }

    SiteId site{QStringLiteral("fra1")};
    SystemClock clock;
    QTemporaryDir folder;
    Evidence::SigningKey rosterKey = keyOf('r');
};

} // namespace Espalier::Tests
