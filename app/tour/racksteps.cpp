// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "faults.h"
#include "fields.h"
#include "orderface.h"
#include "steps.h"
#include "tour.h"

namespace Espalier::Tour {

namespace {

constexpr int waveDefault = 4; // hosts, as the sheet proposes
constexpr int labelAbove = 8; // logical pixels from a rack's top to the middle of its label

QString reason() { return QStringLiteral("the tour tries this order"); }

// Orders about simulated hosts with something wrong: a drain of a whole rack on the floor, and a
// force-destroy that one person alone cannot have.
class RackLife final {
public:
    explicit RackLife(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
        , m_orders(tour.desk())
    {
    }

    QString chooseRack(const QDeadlineTimer& deadline);
    QString notDrained(const QDeadlineTimer& deadline);
    QString stopped(const QDeadlineTimer& deadline);
    QString secondPerson(const QDeadlineTimer& deadline);

private:
    [[nodiscard]] const Fleet& fleet() const { return m_tour.fleet(); }
    [[nodiscard]] Accessible rackOnFloor(const QDeadlineTimer& deadline) const;
    void pickRack();
    // A VM whose job runs on a host of that rack or, with inRack false, of another one.
    void pickVm(bool inRack);
    // Asks for the end of the VM's job by the command line, and waits for nothing.
    void cancel();
    [[nodiscard]] int hostsInMode(const QString& mode) const;
    // Of the rack's newest drain on its page, of the host with the stuck VM.
    QString resultShown(const QString& words, const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
    OrderFace m_orders;
    std::optional<Faults> m_fault; // once it is on
    QString m_rack, m_code, m_slot, m_vm; // rack: A02
    int m_hosts = 0;
};

void RackLife::pickRack()
{
    QMap<QString, int> all, fit; // hosts by rack
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("host"))) {
        const QJsonObject host = value.toObject();
        const bool fits = host.value(QLatin1String("simulated")).toBool()
            && host.value(QLatin1String("attached")).toBool()
            && text(host, "mode") == QLatin1String("in-service");
        ++all[text(host, "rackName")];
        fit[text(host, "rackName")] += fits ? 1 : 0;
    }
    for (auto rack = all.begin(); rack != all.end(); ++rack) {
        if (fit.value(rack.key()) != rack.value())
            continue;
        m_rack = rack.key();
        m_hosts = rack.value();
        return;
    }
    throw Failure(QStringLiteral("no rack has simulated hosts in service only"));
}

void RackLife::pickVm(bool inRack)
{
    QMap<QString, QString> running; // slot by VM
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("vm"))) {
        const QJsonObject vm = value.toObject();
        if (text(vm, "phase") == QLatin1String("running") && text(vm, "endedBy").isEmpty())
            running.insert(text(vm, "uid"), QString());
    }
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("slot"))) {
        const QJsonObject slot = value.toObject();
        const QString code = text(slot, "code");
        const bool here = code.startsWith(m_rack + QLatin1Char('-'));
        const bool simulated = !text(slot, "shape").startsWith(QLatin1String("linux."));
        if (!simulated || here != inRack || !running.contains(text(slot, "vm")))
            continue;
        m_vm = text(slot, "vm");
        m_slot = code;
        m_code = code.section(QLatin1Char('/'), 0, 0);
        return;
    }
    throw Failure(QStringLiteral("no simulated VM runs a job"));
}

void RackLife::cancel()
{
    const CommandResult result = fleet().command(
        {QStringLiteral("cancel"), m_vm, QStringLiteral("--grace"), QStringLiteral("1"),
            QStringLiteral("--wait"), QStringLiteral("0"), QStringLiteral("--reason"), reason()});
    if (!result.output.contains(QLatin1String("command ")))
        throw Failure(QStringLiteral("cancel of %1: %2").arg(m_slot, result.errors.trimmed()));
}

int RackLife::hostsInMode(const QString& mode) const
{
    int count = 0;
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("host"))) {
        const QJsonObject host = value.toObject();
        count += text(host, "rackName") == m_rack && text(host, "mode") == mode ? 1 : 0;
    }
    return count;
}

