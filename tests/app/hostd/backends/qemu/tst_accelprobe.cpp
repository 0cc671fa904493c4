// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/accelprobe.h>

using namespace Espalier::Hostd;
using namespace std::chrono_literals;

class TstAccelProbe final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void aGuestRunsUnderSoftwareEmulation()
    {
        QString why;
        QVERIFY2(runsGuests(qemu(), QStringLiteral("tcg"), 30s, &why), qPrintable(why));
    }

    void saysWhyAGuestDoesNotRun_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("accelerator");
        QTest::addColumn<QString>("said");
        QTest::newRow("no such accelerator")
            << qemu() << QStringLiteral("nothing") << QStringLiteral("nothing");
        QTest::newRow("no such program") << QStringLiteral("/nothing") << QStringLiteral("tcg")
                                         << QStringLiteral("cannot be started");
        QTest::newRow("a program that ends well and is no QEMU") << QStringLiteral(
            "/bin/true") << QStringLiteral("tcg") << QStringLiteral("did not run");
    }

    void saysWhyAGuestDoesNotRun()
    {
        QFETCH(QString, program);
        QFETCH(QString, accelerator);
        QFETCH(QString, said);
        QString why;
        QVERIFY(!runsGuests(program, accelerator, 30s, &why));
        QVERIFY2(why.contains(said), qPrintable(why));
    }

    void doesNotWaitForEver()
    {
        QString why;
        QVERIFY(!runsGuests(qemu(), QStringLiteral("tcg"), 1ms, &why));
        QVERIFY2(why.contains(QLatin1String("within 1 ms")), qPrintable(why));
    }

private:
    static QString qemu() { return QStringLiteral("/usr/bin/qemu-system-x86_64"); }
};

ESPALIER_TEST(TstAccelProbe)
#include "tst_accelprobe.moc"
