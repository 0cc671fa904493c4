// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "signedsite.h"
#include "support/testregistry.h"

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

constexpr int hostCount = 40; // more than one batch has verified unasked

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

struct Fixture : SignedSite {
    std::unique_ptr<Verifier> verifier()
    {
        VerifierConfig mine = config();
        mine.problemChanged = [](const QString&) {};
        mine.words = words;
        return std::make_unique<Verifier>(std::move(mine), clock, answers);
    }
    [[nodiscard]] FeedBatch statements(quint64 seq) const
    {
        FeedBatch batch;
        for (int i = 0; i < hostCount; ++i)
            state(batch, i, seq, keyOfHost(i));
        return batch;
    }

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
        verifier->deliver(
            f.trust(1, hostCount, {QStringLiteral("on-call"), QStringLiteral("viewer")}));
        QTRY_COMPARE(told().value_or(QStringList()),
            (QStringList{QStringLiteral("on-call"), QStringLiteral("viewer")}));
        verifier->deliver(f.trust(2, hostCount, {QStringLiteral("security")}));
        QTRY_COMPARE(told().value_or(QStringList()), QStringList{QStringLiteral("security")});
    }
    void whatIsOnScreenIsVerifiedAtOnce()
    {
        Fixture f;
        const auto verifier = f.verifier();
        const HostId last = hostAt(hostCount - 1), before = hostAt(hostCount - 2);
        verifier->deliver(f.trust(1, hostCount));
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