Accessible RackLife::rackOnFloor(const QDeadlineTimer& deadline) const
{
    const Desk& desk = m_tour.desk();
    const Accessible floor = desk.find(Role::List, QStringLiteral("Floor"), deadline);
    const QString begin = QStringLiteral("%1 rack %2,").arg(fleet().realSite(), m_rack);
    return *until(deadline, QStringLiteral("the floor shows ") + begin,
        [&](QString& seen) -> std::optional<Accessible> {
            const std::vector<Accessible> racks = desk.bus().children(floor);
            seen = QStringLiteral("%1 racks").arg(racks.size());
            for (const Accessible& rack : racks) {
                if (desk.bus().name(rack).startsWith(begin) && !desk.bus().extents(rack).isEmpty())
                    return rack;
            }
            return std::nullopt;
        });
}

QString RackLife::chooseRack(const QDeadlineTimer& deadline)
{
    (void)m_orders.arm(deadline);
    pickRack();
    pickVm(true);
    m_fault.emplace(fleet()).begin(
        QStringLiteral("stuck"), {fleet().realSite(), m_code, {}, {}, 0});
    cancel();
    Desk& desk = m_tour.desk();
    desk.press(Role::RadioButton, QStringLiteral("Floor"), deadline);
    desk.press(Role::CheckBox, QStringLiteral("Everything in view (0)"), deadline);
    const Accessible rack = rackOnFloor(deadline);
    QString name;
    until(deadline, QStringLiteral("the floor says that the rack has a stuck slot"),
        [&](QString& seen) {
            seen = name = desk.bus().name(rack);
            return seen.contains(QStringLiteral(" of %1 stuck").arg(2 * m_hosts));
        });
    const QRect place = desk.bus().extents(rack);
    desk.screen().press({place.center().x(), place.top() - labelAbove});
    m_orders.begin(QStringLiteral("Host"), QStringLiteral("Drain..."), deadline);
    const QString title = desk.read(QStringLiteral("rack %1").arg(m_rack), deadline);
    const QString check = desk.read(m_slot, deadline);
    m_tour.picture(QStringLiteral("12b-rack"));
    return QStringLiteral("%1; %2; %3").arg(name, title, check);
}

QString RackLife::resultShown(const QString& words, const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Drains, deadline);
    m_face.desk().press(m_face.firstCell(ConsoleFace::Page::Drains, deadline));
    return *until(deadline, QStringLiteral("the drain says \"%1\" of %2").arg(words, m_code),
        [&](QString& seen) -> std::optional<QString> {
            const auto row = ConsoleFace::rowWith(
                m_face.drainHostRows(deadline), ConsoleFace::hostColumn(), m_code);
            seen = row ? QStringList(row->values()).join(QStringLiteral(" | ")) : QString();
            return seen.contains(words) ? std::optional(seen) : std::nullopt;
        });
}

QString RackLife::notDrained(const QDeadlineTimer& deadline)
{
    if (!m_fault)
        throw Failure(QStringLiteral("there is no rack to drain"));
    m_orders.desk().press(Role::SpinButton, QStringLiteral("Hosts in a wave"), deadline);
    for (int i = 0; i < waveDefault; ++i)
        m_orders.desk().key(QStringLiteral("Down")); // below 1: all at once
    m_orders.give(reason(), QStringLiteral("Start drain of %1 hosts").arg(m_hosts), deadline);
    until(deadline, QStringLiteral("all of its hosts drain"), [&](QString& seen) {
        const int drain = hostsInMode(QStringLiteral("draining"));
        seen = QString::number(drain);
        return drain == m_hosts;
    });
    const QString shown = resultShown(QStringLiteral("Not drained: 1 stuck"), deadline);
    m_tour.picture(QStringLiteral("12b-not-drained"));
    return shown;
}

