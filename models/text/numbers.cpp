// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "numbers.h"

#include <QCoreApplication>
#include <QStringList>

namespace Espalier::Text {

namespace {

QString parted(qint64 number, const QString& separator)
{
    QString digits = QString::number(number);
    const qsizetype least = number < 0 ? 2 : 1;
    for (qsizetype at = digits.size() - 3; at >= least; at -= 3)
        digits.insert(at, separator);
    return digits;
}

} // namespace

QString grouped(qint64 number) { return parted(number, QStringLiteral(",")); }

QString inProse(qint64 number)
{
    return parted(number, QCoreApplication::translate("Counts", ",", "between thousands"));
}

QString inProse(double number, int decimals)
{
    return QString::number(number, 'f', decimals)
        .replace(u'.', QCoreApplication::translate("Counts", ".", "before decimals"));
}

QString shortId(const QString& id) { return id.left(8); }

QString hashGroups(const QString& hex)
{
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += 8)
        groups += hex.mid(at, 8);
    return groups.join(u' ');
}

// Source texts have a form for one and one for many, so that English needs no translation file; the
// count is passed on for languages with more forms.
QString hosts(int count)
{
    return count == 1
        ? QCoreApplication::translate("Counts", "1 host")
        : QCoreApplication::translate("Counts", "%1 hosts", nullptr, count).arg(inProse(count));
}

QString slotCount(int count)
{
    return count == 1
        ? QCoreApplication::translate("Counts", "1 slot")
        : QCoreApplication::translate("Counts", "%1 slots", nullptr, count).arg(inProse(count));
}

QString lives(int count)
{
    return count == 1
        ? QCoreApplication::translate("Counts", "1 VM life")
        : QCoreApplication::translate("Counts", "%1 VM lives", nullptr, count).arg(inProse(count));
}

QString slotsShown(int shown, int all)
{
    return QCoreApplication::translate("Counts", "%1 of %2 slots", "shown of all")
        .arg(inProse(shown), inProse(all));
}

QString livesShown(int shown, int all)
{
    return QCoreApplication::translate("Counts", "%1 of %2 VM lives", "shown of all")
        .arg(inProse(shown), inProse(all));
}

QString factsObserved(int observed, int all)
{
    return QCoreApplication::translate("Counts", "%1 of %2 observed", "facts of evidence")
        .arg(inProse(observed), inProse(all));
}

QString clausesSummary(int holding, int all)
{
    return QCoreApplication::translate("Counts", "%1 of %2 hold", "clauses")
        .arg(inProse(holding), inProse(all));
}

QString pastRuns(int count)
{
    return count == 1 ? QCoreApplication::translate("Counts", "of 1 past run")
                      : QCoreApplication::translate("Counts", "of %1 past runs", nullptr, count)
                            .arg(inProse(count));
}

} // namespace Espalier::Text
