// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "processes.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QRegularExpression>
#include <QSet>

namespace Espalier::Tour {

namespace {

// By fleetd's own lists: a Birth without Teardown belongs to a VM that is still there.
QString listedBalance(const Fleet& fleet)
{
    int births = 0, teardowns = 0, open = 0;
    for (const QString& site : fleet.sites()) {
        QSet<QString> born, ended, there;
        for (const QJsonValue value : fleet.list(site, QStringLiteral("record"))) {
            const QJsonObject record = value.toObject();
            if (text(record, "type") == QLatin1String("Birth"))
                born.insert(text(record, "vm"));
            if (text(record, "type") == QLatin1String("Teardown"))
                ended.insert(text(record, "vm"));
        }
        for (const QJsonValue value : fleet.list(site, QStringLiteral("vm")))
            there.insert(text(value.toObject(), "uid"));
        const QSet<QString> unaccounted = born - ended - there;
        if (!unaccounted.isEmpty())
            throw Failure(QStringLiteral("%1: born, no Teardown, no VM: %2")
                              .arg(site, QStringList(unaccounted.values()).join(QLatin1Char(' '))));
        births += static_cast<int>(born.size());
        teardowns += static_cast<int>(ended.size());
        open += static_cast<int>((born - ended).size());
    }
    return QStringLiteral("%1 births, %2 teardowns, %3 of them with a VM")
        .arg(births)
        .arg(teardowns)
        .arg(open);
}

// The VMs that fleetd lists on the real host and the QEMU processes of its users, side by side.
class LiveVms final {
public:
    explicit LiveVms(const Fleet& fleet);

    // Waits until each VM has its process and each process its VM; throws who has none.
    void match(const QDeadlineTimer& deadline, int atLeast);
    [[nodiscard]] QString words() const { return m_words; }

private:
    [[nodiscard]] QMap<qint64, QString> listed() const;
    void compare(const QMap<qint64, QString>& vms);

