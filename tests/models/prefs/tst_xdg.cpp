// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <prefs/xdg.h>

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Espalier;

class TstXdg final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        QStandardPaths::setTestModeEnabled(true);
        qunsetenv("XDG_STATE_HOME");
        qunsetenv("XDG_CONFIG_HOME");
    }
    void followsTheEnvironment()
    {
        QStandardPaths::setTestModeEnabled(false);
        qputenv("XDG_STATE_HOME", "/somewhere/state");
        qputenv("XDG_CONFIG_HOME", "/somewhere/config/");
        QCOMPARE(stateFolder(), QStringLiteral("/somewhere/state/espalier"));
        QCOMPARE(configFolder(), QStringLiteral("/somewhere/config/espalier"));
    }
    void ignoresARelativeVariable()
    {
        QStandardPaths::setTestModeEnabled(false);
        qputenv("XDG_STATE_HOME", "state");
        QCOMPARE(
            stateFolder(), QString(QDir::homePath() + QStringLiteral("/.local/state/espalier")));
    }
    void fallsBackToTheHomeFolder()
    {
        QStandardPaths::setTestModeEnabled(false);
        qunsetenv("XDG_STATE_HOME");
        qunsetenv("XDG_CONFIG_HOME");
        QCOMPARE(
            stateFolder(), QString(QDir::homePath() + QStringLiteral("/.local/state/espalier")));
        QCOMPARE(configFolder(), QString(QDir::homePath() + QStringLiteral("/.config/espalier")));
    }
    void leavesTheUsersFoldersAloneInTests()
    {
        QVERIFY(stateFolder().contains(QStringLiteral(".qttest")));
        QVERIFY(configFolder() != stateFolder());
    }
    void makesFoldersThatOnlyTheUserEnters()
    {
        const QTemporaryDir folder;
        const QString inner = folder.filePath(QStringLiteral("a/b/c"));
        QCOMPARE(makePrivateFolder(inner), QString());
        QVERIFY(QFileInfo(inner).isDir());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(int(QFileInfo(inner).permissions() & others), 0);
    }
    void saysWhichFolderCannotBeMade()
    {
        const QTemporaryDir folder;
        QFile obstacle(folder.filePath(QStringLiteral("file")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        const QString inner = obstacle.fileName() + QStringLiteral("/inner");
        QVERIFY(makePrivateFolder(inner).contains(inner));
    }
};

ESPALIER_TEST(TstXdg)
#include "tst_xdg.moc"
