// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <hostd/backends/qemu/qemucommand.h>

using namespace Espalier::Hostd;

class TstQemuCommand final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void hasNoNetworkNoDefaultsAndASandbox()
    {
        const QStringList arguments = qemuArguments(plan(QStringLiteral("tcg")));
        QCOMPARE(networkArguments(arguments), 0);
        QVERIFY(arguments.contains(QStringLiteral("-nodefaults")));
        QVERIFY(arguments.contains(QStringLiteral("-no-user-config")));
        QVERIFY(after(arguments, "-sandbox").startsWith(QLatin1String("on,")));
        for (const char* denied : {"obsolete", "elevateprivileges", "spawn", "resourcecontrol"})
            QVERIFY(after(arguments, "-sandbox")
                        .contains(QLatin1String(denied) + QLatin1String("=deny")));
        QCOMPARE(after(arguments, "-action"),
            QStringLiteral("panic=pause,reboot=shutdown,shutdown=pause,watchdog=none"));
    }

    void opensNothingByName()
    {
        for (const QString& argument : qemuArguments(plan(QStringLiteral("tcg")))) {
            const qsizetype slash = argument.indexOf(u'/');
            if (slash >= 0)
                QVERIFY2(argument.contains(QLatin1String("/proc/self/fd/"))
                        || argument.contains(QLatin1String("/dev/fdset/")),
                    qPrintable(argument));
        }
    }

    // By default QEMU shows a guest what is wrong with the host's disk, but for a full one.
    void stopsForWhateverTheDiskCannotKeep()
    {
        QVERIFY(qemuArguments(plan(QStringLiteral("tcg")))
                    .contains(QStringLiteral(
                        "virtio-blk-pci,drive=root,serial=espalier-root,werror=stop,rerror=stop")));
    }

    // A cache fork is a disk behind the root, synced when the guest asks (a commit relies on it).
    void aCacheForkIsSynced()
    {
        QemuPlan cached = plan(QStringLiteral("tcg"));
        cached.descriptors.caches = {{30, 31, 32, -1}, {33, 34, 35, 36}};
        const QStringList arguments = qemuArguments(cached);
        const QString first = arguments.filter(QStringLiteral("node-name=cache-1,")).value(0),
                      base = arguments.filter(QStringLiteral("node-name=cache-2-base,")).value(0);
        QVERIFY(
            first.endsWith(QLatin1String("backing=cache-1-base,discard=unmap,encrypt.format=luks,"
                                         "encrypt.key-secret=cache-1-key")));
        QVERIFY(base.contains(QLatin1String("read-only=on")));
        QVERIFY(base.endsWith(QLatin1String("encrypt.key-secret=cache-2-base-key")));
        QVERIFY(arguments.filter(QStringLiteral("cache-1-base-key")).isEmpty());
        QVERIFY(arguments.filter(QStringLiteral("cache-"))
                    .filter(QStringLiteral("no-flush"))
                    .isEmpty());
        const auto at = [&](const char* serial) {
            return arguments.indexOf(
                arguments.filter(QLatin1String("serial=") + QLatin1String(serial)).value(0));
        };
        QVERIFY(at("espalier-root") < at("espalier-cache-1"));
        QVERIFY(at("espalier-cache-1") < at("espalier-cache-2"));
    }

    void choosesTheProcessorByAccelerator()
    {
        QCOMPARE(after(qemuArguments(plan(QStringLiteral("kvm"))), "-cpu"), QStringLiteral("host"));
        QCOMPARE(
            after(qemuArguments(plan(QStringLiteral("tcg"))), "-cpu"), QStringLiteral("qemu64"));
    }

    void countsNetworkCards_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nic") << QStringList{QStringLiteral("-nic"), QStringLiteral("user")};
        QTest::newRow("netdev") << QStringList{
            QStringLiteral("-netdev"), QStringLiteral("tap,id=n")};
        QTest::newRow("device") << QStringList{
            QStringLiteral("-device"), QStringLiteral("virtio-net-pci")};
        QTest::newRow("e1000") << QStringList{
            QStringLiteral("-device"), QStringLiteral("e1000e,netdev=n")};
    }

    void countsNetworkCards()
    {
        QFETCH(QStringList, arguments);
        QCOMPARE(networkArguments(arguments), 1);
    }

private:
    static QemuPlan plan(const QString& accelerator)
    {
        return {QStringLiteral("vm"), accelerator, 1, 256, QStringLiteral("quiet"),
            {10, 11, 12, 13, 14, 15, 16, 17, 18}};
    }

    static QString after(const QStringList& arguments, const char* option)
    {
        return arguments.value(arguments.indexOf(QLatin1String(option)) + 1);
    }
};

ESPALIER_TEST(TstQemuCommand)
#include "tst_qemucommand.moc"
