// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmlist.h"

#include "livealarms.h"
#include "slotlist.h"
#include "tablemodel.h"

#include <text/messages.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <array>

namespace Espalier::Items {

namespace {

using Text::Style;

struct Alarms {
    Q_DECLARE_TR_FUNCTIONS(Alarms)
};

bool isGroup(const AlarmRow& row) { return row.members.size() > 1; }

bool isHigh(const Alarm& alarm) { return alarm.priority >= Severity::P2; }

// How the state of its object looks, for the glyph.
DisplayState shapeOf(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::Breach:
        return DisplayState::Breach;
    case AlarmKind::Orphan:
        return DisplayState::Orphan;
    case AlarmKind::Stuck:
        return DisplayState::Stuck;
    case AlarmKind::Unaccounted:
    case AlarmKind::Contradiction:
    case AlarmKind::Unconfirmed:
        return DisplayState::Unconfirmed;
    case AlarmKind::Ghost:
        return DisplayState::Ghost;
    case AlarmKind::Quarantined:
    case AlarmKind::LeakedSlot:
        return DisplayState::Quarantined;
    case AlarmKind::HostSilent:
    case AlarmKind::SiteSilent:
        return DisplayState::Unknown;
    case AlarmKind::ClockSkew:
    case AlarmKind::DrainOverdue:
    case AlarmKind::SlowTeardowns:
    case AlarmKind::CertificateExpiry:
    case AlarmKind::RosterExpiry:
        break;
    }
    return DisplayState::SlowTeardown;
}

// What is not known to be so now, and what is over, wears no severity (R14).
bool wearsPriority(const Alarm& alarm)
{
    return !alarm.lastKnown && alarm.state != AlarmState::Cleared;
}

QString iconId(const Alarm& alarm)
{
    if (alarm.state == AlarmState::Cleared)
        return {};
    if (alarm.lastKnown)
        return stateIconId(DisplayState::Unknown);
    if (alarm.kind == AlarmKind::HostSilent && isHigh(alarm))
        return QStringLiteral("lost");
    if (alarm.kind == AlarmKind::DrainOverdue)
        return QStringLiteral("draining");
    return stateIconId(shapeOf(alarm.kind));
}

Text::Line stateText(const AlarmRow&, const Clock&) { return {}; } // the badge and the glyph say it

Text::Line whatText(const AlarmRow& row, const Clock&)
{
    const bool loud = row.alarm.priority == Severity::P1 && row.alarm.state == AlarmState::Active;
    return Text::plainLine(Text::sentence(row.alarm.what), loud ? Style::Strong : Style::Plain);
}

Text::Line whereText(const AlarmRow& row, const Clock&)
{
    Text::Line line;
    const AlarmSubject& subject = row.alarm.subject;
    if (!subject.site.isEmpty())
        line.runs.push_back({subject.site.text(), Style::FixedSecondary, 0});
    if (!subject.where.isEmpty())
        line.runs.push_back({subject.where, Style::Fixed, Text::groupGap});
    return line;
}

Text::Line sinceText(const AlarmRow& row, const Clock&)
{
    return Text::plainLine(Text::utcTime(row.alarm.since), Style::Fixed);
}

Text::Line lastedText(const AlarmRow& row, const Clock& clock)
{
    return Text::duration(
        row.alarm.clearedAt.value_or(clock.wall()) - row.alarm.since, Text::Resolution::Fine);
}

Text::Line evidenceText(const AlarmRow& row, const Clock& clock)
{
    const Alarm& alarm = row.alarm;
    if (alarm.state == AlarmState::Cleared)
        return {};
    if (!alarm.evidenceAt)
        return Text::plainLine(Alarms::tr("never", "evidence"), Style::Secondary);
    const auto age = clock.mono() - *alarm.evidenceAt;
    if (!alarm.lastKnown)
        return Text::duration(age, Text::Resolution::Fine);
    return {{{Alarms::tr("last known"), Style::Secondary, 0},
        {Text::utcMinute(clock.wall() - age), Style::Fixed, Text::groupGap}}};
}

Text::Line ignoredText(const AlarmRow& row, const Clock&)
{
    const Alarm& alarm = row.alarm;
    if (alarm.state == AlarmState::Cleared)
        return {{{Alarms::tr("cleared by evidence"), Style::Secondary, 0},
            {Text::utcTime(*alarm.clearedAt), Style::Fixed, Text::groupGap}}};
    if (alarm.state == AlarmState::Shelved)
        return {{{Alarms::tr("shelved until"), Style::Secondary, 0},
            {Text::utcMinute(*alarm.shelvedUntil), Style::Fixed, Text::groupGap},
            {alarm.shelveReason, Style::Secondary, Text::groupGap}}};
    if (alarm.worsensAt && alarm.kind == AlarmKind::Unconfirmed)
        return {{{Alarms::tr("Becomes P1 at"), Style::Plain, 0},
            {Text::utcTime(*alarm.worsensAt), Style::Fixed, Text::groupGap}}};
    return Text::plainLine(Text::sentence(alarm.ignored));
}

Text::Line ownerText(const AlarmRow& row, const Clock&)
{
    const Alarm& alarm = row.alarm;
    if (alarm.state == AlarmState::Acknowledged || alarm.state == AlarmState::Shelved)
        return Text::plainLine(alarm.owner);
    if (alarm.state == AlarmState::Cleared || !isHigh(alarm))
        return {};
    if (!alarm.owner.isEmpty())
        return Text::plainLine(
            Alarms::tr("was %1's", "an acknowledgement that is over").arg(alarm.owner));
    return Text::plainLine(Alarms::tr("unacknowledged"));
}

Text::Line actionText(const AlarmRow& row, const Clock&)
{
    return Text::plainLine(alarmActionText(row));
}

// What stands, then what is shelved, then what is over; the worst, the unacknowledged, the oldest.
SortKey stateKey(const AlarmRow& row, const Clock&)
{
    const Alarm& alarm = row.alarm;
    const int place = alarm.state == AlarmState::Shelved ? 1
        : alarm.state == AlarmState::Cleared             ? 2
                                                         : 0;
    const int priority = int(Severity::P1) - int(alarm.priority);
    const int held = alarm.state == AlarmState::Active ? 0 : 1;
    return {((place * 10 + priority) * 10 + held) * 100 + int(alarm.kind),
        QString(Text::utcDateTime(alarm.since) + alarm.id.text())};
}

SortKey whatKey(const AlarmRow& row, const Clock&)
{
    return {int(row.alarm.kind), Text::sentence(row.alarm.what)};
}
SortKey whereKey(const AlarmRow& row, const Clock&)
{
    return {0, QString(row.alarm.subject.site.text() + u' ' + row.alarm.subject.where)};
}
SortKey sinceKey(const AlarmRow& row, const Clock&)
{
    return {qint64(row.alarm.since.time_since_epoch().count()), {}};
}
SortKey evidenceKey(const AlarmRow& row, const Clock&)
{
    return {row.alarm.evidenceAt ? -qint64(row.alarm.evidenceAt->count()) : missingKey, {}};
}
SortKey ignoredKey(const AlarmRow& row, const Clock& clock)
{
    return {0, ignoredText(row, clock).plain()};
}
SortKey ownerKey(const AlarmRow& row, const Clock& clock)
{
    return {0, ownerText(row, clock).plain()};
}
SortKey actionKey(const AlarmRow& row, const Clock&) { return {0, alarmActionText(row)}; }

constexpr int actionColumn = 8;
constexpr std::array<Column<AlarmRow>, 9> alarmColumns{{
    {{"state", QT_TRANSLATE_NOOP("Columns", "P"), Qt::AlignLeft, 72, false, false, Field::all},
        stateKey, stateText},
    {{"what", QT_TRANSLATE_NOOP("Columns", "What"), Qt::AlignLeft, 260, false, true, Field::all},
        whatKey, whatText},
    {{"where", QT_TRANSLATE_NOOP("Columns", "Where"), Qt::AlignLeft, 110, false, true, Field::all},
        whereKey, whereText},
    {{"since", QT_TRANSLATE_NOOP("Columns", "Since"), Qt::AlignLeft, 84, false, false, Field::all},
        sinceKey, sinceText},
    {{"lasted", QT_TRANSLATE_NOOP("Columns", "For"), Qt::AlignRight, 70, false, false, Field::all},
        sinceKey, lastedText},
    {{"evidence", QT_TRANSLATE_NOOP("Columns", "Evidence"), Qt::AlignRight, 70, false, false,
         Field::all},
        evidenceKey, evidenceText},
    {{"ignored", QT_TRANSLATE_NOOP("Columns", "If ignored"), Qt::AlignLeft, 220, true, true,
         Field::all},
        ignoredKey, ignoredText},
    {{"owner", QT_TRANSLATE_NOOP("Columns", "Owner"), Qt::AlignLeft, 100, false, true, Field::all},
        ownerKey, ownerText},
    {{"action", QT_TRANSLATE_NOOP("Columns", "First action"), Qt::AlignRight, 150, false, false,
         Field::all},
        actionKey, actionText},
}};

QVariant stateCell(const AlarmRow& row, int role)
{
    switch (role) {
    case PriorityRole:
        return int(row.alarm.priority);
    case RingRole:
        return row.alarm.priority == Severity::P1 && row.alarm.state == AlarmState::Active;
    case IconIdRole:
        return iconId(row.alarm);
    case LastStateRole:
        return int(shapeOf(row.alarm.kind));
    case Qt::AccessibleTextRole:
        return alarmSentence(row);
    default:
        return {};
    }
}

class AlarmSource final : public RowSource {
public:
    AlarmSource(const LiveAlarms& alarms, const Clock& clock)
        : m_alarms(alarms)
        , m_clock(clock)
    {
    }
    [[nodiscard]] int columnCount() const override { return int(alarmColumns.size()); }
    [[nodiscard]] const ColumnSpec& column(int column) const override { return at(column).spec; }
    [[nodiscard]] std::vector<RowId> rows() const override { return m_alarms.book().rowIds(); }
    [[nodiscard]] bool accepts(RowId row) const override
    {
        return m_alarms.book().row(row) != nullptr;
    }
    [[nodiscard]] const TableChanges& changesIn(const ChangeSet&) const override
    {
        return m_alarms.changes();
    }
    [[nodiscard]] QString id(RowId row) const override { return look(row).alarm.id.text(); }
    [[nodiscard]] std::optional<RowId> rowOf(const QString& id) const override
    {
        return m_alarms.book().rowOf(AlarmId(id));
    }
    [[nodiscard]] SortKey sortKey(RowId row, int column) const override
    {
        return at(column).sortValue(look(row), m_clock);
    }
    [[nodiscard]] Text::Line text(RowId row, int column) const override
    {
        return at(column).text(look(row), m_clock);
    }
    [[nodiscard]] QVariant value(RowId row, int column, int role) const override
    {
        const AlarmRow& alarm = look(row);
        if (role == StaleRole)
            return alarm.alarm.lastKnown;
        if (role == SeverityRole)
            return int(wearsPriority(alarm.alarm) ? alarm.alarm.priority : Severity::None);
        if (role == SimulatedRole)
            return alarm.alarm.subject.simulated;
        if (role == LinkRole)
            return column == actionColumn;
        return column == 0 ? stateCell(alarm, role) : QVariant();
    }

private:
    [[nodiscard]] static const Column<AlarmRow>& at(int column)
    {
        return alarmColumns[static_cast<size_t>(column)];
    }
    [[nodiscard]] const AlarmRow& look(RowId row) const
    {
        static const AlarmRow none;
        const AlarmRow* found = m_alarms.book().row(row);
        return found != nullptr ? *found : none;
    }

