// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Espalier::Text {

namespace {

struct Reason {
    const char* code;
    const char* text; // %1: the technical words
};

// By who says it: the control plane and the host, the link, this desk.
constexpr std::array reasons{
    Reason{"role",
        QT_TRANSLATE_NOOP("CommandReasons",
            "your role may not do this: %1. Ask someone who has it, or an administrator")},
    Reason{"approvals",
        QT_TRANSLATE_NOOP("CommandReasons",
            "it needs a second person, and approvals do not exist yet: %1. Nothing was done")},
    Reason{"stale",
        QT_TRANSLATE_NOOP("CommandReasons",
            "you acted on stale data: %1. Look at the target again and order anew")},
    Reason{"boot",
        QT_TRANSLATE_NOOP("CommandReasons",
            "the host has rebooted since you looked: %1. Look at it again and order anew")},
    Reason{"expired",
        QT_TRANSLATE_NOOP("CommandReasons", "it came too late: %1. Order anew if it still holds")},
    Reason{"clock", QT_TRANSLATE_NOOP("CommandReasons", "the clock of this desk is wrong: %1")},
    Reason{"lifetime", QT_TRANSLATE_NOOP("CommandReasons", "it would live too long: %1")},
    Reason{"bad-signature",
        QT_TRANSLATE_NOOP("CommandReasons",
            "the signature does not hold: %1. Show your public key to an administrator")},
    Reason{"no-command-key",
        QT_TRANSLATE_NOOP("CommandReasons",
            "the roster lists no command key for this desk: %1. Send your public key to an "
            "administrator")},
    Reason{"unknown-person",
        QT_TRANSLATE_NOOP(
            "CommandReasons", "the roster does not know you: %1. Ask an administrator")},
    Reason{"unknown-device",
        QT_TRANSLATE_NOOP(
            "CommandReasons", "the roster does not know this desk: %1. Ask an administrator")},
    Reason{"policy",
        QT_TRANSLATE_NOOP("CommandReasons",
            "the roster there is older than yours: %1. Wait until it has arrived and order anew")},
    Reason{"reason", QT_TRANSLATE_NOOP("CommandReasons", "the reason was not taken: %1")},
    Reason{"ticket", QT_TRANSLATE_NOOP("CommandReasons", "the ticket was not taken: %1")},
    Reason{"malformed",
        QT_TRANSLATE_NOOP("CommandReasons", "the command could not be read there: %1")},
    Reason{"wrong-site", QT_TRANSLATE_NOOP("CommandReasons", "it is for another site: %1")},
    Reason{"no-roster",
        QT_TRANSLATE_NOOP("CommandReasons",
            "the host has no roster yet, so it takes no orders: %1. Try again in a minute")},
    Reason{"idempotency",
        QT_TRANSLATE_NOOP("CommandReasons", "another command has the same number: %1. Order anew")},
    Reason{"caller",
        QT_TRANSLATE_NOOP("CommandReasons", "it is signed by somebody else than who sent it: %1")},
    Reason{"verb", QT_TRANSLATE_NOOP("CommandReasons", "this order is not known there: %1")},
    Reason{"unsupported", QT_TRANSLATE_NOOP("CommandReasons", "the host does not do this: %1")},
    Reason{"params", QT_TRANSLATE_NOOP("CommandReasons", "its details were not taken: %1")},
    Reason{"target", QT_TRANSLATE_NOOP("CommandReasons", "the target does not fit: %1")},
    Reason{"target-kind", QT_TRANSLATE_NOOP("CommandReasons", "the target does not fit: %1")},
    Reason{"not-its-target",
        QT_TRANSLATE_NOOP("CommandReasons", "the target is not of that host: %1")},
    Reason{
        "unknown-target", QT_TRANSLATE_NOOP("CommandReasons", "the target is not known there: %1")},
    Reason{"job-ended",
        QT_TRANSLATE_NOOP("CommandReasons", "its job had ended already: %1. Nothing was done")},
    Reason{"no-birth",
        QT_TRANSLATE_NOOP("CommandReasons", "the VM was never born: %1. Nothing was done")},
    Reason{"no-copy",
        QT_TRANSLATE_NOOP("CommandReasons", "the host has no copy of it: %1. Nothing was done")},
    Reason{"in-use",
        QT_TRANSLATE_NOOP("CommandReasons", "a VM uses it: %1. Order anew when that VM has ended")},
    Reason{"maintenance", QT_TRANSLATE_NOOP("CommandReasons", "the host is in maintenance: %1")},
    Reason{"other-drain",
        QT_TRANSLATE_NOOP(
            "CommandReasons", "a host is part of another drain: %1. Stop that first")},
    Reason{"no-drain", QT_TRANSLATE_NOOP("CommandReasons", "there is no such drain: %1")},
    Reason{"superseded", QT_TRANSLATE_NOOP("CommandReasons", "a later order went before it: %1")},
    Reason{"roster-expired",
        QT_TRANSLATE_NOOP("CommandReasons",
            "the roster there has expired: %1. An administrator must issue a new one")},
    Reason{
        "disk", QT_TRANSLATE_NOOP("CommandReasons", "it could not be written to disk there: %1")},
    Reason{"already-gone", QT_TRANSLATE_NOOP("CommandReasons", "it was gone before: %1")},
    Reason{"not-connected",
        QT_TRANSLATE_NOOP("CommandReasons",
            "its control plane cannot be reached: %1. Order anew when it is live")},
    Reason{"no-answer",
        QT_TRANSLATE_NOOP("CommandReasons",
            "no answer came: %1. It may have been taken up; this desk asks until it knows")},
    Reason{"journal",
        QT_TRANSLATE_NOOP("CommandReasons", "it could not be written to this computer's disk: %1")},
    Reason{"unsigned", QT_TRANSLATE_NOOP("CommandReasons", "it could not be signed: %1")},
    Reason{"no-site", QT_TRANSLATE_NOOP("CommandReasons", "this profile has no such site: %1")},
    Reason{"restarted",
        QT_TRANSLATE_NOOP("CommandReasons",
            "this console ended before the answer came: %1. This desk asks until it knows")},
    Reason{"never-arrived",
        QT_TRANSLATE_NOOP("CommandReasons",
            "it never arrived and has expired: %1. Nothing was done. Order anew if it still "
            "holds")},
};

struct CheckWords {
    DrainPreview::CheckKind kind;
    const char* passed;
    const char* failed;
};

constexpr std::array checks{
    CheckWords{DrainPreview::CheckKind::OtherDrain,
        QT_TRANSLATE_NOOP("DrainChecks", "No other drain of these hosts"),
        QT_TRANSLATE_NOOP("DrainChecks", "%1 is part of another drain")},
    CheckWords{DrainPreview::CheckKind::SlotUnconfirmed,
        QT_TRANSLATE_NOOP("DrainChecks", "No slot is unconfirmed"),
        QT_TRANSLATE_NOOP(
            "DrainChecks", "%1 is unconfirmed: the drain cannot end before that is resolved")},
    CheckWords{DrainPreview::CheckKind::SlotStuck,
        QT_TRANSLATE_NOOP("DrainChecks", "No slot is stuck"),
        QT_TRANSLATE_NOOP(
            "DrainChecks", "%1 is stuck: the drain cannot end before that is resolved")},
    CheckWords{DrainPreview::CheckKind::HostSilent,
        QT_TRANSLATE_NOOP("DrainChecks", "All hosts answer"),
        QT_TRANSLATE_NOOP("DrainChecks", "%1 is silent: it drains when it answers")},
    CheckWords{DrainPreview::CheckKind::HostNotInService,
        QT_TRANSLATE_NOOP("DrainChecks", "All hosts are in service"),
        QT_TRANSLATE_NOOP("DrainChecks", "%1 is not in service")},
    CheckWords{DrainPreview::CheckKind::BelowFloor,
        QT_TRANSLATE_NOOP("DrainChecks", "No pool falls below its floor"),
        QT_TRANSLATE_NOOP("DrainChecks", "%1 falls BELOW FLOOR")},
    CheckWords{DrainPreview::CheckKind::DeadlineShort,
        QT_TRANSLATE_NOOP("DrainChecks", "The deadline leaves time for what runs"),
        QT_TRANSLATE_NOOP("DrainChecks", "%1 may still run at the deadline")},
};

} // namespace

