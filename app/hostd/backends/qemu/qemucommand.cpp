// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemucommand.h"

#include <QCryptographicHash>

namespace Espalier::Hostd {

namespace {

QString sandboxOption()
{
    return QStringLiteral(
        "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
}

void addDescriptorSet(QStringList& arguments, int set, int fd)
{
    arguments << QStringLiteral("-add-fd") << QStringLiteral("fd=%1,set=%2").arg(fd).arg(set);
}

void addDisks(QStringList& arguments, const QemuDescriptors& fds)
{
    addDescriptorSet(arguments, 1, fds.config);
    addDescriptorSet(arguments, 2, fds.overlay);
    addDescriptorSet(arguments, 3, fds.base);
    const QString blockdev = QStringLiteral("-blockdev");
    arguments << QStringLiteral("-object")
              << QStringLiteral("secret,id=key,file=/proc/self/fd/%1").arg(fds.key) << blockdev
              << QStringLiteral(
                     "driver=file,node-name=base-file,filename=/dev/fdset/3,read-only=on")
              << blockdev
              << QStringLiteral("driver=qcow2,node-name=base,file=base-file,read-only=on")
              // Written through the page cache and never synced: the disk dies with its VM.
              << blockdev
              << QStringLiteral("driver=file,node-name=root-file,filename=/dev/fdset/2,"
                                "cache.no-flush=on,discard=unmap")
              << blockdev
              << QStringLiteral("driver=qcow2,node-name=root,file=root-file,backing=base,"
                                "encrypt.format=luks,encrypt.key-secret=key,cache.no-flush=on,"
                                "discard=unmap")
              << blockdev
              << QStringLiteral(
                     "driver=file,node-name=config-file,filename=/dev/fdset/1,read-only=on")
              << blockdev
              << QStringLiteral("driver=raw,node-name=config,file=config-file,read-only=on");
    // What this host cannot keep is nothing that the guest may see and blame on its job: the VM
    // stops, and hostd ends it.
    const QString device = QStringLiteral("-device");
    arguments << device
              << QStringLiteral("virtio-blk-pci,drive=root,serial=espalier-root,"
                                "werror=stop,rerror=stop")
              << device << QStringLiteral("virtio-blk-pci,drive=config,serial=espalier-config");
}

// Unlike the root these are synced when the guest asks: what it wrote before it told its exit must
// be there after a reboot of this host too, for then it is committed.
void addCache(QStringList& arguments, int number, const CacheDescriptors& fds)
{
    const QString name = QStringLiteral("cache-%1").arg(number);
    const int overlaySet = 10 + 2 * number, baseSet = 11 + 2 * number;
    const auto secret = [&arguments](const QString& id, int fd) {
        arguments << QStringLiteral("-object")
                  << QStringLiteral("secret,id=%1,file=/proc/self/fd/%2").arg(id).arg(fd);
    };
    const auto blockdev = [&arguments](const QString& node) {
        arguments << QStringLiteral("-blockdev") << node;
    };
    const auto luks = [](const QString& id) -> QString {
        return QStringLiteral(",encrypt.format=luks,encrypt.key-secret=") + id;
    };
    addDescriptorSet(arguments, overlaySet, fds.overlay);
    addDescriptorSet(arguments, baseSet, fds.base);
    secret(name + QStringLiteral("-key"), fds.key);
    if (fds.baseKey >= 0)
        secret(name + QStringLiteral("-base-key"), fds.baseKey);
    blockdev(
        QStringLiteral("driver=file,node-name=%1-base-file,filename=/dev/fdset/%2,read-only=on")
            .arg(name)
            .arg(baseSet));
    blockdev(
        QStringLiteral("driver=qcow2,node-name=%1-base,file=%1-base-file,read-only=on").arg(name)
        + (fds.baseKey >= 0 ? luks(name + QStringLiteral("-base-key")) : QString()));
    blockdev(QStringLiteral("driver=file,node-name=%1-file,filename=/dev/fdset/%2,discard=unmap")
                 .arg(name)
                 .arg(overlaySet));
    blockdev(QStringLiteral("driver=qcow2,node-name=%1,file=%1-file,backing=%1-base,discard=unmap")
                 .arg(name)
        + luks(name + QStringLiteral("-key")));
    arguments << QStringLiteral("-device")
              << QStringLiteral("virtio-blk-pci,drive=%1,serial=espalier-%1,"
                                "werror=stop,rerror=stop")
                     .arg(name);
}

void addSocket(QStringList& arguments, const QString& id, int fd)
{
    arguments << QStringLiteral("-chardev")
              << QStringLiteral("socket,id=%1,fd=%2,server=on,wait=off").arg(id).arg(fd);
}

void addPorts(QStringList& arguments, const QemuDescriptors& fds)
{
    addSocket(arguments, QStringLiteral("qmp"), fds.qmp);
    addSocket(arguments, QStringLiteral("control"), fds.control);
    addSocket(arguments, QStringLiteral("output"), fds.output);
    const QString device = QStringLiteral("-device");
    arguments << QStringLiteral("-mon") << QStringLiteral("chardev=qmp,mode=control") << device
              << QStringLiteral("virtio-serial-pci") << device
              << QStringLiteral("virtserialport,chardev=control,name=espalier.control") << device
              << QStringLiteral("virtserialport,chardev=output,name=espalier.output") << device
              << QStringLiteral("pvpanic-pci");
}

} // namespace

QString qemuMachineType() { return QStringLiteral("q35"); }

QStringList qemuArguments(const QemuPlan& plan)
{
    const bool kvm = plan.accelerator == QLatin1String("kvm");
    const QemuDescriptors& fds = plan.descriptors;
    // Without a size of its own, TCG's translation buffer may grow to 1 GiB beside a 256 MiB guest.
    QStringList arguments{QStringLiteral("-name"), plan.name, QStringLiteral("-M"),
        qemuMachineType(), QStringLiteral("-accel"),
        kvm ? QStringLiteral("kvm") : QStringLiteral("tcg,tb-size=128"), QStringLiteral("-cpu"),
        kvm ? QStringLiteral("host") : QStringLiteral("qemu64"), QStringLiteral("-smp"),
        QString::number(plan.vcpus), QStringLiteral("-m"), QString::number(plan.memoryMiB),
        QStringLiteral("-nodefaults"), QStringLiteral("-no-user-config"),
        QStringLiteral("-display"), QStringLiteral("none"), QStringLiteral("-rtc"),
        QStringLiteral("base=utc"), QStringLiteral("-action"),
        QStringLiteral("panic=pause,reboot=shutdown,shutdown=pause,watchdog=none"),
        QStringLiteral("-sandbox"), sandboxOption(), QStringLiteral("-kernel"),
        QStringLiteral("/proc/self/fd/%1").arg(fds.kernel), QStringLiteral("-initrd"),
        QStringLiteral("/proc/self/fd/%1").arg(fds.initrd), QStringLiteral("-append"),
        plan.kernelCommandLine};
    addDisks(arguments, fds);
    int number = 0;
    for (const CacheDescriptors& cache : fds.caches)
        addCache(arguments, ++number, cache);
    addPorts(arguments, fds);
    return arguments;
}

QString sandboxProfileHash()
{
    const QString profile =
        QStringLiteral("espalier-qemu-sandbox/1\nseccomp=%1\n"
                       "uid=own\ngroups=none\nno-new-privileges=1\n"
                       "network-namespace=own,empty\nfiles=inherited descriptors\n"
                       "core-limit=0\ncgroup=own\n")
            .arg(sandboxOption());
    const QByteArray hash = QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex());
}

int networkArguments(const QStringList& arguments)
{
    int count = 0;
    for (const QString& argument : arguments) {
        const bool option = argument == QLatin1String("-nic") || argument == QLatin1String("-net")
            || argument == QLatin1String("-netdev");
        const bool device = argument.contains(QLatin1String("-net-"))
            || argument.startsWith(QLatin1String("virtio-net"))
            || argument.startsWith(QLatin1String("e1000"));
        count += option || device ? 1 : 0;
    }
    return count;
}

} // namespace Espalier::Hostd
