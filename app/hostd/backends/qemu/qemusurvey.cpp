// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemusurvey.h"

#include "accelprobe.h"
#include "procscan.h"
#include "qemucommand.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSaveFile>

#include <unistd.h>

namespace Espalier::Hostd {

namespace {

constexpr std::chrono::milliseconds probeLimit{4000};
constexpr int firstUserUid = 1000;

struct Probe {
    QString accelerator;
    QString noKvm; // why KVM is not it, empty if it is
};

QString probePath(const QemuConfig& config)
{
    return config.stateFolder + QStringLiteral("/accelerator.json");
}

// The answer holds for a boot: a hostd that starts again must not wait for a probe while VMs of the
// one before it run.
std::optional<Probe> rememberedProbe(const QemuConfig& config, const QString& bootId)
{
    QFile file(probePath(config));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto text = [&object](
                          const char* key) { return object.value(QLatin1String(key)).toString(); };
    if (text("bootId") != bootId || text("qemu") != config.qemu || text("accelerator").isEmpty())
        return std::nullopt;
    return Probe{text("accelerator"), text("noKvm")};
}

void rememberProbe(const QemuConfig& config, const QString& bootId, const Probe& probe)
{
    const QJsonObject object{{QStringLiteral("bootId"), bootId},
        {QStringLiteral("qemu"), config.qemu}, {QStringLiteral("accelerator"), probe.accelerator},
        {QStringLiteral("noKvm"), probe.noKvm}};
    QSaveFile file(probePath(config));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        || file.write(QJsonDocument(object).toJson()) < 0 || !file.commit())
        qWarning("%s cannot be written: the accelerator is probed at each start",
            qPrintable(probePath(config)));
}

Probe probeAccelerator(const QemuConfig& config)
{
    const QString bootId = ProcScan().bootId();
    if (const auto remembered = rememberedProbe(config, bootId))
        return *remembered;
    Probe probe{QStringLiteral("kvm"), {}};
    if (!QFileInfo::exists(QStringLiteral("/dev/kvm")))
        probe.noKvm = QStringLiteral("no /dev/kvm");
    if (!probe.noKvm.isEmpty()
        || !runsGuests(config.qemu, QStringLiteral("kvm"), probeLimit, &probe.noKvm))
        probe.accelerator = QStringLiteral("tcg");
    rememberProbe(config, bootId, probe);
    return probe;
}

QString problemOf(const QemuConfig& config)
{
    if (::geteuid() != 0)
        return QStringLiteral("VMs with uids and namespaces of their own need root");
    if (config.firstUid < firstUserUid || config.uidCount < 1)
        return QStringLiteral(
            "uids: %1 from %2 on is no range for VMs; the first must be %3 or above")
            .arg(config.uidCount)
            .arg(config.firstUid)
            .arg(firstUserUid);
    if (!QDir::isAbsolutePath(config.stateFolder)
        || !QDir().mkpath(config.stateFolder + QStringLiteral("/vms")))
        return QStringLiteral("state folder %1 cannot be made; it must be an absolute path")
            .arg(config.stateFolder);
    return {};
}

bool surveyQemu(const QemuConfig& config, BackendInfo& info, QString* why)
{
    QProcess version;
    version.start(config.qemu, {QStringLiteral("--version")});
    if (!version.waitForFinished(5000) || version.exitCode() != 0
        || !QFileInfo(config.qemuImg).isExecutable()) {
        *why = QStringLiteral("%1 or %2 cannot be run: install qemu-system-x86 and qemu-utils")
                   .arg(config.qemu, config.qemuImg);
        return false;
    }
    static const QRegularExpression number(QStringLiteral("version ([0-9.]+)"));
    info.kind = QStringLiteral("qemu");
    info.version = number.match(QString::fromLocal8Bit(version.readAll())).captured(1);
    info.machineType = qemuMachineType();
    info.sandboxProfileHash = sandboxProfileHash();
    info.accelerator = config.accelerator;
    if (info.accelerator.isEmpty()) {
        const Probe probe = probeAccelerator(config);
        info.accelerator = probe.accelerator;
        if (probe.accelerator != QLatin1String("kvm"))
            info.missing << QStringLiteral("kvm: %1").arg(probe.noKvm);
    }
    return true;
}

} // namespace

std::optional<QemuSurvey> surveyHost(const QemuConfig& config, QString* why)
{
    QemuSurvey survey;
    *why = problemOf(config);
    if (!why->isEmpty())
        return std::nullopt;
    survey.cgroups = findCgroups(config.cgroupName);
    if (survey.cgroups.unified.isEmpty()) {
        *why =
            QStringLiteral("no control groups of version 2: a VM's end cannot be observed without");
        return std::nullopt;
    }
    survey.info.limits = survey.cgroups.inForce();
    survey.info.missing = survey.cgroups.missing();
    if (!surveyQemu(config, survey.info, why))
        return std::nullopt;
    for (const QString& folder : config.imageFolders) {
        const auto image = loadGuestImage(folder, why);
        if (!image)
            return std::nullopt;
        survey.info.imageDigests << image->digest;
        survey.info.guestOs = image->guestOs;
        survey.images.push_back(*image);
    }
    if (survey.images.empty()) {
        *why = QStringLiteral("no guest image: make one with resources/guest/build");
        return std::nullopt;
    }
    return survey;
}

} // namespace Espalier::Hostd
