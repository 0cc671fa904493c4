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

struct Files {
    UniqueFd kernel, initrd, base, overlay, key, config, qmp, control, output;

    [[nodiscard]] QemuDescriptors numbers() const
    {
        return {kernel.get(), initrd.get(), base.get(), overlay.get(), key.get(), config.get(),
            qmp.get(), control.get(), output.get()};
    }
    [[nodiscard]] std::vector<int> list() const
    {
        return {kernel.get(), initrd.get(), base.get(), overlay.get(), key.get(), config.get(),
            qmp.get(), control.get(), output.get()};
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

bool isDiskOf(const VmTrace& trace, const UniqueFd& overlay)
{
    struct stat seen {};
    return ::fstat(overlay.get(), &seen) == 0 && !trace.disks.empty()
        && seen.st_dev == trace.disks.front().dev && seen.st_ino == trace.disks.front().ino
        && seen.st_nlink == 1;
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
    files.overlay = openPath(diskPath(start.place, start.trace.disks.front()), O_RDWR);
    if (!files.overlay.isValid() || !isDiskOf(start.trace, files.overlay)) {
        *why = QStringLiteral("%1 is not the disk that was prepared")
                   .arg(diskPath(start.place, start.trace.disks.front()));
        return std::nullopt;
    }
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
