// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invariantwords.h"

#include "numbers.h"

#include <QCoreApplication>

namespace Espalier::Text {

namespace {

struct Words {
    const char* title;
    const char* missing; // its inputs have no source yet; nullptr: they have
};

constexpr const char* noLog = QT_TRANSLATE_NOOP("Invariants", "there is no transparency log yet");
constexpr const char* noCommands =
    QT_TRANSLATE_NOOP("Invariants", "commands are no records of a chain yet");
constexpr const char* noCaches =
    QT_TRANSLATE_NOOP("Invariants", "the auditor does not read cache records yet");
constexpr const char* noNetwork = QT_TRANSLATE_NOOP("Invariants", "no probe of the network exists");

constexpr std::array<Words, invariantCount> words{{
    {QT_TRANSLATE_NOOP("Invariants", "A VM runs at most one job"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "No job starts on a VM after a job ended"),
        QT_TRANSLATE_NOOP("Invariants", "starts of jobs are no records")},
    {QT_TRANSLATE_NOOP("Invariants", "Every job end has a teardown within 120 s"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "No VM that is gone is listed later"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "A live VM has a recorded birth"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Running VMs are in the host's statement"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Host chains have no gap"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Two teardowns of a VM are the same bytes"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Teardown and birth name the same owner"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Checkpoints consistent, never shrinking"), noLog},
    {QT_TRANSLATE_NOOP("Invariants", "Acknowledged records logged within 60 s"), noLog},
    {QT_TRANSLATE_NOOP("Invariants", "Births less teardowns equal live VMs"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "No disk of a VM that is gone appears again"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "A cache is attached only to its owner's VM"), noCaches},
    {QT_TRANSLATE_NOOP("Invariants", "One writer per cache version"), noCaches},
    {QT_TRANSLATE_NOOP("Invariants", "Attachments lie inside the VM's life"), noCaches},
    {QT_TRANSLATE_NOOP("Invariants", "Base image approved at birth"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Addresses and taps distinct per segment"), noNetwork},
    {QT_TRANSLATE_NOOP("Invariants", "Two macOS guests at most, user ids distinct"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "No birth after cordon, drain or quarantine"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Commands carry enough approvals"), noCommands},
    {QT_TRANSLATE_NOOP("Invariants", "A command has at most one effect"), noCommands},
    {QT_TRANSLATE_NOOP("Invariants", "Accelerator and sandbox as policy says"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Keys valid for each record"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "Clocks within 5 s of this console's"), nullptr},
    {QT_TRANSLATE_NOOP("Invariants", "A reboot closes every VM of the old boot"),
        QT_TRANSLATE_NOOP("Invariants", "the auditor does not follow boots yet")},
    {QT_TRANSLATE_NOOP("Invariants", "What shows as a pass has fresh inputs"),
        QT_TRANSLATE_NOOP(
            "Invariants", "held by how the others are counted, not checked by itself")},
    {QT_TRANSLATE_NOOP("Invariants", "Totals equal a recount from the log"), noLog},
    {QT_TRANSLATE_NOOP("Invariants", "Rack openings covered by a window"),
        QT_TRANSLATE_NOOP("Invariants", "racks do not tell when they are opened")},
    {QT_TRANSLATE_NOOP("Invariants", "Remote sessions inside their own job"),
        QT_TRANSLATE_NOOP("Invariants", "there are no remote sessions yet")},
}};

const Words& wordsOf(int number) { return words.at(static_cast<size_t>(number - 1)); }

QString translated(const char* text) { return QCoreApplication::translate("Invariants", text); }

} // namespace

QString invariantTitle(int number) { return translated(wordsOf(number).title); }

QString invariantName(int number) { return QString(u'I' + QString::number(number)); }

QString invariantSeverityWord(int number)
{
    switch (invariantSeverity(number)) {
    case Severity::P1:
        return QCoreApplication::translate("Invariants", "critical", "severity of an invariant");
    case Severity::P2:
        return QCoreApplication::translate("Invariants", "high", "severity of an invariant");
    case Severity::P3:
        return QCoreApplication::translate("Invariants", "medium", "severity of an invariant");
    case Severity::None:
        break;
    }
    return {};
}

QString invariantSource(int number)
{
    const char* missing = wordsOf(number).missing;
    return missing != nullptr ? translated(missing) : QString();
}

QString tallySentence(const InvariantTally& tally)
{
    if (tally.checks() == 0)
        return QCoreApplication::translate("Invariants", "not evaluated");
    QStringList parts;
    if (tally.failed > 0)
        parts << QCoreApplication::translate("Invariants", "%1 fail", "checks")
                     .arg(inProse(tally.failed));
    parts << QCoreApplication::translate("Invariants", "%1 pass", "checks")
                 .arg(inProse(tally.passed));
    if (tally.unknown > 0)
        parts << QCoreApplication::translate("Invariants", "%1 unknown", "checks")
                     .arg(inProse(tally.unknown));
    return parts.join(QStringLiteral(", "));
}

} // namespace Espalier::Text
