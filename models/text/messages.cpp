// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace Espalier::Text {

namespace {

struct Words {
    const char* code;
    const char* text;
};

// Sorted by code. %1, %2, ... stand for the message's arguments, whose meaning the note tells where
// the sentence does not.
constexpr Words table[] = {
    {"alarm.breach",
        QT_TRANSLATE_NOOP("Messages", "Breach: the host's chain of records forks or is broken")},
    {"alarm.breach-ignored",
        QT_TRANSLATE_NOOP("Messages", "Nothing that this host states can be believed")},
    {"alarm.certificate-expired", QT_TRANSLATE_NOOP("Messages", "Certificate of %1 has expired")},
    {"alarm.certificate-expires",
        QT_TRANSLATE_NOOP("Messages", "Certificate of %1 expires in %2 d")},
    {"alarm.certificate-ignored",
        QT_TRANSLATE_NOOP("Messages", "This console can then connect to no site")},
    {"alarm.clock-refuses",
        QT_TRANSLATE_NOOP("Messages", "Commands to this host are refused as out of time")},
    {"alarm.clock-skew", QT_TRANSLATE_NOOP("Messages", "Clock of the host is %1 s off")},
    {"alarm.clock-skew-ignored",
        QT_TRANSLATE_NOOP("Messages", "From 60 s on, commands to it are refused")},
    {"alarm.contradiction",
        QT_TRANSLATE_NOOP(
            "Messages", "Contradiction: two sources disagree about its end (clause %1)")},
    {"alarm.contradiction-ignored",
        QT_TRANSLATE_NOOP("Messages", "Its end is never confirmed; one of the two is wrong")},
    {"alarm.drain-asks",
        QT_TRANSLATE_NOOP("Messages", "Drain at its deadline: it asks what to do now")},
    {"alarm.drain-asks-ignored",
        QT_TRANSLATE_NOOP("Messages", "No further step is taken; its hosts stay out of service")},
    {"alarm.drain-ignored",
        QT_TRANSLATE_NOOP("Messages", "Its hosts stay out of service, what waits for them waits")},
    {"alarm.drain-overdue",
        QT_TRANSLATE_NOOP("Messages", "Drain past its deadline: %1 hosts are not empty")},
    {"alarm.drain-overdue-one",
        QT_TRANSLATE_NOOP("Messages", "Drain past its deadline: 1 host is not empty")},
    {"alarm.ghost", QT_TRANSLATE_NOOP("Messages", "Ghost: record says running, host says absent")},
    {"alarm.ghost-ignored", QT_TRANSLATE_NOOP("Messages", "Slot counted as used while empty")},
    {"alarm.group", QT_TRANSLATE_NOOP("Messages", "%1 × %2")},
    {"alarm.host-lost", QT_TRANSLATE_NOOP("Messages", "Host lost: silent for 3 minutes")},
    {"alarm.host-lost-ignored", QT_TRANSLATE_NOOP("Messages", "Its jobs are declared lost")},
    {"alarm.host-never",
        QT_TRANSLATE_NOOP("Messages", "Host silent: no statement has been verified yet")},
    {"alarm.host-refused",
        QT_TRANSLATE_NOOP("Messages", "Host silent: its statements are refused: %1")},
    {"alarm.host-silent", QT_TRANSLATE_NOOP("Messages", "Host silent: shown as last known")},
    {"alarm.host-silent-ignored",
        QT_TRANSLATE_NOOP("Messages", "Lost after 3 minutes; not a pass")},
    {"alarm.host-vm-ignored", QT_TRANSLATE_NOOP("Messages", "1 VM unconfirmed")},
    {"alarm.host-vms-ignored", QT_TRANSLATE_NOOP("Messages", "%1 VMs unconfirmed")},
    {"alarm.leaked-slot",
        QT_TRANSLATE_NOOP("Messages", "Leaked slot: refuses a guest although none runs")},
    {"alarm.leaked-slot-ignored",
        QT_TRANSLATE_NOOP(
            "Messages", "Believed free, not usable; only a reboot of the host cures it")},
    {"alarm.orphan", QT_TRANSLATE_NOOP("Messages", "Orphan: VM observed, no record claims it")},
    {"alarm.orphan-ignored", QT_TRANSLATE_NOOP("Messages", "Unknown guest on tenant hardware")},
    {"alarm.orphans",
        QT_TRANSLATE_NOOP("Messages", "Orphans: %1 VMs observed, no record claims them")},
    {"alarm.quarantined", QT_TRANSLATE_NOOP("Messages", "Quarantined: %1")},
    {"alarm.quarantined-ignored",
        QT_TRANSLATE_NOOP("Messages", "No new work until evidence or two people end it")},
    {"alarm.roster-expired", QT_TRANSLATE_NOOP("Messages", "Roster of %1 has expired")},
    {"alarm.roster-expires", QT_TRANSLATE_NOOP("Messages", "Roster of %1 expires in %2 d")},
    {"alarm.roster-ignored",
        QT_TRANSLATE_NOOP("Messages", "Then no command is accepted and nothing is verified")},
    {"alarm.site-never",
        QT_TRANSLATE_NOOP("Messages", "Feed missing: nothing heard from the site yet")},
    {"alarm.site-silent", QT_TRANSLATE_NOOP("Messages", "Feed lost: site shown as last known")},
    {"alarm.site-silent-host-ignored",
        QT_TRANSLATE_NOOP("Messages", "1 host unknown; it counts as no pass")},
    {"alarm.site-silent-ignored",
        QT_TRANSLATE_NOOP("Messages", "%1 hosts unknown; none counts as a pass")},
    {"alarm.slow-teardowns", QT_TRANSLATE_NOOP("Messages", "Slow teardowns: %1 of the last %2")},
    {"alarm.slow-teardowns-ignored", QT_TRANSLATE_NOOP("Messages", "SLO of 120 s at risk")},
    {"alarm.stuck", QT_TRANSLATE_NOOP("Messages", "Stuck: past SLO, and the host still lists it")},
    {"alarm.stuck-ignored",
        QT_TRANSLATE_NOOP("Messages", "%1's data is still on the host; 1 slot lost")},
    {"alarm.title-breach", QT_TRANSLATE_NOOP("Messages", "Breach")},
    {"alarm.title-certificate", QT_TRANSLATE_NOOP("Messages", "Certificate expiry")},
    {"alarm.title-clock-skew", QT_TRANSLATE_NOOP("Messages", "Clock off")},
    {"alarm.title-contradiction", QT_TRANSLATE_NOOP("Messages", "Contradiction")},
    {"alarm.title-drain-overdue", QT_TRANSLATE_NOOP("Messages", "Drain past its deadline")},
    {"alarm.title-ghost", QT_TRANSLATE_NOOP("Messages", "Ghost")},
    {"alarm.title-host-silent", QT_TRANSLATE_NOOP("Messages", "Host silent or lost")},
    {"alarm.title-leaked-slot", QT_TRANSLATE_NOOP("Messages", "Leaked slot")},
    {"alarm.title-orphan", QT_TRANSLATE_NOOP("Messages", "Orphan")},
    {"alarm.title-quarantined", QT_TRANSLATE_NOOP("Messages", "Quarantined")},
    {"alarm.title-roster", QT_TRANSLATE_NOOP("Messages", "Roster expiry")},
    {"alarm.title-site-silent", QT_TRANSLATE_NOOP("Messages", "Feed lost")},
    {"alarm.title-slow-teardowns", QT_TRANSLATE_NOOP("Messages", "Slow teardowns")},
    {"alarm.title-stuck", QT_TRANSLATE_NOOP("Messages", "Stuck")},
    {"alarm.title-unaccounted", QT_TRANSLATE_NOOP("Messages", "Unaccounted for")},
    {"alarm.title-unconfirmed", QT_TRANSLATE_NOOP("Messages", "Unconfirmed")},
    {"alarm.unaccounted", QT_TRANSLATE_NOOP("Messages", "Unaccounted for: omitted by its host")},
    {"alarm.unaccounted-ignored",
        QT_TRANSLATE_NOOP("Messages", "Balance does not add up: no Teardown came")},
    {"alarm.unconfirmed", QT_TRANSLATE_NOOP("Messages", "Unconfirmed: its end is not proven")},
    {"alarm.unconfirmed-clause",
        QT_TRANSLATE_NOOP("Messages", "Unconfirmed: no input yet for clause %1")},
    {"alarm.unconfirmed-fails", QT_TRANSLATE_NOOP("Messages", "Unconfirmed: clause %1 fails")},
    {"alarm.unconfirmed-ignored",
        QT_TRANSLATE_NOOP("Messages", "Whether %1's data is gone is not known; 1 slot lost")},
    {"alarm.unconfirmed-no-record",
        QT_TRANSLATE_NOOP("Messages", "Unconfirmed: no Teardown record")},
    {"chain.broken",
        QT_TRANSLATE_NOOP(
            "Messages", "prevHash of hostSeq %1 is not the leaf hash of the record before it")},
    {"chain.forked", QT_TRANSLATE_NOOP("Messages", "two different records have hostSeq %1")},
    {"clause.alone",
        QT_TRANSLATE_NOOP("Messages", "on the host's chain no other Teardown in hostSeq %1 to %2")},
    {"clause.alone-behind",
        QT_TRANSLATE_NOOP("Messages",
            "on the host's chain no other Teardown in hostSeq %1 to %2 (the host is at %3)")},
    {"clause.backends-differ",
        QT_TRANSLATE_NOOP("Messages", "Birth and Teardown name different backends")},
    {"clause.before-birth", QT_TRANSLATE_NOOP("Messages", "the Teardown stands before its Birth")},
    {"clause.chain", QT_TRANSLATE_NOOP("Messages", "hostSeq %1 to %2")},
    {"clause.disk-listed", QT_TRANSLATE_NOOP("Messages", "the host still lists disk %1")},
    {"clause.fact", QT_TRANSLATE_NOOP("Messages", "%1: %2")},
    {"clause.facts", QT_TRANSLATE_NOOP("Messages", "%1, %2 facts")},
    {"clause.fleetd-host", QT_TRANSLATE_NOOP("Messages", "fleetd names host %1")},
    {"clause.fleetd-policy", QT_TRANSLATE_NOOP("Messages", "fleetd names policy version %1")},
    {"clause.fleetd-record",
        QT_TRANSLATE_NOOP("Messages", "fleetd names record %1, the host's is %2")},
    {"clause.fleetd-silent",
        QT_TRANSLATE_NOOP("Messages", "fleetd has told nothing about this VM")},
    {"clause.fleetd-tenant", QT_TRANSLATE_NOOP("Messages", "fleetd names another tenant")},
    {"clause.fleetd-waits", QT_TRANSLATE_NOOP("Messages", "fleetd does not hold the VM gone yet")},
    {"clause.key", QT_TRANSLATE_NOOP("Messages", "key %1")},
    {"clause.log-unread", QT_TRANSLATE_NOOP("Messages", "the log has not been read")},
    {"clause.log-unread-but", QT_TRANSLATE_NOOP("Messages", "the log has not been read; %1")},
    {"clause.nic-listed", QT_TRANSLATE_NOOP("Messages", "the host still lists network device %1")},
    {"clause.no-birth",
        QT_TRANSLATE_NOOP("Messages", "the Birth is not among the records that are here")},
    {"clause.no-log", QT_TRANSLATE_NOOP("Messages", "no log")},
    {"clause.no-log-but", QT_TRANSLATE_NOOP("Messages", "no log; %1")},
    {"clause.no-policy",
        QT_TRANSLATE_NOOP("Messages", "the policy of roster version %1 is not here")},
    {"clause.no-statement",
        QT_TRANSLATE_NOOP("Messages", "no verified statement with headSeq %1 or later")},
    {"clause.no-teardown", QT_TRANSLATE_NOOP("Messages", "no Teardown yet")},
    {"clause.not-simulated",
        QT_TRANSLATE_NOOP("Messages", "a simulated life ends as SIMULATED, not %1")},
    {"clause.other-birth",
        QT_TRANSLATE_NOOP(
            "Messages", "the Teardown names another Birth than the host's chain has")},
    {"clause.other-head", QT_TRANSLATE_NOOP("Messages", "its head is not the chain's record")},
    {"clause.outcome", QT_TRANSLATE_NOOP("Messages", "outcome is %1")},
    {"clause.policies-differ",
        QT_TRANSLATE_NOOP("Messages", "Birth and Teardown name different policy versions")},
    {"clause.policy-unknown", QT_TRANSLATE_NOOP("Messages", "policy not known")},
    {"clause.policy-unknown-but", QT_TRANSLATE_NOOP("Messages", "policy not known; %1")},
    {"clause.simulated", QT_TRANSLATE_NOOP("Messages", "simulated, nothing was observed")},
    {"clause.simulated-forbidden",
        QT_TRANSLATE_NOOP("Messages", "policy does not allow simulated hosts")},
    {"clause.simulated-host",
        QT_TRANSLATE_NOOP("Messages", "the host is enrolled for simulated lives only")},
    {"clause.sites-differ",
        QT_TRANSLATE_NOOP("Messages", "Birth and Teardown name different sites")},
    {"clause.statement", QT_TRANSLATE_NOOP("Messages", "statement %1: %2")},
    {"clause.statement-clears", QT_TRANSLATE_NOOP("Messages", "statement %1")},
    {"clause.teardown-failed",
        QT_TRANSLATE_NOOP("Messages", "no Teardown; a teardown run failed with %1")},
    {"clause.tenants-differ",
        QT_TRANSLATE_NOOP("Messages", "Birth and Teardown name different tenants")},
    {"clause.two-teardowns",
        QT_TRANSLATE_NOOP("Messages", "two different Teardowns, hostSeq %1 and %2")},
    {"clause.unread",
        QT_TRANSLATE_NOOP("Messages",
            "the records here end at hostSeq %1; the host has stated %2, those between are "
            "awaited")},
    {"clause.vm-listed", QT_TRANSLATE_NOOP("Messages", "the host still lists the VM (pid %1)")},
    {"clause.withheld",
        QT_TRANSLATE_NOOP("Messages",
            "the control plane delivers records to hostSeq %1 only; the host stated %2 over a "
            "minute "
            "ago")},
    {"fact.cache-outcome",
        QT_TRANSLATE_NOOP("Messages", "cache fork %1 was %2; the job's exit demands %3")},
    {"fact.claimed", QT_TRANSLATE_NOOP("Messages", "claimed by the host, not observed")},
    {"fact.differs", QT_TRANSLATE_NOOP("Messages", "%1 is %2, not %3")},
    {"fact.disk-unseen", QT_TRANSLATE_NOOP("Messages", "nothing was seen about disk %1")},
    {"fact.less", QT_TRANSLATE_NOOP("Messages", "%1 is %2, less than %3")},
    {"fact.no-rule", QT_TRANSLATE_NOOP("Messages", "no rule for this fact in this version")},
    {"fact.not-told", QT_TRANSLATE_NOOP("Messages", "%1 was not told")},
    {"fact.other-image",
        QT_TRANSLATE_NOOP("Messages", "the Teardown names another image than the Birth")},
    {"fact.unobserved", QT_TRANSLATE_NOOP("Messages", "not observed")},
    {"invariant.clock", QT_TRANSLATE_NOOP("Messages", "the host's clock is %1 s off")},
    {"invariant.image",
        QT_TRANSLATE_NOOP("Messages", "base image %1 is not one that policy approves")},
    {"invariant.key",
        QT_TRANSLATE_NOOP("Messages", "a record in its name is signed by no enrolled key")},
    {"invariant.no-birth",
        QT_TRANSLATE_NOOP("Messages", "the host lists a VM (pid %1) without a Birth")},
    {"invariant.no-teardown",
        QT_TRANSLATE_NOOP("Messages", "no Teardown %1 s after the job's end")},
    {"invariant.not-listed",
        QT_TRANSLATE_NOOP("Messages", "said to run, but statement %1 does not list it")},
    {"invariant.other-owner",
        QT_TRANSLATE_NOOP("Messages",
            "Birth (record %1) and Teardown (record %2) differ in host, tenant or policy")},
    {"invariant.out-of-service",
        QT_TRANSLATE_NOOP("Messages", "born (record %1) while the host was not in service")},
    {"invariant.same-uid", QT_TRANSLATE_NOOP("Messages", "shares user id %1 with another live VM")},
    {"invariant.slow-teardown",
        QT_TRANSLATE_NOOP("Messages", "its Teardown came %1 s after the job's end")},
    {"invariant.third-guest", QT_TRANSLATE_NOOP("Messages", "a third macOS guest on one host")},
    {"invariant.two-jobs", QT_TRANSLATE_NOOP("Messages", "records %1 and %2 name two jobs")},
    {"invariant.two-teardowns", QT_TRANSLATE_NOOP("Messages", "Teardowns %1 and %2 differ")},
    {"invariant.unaccounted",
        QT_TRANSLATE_NOOP("Messages", "born (record %1), no longer listed, and no Teardown came")},
    {"invariant.withheld",
        QT_TRANSLATE_NOOP("Messages", "records up to %1 exist on the host and do not come")},
    {"link.bookmark-in-list",
        QT_TRANSLATE_NOOP("Messages", "a bookmark at %1 came before the end of the list")},
    {"link.bookmark-order", QT_TRANSLATE_NOOP("Messages", "a bookmark at %1 came after %2")},
    {"link.certificate", QT_TRANSLATE_NOOP("Messages", "certificate")},
    {"link.certificate-expired",
        QT_TRANSLATE_NOOP("Messages", "the certificate %1 expired %2: renew it with your issuer")},
    {"link.certificate-not-yet",
        QT_TRANSLATE_NOOP("Messages",
            "the certificate %1 is not valid before %2: check this machine's clock, or wait")},
    {"link.certificate-unreadable",
        QT_TRANSLATE_NOOP("Messages",
            "the certificate %1 holds no readable PEM certificate (%2): fetch it again "
            "from your issuer")},
    {"link.certificate-without-id",
        QT_TRANSLATE_NOOP("Messages",
            "the certificate %1 bears no valid SPIFFE id (%2): ask your issuer for one "
            "that does")},
    {"link.closed-in-identification",
        QT_TRANSLATE_NOOP("Messages",
            "the server at %1 closed the connection during identification. The reason is "
            "in the log of the fleetd of %2")},
    {"link.closed-in-identification-expiring",
        QT_TRANSLATE_NOOP("Messages",
            "the server at %1 closed the connection during identification; your "
            "certificate %2 expires %3. The reason is in the log of the fleetd of %4")},
    {"link.commit-order", QT_TRANSLATE_NOOP("Messages", "commit %1 came after %2")},
    {"link.cut-off",
        QT_TRANSLATE_NOOP("Messages",
            "the fleetd of %1 cut this console off because it read too slowly; it resumes "
            "by itself")},
    {"link.epoch-changed", QT_TRANSLATE_NOOP("Messages", "the watch changed from epoch %1 to %2")},
    {"link.epoch-returned",
        QT_TRANSLATE_NOOP("Messages",
            "the server went back to a record that had been replaced (epoch %1, replaced "
            "by %2): ask its administrator what was restored")},
    {"link.file-not-named", QT_TRANSLATE_NOOP("Messages", "the profile names no %1: add it there")},
    {"link.file-size",
        QT_TRANSLATE_NOOP("Messages",
            "the %1 %2 is empty or larger than 1 MiB: fetch it again from your issuer")},
    {"link.file-unreadable",
        QT_TRANSLATE_NOOP(
            "Messages", "the %1 %2 cannot be read (%3): check the path, its owner and mode")},
    {"link.hello-without-epoch",
        QT_TRANSLATE_NOOP("Messages",
            "the fleetd of %1 names no epoch of its record: report it to its administrator")},
    {"link.identity-unusable",
        QT_TRANSLATE_NOOP("Messages", "%1 with %2 cannot be used under %3: %4")},
    {"link.key", QT_TRANSLATE_NOOP("Messages", "key")},
    {"link.key-in-keychain", QT_TRANSLATE_NOOP("Messages", "the key in the keychain")},
    {"link.list-changed", QT_TRANSLATE_NOOP("Messages", "the list changed from revision %1 to %2")},
    {"link.list-end-moved", QT_TRANSLATE_NOOP("Messages", "the list of revision %1 ended at %2")},
    {"link.list-ended-twice", QT_TRANSLATE_NOOP("Messages", "the list ended twice")},
    {"link.list-taken-back",
        QT_TRANSLATE_NOOP(
            "Messages", "the fleetd of %1 took its list back while it was being read")},
    {"link.lost", QT_TRANSLATE_NOOP("Messages", "the connection to %1 was lost")},
    {"link.mark-damaged",
        QT_TRANSLATE_NOOP("Messages",
            "%1 is damaged (%2): it holds how far this site's record has been seen. Move "
            "it away to begin anew with what the server shows now")},
    {"link.mark-field-missing", QT_TRANSLATE_NOOP("Messages", "a field is missing")},
    {"link.mark-folder",
        QT_TRANSLATE_NOOP(
            "Messages", "the folder %1 cannot be made: check who may write above it")},
    {"link.mark-newer",
        QT_TRANSLATE_NOOP(
            "Messages", "%1 was written by a newer Espalier (version %2): update this console")},
    {"link.mark-unreadable",
        QT_TRANSLATE_NOOP("Messages", "%1 cannot be read (%2): check its owner and mode")},
    {"link.mark-unwritable",
        QT_TRANSLATE_NOOP("Messages",
            "%1 cannot be written (%2): check its owner, its mode and the space on the disk")},
    {"link.name-unknown",
        QT_TRANSLATE_NOOP("Messages",
            "the name in %1 is not known to this machine's resolver: check the profile's "
            "address")},
    {"link.no-answer",
        QT_TRANSLATE_NOOP("Messages",
            "the server at %1 did not answer in time: it is overloaded, stopped or behind "
            "a firewall that drops")},
    {"link.no-epoch", QT_TRANSLATE_NOOP("Messages", "the watch names no epoch")},
    {"link.no-revision", QT_TRANSLATE_NOOP("Messages", "the watch sent a commit without revision")},
    {"link.nothing-listens",
        QT_TRANSLATE_NOOP("Messages",
            "nothing listens at %1 (connection refused): check that the fleetd of %2 runs "
            "and that the profile names its address")},
    {"link.other-error",
        QT_TRANSLATE_NOOP("Messages", "the fleetd of %1 answered with error %2: %3")},
    {"link.other-site",
        QT_TRANSLATE_NOOP("Messages",
            "the fleetd at %1 serves the site %2, not %3: correct the profile's addresses")},
    {"link.over-limit",
        QT_TRANSLATE_NOOP("Messages", "the fleetd of %1 or a message of it is over a limit: %2")},
    {"link.record-older",
        QT_TRANSLATE_NOOP("Messages",
            "the server shows an older record (revision %1) than this console has seen "
            "(revision %2): it was set back without a new epoch. Ask its administrator "
            "what was restored")},
    {"link.refused", QT_TRANSLATE_NOOP("Messages", "the fleetd of %1 refuses %2: %3")},
    {"link.server-refused",
        QT_TRANSLATE_NOOP("Messages",
            "the server at %1 was refused: %2. Check the profile's address and trust bundle")},
    {"link.trust-bundle", QT_TRANSLATE_NOOP("Messages", "trust bundle")},
    {"link.unknown-call",
        QT_TRANSLATE_NOOP("Messages",
            "the server at %1 does not know this call: it is no fleetd, or one of another "
            "version")},
    {"link.unreachable",
        QT_TRANSLATE_NOOP(
            "Messages", "%1 cannot be reached from here: check the network or the VPN")},
    {"link.version-apart",
        QT_TRANSLATE_NOOP("Messages",
            "the fleetd of %1 has version %2, this console %3: they work together one "
            "minor version apart at most. Update the older one")},
    {"link.watch-ended", QT_TRANSLATE_NOOP("Messages", "the fleetd of %1 ended the watch")},
    {"mark.no-answer",
        QT_TRANSLATE_NOOP("Messages",
            "No answer to the mark of an alarm; the list shows whether it was taken up")},
    {"mark.not-sent",
        QT_TRANSLATE_NOOP("Messages",
            "The alarm was not marked: its site is not connected. Try again when it is")},
    {"mark.refused", QT_TRANSLATE_NOOP("Messages", "fleetd did not mark the alarm: %1")},
    {"output.gap", QT_TRANSLATE_NOOP("Messages", "%1 B are missing here")},
    {"output.no-answer",
        QT_TRANSLATE_NOOP(
            "Messages", "The connection was lost, what came until then stands above. Look again")},
    {"output.not-sent",
        QT_TRANSLATE_NOOP("Messages",
            "The output cannot be read: its site is not connected. Try again when it is")},
    {"output.refused", QT_TRANSLATE_NOOP("Messages", "fleetd does not show the output: %1")},
    {"policy.accelerator",
        QT_TRANSLATE_NOOP("Messages", "policy allows backend %1 with %2, this is %3")},
    {"policy.none", QT_TRANSLATE_NOOP("Messages", "none")},
    {"policy.not-told", QT_TRANSLATE_NOOP("Messages", "(not told)")},
    {"policy.sandbox",
        QT_TRANSLATE_NOOP("Messages", "sandbox profile %1 is none that policy allows backend %2")},
    {"signature.no-envelope", QT_TRANSLATE_NOOP("Messages", "no envelope to verify")},
    {"signature.no-key", QT_TRANSLATE_NOOP("Messages", "no key of host %1 is enrolled")},
    {"signature.other", QT_TRANSLATE_NOOP("Messages", "not signed by a key of host %1")},
    {"signature.other-host",
        QT_TRANSLATE_NOOP("Messages", "record is about host %1, told for host %2")},
    {"signature.payload-type", QT_TRANSLATE_NOOP("Messages", "payload type is not %1")},
    {"signature.revoked", QT_TRANSLATE_NOOP("Messages", "signed by the revoked key %1")},
    {"statement.head-back",
        QT_TRANSLATE_NOOP("Messages", "statement %1 names head %2, an earlier one named %3")},
    {"statement.other-host",
        QT_TRANSLATE_NOOP("Messages", "statement is about host %1, told for host %2")},
    {"statement.replay", QT_TRANSLATE_NOOP("Messages", "statement %1 came after %2: a replay")},
    {"statement.twice", QT_TRANSLATE_NOOP("Messages", "two different statements have number %1")},
    {"trust.hosts-keys", QT_TRANSLATE_NOOP("Messages", "hosts.json: %1")},
    {"trust.hosts-older",
        QT_TRANSLATE_NOOP(
            "Messages", "hosts.json version %1 is older than %2, which was verified before")},
    {"trust.hosts-refused",
        QT_TRANSLATE_NOOP(
            "Messages", "%1. Host keys stay as they were; have hosts.json signed again.")},
    {"trust.no-pinned-keys",
        QT_TRANSLATE_NOOP(
            "Messages", "%1: %2: nothing can be verified without the pinned roster keys")},
    {"trust.other-domain",
        QT_TRANSLATE_NOOP("Messages",
            "the roster is of trust domain %1, this profile of %2. Check the profile's "
            "trust files.")},
    {"trust.roster-expired",
        QT_TRANSLATE_NOOP("Messages",
            "roster version %1 has expired. Nothing of this site is verified; have it "
            "signed again.")},
    {"trust.roster-older",
        QT_TRANSLATE_NOOP("Messages",
            "roster version %1 is older than %2, which another site serves; the newer one "
            "holds. Restart this site's control plane on it.")},
    {"trust.roster-refused",
        QT_TRANSLATE_NOOP(
            "Messages", "%1. Nothing of this site is verified; have the roster signed again.")},
};

QString argumentText(const std::vector<Message>& arguments, int number)
{
    const auto at = static_cast<size_t>(number - 1);
    return at < arguments.size() ? sentence(arguments[at]) : QString();
}

} // namespace

QString sentence(const Message& message)
{
    if (message.code().isEmpty())
        return message.text();
    const auto* const words = std::find_if(std::begin(table), std::end(table),
        [&message](const Words& entry) { return message.code() == QLatin1String(entry.code); });
    if (words == std::end(table))
        return message.code();
    const QString pattern = QCoreApplication::translate("Messages", words->text);
    const std::vector<Message> arguments = message.arguments();
    // Not by QString::arg(): an argument may hold a %1 of its own.
    QString text;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const bool isPlace = pattern[at] == u'%' && at + 1 < pattern.size()
            && pattern[at + 1] >= u'1' && pattern[at + 1] <= u'9';
        if (isPlace)
            text += argumentText(arguments, pattern[++at].digitValue());
        else
            text += pattern[at];
    }
    return text;
}

} // namespace Espalier::Text
