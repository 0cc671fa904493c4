// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/link/grpc/linkfixture.h"
#include "ui/desktop/fakebus.h"
#include "ui/desktop/fakelogind.h"

#include <console/desk.h>

#include <desktop/colourscheme.h>
#include <desktop/loginsession.h>
#include <prefs/profilestore.h>
#include <shell/mainwindow.h>

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>
#include <QSignalSpy>

#include <atomic>

using namespace Espalier;
using namespace Espalier::Tests;
using namespace std::chrono_literals;

namespace {

// Real time, and what the test slept. Thread-safe.
class SleptClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override { return m_clock.wall() + m_slept.load(); }
    [[nodiscard]] MonoTime mono() const override { return m_clock.mono() + m_slept.load(); }
    void sleep(std::chrono::nanoseconds time) { m_slept = m_slept.load() + time; }

private:
    SystemClock m_clock;
    std::atomic<std::chrono::nanoseconds> m_slept{};
};

// What the strip and the title say whenever the list is painted.
class Frames final : public QObject {
public:
    explicit Frames(Ui::MainWindow& window)
        : m_window(window)
    {
        auto* table = window.findChild<QAbstractItemView*>(QStringLiteral("slotsTable"));
        m_viewport = table->viewport();
        m_viewport->installEventFilter(this);
    }
    [[nodiscard]] QString strip() const
    {
        const auto* feed = m_window.findChild<QLabel*>(QStringLiteral("feed.fra1"));
        return feed ? feed->text() : QString();
    }
    [[nodiscard]] bool isStale() const
    {
        return strip().startsWith(QStringLiteral("fra1 STALE"))
            && m_window.windowTitle().startsWith(QStringLiteral("STALE"));
    }
    void paintAgain() { m_viewport->update(); }
    std::vector<bool> stale; // one a frame

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            stale.push_back(isStale());
        return false;
    }

private:
    Ui::MainWindow& m_window;
    QWidget* m_viewport = nullptr;
};

// A desk that is synced with a scripted fleetd.
struct World {
    World()
        : desk({clock, profiles, settings, profile(), {}, {}, ThemeChoice::Light, scheme, session})
        , frames(desk.window())
    {
        desk.window().findChild<QAction*>(QStringLiteral("goHosts"))->trigger();
        desk.window().show();
        watch = link.server.nextWatch();
        if (watch)
            list(*watch);
    }
    void list(ScriptedWatch& to) const
    {
        to.send(batchOf(epochA, 5, {"0b8c4a52-6a51-4f0e-8f5b-0d7a3a1c9e01"}));
        to.send(bookmarkOf(epochA, 5, true));
    }
    [[nodiscard]] bool isLive() const
    {
        return frames.strip().startsWith(QStringLiteral("fra1 live")) && !frames.isStale();
    }
    Profile profile()
    {
        link.write(QStringLiteral("roster.keys"), QByteArray(64, 'a'));
        const GrpcFleetLinkConfig config = link.config();
        Profile profile;
        profile.name = QStringLiteral("One");
        profile.sites = {{config.site, config.address}};
        profile.rootsPath = config.files.rootsPath;
        profile.rosterKeysPath = link.folder.filePath(QStringLiteral("roster.keys"));
        profile.certificatePath = config.files.certificatePath;
        profile.keyPath = config.files.keyPath;
        return profile;
    }

    LinkFixture link;
    SleptClock clock;
    Settings settings{link.folder.filePath(QStringLiteral("a.ini")),
        link.folder.filePath(QStringLiteral("b.ini"))};
    ProfileStore profiles{link.folder.filePath(QStringLiteral("profiles"))};
    FakeLogind logind{FakeBus::theirs()};
    Ui::ColourScheme scheme{FakeBus::ours()};
    Ui::LoginSession session{FakeBus::ours()};
    Desk desk;
    Frames frames;
    std::shared_ptr<ScriptedWatch> watch;
};

} // namespace

// Rule R15: after suspend everything is stale first, then listed anew, then cleared.
class TstWaking final : public TestCase {
    Q_OBJECT
    FakeBus m_bus;

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bus.start(), QString()); }

    void firstFrameAfterSuspendIsAllStale_data()
    {
        QTest::addColumn<bool>("logindTells");
        QTest::newRow("by logind, however short it was") << true;
        QTest::newRow("by the clock alone") << false;
    }
    void firstFrameAfterSuspendIsAllStale()
    {
        QFETCH(const bool, logindTells);
        World world;
        QTRY_VERIFY(world.isLive());
        QSignalSpy woke(&world.session, &Ui::LoginSession::woke);
        world.frames.stale.clear();
        if (logindTells) {
            world.logind.prepareForSleep(false);
            QTRY_COMPARE(woke.size(), 1);
        } else {
            world.clock.sleep(10s); // so short that the site would not be unknown by itself
        }
        world.frames.paintAgain();
        QTRY_VERIFY(!world.frames.stale.empty());
        QVERIFY(world.frames.stale.front());
        const auto again = world.link.server.nextWatch(); // listed anew
        QVERIFY(again);
        QVERIFY(world.frames.isStale());
        world.list(*again);
        QTRY_VERIFY(world.isLive());
    }
    void lastFrameBeforeSuspendIsStaleAlready()
    {
        World world;
        QTRY_VERIFY(world.isLive());
        world.logind.prepareForSleep(true);
        QTRY_VERIFY(world.frames.isStale());
        QSignalSpy woke(&world.session, &Ui::LoginSession::woke);
        world.logind.prepareForSleep(false);
        QTRY_COMPARE(woke.size(), 1);
        const auto again = world.link.server.nextWatch();
        QVERIFY(again);
        QVERIFY(world.frames.isStale());
        world.list(*again);
        QTRY_VERIFY(world.isLive());
    }
};

ESPALIER_TEST(TstWaking)
#include "tst_waking.moc"
