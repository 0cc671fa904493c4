// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// hostd but for its stream: one host over real VMs and a real state file, and an order for one VM,
// repeated at every start as fleetd repeats it. Prints each step boundary that it comes to, and
// dies of SIGKILL at the one it is told. Ends with 0 when that VM's life is over; with "cancel",
// when a person's cancel, given at every start too, has its final answer. With "cache" the VM has a
// cache volume.
//
// usage: espalier-crashing-hostd STATE IMAGE FIRST_UID CGROUP QEMU_IMG STEP OCCURRENCE
// [cancel|cache]

#include "../../people.h"

#include <hostd/backends/qemu/qemubackend.h>
#include <hostd/slots/localhost.h>

#include <QCoreApplication>
#include <QFile>
#include <QMetaObject>

#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <map>

using namespace Espalier;
using namespace Espalier::Hostd;

namespace {

const VmId vm(QStringLiteral("00000000-0000-4000-8000-000000000001"));

// Prints and counts; the process ends in the midst of a call, as under a SIGKILL from outside.
StepObserver observer(const QByteArray& prefix, const QByteArray& fatal, int occurrence)
{
    static std::map<QByteArray, int> seen;
    return [prefix, fatal, occurrence](const char* name) {
        const QByteArray step = prefix + name;
        std::printf("%s\n", step.constData());
        std::fflush(stdout);
        if (++seen[step] == occurrence && step == fatal)
            ::raise(SIGKILL);
    };
}

// The same bytes in every run: a disk that was made for one of them serves them all.
RandomSource countedRandom()
{
    return [next = 0](std::span<unsigned char> bytes) mutable {
        std::generate(
            bytes.begin(), bytes.end(), [&next] { return static_cast<unsigned char>(++next); });
        return true;
    };
}

using Tests::People;

class Line final : public Uplink {
public:
    // cancel: called once the job runs or the VM is known to be gone; empty: no command is given.
    explicit Line(std::function<void()> cancel)
        : m_cancel(std::move(cancel))
    {
    }
    void recordCommitted(quint64) override {}
    void statement(const QByteArray&) override {}
    void commandResult(const CommandReport& report) override
    {
        std::printf("command %s\n", qUtf8Printable(commandStateName(report.state)));
        if (!isOpen(report.state))
            leave(report.state == CommandState::Succeeded ? 0 : 1);
    }
    void outputArrived(const VmId&) override {}
    void cachesChanged() override {}
    void helloChanged() override { std::puts("hello-changed"); }
    void progress(const Progress& now) override
    {
        if (m_cancel && now.jobStarted && now.phase == VmPhase::Running)
            soon(m_cancel);
        else if (!m_cancel && now.phase == VmPhase::Gone)
            leave(0);
    }
    void orderResult(const QString&, const OrderAnswer& answer) override
    {
        if (answer.accepted)
            return;
        std::printf("refused: %s\n", qUtf8Printable(answer.reason));
        const bool gone = answer.reason.contains(QLatin1String("torn down on this host already"));
        if (m_cancel && gone)
            soon(m_cancel);
        else
            leave(gone ? 0 : 1);
    }

private:
    // After what this turn of the event loop has still to do.
    static void soon(const std::function<void()>& call)
    {
        QMetaObject::invokeMethod(qApp, call, Qt::QueuedConnection);
    }
    static void leave(int code)
    {
        soon([code] { QCoreApplication::exit(code); });
    }

    std::function<void()> m_cancel;
};

// The same bytes at every start: the first one keeps them.
CommandOrder cancelOrder(const QString& state, const HostId& host)
{
    auto record = People::command(
        CommandVerb::Cancel, {TargetKind::Vm, vm.text(), 1, host, {}}, 1, SystemClock().wall());
    record.params.insert(QStringLiteral("graceS"), QStringLiteral("0"));
    CommandOrder order = People::order(record);
    QFile file(state + QStringLiteral("/order"));
    if (file.open(QIODevice::ReadOnly))
        order.envelope = file.readAll();
    else if (file.open(QIODevice::WriteOnly))
        file.write(order.envelope);
    return order;
}

PlacementOrder orderFor(const QString& image, const QByteArray& script)
{
    PlacementOrder placement;
    placement.order = QStringLiteral("order-1");
    placement.spec.vm = vm;
    placement.spec.slot = 1;
    placement.spec.shape.name = QStringLiteral("linux.test.1x256m");
    placement.spec.imageDigest = image;
    placement.spec.script = script;
    placement.tenantPseudonym = QString(64, u'e');
    placement.jobRefDigest = QString(64, u'f');
    placement.policyVersion = 1;
    placement.timeLimit = std::chrono::seconds(600);
    return placement;
}

int run(const QStringList& arguments)
{
    const SystemClock clock;
    QemuConfig config;
    config.stateFolder = arguments.at(1) + QStringLiteral("/qemu");
    config.imageFolders = {arguments.at(2)};
    config.firstUid = arguments.at(3).toInt();
    config.uidCount = 2;
    config.cgroupName = arguments.at(4);
    config.qemuImg = arguments.at(5);
    config.accelerator = QStringLiteral("tcg");
    config.spareDisks = 0;
    config.random = countedRandom();
    const QByteArray fatal = arguments.at(6).toUtf8();
    const int occurrence = arguments.at(7).toInt();
    config.observer = observer("qemu/", fatal, occurrence);
    const StepObserver step = observer({}, fatal, occurrence);

    QtTimers timers;
    HostStore store(arguments.at(1) + QStringLiteral("/hostd.sqlite"));
    Journal journal(store, timers, step);
    RosterKeeper rosters(Evidence::PinnedKeys{{People::rosterKey().publicKey()}, 1}, journal);
    QString why;
    auto backend = QemuBackend::create(config, clock, &why);
    if (!backend) {
        std::printf("no backend: %s\n", qUtf8Printable(why));
        return 1;
    }
    const QString image = backend->info().imageDigests.front();
    HostSetup setup{{SiteId(QStringLiteral("fra1")),
        HostId(QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10")), ProcScan().bootId(),
        *Evidence::SigningKey::fromSeed(QByteArray(32, '\x07'))}};
    setup.shape = {QStringLiteral("linux.test.1x256m"), 0, 1, 256, 0};
    setup.hostdDigest = QString(64, u'd');
    setup.cacheKeyFile = arguments.at(1) + QStringLiteral("/cache.key");
    LocalHost host(std::move(setup), {journal, rosters, timers, clock, Evidence::randomBytes, step},
        std::move(backend));
    const bool cancels = arguments.value(8) == QLatin1String("cancel");
    Line line(cancels ? std::function<void()>([&] {
        host.roster(People::seal(People::roster(3, clock.wall())));
        host.command(cancelOrder(arguments.at(1), host.id()));
    })
                      : std::function<void()>());
    host.attach(&line);
    host.start();
    host.welcomed({QStringLiteral("fra1"), 0, std::chrono::milliseconds(10'000), 1});
    PlacementOrder order = orderFor(image, cancels ? "sleep 600" : "true");
    if (arguments.value(8) == QLatin1String("cache")) {
        order.spec.script = "echo line >>/cache/deps/x";
        order.caches = {{VolumeId(QStringLiteral("c0ffee00-0000-4000-8000-000000000001")),
            order.tenantPseudonym, QStringLiteral("deps"), cacheQuotaDefault}};
    }
    host.place(order);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 8 || arguments.size() > 9) {
        std::fputs("usage: STATE IMAGE FIRST_UID CGROUP QEMU_IMG STEP OCCURRENCE [cancel|cache]\n",
            stderr);
        return 2;
    }
    return run(arguments);
}