QString verbWord(CommandVerb verb)
{
    switch (verb) {
    case CommandVerb::Unknown:
        return QCoreApplication::translate("Verbs", "order of a newer version");
    case CommandVerb::Cordon:
        return QCoreApplication::translate("Verbs", "cordon");
    case CommandVerb::Uncordon:
        return QCoreApplication::translate("Verbs", "return to service");
    case CommandVerb::Drain:
        return QCoreApplication::translate("Verbs", "drain");
    case CommandVerb::StopDrain:
        return QCoreApplication::translate("Verbs", "stop drain");
    case CommandVerb::Maintenance:
        return QCoreApplication::translate("Verbs", "maintenance");
    case CommandVerb::Cancel:
        return QCoreApplication::translate("Verbs", "cancel job");
    case CommandVerb::Teardown:
        return QCoreApplication::translate("Verbs", "teardown");
    case CommandVerb::ForceDestroy:
        return QCoreApplication::translate("Verbs", "force-destroy");
    case CommandVerb::CacheEvict:
        return QCoreApplication::translate("Verbs", "evict cache volume");
    case CommandVerb::CachePin:
        return QCoreApplication::translate("Verbs", "pin cache volume");
    case CommandVerb::CacheQuota:
        return QCoreApplication::translate("Verbs", "cache quota");
    }
    return {};
}

