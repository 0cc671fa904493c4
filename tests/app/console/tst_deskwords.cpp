// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testidentities.h"
#include "support/testregistry.h"

#include <console/verifier.h>
#include <evidence/dsse.h>
#include <evidence/roster.h>
#include <evidence/statement.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

const SiteId fra1(QStringLiteral("fra1"));
constexpr int hostCount = 40; // more than one batch has verified unasked

HostId hostAt(int index)
{
    return HostId(
        QStringLiteral("0b8c4a52-6a51-4f0e-8f5b-0d7a3a1c9e%1").arg(index, 2, 10, QLatin1Char('0')));
}

template <typename T> T mustBe(const Evidence::Result<T>& result)
{
    if (!result)
        qFatal("test data: %s", qPrintable(result.error()));
    return *result;
}

Evidence::SigningKey keyOf(char letter)
{
    return mustBe(Evidence::SigningKey::fromSeed(QByteArray(Evidence::keySize, letter)));
}

Evidence::SigningKey keyOfHost(int index) { return keyOf(static_cast<char>('0' + index)); }

// Remembers which statements were answered verified, and which hosts were only reported.
class Answers final : public FeedSink {
public:
    void deliver(FeedBatch&& batch) override
    {
        const std::lock_guard lock(m_mutex);
        for (const HostObservation& seen : batch.observations) {
            if (seen.verified)
                m_verified.insert({seen.host, seen.statementSeq});
            else
                m_reported.insert(seen.host);
        }
    }
    [[nodiscard]] bool verified(const HostId& host, quint64 seq)
    {
        const std::lock_guard lock(m_mutex);
        return m_verified.count({host, seq}) > 0;
    }
    [[nodiscard]] bool reported(const HostId& host)
    {
        const std::lock_guard lock(m_mutex);
        return m_reported.count(host) > 0;
    }

private:
    std::mutex m_mutex;
    std::set<std::pair<HostId, quint64>> m_verified;
    std::set<HostId> m_reported;
};

struct Fixture {
    Fixture()
        : rosterKey(keyOf('r'))
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
    std::unique_ptr<Verifier> verifier()
    {
        VerifierConfig config;
        config.rosterKeysPath = folder.filePath(QStringLiteral("roster.keys"));
        config.certificatePath = folder.filePath(QStringLiteral("tls.pem"));
        config.rosterMarkPath = folder.filePath(QStringLiteral("state/roster-version"));
        config.problemChanged = [](const QString&) {};
        config.words = words;
        return std::make_unique<Verifier>(std::move(config), clock, answers);
    }
    [[nodiscard]] FeedBatch trust(quint64 version, const QStringList& roles) const
    {
        Evidence::Roster roster;
        roster.version = version;
        roster.trustDomain = QLatin1String(testTrustDomain);
        roster.issuedAt = clock.wall() - std::chrono::hours(1);
        roster.expiresAt = clock.wall() + std::chrono::hours(1);
        roster.policy.log = Evidence::LogPolicy::Absent;
        roster.policy.simulatedAllowed = true;
        roster.people = {{QStringLiteral("oncall"), QStringLiteral("Omar"), roles, {}}};
        Evidence::HostList hosts;
        hosts.version = version;
        hosts.trustDomain = roster.trustDomain;
        hosts.site = fra1;
        for (int i = 0; i < hostCount; ++i)
            hosts.entries.push_back(
                {Evidence::KeyOp::Enrol, hostAt(i), keyOfHost(i).publicKey().hex(), false});
        FeedBatch batch;
        batch.site = fra1;
        batch.trust =
            Trust{Evidence::seal(Evidence::rosterType, mustBe(Evidence::write(roster)), rosterKey),
                Evidence::seal(Evidence::hostsType, mustBe(Evidence::write(hosts)), rosterKey)};
        return batch;
    }
    [[nodiscard]] FeedBatch statements(quint64 seq) const
    {
        FeedBatch batch;
        batch.site = fra1;
        for (int i = 0; i < hostCount; ++i) {
            Evidence::HostStatement stated;
            stated.host = hostAt(i);
            stated.bootId = QStringLiteral("11111111-2222-4333-8444-555555555555");
            stated.statementSeq = seq;
            stated.headHash = QString(64, u'0');
            stated.mono = clock.mono();
            stated.wall = clock.wall();
            stated.sandboxProfileHash = QString(64, u'0');
            batch.statements.push_back({hostAt(i),
                Evidence::seal(
                    Evidence::statementType, mustBe(Evidence::write(stated)), keyOfHost(i)),
                clock.mono()});
        }
        return batch;
    }

    SystemClock clock;
    QTemporaryDir folder;
    Evidence::SigningKey rosterKey;
    std::shared_ptr<DeskWords> words = std::make_shared<DeskWords>();
    Answers answers;
};

} // namespace

class TstDeskWords final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aWordIsTakenOnce()
    {
        DeskWords words;
        QVERIFY(!words.takeRoles());
        QVERIFY(!words.takeHostsOnScreen());
        words.setHostsOnScreen({hostAt(1)});
        words.setHostsOnScreen({hostAt(2)});
        QVERIFY(words.takeHostsOnScreen() == std::set<HostId>{hostAt(2)}); // the newest
        QVERIFY(!words.takeHostsOnScreen());
    }
    void rolesAreThoseOfTheVerifiedRoster()
    {
        Fixture f;
        const auto verifier = f.verifier();
        std::optional<QStringList> roles;
        const auto told = [&] {
            if (auto newest = f.words->takeRoles())
                roles = newest;
            return roles;
        };
        verifier->deliver(f.trust(1, {QStringLiteral("on-call"), QStringLiteral("viewer")}));
        QTRY_COMPARE(told().value_or(QStringList()),
            (QStringList{QStringLiteral("on-call"), QStringLiteral("viewer")}));
        verifier->deliver(f.trust(2, {QStringLiteral("security")}));
        QTRY_COMPARE(told().value_or(QStringList()), QStringList{QStringLiteral("security")});
    }
    void whatIsOnScreenIsVerifiedAtOnce()
    {
        Fixture f;
        const auto verifier = f.verifier();
        const HostId last = hostAt(hostCount - 1), before = hostAt(hostCount - 2);
        verifier->deliver(f.trust(1, {}));
        verifier->deliver(f.statements(1)); // the first one of a host is always wanted
        QTRY_VERIFY(f.answers.verified(last, 1));
        QVERIFY(!f.answers.reported(last));
        f.words->setHostsOnScreen({last});
        verifier->deliver(f.statements(2));
        QTRY_VERIFY(f.answers.verified(last, 2) && f.answers.verified(before, 2));
        QVERIFY(!f.answers.reported(last)); // it did not wait for its turn
        QVERIFY(f.answers.reported(before)); // this one did
    }
};

ESPALIER_TEST(TstDeskWords)
#include "tst_deskwords.moc"
