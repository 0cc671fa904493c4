// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <algorithm>

namespace Espalier::Tour {

namespace {

QString words(const QMap<QString, QString>& row)
{
    return QStringList(row.values()).join(QStringLiteral(" | "));
}

// A VM's row on the Teardowns page, once it fits.
template <typename Fits>
QMap<QString, QString> lifeRow(ConsoleFace& face, const QString& vm, const QString& what,
    const QDeadlineTimer& deadline, Fits fits)
{
    face.open(ConsoleFace::Page::Teardowns, deadline);
    face.filter(vm.left(8), deadline);
    return *until(deadline, QStringLiteral("the row of VM %1 %2").arg(vm.left(8), what),
        [&](QString& seen) -> std::optional<QMap<QString, QString>> {
            const auto row =
                ConsoleFace::rowWith(face.lifeRows(deadline), ConsoleFace::vmColumn(), vm.left(8));
            seen = row ? words(*row) : QStringLiteral("no row");
            return row && fits(*row) ? row : std::nullopt;
        });
}

// What the only Teardown of a VM says of the job's end, and who asked for it.
QString teardownCause(const Fleet& fleet, const QString& vm, const QString& site)
{
    const auto records = fleet.predicates(vm, QStringLiteral("Teardown"), site);
    if (records.size() != 1)
        throw Failure(QStringLiteral("VM %1 has %2 Teardowns").arg(vm).arg(records.size()));
    const QJsonObject& record = records.front();
    return QStringLiteral("trigger %1, exit %2")
        .arg(text(record, "trigger"),
            text(record.value(QLatin1String("jobExit")).toObject(), "kind"));
}

// The queue that submitted a job ends it while it runs.
QString cancelled(Tour& tour, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    ConsoleFace face(tour.desk());
    Submission job(fleet, QStringLiteral("umbrella"), QStringLiteral("tour-cancelled"),
        QStringLiteral("echo ready\nsleep 600\n"));
    const QString uid =
        job.waitFor(QStringLiteral("job "), deadline).section(QLatin1Char(' '), 0, 0);
    const QString vm = job.vm(deadline);
    (void)job.waitFor(QStringLiteral("ready"), deadline);
    const CommandResult asked = runCommand(fleet.program(QStringLiteral("espalier-fleetd")),
        {QStringLiteral("cancel"), uid, QStringLiteral("--grace"), QStringLiteral("2"),
            QStringLiteral("--pki"), fleet.pki(), QStringLiteral("--site"), fleet.realSite(),
            QStringLiteral("--fleetd"), fleet.address(fleet.realSite())});
    if (!asked.ok())
        throw Failure(QStringLiteral("cancel ended with %1: %2")
                          .arg(asked.exitStatus)
                          .arg(asked.errors.trimmed()));
    if (const int status = job.waitForEnd(deadline); status != 0)
        throw Failure(QStringLiteral("the submitter was told %1: %2")
                          .arg(status)
                          .arg(job.output().right(300).trimmed()));
    const QString told = job.output().trimmed().section(QLatin1Char('\n'), -2);
    const auto row = lifeRow(face, vm, QStringLiteral("says cancelled and gone"), deadline,
        [](const QMap<QString, QString>& each) {
            return each.value(ConsoleFace::exitColumn()) == QLatin1String("cancelled")
                && words(each).contains(QLatin1String("gone (host says, no log)"));
        });
    const QString cause = teardownCause(fleet, vm, fleet.realSite());
    if (!cause.endsWith(QLatin1String("cancelled")))
        throw Failure(QStringLiteral("its Teardown says: ") + cause);
    tour.picture(QStringLiteral("10-cancelled"));
    face.filter(QString(), deadline);
    return QStringLiteral("%1; its Teardown: %2; the submitter: %3").arg(words(row), cause, told);
}

// A host that has been silent since the tour began. Nothing of its VM is known, so nothing is said.
class Lost final {
public:
    explicit Lost(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
    {
    }
    QString isDeclared(const QDeadlineTimer& deadline);
    QString comesBack(const QDeadlineTimer& deadline);

private:
    [[nodiscard]] const FaultyHost& host() const
    {
        return m_tour.faults().of(QStringLiteral("silent"));
    }
    [[nodiscard]] bool isLostAtFleetd() const;
    // Its row, which must not say that it is gone.
    QString notGone(const QDeadlineTimer& deadline);
    QString slotsSay(const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
};

bool Lost::isLostAtFleetd() const
{
    for (const QJsonValue value : m_tour.fleet().list(host().site, QStringLiteral("host"))) {
        if (text(value.toObject(), "uid") == host().uid)
            return value.toObject().value(QLatin1String("lost")).toBool();
    }
    throw Failure(QStringLiteral("fleetd no longer lists ") + host().code);
}

QString Lost::notGone(const QDeadlineTimer& deadline)
{
    const auto row = lifeRow(m_face, host().vm, QStringLiteral("says lost"), deadline,
        [](const QMap<QString, QString>& each) {
            return each.value(ConsoleFace::exitColumn()) == QLatin1String("lost");
        });
    const QString said = words(row);
    if (said.contains(QLatin1String("gone (")) || said.contains(QLatin1String("destroyed")))
        throw Failure(QStringLiteral("nobody knows, and yet: ") + said);
    return said;
}

// What the list of slots says of its slots before anybody has declared anything.
QString Lost::slotsSay(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(host().site + QLatin1Char(' ') + host().code, deadline);
    QStringList said;
    until(deadline, QStringLiteral("its slots are shown as they were, or unconfirmed"),
        [&](QString& seen) {
            said.clear();
            const auto shown = m_face.slotsShown(deadline);
            for (auto slot = shown.begin(); slot != shown.end(); ++slot)
                said.append(slot.key() + QLatin1Char(' ') + slot->state);
            seen = said.join(QStringLiteral(", "));
            return !shown.isEmpty() && std::ranges::all_of(shown, [&](const auto& slot) {
                return slot.host == host().code
                    && (slot.state.startsWith(QLatin1String("was "))
                        || slot.state == QLatin1String("unconfirmed"));
            });
        });
    m_face.filter(QString(), deadline);
    return said.join(QStringLiteral(", "));
}

QString Lost::isDeclared(const QDeadlineTimer& deadline)
{
    const QString before = slotsSay(deadline);
    until(deadline, QStringLiteral("fleetd lists %1 as lost").arg(host().code),
        [&](QString&) { return isLostAtFleetd(); });
    const QString after = notGone(deadline);
    if (!m_tour.fleet().predicates(host().vm, QStringLiteral("Teardown"), host().site).empty())
        throw Failure(QStringLiteral("a silent host has sent a Teardown"));
    m_tour.picture(QStringLiteral("10-lost"));
    m_face.filter(QString(), deadline);
    return QStringLiteral("%1; once it is lost: %2").arg(before, after);
}

QString Lost::comesBack(const QDeadlineTimer& deadline)
{
    m_tour.faults().end(QStringLiteral("silent"));
    const auto row = lifeRow(m_face, host().vm, QStringLiteral("says lost and gone"), deadline,
        [](const QMap<QString, QString>& each) {
            return each.value(ConsoleFace::exitColumn()) == QLatin1String("lost")
                && words(each).contains(QLatin1String("gone (simulated)"));
        });
    const QString cause = teardownCause(m_tour.fleet(), host().vm, host().site);
    if (!cause.endsWith(QLatin1String("lost")))
        throw Failure(QStringLiteral("its Teardown says: ") + cause);
    m_tour.picture(QStringLiteral("10-back"));
    m_face.filter(QString(), deadline);
    m_face.open(ConsoleFace::Page::Overview, deadline);
    // One that nobody had acknowledged stays to be seen, as over.
    until(deadline, QStringLiteral("its alarms are over"), [&](QString& seen) {
        const TableText alarms = m_face.rows(ConsoleFace::Page::Overview, deadline);
        const auto stands = std::ranges::find_if(alarms.rows, [&](const auto& cells) {
            const QString all = QStringList(cells.begin(), cells.end()).join(QStringLiteral(" | "));
            return all.contains(host().site + QLatin1Char(' ') + host().code)
                && !all.contains(QLatin1String("cleared by evidence"));
        });
        seen = stands == alarms.rows.end()
            ? QString()
            : QStringList(stands->begin(), stands->end()).join(QStringLiteral(" | "));
        return stands == alarms.rows.end();
    });
    return QStringLiteral("%1; its Teardown: %2; no alarm of %3 stands")
        .arg(words(row), cause, host().code);
}

} // namespace

void cancelSteps(Tour& tour)
{
    tour.step(QStringLiteral("10-cancelled"),
        QStringLiteral("a job that its queue cancels: its Teardown says so"), 40,
        [&](const QDeadlineTimer& deadline) { return cancelled(tour, deadline); });
}

void lostSteps(Tour& tour)
{
    Lost lost(tour);
    tour.step(QStringLiteral("10-lost"),
        QStringLiteral("a host silent for three minutes is lost, its job too; its VM is not said "
                       "to be gone"),
        190, [&](const QDeadlineTimer& deadline) { return lost.isDeclared(deadline); });
    tour.step(QStringLiteral("10-back"),
        QStringLiteral("it returns and reconciles: the Teardown says lost, then the VM is gone"),
        45, [&](const QDeadlineTimer& deadline) { return lost.comesBack(deadline); });
}

} // namespace Espalier::Tour
