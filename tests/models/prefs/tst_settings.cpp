// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <prefs/settings.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier;

class TstSettings final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void answersDefaultsFromNothing()
    {
        const QTemporaryDir folder;
        const Settings settings(folder.filePath(QStringLiteral("c/espalier.ini")),
            folder.filePath(QStringLiteral("s/layout.ini")));
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QCOMPARE(settings.lastProfile(), QString());
        QCOMPARE(settings.windowGeometry(), QByteArray());
        QCOMPARE(settings.tableLayout(QStringLiteral("slots")), QByteArray());
    }
    void remembersAcrossStarts()
    {
        const QTemporaryDir folder;
        const QString config = folder.filePath(QStringLiteral("c/espalier.ini"));
        const QString state = folder.filePath(QStringLiteral("s/layout.ini"));
        const QByteArray bytes("\0\xff\n,\\=", 6);
        {
            Settings settings(config, state);
            settings.setTheme(ThemeChoice::Dark);
            settings.setLastProfile(QStringLiteral("Bern, \u00e4"));
            settings.setWindowGeometry(bytes);
            settings.setWindowState(bytes + 'x');
            settings.setTableLayout(QStringLiteral("slots"), bytes + 'y');
            QCOMPARE(settings.sync(), QString());
        }
        const Settings settings(config, state);
        QCOMPARE(settings.theme(), ThemeChoice::Dark);
        QCOMPARE(settings.lastProfile(), QStringLiteral("Bern, \u00e4"));
        QCOMPARE(settings.windowGeometry(), bytes);
        QCOMPARE(settings.windowState(), QByteArray(bytes + 'x'));
        QCOMPARE(settings.tableLayout(QStringLiteral("slots")), QByteArray(bytes + 'y'));
        QCOMPARE(settings.tableLayout(QStringLiteral("lives")), QByteArray());
    }
    void keepsChoicesAndLooksApart()
    {
        const QTemporaryDir folder;
        const QString config = folder.filePath(QStringLiteral("espalier.ini"));
        const QString state = folder.filePath(QStringLiteral("layout.ini"));
        Settings settings(config, state);
        settings.setTheme(ThemeChoice::Light);
        settings.setWindowState("looks");
        QCOMPARE(settings.sync(), QString());
        const auto read = [](const QString& path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(read(config).contains("light"));
        QVERIFY(!read(config).contains("looks"));
        QVERIFY(read(state).contains("looks"));
    }
    void answersTheDefaultForNonsense()
    {
        const QTemporaryDir folder;
        const QString config = folder.filePath(QStringLiteral("espalier.ini"));
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[appearance]\ntheme=mauve\n");
        file.close();
        const Settings settings(config, folder.filePath(QStringLiteral("layout.ini")));
        QCOMPARE(settings.theme(), ThemeChoice::System);
    }
    void saysWhenItCannotWrite()
    {
        const QTemporaryDir folder;
        QFile obstacle(folder.filePath(QStringLiteral("c")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        Settings settings(obstacle.fileName() + QStringLiteral("/espalier.ini"),
            folder.filePath(QStringLiteral("layout.ini")));
        settings.setTheme(ThemeChoice::Dark);
        QVERIFY(settings.sync().contains(obstacle.fileName()));
    }
};

ESPALIER_TEST(TstSettings)
#include "tst_settings.moc"
