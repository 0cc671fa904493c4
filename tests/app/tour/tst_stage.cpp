// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/command.h>
#include <tour/failure.h>
#include <tour/processes.h>
#include <tour/stage.h>

#include "support/testregistry.h"

#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusReply>
#include <QDir>

using namespace Espalier::Tour;

namespace {

constexpr auto collection = "/org/freedesktop/secrets/aliases/default";

// What the Secret Service on that bus says of its default collection; invalid without one.
QVariant isLocked(const QString& sessionBus)
{
    const QString name = QStringLiteral("tst-stage");
    QVariant locked;
    {
        const QDBusConnection bus = QDBusConnection::connectToBus(sessionBus, name);
        QDBusInterface properties(QStringLiteral("org.freedesktop.secrets"),
            QString::fromLatin1(collection), QStringLiteral("org.freedesktop.DBus.Properties"),
            bus);
        const QDBusReply<QDBusVariant> reply = properties.call(QStringLiteral("Get"),
            QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked"));
        if (reply.isValid())
            locked = reply.value().variant();
    }
    QDBusConnection::disconnectFromBus(name);
    return locked;
}

} // namespace

class TstStage final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void hasAnUnlockedSecretService();
    void keepsTheUsersFoldersOut();
    void leavesNothingBehind();
    void namesAProgramThatIsNotThere();
};

void TstStage::hasAnUnlockedSecretService()
{
    const QTemporaryDir folder;
    const Stage stage(folder.path(), QSize(640, 480));
    QCOMPARE(isLocked(stage.sessionBus()), QVariant(false));
}

void TstStage::keepsTheUsersFoldersOut()
{
    const QTemporaryDir folder;
    const Stage stage(folder.path(), QSize(640, 480), Stage::Secrets::None);
    const QProcessEnvironment environment = stage.environment();
    for (const char* kind :
        {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"}) {
        const QString place = environment.value(QLatin1String(kind));
        QVERIFY2(place.startsWith(QDir::tempPath()), qPrintable(place));
    }
    QVERIFY(environment.value(QStringLiteral("DISPLAY")) != qEnvironmentVariable("DISPLAY"));
}

void TstStage::leavesNothingBehind()
{
    const QTemporaryDir folder;
    qint64 program = 0;
    QString display;
    {
        Stage stage(folder.path(), QSize(640, 480), Stage::Secrets::None);
        display = stage.display();
        program = stage
                      .start(QStringLiteral("sleeper"), QStringLiteral("/bin/sleep"),
                          {QStringLiteral("600")})
                      .processId();
        QVERIFY(process(program).has_value());
        QVERIFY(QFile::exists(QStringLiteral("/tmp/.X11-unix/X") + display.mid(1)));
    }
    QVERIFY(!process(program).has_value());
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/.X11-unix/X") + display.mid(1)));
}

void TstStage::namesAProgramThatIsNotThere()
{
    const QTemporaryDir folder;
    Stage stage(folder.path(), QSize(640, 480), Stage::Secrets::None);
    try {
        stage.start(QStringLiteral("none"), QStringLiteral("/nowhere/espalier"), {});
        QFAIL("started a program that is not there");
    } catch (const Failure& failure) {
        QVERIFY2(failure.text().contains(QStringLiteral("/nowhere/espalier")), failure.what());
    }
}

ESPALIER_TEST(TstStage)
#include "tst_stage.moc"
