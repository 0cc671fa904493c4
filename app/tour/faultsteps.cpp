// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fields.h"
#include "steps.h"
#include "tour.h"
#include "until.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>

namespace Espalier::Tour {

namespace {

// Who is struck, at a site without real host.
class Victims final {
public:
    explicit Victims(Tour& tour);
    QString fall(const QDeadlineTimer& deadline);
    QString haunt(const QDeadlineTimer& deadline);

private:
    [[nodiscard]] QJsonArray list(const QString& type) const
    {
        return m_tour.fleet().list(m_site, type);
    }
    // Hosts that nothing is wrong with, by uid.
    [[nodiscard]] QMap<QString, QJsonObject> sound() const;
    [[nodiscard]] std::vector<FaultyHost> withRoom() const;
    // The uid of a job there that outlives the tour.
    [[nodiscard]] QString place(const FaultyHost& host) const;

    Tour& m_tour;
    QString m_site;
};

Victims::Victims(Tour& tour)
    : m_tour(tour)
{
    for (const QString& site : tour.fleet().sites()) {
        if (site != tour.fleet().realSite() && m_site.isEmpty())
            m_site = site;
    }
}

QMap<QString, QJsonObject> Victims::sound() const
{
    QMap<QString, QJsonObject> all;
    for (const QJsonValue value : list(QStringLiteral("host"))) {
        const QJsonObject host = value.toObject();
        if (host.value(QLatin1String("simulated")).toBool()
            && text(host, "mode") == QLatin1String("in-service")
            && !m_tour.faults().touch(m_site, text(host, "code")))
            all.insert(text(host, "uid"), host);
    }
    return all;
}

// Those with most free slots first.
std::vector<FaultyHost> Victims::withRoom() const
{
    QMap<QString, int> free;
    for (const QJsonValue value : list(QStringLiteral("slot"))) {
        const QJsonObject slot = value.toObject();
        if (text(slot, "vm").isEmpty() && !slot.value(QLatin1String("quarantined")).toBool())
            ++free[text(slot, "host")];
    }
    std::vector<FaultyHost> all;
    for (const QJsonObject& host : sound())
        all.push_back({m_site, text(host, "code"), text(host, "uid"), {}});
    std::ranges::stable_sort(all, [&](const FaultyHost& a, const FaultyHost& b) {
        return free.value(a.uid) > free.value(b.uid);
    });
    if (all.size() < 2 || free.value(all[0].uid) == 0)
        throw Failure(QStringLiteral("no simulated host of %1 has a free slot").arg(m_site));
    return all;
}

QString Victims::place(const FaultyHost& host) const
{
    const Fleet& fleet = m_tour.fleet();
    const QString script = m_tour.folder() + QStringLiteral("/outlives.sh");
    QFile file(script);
    if (!file.open(QIODevice::WriteOnly) || file.write("sleep 3600\n") < 0)
        throw Failure(QStringLiteral("cannot write ") + script);
    file.close();
    const CommandResult result = runCommand(fleet.program(QStringLiteral("espalier-fleetd")),
        {QStringLiteral("submit"), QStringLiteral("--pki"), fleet.pki(), QStringLiteral("--site"),
            m_site, QStringLiteral("--fleetd"), fleet.address(m_site), QStringLiteral("--tenant"),
            QStringLiteral("hooli"), QStringLiteral("--cluster"), QStringLiteral("tour"),
            QStringLiteral("--pipeline"), QStringLiteral("tour-faults"), QStringLiteral("--shape"),
            QStringLiteral("sim.medium"), QStringLiteral("--host"), host.code,
            QStringLiteral("--script"), script});
    // "job UID #1"
    const QString job = result.output.section(QLatin1Char(' '), 1, 1);
    if (!result.ok() || job.isEmpty())
        throw Failure(QStringLiteral("submit for %1: %2").arg(host.code, result.errors.trimmed()));
    return job;
}

QString Victims::fall(const QDeadlineTimer& deadline)
{
    const std::vector<FaultyHost> hosts = withRoom();
    FaultyHost silent = hosts[0];
    const QString job = place(silent);
    until(deadline, QStringLiteral("its job runs"), [&](QString& seen) {
        for (const QJsonValue value : list(QStringLiteral("vm"))) {
            const QJsonObject vm = value.toObject();
            if (text(vm, "job") != job)
                continue;
            silent.vm = text(vm, "uid");
            seen = text(vm, "phase");
            return seen == QLatin1String("running") && number(vm, "startedAtNs") > 0;
        }
        return false;
    });
    m_tour.faults().begin(QStringLiteral("silent"), silent);
    m_tour.faults().begin(QStringLiteral("orphan"), hosts[1]);
    return QStringLiteral("%1: %2 is silent with VM %3, %4 has a VM too many")
        .arg(m_site, silent.code, silent.vm.left(8), hosts[1].code);
}

// The youngest VM: its job does not end meanwhile.
QString Victims::haunt(const QDeadlineTimer&)
{
    const auto hosts = sound();
    FaultyHost ghost;
    qint64 youngest = 0;
    for (const QJsonValue value : list(QStringLiteral("vm"))) {
        const QJsonObject vm = value.toObject();
        const qint64 started = number(vm, "startedAtNs");
        if (text(vm, "phase") != QLatin1String("running")
            || text(vm, "intent") != QLatin1String("run") || started <= youngest
            || !hosts.contains(text(vm, "host")))
            continue;
        youngest = started;
        ghost = {m_site, text(hosts[text(vm, "host")], "code"), text(vm, "host"), text(vm, "uid"),
            text(vm, "slot").section(QLatin1Char('/'), -1).toInt()};
    }
    if (ghost.vm.isEmpty())
        throw Failure(QStringLiteral("no VM runs on a sound simulated host of ") + m_site);
    m_tour.faults().begin(QStringLiteral("ghost"), ghost);
    return QStringLiteral("%1 %2/%3: VM %4 is gone without a word")
        .arg(m_site, ghost.code)
        .arg(ghost.slot)
        .arg(ghost.vm.left(8));
}

} // namespace

void faultSteps(Tour& tour)
{
    tour.step(QStringLiteral("14-faults"),
        QStringLiteral("two simulated hosts go wrong: one is silent, one has an orphan"), 30,
        [&](const QDeadlineTimer& deadline) { return Victims(tour).fall(deadline); });
}

// Not earlier: after 120 s a ghost is no ghost any more but unaccounted for.
void ghostSteps(Tour& tour)
{
    tour.step(QStringLiteral("14-ghost"), QStringLiteral("a VM goes without a word"), 10,
        [&](const QDeadlineTimer& deadline) { return Victims(tour).haunt(deadline); });
}

} // namespace Espalier::Tour
