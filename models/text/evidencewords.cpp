// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "words.h"

#include <QCoreApplication>

#include <array>

namespace Espalier::Text {

namespace {

QString words(const char* context, const char* text)
{
    return QCoreApplication::translate(context, text);
}

const char* outcomeSource(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Complete:
        return QT_TRANSLATE_NOOP("Outcomes", "complete");
    case Outcome::CompleteHostDegraded:
        return QT_TRANSLATE_NOOP("Outcomes", "complete, host degraded");
    case Outcome::CompleteAfterReboot:
        return QT_TRANSLATE_NOOP("Outcomes", "complete after reboot");
    case Outcome::Simulated:
        return QT_TRANSLATE_NOOP("Outcomes", "simulated");
    case Outcome::PartialDataResidual:
        return QT_TRANSLATE_NOOP("Outcomes", "data remains");
    case Outcome::ProcessUnkillable:
        return QT_TRANSLATE_NOOP("Outcomes", "process cannot be ended");
    case Outcome::Unverifiable:
        return QT_TRANSLATE_NOOP("Outcomes", "cannot be verified");
    case Outcome::Unknown:
        break;
    }
    return QT_TRANSLATE_NOOP("Outcomes", "no outcome");
}

const char* badgeSource(Badge badge)
{
    switch (badge) {
    case Badge::Signed:
        return QT_TRANSLATE_NOOP("Badges", "Signed");
    case Badge::SignedSimulated:
        return QT_TRANSLATE_NOOP("Badges", "Signed (simulated)");
    case Badge::SignedHostAgrees:
        return QT_TRANSLATE_NOOP("Badges", "Signed + host agrees");
    case Badge::Receipted:
        return QT_TRANSLATE_NOOP("Badges", "Receipted");
    case Badge::Confirmed:
        return QT_TRANSLATE_NOOP("Badges", "Confirmed");
    case Badge::None:
        break;
    }
    return QT_TRANSLATE_NOOP("Badges", "no badge");
}

constexpr std::array<const char*, clauseCount> clauseSources{
    QT_TRANSLATE_NOOP("Clauses", "Well formed, strict reading"),
    QT_TRANSLATE_NOOP("Clauses", "Signed by an enrolled key of this host"),
    QT_TRANSLATE_NOOP("Clauses", "Has a logged birth, no second teardown"),
    QT_TRANSLATE_NOOP("Clauses", "Host's chain unbroken, birth to teardown"),
    QT_TRANSLATE_NOOP("Clauses", "In the log, consistent with all seen before"),
    QT_TRANSLATE_NOOP("Clauses", "Quorum of cosignatures held"),
    QT_TRANSLATE_NOOP("Clauses", "Outcome complete, required facts observed"),
    QT_TRANSLATE_NOOP("Clauses", "A later statement lists none of it"),
    QT_TRANSLATE_NOOP("Clauses", "Control plane's record agrees"),
};

struct FactWords {
    const char* fact;
    const char* title;
    const char* contradiction;
};

constexpr FactWords factWords[] = {
    {"process_absent", QT_TRANSLATE_NOOP("Facts", "VM process gone"),
        QT_TRANSLATE_NOOP("Facts", "VM process still present")},
    {"no_open_handles", QT_TRANSLATE_NOOP("Facts", "No open handle on its disks"),
        QT_TRANSLATE_NOOP("Facts", "Disk still open")},
    {"disk_unlinked", QT_TRANSLATE_NOOP("Facts", "Disk removed"),
        QT_TRANSLATE_NOOP("Facts", "Disk still there")},
    {"disk_key_gone", QT_TRANSLATE_NOOP("Facts", "Disk key never stored, holder gone"),
        QT_TRANSLATE_NOOP("Facts", "Disk key was stored")},
    {"state_files_absent", QT_TRANSLATE_NOOP("Facts", "Config disk, sockets and console absent"),
        QT_TRANSLATE_NOOP("Facts", "State files still there")},
    {"net_none", QT_TRANSLATE_NOOP("Facts", "No network interface"),
        QT_TRANSLATE_NOOP("Facts", "A network interface was found")},
    {"net_detached", QT_TRANSLATE_NOOP("Facts", "Network interface and lease released"),
        QT_TRANSLATE_NOOP("Facts", "Network interface still attached")},
    {"cache_detached", QT_TRANSLATE_NOOP("Facts", "Caches detached as the exit demands"),
        QT_TRANSLATE_NOOP("Facts", "Cache still attached")},
    {"base_unchanged", QT_TRANSLATE_NOOP("Facts", "Base image unchanged"),
        QT_TRANSLATE_NOOP("Facts", "Base image differs")},
    {"swap_safe", QT_TRANSLATE_NOOP("Facts", "No plain swap, no core files"),
        QT_TRANSLATE_NOOP("Facts", "Swap or core files may hold its memory")},
    {"rescan_clean", QT_TRANSLATE_NOOP("Facts", "Second sweep clean"),
        QT_TRANSLATE_NOOP("Facts", "Second sweep found something")},
};

// ENOSPC and EIO, as a host signs them (JobExit).
constexpr int diskFull = 28;
constexpr int diskFailed = 5;

const FactWords* find(const QString& fact)
{
    for (const FactWords& entry : factWords) {
        if (fact == QLatin1String(entry.fact))
            return &entry;
    }
    return nullptr;
}

} // namespace

