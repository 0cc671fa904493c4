// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "times.h"
#include "words.h"

#include <QCoreApplication>

namespace Espalier::Text {

namespace {

QString words(const char* context, const char* text)
{
    return QCoreApplication::translate(context, text);
}

const char* stateSource(DisplayState state)
{
    switch (state) {
    case DisplayState::Breach:
        return QT_TRANSLATE_NOOP("States", "breach");
    case DisplayState::Orphan:
        return QT_TRANSLATE_NOOP("States", "orphan");
    case DisplayState::Stuck:
        return QT_TRANSLATE_NOOP("States", "stuck");
    case DisplayState::Unconfirmed:
        return QT_TRANSLATE_NOOP("States", "unconfirmed");
    case DisplayState::Reported:
        return QT_TRANSLATE_NOOP("States", "reported");
    case DisplayState::Unknown:
        return QT_TRANSLATE_NOOP("States", "unknown");
    case DisplayState::Quarantined:
        return QT_TRANSLATE_NOOP("States", "quarantined");
    case DisplayState::Held:
        return QT_TRANSLATE_NOOP("States", "held");
    case DisplayState::Ghost:
        return QT_TRANSLATE_NOOP("States", "ghost");
    case DisplayState::SlowTeardown:
        return QT_TRANSLATE_NOOP("States", "slow teardown");
    case DisplayState::TearingDown:
        return QT_TRANSLATE_NOOP("States", "tearing down");
    case DisplayState::Booting:
        return QT_TRANSLATE_NOOP("States", "booting");
    case DisplayState::Running:
        return QT_TRANSLATE_NOOP("States", "running");
    case DisplayState::Reserved:
        return QT_TRANSLATE_NOOP("States", "reserved");
    case DisplayState::Free:
        break;
    }
    return QT_TRANSLATE_NOOP("States", "free");
}

const char* meaningSource(DisplayState state)
{
    switch (state) {
    case DisplayState::Breach:
        return QT_TRANSLATE_NOOP("States", "A critical isolation rule failed, on fresh evidence.");
    case DisplayState::Orphan:
        return QT_TRANSLATE_NOOP("States", "The host runs a VM that no record claims.");
    case DisplayState::Stuck:
        return QT_TRANSLATE_NOOP(
            "States", "Teardown is overdue and fresh evidence says the VM is still there.");
    case DisplayState::Unconfirmed:
        return QT_TRANSLATE_NOOP(
            "States", "Teardown is overdue and there is no proof that the VM is gone.");
    case DisplayState::Reported:
        return QT_TRANSLATE_NOOP(
            "States", "The host's newest statement is here but not yet verified.");
    case DisplayState::Unknown:
        return QT_TRANSLATE_NOOP("States", "Evidence is too old to say anything about now.");
    case DisplayState::Quarantined:
        return QT_TRANSLATE_NOOP(
            "States", "Evidence is missing or contradicted: no new work is placed here.");
    case DisplayState::Held:
        return QT_TRANSLATE_NOOP("States", "Frozen for forensics: teardown is refused.");
    case DisplayState::Ghost:
        return QT_TRANSLATE_NOOP("States", "The record says running, the host says absent.");
    case DisplayState::SlowTeardown:
        return QT_TRANSLATE_NOOP(
            "States", "Teardown takes longer than others of its class, within its time limit.");
    case DisplayState::TearingDown:
        return QT_TRANSLATE_NOOP("States", "The job has ended; the VM is being torn down.");
    case DisplayState::Booting:
        return QT_TRANSLATE_NOOP("States", "The VM is being prepared or boots.");
    case DisplayState::Running:
        return QT_TRANSLATE_NOOP("States", "A job runs in the VM.");
    case DisplayState::Reserved:
        return QT_TRANSLATE_NOOP("States", "A VM is placed here and not yet born.");
    case DisplayState::Free:
        break;
    }
    return QT_TRANSLATE_NOOP("States", "No VM is placed here and the host lists none.");
}

const char* modeSource(HostMode mode)
{
    switch (mode) {
    case HostMode::InService:
        return QT_TRANSLATE_NOOP("Modes", "in service");
    case HostMode::Cordoned:
        return QT_TRANSLATE_NOOP("Modes", "cordoned");
    case HostMode::Draining:
        return QT_TRANSLATE_NOOP("Modes", "draining");
    case HostMode::Maintenance:
        return QT_TRANSLATE_NOOP("Modes", "maintenance");
    case HostMode::Quarantined:
        break;
    }
    return QT_TRANSLATE_NOOP("Modes", "quarantined");
}

const char* phaseSource(VmPhase phase)
{
    switch (phase) {
    case VmPhase::Placed:
        return QT_TRANSLATE_NOOP("Phases", "placed");
    case VmPhase::Preparing:
        return QT_TRANSLATE_NOOP("Phases", "preparing");
    case VmPhase::Booting:
        return QT_TRANSLATE_NOOP("Phases", "booting");
    case VmPhase::Running:
        return QT_TRANSLATE_NOOP("Phases", "running");
    case VmPhase::TearingDown:
        return QT_TRANSLATE_NOOP("Phases", "tearing down");
    case VmPhase::Proving:
        return QT_TRANSLATE_NOOP("Phases", "proving");
    case VmPhase::Gone:
        break;
    }
    return QT_TRANSLATE_NOOP("Phases", "gone");
}

const char* jobSource(JobState state)
{
    switch (state) {
    case JobState::None:
        return QT_TRANSLATE_NOOP("Jobs", "no job");
    case JobState::Queued:
        return QT_TRANSLATE_NOOP("Jobs", "queued");
    case JobState::Placed:
        return QT_TRANSLATE_NOOP("Jobs", "placed");
    case JobState::Running:
        return QT_TRANSLATE_NOOP("Jobs", "running");
    case JobState::Ended:
        return QT_TRANSLATE_NOOP("Jobs", "ended");
    case JobState::Lost:
        break;
    }
    return QT_TRANSLATE_NOOP("Jobs", "lost");
}

} // namespace

QString stateWord(DisplayState state) { return words("States", stateSource(state)); }

QString stateTitle(DisplayState state)
{
    QString title = stateWord(state);
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

QString wasStateWord(DisplayState state)
{
    return QCoreApplication::translate("States", "was %1", "last known state")
        .arg(stateWord(state));
}

QString stateMeaning(DisplayState state) { return words("States", meaningSource(state)); }

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::None:
        break;
    case Severity::P3:
        return QStringLiteral("P3");
    case Severity::P2:
        return QStringLiteral("P2");
    case Severity::P1:
        return QStringLiteral("P1");
    }
    return {};
}

QString hostModeWord(HostMode mode) { return words("Modes", modeSource(mode)); }

QString feedStateWord(FeedState state)
{
    switch (state) {
    case FeedState::Listing:
        return QCoreApplication::translate("Feeds", "listing");
    case FeedState::Synced:
        return QCoreApplication::translate("Feeds", "live");
    case FeedState::Stale:
        return QCoreApplication::translate("Feeds", "STALE");
    case FeedState::Unknown:
        break;
    }
    return QCoreApplication::translate("Feeds", "UNKNOWN");
}

QString phaseWord(VmPhase phase) { return words("Phases", phaseSource(phase)); }

QString jobStateWord(JobState state) { return words("Jobs", jobSource(state)); }

} // namespace Espalier::Text
