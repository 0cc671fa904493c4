// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmledger.h"

#include "alarmstate.h"

#include <algorithm>

namespace Espalier {

namespace {

constexpr std::chrono::hours rateWindow{1};
constexpr qsizetype clearedIdsKept = 4096;

bool isYounger(const std::optional<MonoTime>& a, const std::optional<MonoTime>& b)
{
    return a && (!b || *a > *b);
}

} // namespace

AlarmLedger::AlarmLedger(Marks marks)
    : m_marks(std::move(marks))
{
}

void AlarmLedger::setNow(const Moment& now) { m_now = now; }

void AlarmLedger::take(
    const QString& key, const AlarmSubject& subject, const Judgement& judged, bool isNews)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        if (judged.found)
            raise(key, subject, *judged.found, isNews);
        return;
    }
    Entry& entry = found->second;
    const bool younger = isYounger(judged.evidenceAt, entry.alarm.evidenceAt);
    if (!judged.found) {
        if (judged.known && younger)
            clear(key);
        else
            entry.alarm.lastKnown = entry.alarm.lastKnown || !judged.known;
        return;
    }
    const bool sameKind = judged.found->kind == entry.alarm.kind;
    if (sameKind || younger || judged.found->kind < entry.alarm.kind) {
        refresh(entry, subject, *judged.found, sameKind);
        return;
    }
    // The same evidence, grown old: it is still there as far as was last known, and time runs.
    entry.alarm.lastKnown = true;
    entry.alarm.priority = std::max(entry.alarm.priority, judged.found->priority);
}

void AlarmLedger::voidMark(Entry& entry) const
{
    const AlarmMark* mark = m_marks(entry.alarm.id);
    entry.voided = mark != nullptr ? std::optional(*mark) : std::nullopt;
}

void AlarmLedger::raise(
    const QString& key, const AlarmSubject& subject, const Finding& found, bool isNews)
{
    Entry& entry = m_entries[key];
    refresh(entry, subject, found, false);
    const AlarmId id = entry.alarm.id;
    if (m_clearedIds.contains(id.text()))
        voidMark(entry);
    m_cleared.erase(std::remove_if(m_cleared.begin(), m_cleared.end(),
                        [&](const Alarm& each) { return each.id == id; }),
        m_cleared.end());
    if (isNews && !found.byDesign)
        m_raised.push_back(m_now.mono);
}

void AlarmLedger::refresh(
    Entry& entry, const AlarmSubject& subject, const Finding& found, bool sameKind)
{
    Alarm& alarm = entry.alarm;
    const bool grown = sameKind && found.count > alarm.count;
    if (!sameKind) {
        alarm.id = alarmId(found.kind, subject.uid);
        alarm.kind = found.kind;
        alarm.since = found.since.value_or(m_now.wall);
        entry.voided.reset();
    } else if (found.since) {
        alarm.since = std::min(alarm.since, *found.since);
    }
    alarm.subject = subject;
    alarm.priority = found.priority;
    alarm.count = found.count;
    alarm.evidenceAt = std::max(found.evidenceAt, alarm.evidenceAt);
    alarm.lastKnown = false;
    alarm.worsensAt = found.worsensAt;
    alarm.what = found.what;
    alarm.ignored = found.ignored;
    entry.byDesign = found.byDesign;
    if (grown)
        voidMark(entry); // "I have it" was said of fewer
}

void AlarmLedger::clear(const QString& key)
{
    const auto found = m_entries.find(key);
    Alarm alarm = found->second.alarm;
    const bool quiet = found->second.byDesign;
    m_entries.erase(found);
    if (m_clearedIds.size() >= clearedIdsKept)
        m_clearedIds.clear();
    m_clearedIds.insert(alarm.id.text());
    if (quiet)
        return;
    alarm.clearedAt = m_now.wall;
    alarm.lastKnown = false;
    m_cleared.push_back(std::move(alarm));
    if (m_cleared.size() > clearedKept)
        m_cleared.pop_front();
}

void AlarmLedger::forget()
{
    while (!m_cleared.empty() && m_now.wall - *m_cleared.front().clearedAt > clearedShown)
        m_cleared.pop_front();
    while (!m_raised.empty() && m_now.mono - m_raised.front() > rateWindow)
        m_raised.pop_front();
}

std::vector<AlarmLedger::Standing> AlarmLedger::standing() const
{
    std::vector<Standing> all;
    for (const auto& [key, entry] : m_entries)
        all.push_back({key, entry.alarm.kind, entry.alarm.subject});
    return all;
}

std::vector<Alarm> AlarmLedger::alarms()
{
    forget();
    std::vector<Alarm> all;
    for (const auto& [key, entry] : m_entries) {
        Alarm alarm = entry.alarm;
        const AlarmMark* mark = m_marks(alarm.id);
        if (mark != nullptr && entry.voided && *mark == *entry.voided)
            mark = nullptr;
        applyMark(alarm, mark, m_now.wall);
        if (entry.byDesign)
            alarm.state = AlarmState::Suppressed;
        all.push_back(std::move(alarm));
    }
    suppressCaused(all);
    for (const Alarm& each : m_cleared) {
        Alarm alarm = each;
        applyMark(alarm, m_marks(alarm.id), m_now.wall);
        if (alarm.state != AlarmState::Active)
            continue; // somebody had it, or has seen that it is over
        alarm.state = AlarmState::Cleared;
        all.push_back(std::move(alarm));
    }
    return all;
}

double AlarmLedger::ratePer10Min() const
{
    constexpr double tenMinutes = 6; // in the window
    return static_cast<double>(m_raised.size()) / tenMinutes;
}

} // namespace Espalier
