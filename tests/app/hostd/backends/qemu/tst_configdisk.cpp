// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/configdisk.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>

using namespace Espalier::Hostd;

class TstConfigDisk final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void writesSectionsPaddedToABlock()
    {
        QString why;
        const auto disk =
            configDiskBytes("echo 1\n", {{QStringLiteral("A"), QStringLiteral("b c")}}, &why);
        QVERIFY2(disk.has_value(), qPrintable(why));
        QCOMPARE(disk->size(), 512);
        QCOMPARE(disk->left(disk->indexOf('\0')),
            QByteArray("espalier-config/1\nscript 7\necho 1\n\nenv 6\nA=b c\n\nend 0\n\n"));
    }

    void namesTheDiskOfEachCache()
    {
        QString why;
        const auto disk =
            configDiskBytes("x", {}, &why, {QStringLiteral("deps"), QStringLiteral("more")});
        QVERIFY2(disk.has_value(), qPrintable(why));
        QVERIFY(disk->contains("caches 44\nespalier-cache-1 deps\nespalier-cache-2 more\n\n"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("field");
        const QString ok = QStringLiteral("A");
        const QString script = QStringLiteral("script");
        const QString environment = QStringLiteral("environment");
        QTest::newRow("no script") << QByteArray() << ok << ok << script;
        QTest::newRow("a script over 1 MiB")
            << QByteArray((1 << 20) + 1, 'x') << ok << ok << script;
        QTest::newRow("a name with =")
            << QByteArray("x") << QStringLiteral("A=B") << ok << environment;
        QTest::newRow("an empty name") << QByteArray("x") << QString() << ok << environment;
        QTest::newRow("a name that begins with a digit")
            << QByteArray("x") << QStringLiteral("1A") << ok << environment;
        QTest::newRow("a value with a NUL")
            << QByteArray("x") << ok << QString(QChar(0)) << environment;
        QTest::newRow("a value that is too long")
            << QByteArray("x") << ok << QString((1 << 20) + 1, u'x') << environment;
    }

    void refuses()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, field);
        QString why;
        QVERIFY(!configDiskBytes(script, {{name, value}}, &why).has_value());
        QVERIFY2(why.startsWith(field), qPrintable(why));
    }

    void refusesMoreVariablesThanAGuestTakes()
    {
        QMap<QString, QString> many;
        for (int i = 0; i < 249; ++i)
            many.insert(QStringLiteral("V%1").arg(i), QString());
        QString why;
        QVERIFY(!configDiskBytes("x", many, &why).has_value());
        QVERIFY(why.contains(QLatin1String("248")));
    }

    void memoryFileIsSealedAndReadOnly()
    {
        const UniqueFd file = sealedMemoryFile("hello", "test");
        QVERIFY(file.isValid());
        struct stat seen {};
        QCOMPARE(::fstat(file.get(), &seen), 0);
        QCOMPARE(seen.st_size, 5);
        QCOMPARE(::write(file.get(), "x", 1), ssize_t(-1));
        QCOMPARE(errno, EBADF);
        QVERIFY((::fcntl(file.get(), F_GET_SEALS) & F_SEAL_WRITE) != 0);
    }
};

ESPALIER_TEST(TstConfigDisk)
#include "tst_configdisk.moc"
