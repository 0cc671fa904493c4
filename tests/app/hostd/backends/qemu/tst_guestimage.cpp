// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefolder.h"
#include "support/testregistry.h"

#include <hostd/backends/qemu/guestimage.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Espalier::Hostd;
using namespace Espalier::Tests;

class TstGuestImage final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void isItsManifest()
    {
        QString why;
        const auto image = loadGuestImage(m_folder->path(), &why);
        QVERIFY2(image.has_value(), qPrintable(why));
        QCOMPARE(image->digest, sha256(m_manifest));
        QCOMPARE(image->commandLine, QStringLiteral("quiet"));
        QCOMPARE(image->rootBytes, quint64(4096));
        QCOMPARE(image->kernel, m_folder->filePath(QStringLiteral("vmlinuz")));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* words, const char* from, const char* to,
                             const char* named) {
            QTest::newRow(words) << QByteArray(from) << QByteArray(to)
                                 << QString::fromLatin1(named);
        };
        row("another format", "guest/1", "guest/2", "manifest.json");
        row("a file outside", "\"vmlinuz\"", "\"../vmlinuz\"", "kernel.file");
        row("a hidden file", "\"vmlinuz\"", "\".lock\"", "kernel.file");
        row("a missing file", "\"vmlinuz\"", "\"nothing\"", "nothing");
        row("bytes that are not the manifest's", "\"vmlinuz\"", "\"initrd\"",
            "is not the file of its manifest");
        row("no size", "\"4096\"", "\"\"", "rootDisk");
        row("no JSON", "{", "", "manifest.json");
    }

    void refuses()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, named);
        QByteArray changed = m_manifest;
        changed.replace(from, to);
        write("manifest.json", changed);
        QString why;
        QVERIFY(!loadGuestImage(m_folder->path(), &why).has_value());
        QVERIFY2(why.contains(named), qPrintable(why));
    }

    void noticesAChangedByte()
    {
        write("root.qcow2", "rOot");
        QString why;
        QVERIFY(!loadGuestImage(m_folder->path(), &why).has_value());
        QVERIFY2(why.contains(QLatin1String("root.qcow2")), qPrintable(why));
    }

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write("vmlinuz", "kernel");
        write("initrd", "initrd");
        write("root.qcow2", "root");
        m_manifest = manifestOf("kernel", "initrd", "root");
        write("manifest.json", m_manifest);
    }

    void write(const char* name, const QByteArray& bytes)
    {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_manifest;
};

ESPALIER_TEST(TstGuestImage)
#include "tst_guestimage.moc"