QString RackLife::stopped(const QDeadlineTimer& deadline)
{
    if (!m_fault)
        throw Failure(QStringLiteral("there is no drain to stop"));
    m_orders.begin(
        QStringLiteral("Host"), QStringLiteral("Stop drain, return to service..."), deadline);
    m_tour.picture(QStringLiteral("12b-stop"));
    m_orders.give(reason(), QStringLiteral("Stop drain, return %1 hosts").arg(m_hosts), deadline);
    until(deadline, QStringLiteral("all of its hosts are in service"), [&](QString& seen) {
        const int back = hostsInMode(QStringLiteral("in-service"));
        seen = QString::number(back);
        return back == m_hosts;
    });
    // What was made to go wrong is put right.
    m_fault->end(QStringLiteral("stuck"));
    const CommandResult result = fleet().command(
        {QStringLiteral("force-destroy"), m_vm, QStringLiteral("--reason"), reason()});
    if (!result.ok())
        throw Failure(QStringLiteral("force-destroy: %1 %2")
                          .arg(result.output.trimmed(), result.errors.trimmed()));
    return QStringLiteral("%1 hosts are back in service, the stuck VM is gone").arg(m_hosts);
}

QString RackLife::secondPerson(const QDeadlineTimer& deadline)
{
    (void)m_orders.arm(deadline);
    pickVm(false);
    Faults silent(fleet());
    silent.begin(QStringLiteral("silent"), {fleet().realSite(), m_code, {}, {}, 0});
    cancel(); // never arrives: past its grace the job still runs
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(fleet().realSite() + QLatin1Char(' ') + m_slot, deadline);
    until(deadline, QStringLiteral("one row is the slot's"), [&](QString& seen) {
        const int rows = m_face.rowCount(ConsoleFace::Page::Hosts, deadline);
        seen = QString::number(rows);
        return rows == 1;
    });
    Desk& desk = m_orders.desk();
    desk.press(m_face.firstCell(ConsoleFace::Page::Hosts, deadline));
    m_orders.beginForce(deadline);
    const QString warning = desk.read(QStringLiteral("needs a second person"), deadline);
    const QString send = QStringLiteral("Force-destroy VM in ") + m_slot;
    m_orders.explain(reason(), deadline);
    const QString why = desk.read(QStringLiteral("Needs the slot code"), deadline);
    m_tour.picture(QStringLiteral("13-second-person"));
    if (m_orders.canSend(send, deadline))
        throw Failure(QStringLiteral("it can be sent without the slot's code"));
    desk.fill(QStringLiteral("Slot code"), m_slot, deadline);
    desk.press(Role::PushButton, send, deadline);
    const QString result =
        desk.read(QStringLiteral("Force-destroy of %1: refused").arg(m_slot), deadline);
    const QString said = desk.read(QStringLiteral("second person"), deadline);
    m_tour.picture(QStringLiteral("13-second-person-refused"));
    silent.end(QStringLiteral("silent"));
    m_face.filter(QString(), deadline);
    return QStringLiteral("%1; %2; %3: %4").arg(warning, why, result, said);
}

struct RackStep final {
    const char* id;
    const char* what;
    int seconds;
    QString (RackLife::*run)(const QDeadlineTimer& deadline);
};

constexpr RackStep rackStepList[] = {
    {"12b-rack", "a rack is chosen on the floor, and its preview names the stuck slot", 60,
        &RackLife::chooseRack},
    {"12b-not-drained", "drained, the rack is not drained, and its page says why", 30,
        &RackLife::notDrained},
    {"12b-stopped", "the drain is stopped, its hosts return to service", 30, &RackLife::stopped},
    {"13-second-person", "force-destroy of a running job says that it needs a second person", 30,
        &RackLife::secondPerson},
};

} // namespace

void rackSteps(Tour& tour)
{
    RackLife life(tour);
    for (const RackStep& step : rackStepList) {
        tour.step(QLatin1String(step.id), QLatin1String(step.what), step.seconds,
            [&](const QDeadlineTimer& deadline) { return (life.*step.run)(deadline); });
    }
}

} // namespace Espalier::Tour
