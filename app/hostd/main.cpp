// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service.h"

#include <daemon/log.h>
#include <hostd/backends/simulated/faultverb.h>
#include <hostd/backends/simulated/simulatedbackend.h>
#ifdef ESPALIER_HAS_QEMU
#    include <hostd/backends/qemu/qemubackend.h>
#    include <hostd/backends/qemu/uidlease.h>
#endif

#include <QCoreApplication>
#include <QDir>

#include <cstdio>

using namespace Espalier;
using namespace Espalier::Hostd;

namespace {

int fail(const QString& problem, int code)
{
    std::fprintf(stderr, "espalier-hostd: %s\n", qUtf8Printable(problem));
    return code;
}

#ifdef ESPALIER_HAS_QEMU
std::unique_ptr<Backend> makeQemu(const Options& options, const Clock& clock, QString* why)
{
    QemuConfig config;
    config.stateFolder = QDir(options.stateFolder).absoluteFilePath(QStringLiteral("qemu"));
    for (const QString& folder : options.imageFolders)
        config.imageFolders.append(QDir(folder).absolutePath());
    config.accelerator = options.accelerator;
    config.firstUid = options.firstUid;
    config.uidCount = options.uidCount;
    if (config.uidCount == 0) {
        const auto lease = leaseUids({}, QDir(options.stateFolder).absolutePath(), why);
        if (!lease)
            return nullptr;
        config.firstUid = lease->first;
        config.uidCount = lease->count;
    }
    config.cgroupName = QStringLiteral("espalier-%1").arg(config.firstUid);
    return QemuBackend::create(std::move(config), clock, why);
}
#else
std::unique_ptr<Backend> makeQemu(const Options&, const Clock&, QString* why)
{
    *why = QStringLiteral("this build has no qemu backend; it needs Linux");
    return nullptr;
}
#endif

int serve(const Options& options)
{
    if (const QString problem = Daemon::startLog(options.logLevel); !problem.isEmpty())
        return fail(problem, 2);
    const SystemClock clock;
    const auto identity = loadIdentity(options, clock);
    if (!identity)
        return fail(identity.error(), 1);
    try {
        Service service(options, *identity, clock);
        const QString problem = service.start([&](const IdentifiedHost& host, QString* why) {
            if (!options.simulated)
                return makeQemu(options, clock, why);
            return std::unique_ptr<Backend>(std::make_unique<SimulatedBackend>(
                service.timers(), clock, Service::randomUnit, service.faultsOf(host.id)));
        });
        if (!problem.isEmpty())
            return fail(problem, 1);
        // Ends by a signal only, and that is a crash like any other: starting is recovering.
        return QCoreApplication::exec();
    } catch (const Daemon::DatabaseError& error) {
        return fail(error.text(), 1);
    }
}

int fault(const QStringList& arguments)
{
    const ParsedFault parsed = parseFault(arguments);
    if (const auto* help = std::get_if<HelpWanted>(&parsed)) {
        std::fputs(qUtf8Printable(help->text), stdout);
        return 0;
    }
    if (const auto* error = std::get_if<UsageError>(&parsed))
        return fail(error->text + QStringLiteral(" (see espalier-hostd fault --help)"), 2);
    const FaultAnswer answer = askForFault(std::get<FaultCommand>(parsed));
    if (!answer.ok)
        return fail(answer.text, 1);
    std::printf("%s\n", qUtf8Printable(answer.text));
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Tls::prepareProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("espalier-hostd"));
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments == QStringList{QStringLiteral("--version")}) {
        std::puts("espalier-hostd " ESPALIER_VERSION);
        return 0;
    }
    if (arguments.value(0) == QLatin1String("fault"))
        return fault(arguments.mid(1));
    const ParsedOptions parsed = parseOptions(arguments);
    if (const auto* help = std::get_if<HelpWanted>(&parsed)) {
        std::fputs(qUtf8Printable(help->text), stdout);
        return 0;
    }
    if (const auto* error = std::get_if<UsageError>(&parsed))
        return fail(error->text + QStringLiteral(" (see espalier-hostd --help)"), 2);
    return serve(std::get<Options>(parsed));
}