    const Fleet& m_fleet;
    qint64 m_firstUid = 0, m_lastUid = -1;
    int m_pairs = 0;
    QStringList m_odd;
    QString m_words;
};

LiveVms::LiveVms(const Fleet& fleet)
    : m_fleet(fleet)
{
    const QStringList& argv = fleet.daemon(fleet.realHost()).argv;
    const QString range = argv.value(argv.indexOf(QLatin1String("--uid-range")) + 1);
    m_firstUid = range.section(QLatin1Char('-'), 0, 0).toLongLong();
    m_lastUid = range.section(QLatin1Char('-'), 1, 1).toLongLong();
    if (m_firstUid <= 0 || m_lastUid < m_firstUid)
        throw Failure(QStringLiteral("the real host's command line names no range of uids: \"%1\"")
                          .arg(range));
}

// A slot's uid is the first of the host's range and the slot's number less one.
QMap<qint64, QString> LiveVms::listed() const
{
    QSet<QString> simulated;
    for (const QJsonValue value : m_fleet.list(m_fleet.realSite(), QStringLiteral("host"))) {
        const QJsonObject host = value.toObject();
        if (host.value(QLatin1String("simulated")).toBool())
            simulated.insert(text(host, "uid"));
    }
    QMap<qint64, QString> vms;
    for (const QJsonValue value : m_fleet.list(m_fleet.realSite(), QStringLiteral("vm"))) {
        const QJsonObject vm = value.toObject();
        const bool live = !text(vm, "birth").isEmpty() && text(vm, "teardown").isEmpty();
        if (live && !simulated.contains(text(vm, "host")))
            vms.insert(m_firstUid + text(vm, "slot").section(QLatin1Char('/'), -1).toLongLong() - 1,
                text(vm, "uid"));
    }
    return vms;
}

void LiveVms::compare(const QMap<qint64, QString>& vms)
{
    QMap<qint64, QString> missing = vms;
    m_pairs = 0;
    m_odd.clear();
    QStringList pairs;
    for (const ProcessFacts& facts : hypervisors()) {
        if (facts.uid < m_firstUid || facts.uid > m_lastUid)
            continue;
        const QString vm = missing.take(facts.uid);
        if (vm.isEmpty() || !facts.arguments.join(QLatin1Char(' ')).contains(vm)) {
            m_odd.append(QStringLiteral("process %1 of uid %2 is no listed VM (that is \"%3\")")
                             .arg(facts.pid)
                             .arg(facts.uid)
                             .arg(vm));
            continue;
        }
        ++m_pairs;
        pairs.append(
            QStringLiteral("VM %1 is process %2, uid %3").arg(vm).arg(facts.pid).arg(facts.uid));
    }
    for (const QString& vm : std::as_const(missing))
        m_odd.append(QStringLiteral("VM %1 is listed and has no process").arg(vm));
    m_words =
        pairs.isEmpty() ? QStringLiteral("no VM and no process") : pairs.join(QStringLiteral(", "));
}

// The list and the process table are read one after the other: what has just begun or ended
// differs for a moment, not for long.
void LiveVms::match(const QDeadlineTimer& deadline, int atLeast)
{
    until(deadline, QStringLiteral("the listed VMs are the QEMU processes"), [&](QString& seen) {
        compare(listed());
        seen = m_odd.isEmpty() ? m_words : m_odd.join(QStringLiteral("; "));
        return m_odd.isEmpty() && m_pairs >= atLeast;
    });
}

QString liveProcesses(const Fleet& fleet, const QDeadlineTimer& deadline)
{
    LiveVms vms(fleet);
    Submission job(fleet, QStringLiteral("umbrella"), QStringLiteral("tour-live"),
        QStringLiteral("echo ready\nsleep 3\n"));
    const QString vm = job.vm(deadline);
    (void)job.waitFor(QStringLiteral("ready"), deadline);
    vms.match(deadline, 1);
    const QString during = vms.words();
    if (!during.contains(vm))
        throw Failure(QStringLiteral("VM %1 runs and is not among them: %2").arg(vm, during));
    if (job.waitForEnd(deadline) != 0)
        throw Failure(QStringLiteral("the job failed: ") + job.output().right(200).trimmed());
    vms.match(deadline, 0);
    return QStringLiteral("%1; after its end: %2").arg(during, vms.words());
}

QString shownBalance(Tour& tour, const QDeadlineTimer& deadline)
{
    ConsoleFace face(tour.desk());
    face.open(ConsoleFace::Page::Teardowns, deadline);
    const QString line = face.balance(deadline);
    tour.picture(QStringLiteral("08-balance"));
    return line;
}

// The numbers after or before a word, wherever it is shown: "2 no record", "...; no record 1".
int sumOf(const QStringList& lines, const QString& word)
{
    const QRegularExpression pattern(
        QStringLiteral("(?:(\\d+) %1\\b(?! \\d)|\\b%1,? (\\d+))").arg(word));
    int sum = 0;
    for (const QString& line : lines) {
        auto match = pattern.globalMatch(line);
        while (match.hasNext()) {
            const QRegularExpressionMatch one = match.next();
            sum += (one.captured(1).isEmpty() ? one.captured(2) : one.captured(1)).toInt();
        }
    }
    return sum;
}

// What runs without a record is an orphan in the list of slots, and nothing is unaccounted for.
QString endBalance(Tour& tour, const QDeadlineTimer& deadline)
{
    ConsoleFace face(tour.desk());
    QString observed;
    until(deadline, QStringLiteral("unaccounted is 0, and no record the orphans"),
        [&](QString& seen) {
            face.open(ConsoleFace::Page::Hosts, deadline);
            int orphans = 0;
            for (const auto& slot : face.slotsShown(deadline))
                orphans += slot.state == QLatin1String("orphan") ? 1 : 0;
            face.open(ConsoleFace::Page::Teardowns, deadline);
            const QStringList none = face.lines(QStringLiteral("no record"));
            const QStringList open = face.lines(QStringLiteral("unaccounted"));
            seen = observed = QStringLiteral("%1 orphans; %2")
                                  .arg(orphans)
                                  .arg((none + open).join(QStringLiteral("; ")));
            return !none.isEmpty() && !open.isEmpty()
                && sumOf(none, QStringLiteral("no record")) == orphans
                && sumOf(open, QStringLiteral("unaccounted")) == 0;
        });
    tour.picture(QStringLiteral("15-balance"));
    return observed;
}

} // namespace

void balanceSteps(Tour& tour)
{
    tour.step(QStringLiteral("8-listed"),
        QStringLiteral("every Birth has its Teardown or a live VM, by fleetd's lists"), 20,
        [&](const QDeadlineTimer&) { return listedBalance(tour.fleet()); });
    tour.step(QStringLiteral("8-processes"),
        QStringLiteral("each live VM of the real host is a QEMU process, and no other runs"), 40,
        [&](const QDeadlineTimer& deadline) { return liveProcesses(tour.fleet(), deadline); });
    tour.step(QStringLiteral("8-balance"), QStringLiteral("unaccounted is 0 on the Teardowns page"),
        15, [&](const QDeadlineTimer& deadline) { return shownBalance(tour, deadline); });
    tour.step(QStringLiteral("15-balance"),
        QStringLiteral(
            "at the end nothing is unaccounted for, and what has no record is an orphan"),
        30, [&](const QDeadlineTimer& deadline) { return endBalance(tour, deadline); });
}

} // namespace Espalier::Tour