QString exitWord(const JobExit& exit)
{
    switch (exit.kind) {
    case JobExitKind::Exit:
        return QCoreApplication::translate("Exits", "exit %1", "exit status").arg(exit.code);
    case JobExitKind::Signal:
        return QCoreApplication::translate("Exits", "signal %1").arg(exit.code);
    case JobExitKind::Timeout:
        return QCoreApplication::translate("Exits", "timeout");
    case JobExitKind::Lost:
        return QCoreApplication::translate("Exits", "lost");
    case JobExitKind::Panic:
        return QCoreApplication::translate("Exits", "panic", "guest kernel panic");
    case JobExitKind::HypervisorDied:
        if (exit.code == diskFull)
            return QCoreApplication::translate("Exits", "host disk full");
        if (exit.code == diskFailed)
            return QCoreApplication::translate("Exits", "host disk failed");
        return QCoreApplication::translate("Exits", "hypervisor died");
    case JobExitKind::Cancelled:
        return QCoreApplication::translate("Exits", "cancelled");
    case JobExitKind::Forced:
        return QCoreApplication::translate("Exits", "forced");
    case JobExitKind::NeverStarted:
        break;
    }
    return QCoreApplication::translate("Exits", "never started");
}

QString outcomeWord(Outcome outcome) { return words("Outcomes", outcomeSource(outcome)); }

QString badgeWord(Badge badge) { return words("Badges", badgeSource(badge)); }

QString goneWord(Badge badge, bool gone)
{
    if (!gone)
        return {};
    switch (badge) {
    case Badge::Confirmed:
        return QCoreApplication::translate("Badges", "destroyed");
    case Badge::SignedHostAgrees:
        return QCoreApplication::translate("Badges", "gone (host says, no log)");
    case Badge::SignedSimulated:
        return QCoreApplication::translate("Badges", "gone (simulated)");
    case Badge::None:
    case Badge::Signed:
    case Badge::Receipted:
        break;
    }
    return {};
}

QString badgeClauses(Badge badge)
{
    switch (badge) {
    case Badge::None:
        return {};
    case Badge::Signed:
        return QCoreApplication::translate("Badges", "clauses 1, 2, 4, 7");
    case Badge::SignedSimulated:
        return QCoreApplication::translate("Badges", "clauses 1, 2, 4, simulated");
    case Badge::SignedHostAgrees:
        return QCoreApplication::translate("Badges", "clauses 1, 2, 4, 7, 8, 9");
    case Badge::Receipted:
        return QCoreApplication::translate("Badges", "clauses 1 to 7");
    case Badge::Confirmed:
        break;
    }
    return QCoreApplication::translate("Badges", "all nine clauses");
}

QString clauseTitle(int clause)
{
    if (clause < 1 || clause > clauseCount)
        return {};
    return words("Clauses", clauseSources[static_cast<size_t>(clause - 1)]);
}

QString clauseStateWord(ClauseState state)
{
    switch (state) {
    case ClauseState::Holds:
        return QCoreApplication::translate("Clauses", "holds");
    case ClauseState::Fails:
        return QCoreApplication::translate("Clauses", "fails");
    case ClauseState::NoInput:
        return QCoreApplication::translate("Clauses", "no input yet");
    case ClauseState::NotEvaluated:
        break;
    }
    return QCoreApplication::translate("Clauses", "not evaluated");
}

QString factTitle(const QString& fact)
{
    const FactWords* entry = find(fact);
    return entry != nullptr ? words("Facts", entry->title) : fact;
}

QString factContradiction(const QString& fact)
{
    const FactWords* entry = find(fact);
    return entry != nullptr
        ? words("Facts", entry->contradiction)
        : QCoreApplication::translate("Facts", "%1: contradicted", "name of a fact").arg(fact);
}

QString factStateWord(FactState state)
{
    switch (state) {
    case FactState::Observed:
        return QCoreApplication::translate("Facts", "observed");
    case FactState::Contradicted:
        return QCoreApplication::translate("Facts", "contradicted");
    case FactState::Missing:
        break;
    }
    return QCoreApplication::translate("Facts", "not yet observed");
}

} // namespace Espalier::Text
