// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "support/manualclock.h"

#include <shell/stalebanner.h>
#include <shell/statusstrip.h>

#include <QPushButton>
#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

SiteFeed feedOf(const char* name, FeedState state, const Clock& clock, std::chrono::seconds age)
{
    SiteFeed feed;
    feed.id = SiteId(QLatin1String(name));
    feed.state = state;
    feed.lastMessage = clock.mono() - age;
    feed.lastMessageWall = clock.wall() - age;
    feed.hosts = 768;
    return feed;
}

QString textOf(const QWidget& strip, const char* name)
{
    const auto* label = strip.findChild<QLabel*>(QLatin1String(name));
    return label ? label->text() : QStringLiteral("no such label");
}

} // namespace

class TstStatusStrip final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void saysEachFeedWithItsAge()
    {
        Tests::ManualClock clock;
        StatusStrip strip(QStringLiteral("DEV"), nullptr);
        strip.resize(1600, 40);
        strip.show();
        strip.refresh({feedOf("fra1", FeedState::Synced, clock, 1s),
                          feedOf("iad1", FeedState::Stale, clock, 7s)},
            clock);
        QCOMPARE(textOf(strip, "feed.fra1"), QStringLiteral("fra1 live 1 s"));
        QCOMPARE(textOf(strip, "feed.iad1"), QStringLiteral("iad1 STALE 7 s"));
        QCOMPARE(textOf(strip, "feedState"), QStringLiteral("LIVE"));
        QCOMPARE(textOf(strip, "clock"), QStringLiteral("02:41:10Z"));
        QCOMPARE(textOf(strip, "rights"), QStringLiteral("read-only"));
        QCOMPARE(textOf(strip, "environment"), QStringLiteral("DEV"));
        strip.refresh({feedOf("fra1", FeedState::Stale, clock, 8s)}, clock);
        QCOMPARE(textOf(strip, "feedState"), QStringLiteral("STALE"));
    }

    void heartbeatMovesOncePerMessageAndStandsWithoutOne()
    {
        Tests::ManualClock clock;
        StatusStrip strip(QStringLiteral("PROD"), nullptr);
        auto* heart = strip.findChild<Heartbeat*>();
        SiteFeed feed = feedOf("fra1", FeedState::Synced, clock, 0s);
        feed.messages = 7;
        strip.refresh({feed}, clock);
        const int place = heart->place();
        strip.refresh({feed}, clock);
        QCOMPARE(heart->place(), place);
        feed.messages = 8;
        strip.refresh({feed}, clock);
        QVERIFY(heart->place() != place);
    }

    void staleBannerSaysSinceWhenAndWhatNext()
    {
        Tests::ManualClock clock;
        SiteFeed feed = feedOf("iad1", FeedState::Unknown, clock, 248s);
        feed.retryAt = clock.mono() + 8s;
        QCOMPARE(staleSentence(feed, clock),
            QStringLiteral("iad1 feed lost 02:37:02Z. Showing last known state of 768 hosts. "
                           "Retrying in 8 s."));
        feed.hosts = 1;
        QVERIFY(staleSentence(feed, clock).contains(QStringLiteral("of 1 host.")));
    }

    void bannersComeAndGoWithSilence()
    {
        Tests::ManualClock clock;
        StaleBanners banners;
        const SiteFeed live = feedOf("fra1", FeedState::Synced, clock, 1s);
        const SiteFeed silent = feedOf("iad1", FeedState::Stale, clock, 9s);
        banners.refresh({live, silent}, clock);
        QCOMPARE(banners.shown(), 1);
        QSignalSpy retried(&banners, &StaleBanners::retryPressed);
        banners.findChild<QPushButton*>()->click();
        QCOMPARE(retried.size(), 1);
        QCOMPARE(retried.first().first().value<SiteId>().text(), QStringLiteral("iad1"));
        banners.refresh({live}, clock);
        QCOMPARE(banners.shown(), 0);
        QVERIFY(banners.isHidden());
    }
};

ESPALIER_TEST(TstStatusStrip)
#include "tst_statusstrip.moc"
