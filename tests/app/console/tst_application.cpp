// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/link/grpc/linkfixture.h"

#include <console/application.h>

#include <prefs/xdg.h>
#include <shell/mainwindow.h>

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QTimer>

using namespace Espalier;
using namespace Espalier::Tests;

namespace {

// The one main window that is shown; nullptr if there is none or more than one.
Ui::MainWindow* theWindow()
{
    Ui::MainWindow* found = nullptr;
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        auto* window = qobject_cast<Ui::MainWindow*>(widget);
        if (!window || !window->isVisible())
            continue;
        if (found)
            return nullptr;
        found = window;
    }
    return found;
}

// Of the list of slots, where its user goes first.
int slotsShown()
{
    const Ui::MainWindow* window = theWindow();
    if (auto* go = window ? window->findChild<QAction*>(QStringLiteral("goHosts")) : nullptr)
        go->trigger();
    const auto* table =
        window ? window->findChild<QAbstractItemView*>(QStringLiteral("slotsTable")) : nullptr;
    return table && table->model() ? table->model()->rowCount() : -1;
}

// One host with so many slots, as fleetd would list it.
v1::WatchResponse aHost(const std::string& epoch, int slots)
{
    v1::WatchResponse response = batchOf(epoch, 5, {"0b8c4a52-6a51-4f0e-8f5b-0d7a3a1c9e01"});
    v1::Batch* batch = response.mutable_items(0)->mutable_batch();
    v1::Host* host = batch->mutable_events(0)->mutable_object()->mutable_host();
    host->set_site("fra1");
    host->set_code("A07-12");
    for (int index = 1; index <= slots; ++index) {
        v1::Event* event = batch->add_events();
        event->set_op(v1::Event::OP_ADDED);
        v1::Slot* slot = event->mutable_object()->mutable_slot();
        slot->set_uid(host->uid() + '/' + std::to_string(index));
        slot->set_host(host->uid());
        slot->set_index(static_cast<quint32>(index));
        slot->set_code("A07-12/" + std::to_string(index));
    }
    return response;
}

Profile profileFor(const LinkFixture& f, const QString& name)
{
    f.write(QStringLiteral("roster.keys"), QByteArray(64, 'a'));
    const GrpcFleetLinkConfig config = f.config();
    Profile profile;
    profile.name = name;
    profile.environment = QStringLiteral("DEV");
    profile.sites = {{config.site, config.address}};
    profile.rootsPath = config.files.rootsPath;
    profile.rosterKeysPath = f.folder.filePath(QStringLiteral("roster.keys"));
    profile.certificatePath = config.files.certificatePath;
    profile.keyPath = config.files.keyPath;
    return profile;
}

Options optionsFor(const Profile& profile)
{
    Options options;
    options.development = profile;
    return options;
}

} // namespace

// The whole console against a real server that the test writes.
class TstApplication final : public TestCase {
    Q_OBJECT
protected:
    void prepare() override
    {
        QDir(configFolder()).removeRecursively();
        QDir(stateFolder()).removeRecursively();
    }

private Q_SLOTS:
    void asksForAConnectionWhenThereIsNone()
    {
        const Application application({}, *qApp);
        QTRY_VERIFY(theWindow());
        QTRY_VERIFY(theWindow()->findChild<QDialog*>());
        QVERIFY(theWindow()->findChild<QDialog*>()->isVisible());
        QCOMPARE(slotsShown(), 0);
    }
    void showsWhatFleetdLists()
    {
        LinkFixture f;
        const Application application(optionsFor(profileFor(f, QStringLiteral("One"))), *qApp);
        const auto watch = f.server.nextWatch();
        QVERIFY(watch);
        watch->send(aHost(epochA, 2));
        watch->send(bookmarkOf(epochA, 5, true));
        QTRY_COMPARE(slotsShown(), 2);
    }
    void takesTheOnlyProfileAndThenTheOneChosen()
    {
        LinkFixture one;
        LinkFixture two;
        const ProfileStore profiles(configFolder() + QStringLiteral("/profiles"));
        QCOMPARE(profiles.save(profileFor(one, QStringLiteral("One"))), QString());
        const Application application({}, *qApp);
        const auto first = one.server.nextWatch();
        QVERIFY(first);
        first->send(aHost(epochA, 1));
        QTRY_COMPARE(slotsShown(), 1);

        QCOMPARE(profiles.save(profileFor(two, QStringLiteral("Two"))), QString());
        Q_EMIT theWindow()->profileChosen(QStringLiteral("Two"));
        QTRY_COMPARE(two.server.hellos(), 1);
        const auto second = two.server.nextWatch();
        QVERIFY(second);
        second->send(aHost(epochA, 3));
        QTRY_COMPARE(slotsShown(), 3);
        QTRY_VERIFY(first->isOver()); // the first fleet is let go
    }
    void beginsWithTheProfileOfLastTime()
    {
        LinkFixture one;
        LinkFixture two;
        const ProfileStore profiles(configFolder() + QStringLiteral("/profiles"));
        QCOMPARE(profiles.save(profileFor(one, QStringLiteral("One"))), QString());
        QCOMPARE(profiles.save(profileFor(two, QStringLiteral("Two"))), QString());
        {
            const Application application({}, *qApp);
            QTRY_VERIFY(theWindow());
            Q_EMIT theWindow()->profileChosen(QStringLiteral("Two"));
            QTRY_COMPARE(two.server.hellos(), 1);
            QVERIFY(two.server.nextWatch());
        }
        const Application application({}, *qApp);
        QVERIFY(two.server.nextWatch());
        QCOMPARE(one.server.hellos(), 0);
    }
    void quitsWhenItsWindowIsClosed()
    {
        const LinkFixture f;
        const Application application(optionsFor(profileFor(f, QStringLiteral("One"))), *qApp);
        QTRY_VERIFY(theWindow());
        QTimer::singleShot(0, theWindow(), [] { theWindow()->close(); });
        QTimer::singleShot(20'000, qApp, [] { QCoreApplication::exit(7); });
        QCOMPARE(QApplication::exec(), 0);
    }
    void keepsNoWindowAfterItsEnd()
    {
        {
            const Application application({}, *qApp);
            QTRY_VERIFY(theWindow());
        }
        QVERIFY(!theWindow());
    }
};

ESPALIER_TEST(TstApplication)
#include "tst_application.moc"
