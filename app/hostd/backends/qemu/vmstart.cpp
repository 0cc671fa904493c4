// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmstart.h"

#include "configdisk.h"
#include "qemucommand.h"

#include <QFile>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace Espalier::Hostd {

namespace {

constexpr off_t logBytes = off_t{64} * 1024;

struct ForkFiles {
    UniqueFd overlay, base, key, baseKey; // baseKey invalid: the base is not encrypted
};

struct Files {
    UniqueFd kernel, initrd, base, overlay, key, config, qmp, control, output;
    std::vector<ForkFiles> forks;

    [[nodiscard]] QemuDescriptors numbers() const
    {
        QemuDescriptors all{kernel.get(), initrd.get(), base.get(), overlay.get(), key.get(),
            config.get(), qmp.get(), control.get(), output.get(), {}};
        for (const ForkFiles& fork : forks)
            all.caches.push_back(
                {fork.overlay.get(), fork.base.get(), fork.key.get(), fork.baseKey.get()});
        return all;
    }
    [[nodiscard]] std::vector<int> list() const
    {
        std::vector<int> all{kernel.get(), initrd.get(), base.get(), overlay.get(), key.get(),
            config.get(), qmp.get(), control.get(), output.get()};
        for (const ForkFiles& fork : forks) {
            for (const UniqueFd* file : {&fork.overlay, &fork.base, &fork.key, &fork.baseKey}) {
                if (file->isValid())
                    all.push_back(file->get());
            }
        }
        return all;
    }
};

UniqueFd openPath(const QString& path, int flags)
{
    return UniqueFd(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOFOLLOW));
}

// A file without a name that cannot outgrow its first size: QEMU may be made to complain for hours.
UniqueFd boundedLog()
{
    UniqueFd log(::memfd_create("qemu-log", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (log.isValid()
        && (::ftruncate(log.get(), logBytes) != 0
            || ::fcntl(log.get(), F_ADD_SEALS, F_SEAL_GROW) != 0))
        log.reset();
    return log;
}

// The disk that was prepared, and no other under its name.
UniqueFd openDisk(const VmStart& start, const DiskIdentity& disk, QString* why)
{
    const QString path = diskPath(start.place, disk);
    UniqueFd overlay = openPath(path, O_RDWR);
    struct stat seen {};
    if (!overlay.isValid() || ::fstat(overlay.get(), &seen) != 0 || seen.st_dev != disk.dev
        || seen.st_ino != disk.ino || seen.st_nlink != 1) {
        *why = QStringLiteral("%1 is not the disk that was prepared").arg(path);
        return {};
    }
    return overlay;
}

std::optional<std::vector<ForkFiles>> openForks(const VmStart& start, QString* why)
{
    const auto uid = static_cast<unsigned>(start.trace.uid);
    std::vector<ForkFiles> forks;
    if (start.trace.disks.size() != start.caches.size() + 1) {
        *why = QStringLiteral("it has %1 disks, expected %2")
                   .arg(start.trace.disks.size())
                   .arg(start.caches.size() + 1);
        return std::nullopt;
    }
    for (size_t i = 0; i < start.caches.size(); ++i) {
        const StartCache& cache = start.caches.at(i);
        ForkFiles fork;
        fork.overlay = openDisk(start, start.trace.disks.at(i + 1), why);
        if (!fork.overlay.isValid())
            return std::nullopt;
        fork.base = openPath(cache.base, O_RDONLY);
        fork.key = cache.key->asPipe(uid);
        if (cache.baseKey)
            fork.baseKey = cache.baseKey->asPipe(uid);
        if (!fork.base.isValid() || !fork.key.isValid()
            || (cache.baseKey && !fork.baseKey.isValid())) {
            *why = QStringLiteral("%1, a version of a cache volume, or its key cannot be opened")
                       .arg(cache.base);
            return std::nullopt;
        }
        forks.push_back(std::move(fork));
    }
    return forks;
}

std::optional<Files> openFiles(const VmStart& start, QString* why)
{
    Files files;
    files.kernel = openPath(start.image.kernel, O_RDONLY);
    files.initrd = openPath(start.image.initrd, O_RDONLY);
    files.base = openPath(start.image.rootDisk, O_RDONLY);
    if (!files.kernel.isValid() || !files.initrd.isValid() || !files.base.isValid()) {
        *why = QStringLiteral("the guest image in %1 cannot be read").arg(start.image.folder);
        return std::nullopt;
    }
    auto forks = openForks(start, why);
    if (!forks)
        return std::nullopt;
    files.forks = std::move(*forks);
    files.overlay = openDisk(start, start.trace.disks.front(), why);
    if (!files.overlay.isValid())
        return std::nullopt;
    files.key = start.key.asPipe(static_cast<unsigned>(start.trace.uid));
    files.config = sealedMemoryFile(start.config, "config-disk");
    if (!files.key.isValid() || !files.config.isValid()) {
        *why = QStringLiteral("no memory file or pipe: %1")
                   .arg(QString::fromLocal8Bit(std::strerror(errno)));
        return std::nullopt;
    }
    const QString folder = start.place.folder;
    files.qmp = start.files.listen(folder, QStringLiteral("qmp"));
    files.control = start.files.listen(folder, QStringLiteral("control"));
    files.output = start.files.listen(folder, QStringLiteral("output"));
    if (!files.qmp.isValid() || !files.control.isValid() || !files.output.isValid()) {
        *why = QStringLiteral("no sockets in %1: %2")
                   .arg(folder, QString::fromLocal8Bit(std::strerror(errno)));
        return std::nullopt;
    }
    return files;
}

} // namespace

std::optional<StartedVm> startVm(const VmStart& start, QString* why)
{
    const auto files = openFiles(start, why);
    if (!files)
        return std::nullopt;
    StartedVm started;
    started.log = boundedLog();
    const UniqueFd group = start.cgroup.openUnified();
    const std::vector<UniqueFd> procs = start.cgroup.openProcs();
    LaunchPlan plan;
    plan.program = start.qemu;
    plan.arguments = qemuArguments({start.trace.vm.text(), start.accelerator, start.shape.vcpus,
        start.shape.memoryMiB, start.image.commandLine, files->numbers()});
    plan.uid = static_cast<unsigned>(start.trace.uid);
    plan.unifiedCgroup = group.get();
    for (const UniqueFd& file : procs)
        plan.cgroupProcs.push_back(file.get());
    plan.inherited = files->list();
    plan.log = started.log.get();
    const ProcScan processes;
    plan.beforeExec = [&started, &processes](qint64 pid) {
        const auto status = processes.status(pid);
        const auto devices = processes.networkDevices(pid);
        started.startTime = status ? status->startTime : 0;
        started.nicDevices = devices ? static_cast<int>(devices->size()) : -1;
        started.coreLimit = processes.coreLimit(pid).value_or(QString());
    };
    auto process = launch(plan, why);
    if (!process)
        return std::nullopt;
    started.process = std::move(*process);
    // One that has died since cannot be asked: then those that it was given.
    const QStringList arguments = processes.arguments(started.process.pid);
    started.nicArguments = networkArguments(arguments.isEmpty() ? plan.arguments : arguments);
    return started;
}

} // namespace Espalier::Hostd
