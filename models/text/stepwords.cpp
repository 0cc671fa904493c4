// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages.h"
#include "times.h"
#include "words.h"

#include <QCoreApplication>

namespace Espalier::Text {

namespace {

// How long past the SLO; empty while within it.
QString pastSlo(const SlotFacts& facts)
{
    if (!facts.sinceJobEnd || *facts.sinceJobEnd <= teardownSlo)
        return {};
    return durationText(*facts.sinceJobEnd - teardownSlo);
}

QString stuckSentence(const SlotFacts& facts)
{
    const QString past = pastSlo(facts);
    const QString seen = past.isEmpty()
        ? QCoreApplication::translate("Steps", "The host says the VM is still there.")
        : QCoreApplication::translate(
            "Steps", "The teardown is %1 past its limit and the host says the VM is still there.")
              .arg(past);
    // Nothing begins the sequence again by itself once its tries have failed (protocol.md 5).
    const QString then = facts.teardownFailed
        ? QCoreApplication::translate("Steps",
            "Its tries have failed and the host does not try again by itself: find out what holds "
            "the VM. Force-destroy runs the whole teardown again.")
        : QCoreApplication::translate(
            "Steps", "The host is still at it; someone should look at it.");
    return seen + u' ' + then;
}

QString unconfirmedSentence(NextStep step, const SlotFacts& facts)
{
    const QString past = pastSlo(facts);
    if (step == NextStep::HostSilent)
        return QCoreApplication::translate("Steps",
            "The host is silent: nobody knows whether the VM is gone. Reach the host, or have "
            "someone look at it in its rack.");
    if (past.isEmpty())
        return QCoreApplication::translate(
            "Steps", "Proof of the teardown is not complete. See which clause is missing.");
    return QCoreApplication::translate("Steps",
        "The teardown is %1 past its limit and its proof is not complete. See which clause is "
        "missing.")
        .arg(past);
}

QString exitOf(const TimelineEvent& event)
{
    return event.exit ? exitWord(*event.exit)
                      : QCoreApplication::translate("Timeline", "exit not told");
}

QString withDetail(const QString& sentence, const QString& detail)
{
    if (detail.isEmpty())
        return sentence;
    //: A sentence and the technical fact behind it.
    return QCoreApplication::translate("Timeline", "%1: %2").arg(sentence, detail);
}

} // namespace

QString nextStepSentence(NextStep step, const SlotFacts& facts)
{
    switch (step) {
    case NextStep::None:
        return QCoreApplication::translate("Steps", "Nothing to do.");
    case NextStep::Wait:
        return QCoreApplication::translate("Steps", "Nothing to do: the next step is under way.");
    case NextStep::WaitForVerification:
        return QCoreApplication::translate("Steps",
            "The host's newest statement has not been verified here. Nothing is known from it "
            "yet.");
    case NextStep::WaitForSite:
        return QCoreApplication::translate("Steps",
            "The control plane of this site is silent. Lost contact is no proof that a VM is "
            "gone.");
    case NextStep::WaitForHost:
        return QCoreApplication::translate("Steps",
            "The host is silent. Not known whether the VM still runs; lost contact is no proof "
            "that "
            "it is gone.");
    case NextStep::StillPresent:
        return stuckSentence(facts);
    case NextStep::ProofMissing:
    case NextStep::HostSilent:
        return unconfirmedSentence(step, facts);
    case NextStep::IdentifyVm:
        return QCoreApplication::translate("Steps",
            "The host runs a VM that no record claims. Find out whose it is before anything else.");
    case NextStep::FindVm:
        return QCoreApplication::translate("Steps",
            "The record says the VM runs, the host does not list it. Wait for its Teardown; if "
            "none "
            "comes, find out where the VM went.");
    case NextStep::CallSecurity:
        return QCoreApplication::translate("Steps",
            "A critical isolation rule has failed. Call security and leave the host as it is.");
    case NextStep::ReadQuarantine:
        return QCoreApplication::translate(
            "Steps", "No new work is placed here until evidence or two people end the quarantine.");
    case NextStep::Held:
        break;
    }
    return QCoreApplication::translate(
        "Steps", "Held for forensics: only the owner of the hold can release it.");
}

QString timelineSentence(const TimelineEvent& event)
{
    switch (event.kind) {
    case TimelineKind::Placed:
        return QCoreApplication::translate("Timeline", "VM placed");
    case TimelineKind::BirthRecorded:
        return QCoreApplication::translate("Timeline", "Birth recorded");
    case TimelineKind::JobStarted:
        return QCoreApplication::translate("Timeline", "job started");
    case TimelineKind::JobEnded:
        return QCoreApplication::translate("Timeline", "job ended, %1", "exit").arg(exitOf(event));
    case TimelineKind::TeardownRequested:
        return QCoreApplication::translate("Timeline", "teardown requested");
    case TimelineKind::TeardownFailed:
        return withDetail(QCoreApplication::translate("Timeline", "teardown failed"), event.detail);
    case TimelineKind::TeardownRecorded:
        return QCoreApplication::translate("Timeline", "Teardown recorded");
    case TimelineKind::BadgeReached:
        return QCoreApplication::translate("Timeline", "verified here: %1", "badge")
            .arg(badgeWord(event.badge));
    case TimelineKind::StateChanged:
        return QCoreApplication::translate("Timeline", "state became %1")
            .arg(stateWord(event.state));
    case TimelineKind::ModeChanged:
        return withDetail(
            QCoreApplication::translate("Timeline", "host mode: %1").arg(hostModeWord(event.mode)),
            event.detail);
    case TimelineKind::HostLost:
        return QCoreApplication::translate("Timeline", "host lost");
    case TimelineKind::HostBack:
        return QCoreApplication::translate("Timeline", "host heard again");
    case TimelineKind::HostAttached:
        return QCoreApplication::translate("Timeline", "host attached to the control plane");
    case TimelineKind::HostDetached:
        return QCoreApplication::translate("Timeline", "host detached from the control plane");
    case TimelineKind::HostRebooted:
        return QCoreApplication::translate("Timeline", "host rebooted");
    case TimelineKind::StatementRefused:
        return withDetail(
            QCoreApplication::translate("Timeline", "statement refused"), sentence(event.why));
    case TimelineKind::RecordRefused:
        break;
    }
    return withDetail(QCoreApplication::translate("Timeline", "record refused"), event.detail);
}

} // namespace Espalier::Text