QString commandStateWord(CommandState state)
{
    switch (state) {
    case CommandState::Received:
        return QCoreApplication::translate("CommandStates", "received by the control plane");
    case CommandState::PendingApproval:
        return QCoreApplication::translate("CommandStates", "awaiting approval");
    case CommandState::Authorised:
        return QCoreApplication::translate("CommandStates", "approved, not yet sent to the host");
    case CommandState::Dispatched:
        return QCoreApplication::translate("CommandStates", "sent to the host");
    case CommandState::HostAccepted:
        return QCoreApplication::translate("CommandStates", "accepted by the host");
    case CommandState::Executing:
        return QCoreApplication::translate("CommandStates", "accepted by the host, under way");
    case CommandState::Succeeded:
        return QCoreApplication::translate("CommandStates", "carried out, its record is committed");
    case CommandState::Failed:
        return QCoreApplication::translate("CommandStates", "failed, still there");
    case CommandState::Expired:
        return QCoreApplication::translate("CommandStates", "expired");
    case CommandState::Rejected:
        return QCoreApplication::translate("CommandStates", "refused");
    case CommandState::Indeterminate:
        return QCoreApplication::translate("CommandStates", "unconfirmed, no answer in time");
    }
    return {};
}

QString commandReason(const CommandDetail& why)
{
    if (why.code.isEmpty())
        return why.detail;
    const auto found = std::find_if(reasons.begin(), reasons.end(),
        [&](const Reason& one) { return why.code == QLatin1String(one.code); });
    if (found == reasons.end())
        return why.detail.isEmpty() ? why.code : why.code + QLatin1String(": ") + why.detail;
    QString text = QCoreApplication::translate("CommandReasons", found->text);
    if (why.detail.isEmpty())
        return text.remove(QLatin1String(": %1"));
    return text.arg(why.detail);
}

QString drainCheckSentence(const DrainPreview::Check& check)
{
    const auto found = std::find_if(checks.begin(), checks.end(),
        [&](const CheckWords& one) { return one.kind == check.kind; });
    if (found == checks.end())
        return QCoreApplication::translate("DrainChecks", "A check of a newer version: %1")
            .arg(check.where);
    const QString text =
        QCoreApplication::translate("DrainChecks", check.passed ? found->passed : found->failed);
    return check.passed ? text : text.arg(check.where);
}

QString atDeadlineSentence(AtDeadline choice)
{
    switch (choice) {
    case AtDeadline::Wait:
        return QCoreApplication::translate("AtDeadline", "Keep waiting, alert me");
    case AtDeadline::Ask:
        return QCoreApplication::translate("AtDeadline", "Stop new steps, ask me");
    case AtDeadline::Cancel:
        return QCoreApplication::translate("AtDeadline", "Cancel jobs gracefully");
    }
    return {};
}

} // namespace Espalier::Text
