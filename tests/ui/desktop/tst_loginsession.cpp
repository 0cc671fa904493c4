// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "fakebus.h"
#include "fakelogind.h"

#include <desktop/loginsession.h>

#include <QSignalSpy>

using namespace Espalier;
using namespace Espalier::Tests;
using Ui::LoginSession;

class TstLoginSession final : public TestCase {
    Q_OBJECT
    FakeBus m_bus;

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bus.start(), QString()); }
    void tellsOfSleepAndOfWaking()
    {
        FakeLogind logind(FakeBus::theirs());
        LoginSession session(FakeBus::ours());
        QSignalSpy sleeping(&session, &LoginSession::sleeping);
        QSignalSpy woke(&session, &LoginSession::woke);
        logind.prepareForSleep(true);
        QTRY_COMPARE(sleeping.size(), 1);
        QCOMPARE(woke.size(), 0);
        logind.prepareForSleep(false);
        QTRY_COMPARE(woke.size(), 1);
        QCOMPARE(sleeping.size(), 1);
    }
    void tellsOfALockedScreen()
    {
        FakeLogind logind(FakeBus::theirs());
        LoginSession session(FakeBus::ours());
        QSignalSpy locked(&session, &LoginSession::locked);
        QSignalSpy woke(&session, &LoginSession::woke);
        followed(logind, session);
        locked.clear();
        const QString lockedHint = QStringLiteral("LockedHint");
        logind.change(FakeLogind::session(), {{QStringLiteral("IdleHint"), true}});
        logind.change(FakeLogind::session(), {{lockedHint, false}});
        const QString another = QStringLiteral("/org/freedesktop/login1/session/_34");
        logind.lock(another);
        logind.change(another, {{lockedHint, true}});
        logind.prepareForSleep(false); // signals keep their order: what came before has arrived
        QTRY_COMPARE(woke.size(), 1);
        QCOMPARE(locked.size(), 0);
        logind.change(FakeLogind::session(), {{lockedHint, true}});
        QTRY_COMPARE(locked.size(), 1);
        logind.lock(FakeLogind::session());
        QTRY_COMPARE(locked.size(), 2);
    }
    void findsALogindThatComesLater()
    {
        LoginSession session(FakeBus::ours());
        FakeLogind logind(FakeBus::theirs());
        followed(logind, session);
        QSignalSpy woke(&session, &LoginSession::woke);
        logind.prepareForSleep(false);
        QTRY_COMPARE(woke.size(), 1);
    }
    void heedsNobodyElse()
    {
        FakeLogind logind(FakeBus::theirs());
        LoginSession session(FakeBus::ours());
        QSignalSpy woke(&session, &LoginSession::woke);
        QDBusConnection liar = FakeBus::end(QStringLiteral("liar"));
        QDBusMessage lie = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"));
        lie << false;
        QVERIFY(liar.send(lie));
        // Its answer means that the bus has passed the lie on.
        QVERIFY(liar.interface()->isServiceRegistered(QStringLiteral("org.freedesktop.login1")));
        QSignalSpy sleeping(&session, &LoginSession::sleeping);
        logind.prepareForSleep(true);
        QTRY_COMPARE(sleeping.size(), 1);
        QCOMPARE(woke.size(), 0);
    }
    void isSilentWithoutABus()
    {
        const QDBusConnection none(QStringLiteral("no such connection"));
        const LoginSession session(none);
        QSignalSpy woke(&session, &LoginSession::woke);
        QCOMPARE(woke.size(), 0);
    }

private:
    // The session is asked for in its own time: a lock is heard from some point on.
    static void followed(FakeLogind& logind, LoginSession& session)
    {
        QSignalSpy locked(&session, &LoginSession::locked);
        QTRY_VERIFY((logind.lock(FakeLogind::session()), !locked.isEmpty()));
        QSignalSpy woke(&session, &LoginSession::woke);
        logind.prepareForSleep(false);
        QTRY_COMPARE(woke.size(), 1); // none of those locks is still on its way
    }
};

ESPALIER_TEST(TstLoginSession)
#include "tst_loginsession.moc"