    const LiveAlarms& m_alarms;
    const Clock& m_clock;
};

} // namespace

std::unique_ptr<RowSource> alarmList(const LiveAlarms& alarms, const Clock& clock)
{
    return std::make_unique<AlarmSource>(alarms, clock);
}

QString alarmActionText(const AlarmRow& row)
{
    if (row.alarm.state == AlarmState::Cleared)
        return {};
    switch (firstStep(row.alarm.kind)) {
    case AlarmStep::OpenSlot:
        if (row.alarm.kind == AlarmKind::Orphan && !isGroup(row))
            return Alarms::tr("Identify VM");
        return isGroup(row) ? Alarms::tr("Show slots") : Alarms::tr("Open slot");
    case AlarmStep::OpenHost:
        return isGroup(row) ? Alarms::tr("Show hosts") : Alarms::tr("Open host");
    case AlarmStep::OpenLife:
        return Alarms::tr("Show missing evidence");
    case AlarmStep::OpenConnection:
        return Alarms::tr("Open connection");
    case AlarmStep::OpenTeardowns:
        return Alarms::tr("Show teardowns");
    case AlarmStep::OpenDrain:
        return isGroup(row) ? Alarms::tr("Show drains") : Alarms::tr("Open drain");
    case AlarmStep::None:
        break;
    }
    return {};
}

QString alarmSentence(const AlarmRow& row)
{
    const Alarm& alarm = row.alarm;
    QStringList parts{Text::severityWord(alarm.priority), Text::sentence(alarm.what)};
    if (!alarm.subject.site.isEmpty())
        parts += QString(alarm.subject.site.text() + u' ' + alarm.subject.where).trimmed();
    switch (alarm.state) {
    case AlarmState::Active:
        parts += Alarms::tr("unacknowledged");
        break;
    case AlarmState::Acknowledged:
        parts += Alarms::tr("acknowledged by %1").arg(alarm.owner);
        break;
    case AlarmState::Shelved:
        parts += Alarms::tr("shelved by %1").arg(alarm.owner);
        break;
    case AlarmState::Cleared:
        parts += Alarms::tr("cleared by evidence");
        break;
    case AlarmState::Suppressed:
        break;
    }
    if (alarm.lastKnown)
        parts += Alarms::tr("last known");
    return parts.join(QStringLiteral(", "));
}

} // namespace Espalier::Items
