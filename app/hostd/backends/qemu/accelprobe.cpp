// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "accelprobe.h"

#include <QProcess>
#include <QTemporaryFile>

#include <array>

namespace Espalier::Hostd {

namespace {

// mov dx, 0x501; mov al, 42; out dx, al; hlt; jmp back. isa-debug-exit then ends QEMU with 2 * 42
// + 1.
constexpr std::array<unsigned char, 9> exitCode{
    0xba, 0x01, 0x05, 0xb0, 0x2a, 0xee, 0xf4, 0xeb, 0xfd};
constexpr int expectedStatus = 85;
constexpr qint64 diskBytes = 1 << 20; // SeaBIOS finds no geometry for a single sector

QByteArray bootSector()
{
    QByteArray sector(512, '\0');
    for (size_t i = 0; i < exitCode.size(); ++i)
        sector[static_cast<qsizetype>(i)] = static_cast<char>(exitCode[i]);
    sector[510] = '\x55';
    sector[511] = '\xaa';
    return sector;
}

} // namespace

bool runsGuests(
    const QString& qemu, const QString& accelerator, std::chrono::milliseconds limit, QString* why)
{
    QTemporaryFile disk;
    if (!disk.open() || disk.write(bootSector()) != 512 || !disk.flush()
        || !disk.resize(diskBytes)) {
        *why = QStringLiteral("no room for a boot sector: %1").arg(disk.errorString());
        return false;
    }
    const bool kvm = accelerator == QLatin1String("kvm");
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(qemu,
        {QStringLiteral("-M"), QStringLiteral("q35"), QStringLiteral("-accel"), accelerator,
            QStringLiteral("-cpu"), kvm ? QStringLiteral("host") : QStringLiteral("qemu64"),
            QStringLiteral("-m"), QStringLiteral("32"), QStringLiteral("-nodefaults"),
            QStringLiteral("-no-user-config"), QStringLiteral("-display"), QStringLiteral("none"),
            QStringLiteral("-device"), QStringLiteral("isa-debug-exit"), QStringLiteral("-drive"),
            QStringLiteral("if=virtio,format=raw,readonly=on,file=%1").arg(disk.fileName())});
    const bool ended = process.waitForFinished(static_cast<int>(limit.count()));
    const QString said = QString::fromLocal8Bit(process.readAll()).simplified();
    if (!ended) {
        *why = process.error() == QProcess::FailedToStart
            ? QStringLiteral("%1 cannot be started: %2").arg(qemu, process.errorString())
            : QStringLiteral("a guest under %1 did not run within %2 ms")
                  .arg(accelerator)
                  .arg(limit.count());
        process.kill();
        process.waitForFinished(5000);
        return false;
    }
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == expectedStatus)
        return true;
    *why = QStringLiteral("a guest under %1 did not run: %2").arg(accelerator, said);
    return false;
}

} // namespace Espalier::Hostd
