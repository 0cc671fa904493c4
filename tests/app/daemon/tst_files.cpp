// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <daemon/files.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier::Daemon;

class TstFiles final : public Espalier::Tests::TestCase {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

private Q_SLOTS:
    void writesWholeAndMakesTheFolder()
    {
        const QString path = m_dir.filePath(QStringLiteral("a/b/c"));
        QCOMPARE(writeFile(path, "one", FileMode::Open), QString());
        QCOMPARE(writeFile(path, "two", FileMode::Open), QString());
        QCOMPARE(*readFile(path, 3), QByteArray("two"));
    }
    void aSecretIsForItsOwnerOnly()
    {
        const QString path = m_dir.filePath(QStringLiteral("secret"));
        QCOMPARE(writeFile(path, "s", FileMode::Secret), QString());
        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(path) & others, QFile::Permissions());
    }
    void saysWhichFileAndWhy()
    {
        const auto missing = readFile(m_dir.filePath(QStringLiteral("none")), 10);
        QVERIFY(!missing);
        QVERIFY2(missing.error().contains(QLatin1String("none")), qPrintable(missing.error()));
        const QString path = m_dir.filePath(QStringLiteral("big"));
        QCOMPARE(writeFile(path, QByteArray(11, 'x'), FileMode::Open), QString());
        QVERIFY(readFile(path, 10).error().contains(QLatin1String("larger than 10 bytes")));
        QVERIFY(
            !writeFile(QString(path + QStringLiteral("/below")), "x", FileMode::Open).isEmpty());
    }
};

ESPALIER_TEST(TstFiles)
#include "tst_files.moc"
