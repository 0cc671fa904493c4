// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "times.h"

#include <QCoreApplication>

#include <algorithm>

namespace Espalier::Text {

namespace {

using namespace std::chrono;

QString padded(qint64 number, int width)
{
    return QString::number(number).rightJustified(width, QLatin1Char('0'));
}

struct Group {
    qint64 number;
    QChar unit;
};

// At most two groups, the second one padded so that digits of a column stand below each other.
std::vector<Group> groupsOf(nanoseconds value, Resolution resolution)
{
    const qint64 all = std::max<qint64>(0, floor<seconds>(value).count());
    const qint64 days = all / 86'400, hours = all / 3'600 % 24, minutes = all / 60 % 60;
    if (days > 0)
        return {{days, u'd'}, {hours, u'h'}};
    if (hours > 0)
        return {{hours, u'h'}, {minutes, u'm'}};
    if (minutes == 0)
        return {{all, u's'}};
    if (resolution == Resolution::Coarse && minutes >= 10)
        return {{minutes, u'm'}};
    return {{minutes, u'm'}, {all % 60, u's'}};
}

struct Civil {
    year_month_day date;
    hh_mm_ss<seconds> time;
};

Civil civil(WallTime time)
{
    const auto day = floor<days>(time);
    return {year_month_day(day), hh_mm_ss<seconds>(floor<seconds>(time - day))};
}

QString clockText(const hh_mm_ss<seconds>& time, bool withSeconds)
{
    QString text = padded(time.hours().count(), 2) + u':' + padded(time.minutes().count(), 2);
    if (withSeconds)
        text += u':' + padded(time.seconds().count(), 2);
    return text;
}

QString dateText(const year_month_day& date)
{
    return padded(int(date.year()), 4) + u'-' + padded(unsigned(date.month()), 2) + u'-'
        + padded(unsigned(date.day()), 2);
}

QString counted(int number, QChar unit)
{
    const auto form = [number](const char* one, const char* many) {
        return QCoreApplication::translate("Times", number == 1 ? one : many, nullptr, number);
    };
    switch (unit.unicode()) {
    case u'd':
        return form(
            QT_TRANSLATE_N_NOOP("Times", "%n day"), QT_TRANSLATE_N_NOOP("Times", "%n days"));
    case u'h':
        return form(
            QT_TRANSLATE_N_NOOP("Times", "%n hour"), QT_TRANSLATE_N_NOOP("Times", "%n hours"));
    case u'm':
        return form(
            QT_TRANSLATE_N_NOOP("Times", "%n minute"), QT_TRANSLATE_N_NOOP("Times", "%n minutes"));
    default:
        return form(
            QT_TRANSLATE_N_NOOP("Times", "%n second"), QT_TRANSLATE_N_NOOP("Times", "%n seconds"));
    }
}

} // namespace

QString utcTime(WallTime time) { return clockText(civil(time).time, true) + u'Z'; }

QString utcMinute(WallTime time) { return clockText(civil(time).time, false) + u'Z'; }

QString utcDate(WallTime time) { return dateText(civil(time).date) + u'Z'; }

QString utcDateTime(WallTime time)
{
    const Civil parts = civil(time);
    return dateText(parts.date) + u' ' + clockText(parts.time, true) + u'Z';
}

Line duration(nanoseconds value, Resolution resolution)
{
    Line line;
    for (const Group& group : groupsOf(value, resolution)) {
        const bool first = line.runs.empty();
        line.runs.push_back(
            {padded(group.number, first ? 1 : 2), Style::Fixed, first ? 0 : groupGap});
        line.runs.push_back({QString(group.unit), Style::FixedSecondary, unitGap});
    }
    return line;
}

QString durationText(nanoseconds value, Resolution resolution)
{
    return duration(value, resolution).plain();
}

QString durationWords(nanoseconds value)
{
    QStringList words;
    for (const Group& group : groupsOf(value, Resolution::Coarse)) {
        if (group.number != 0 || words.isEmpty())
            words += counted(static_cast<int>(group.number), group.unit);
    }
    return words.join(u' ');
}

QString ago(nanoseconds age)
{
    return QCoreApplication::translate("Times", "%1 ago", "age of a fact").arg(durationText(age));
}

} // namespace Espalier::Text
