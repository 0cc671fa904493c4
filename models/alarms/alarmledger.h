// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "judge.h"

#include <QSet>

#include <deque>
#include <functional>
#include <map>
#include <vector>

namespace Espalier {

// The memory of the alarms: what stands and what has cleared. Takes judgements, whose evidence
// decides; knows no rows.
class AlarmLedger final {
public:
    // The mark of an alarm at fleetd; nullptr: none. Must answer as long as the ledger lives.
    using Marks = std::function<const AlarmMark*(const AlarmId&)>;
    explicit AlarmLedger(Marks marks);

    void setNow(const Moment& now);
    // What was found about the subject behind this key. isNews: not part of a first list.
    void take(
        const QString& key, const AlarmSubject& subject, const Judgement& judged, bool isNews);
    [[nodiscard]] bool stands(const QString& key) const { return m_entries.count(key) > 0; }
    struct Standing {
        QString key;
        AlarmKind kind;
        AlarmSubject subject;
    };
    [[nodiscard]] std::vector<Standing> standing() const;

    // All alarms with their states by the marks of now, cleared ones last. Forgets what is long
    // over.
    [[nodiscard]] std::vector<Alarm> alarms();
    [[nodiscard]] double ratePer10Min() const; // raised in the last hour

private:
    struct Entry {
        Alarm alarm;
        bool byDesign = false;
        // A mark from before it was raised again or grew: it was given for something else.
        std::optional<AlarmMark> voided;
    };
    void raise(const QString& key, const AlarmSubject& subject, const Finding& found, bool isNews);
    void refresh(Entry& entry, const AlarmSubject& subject, const Finding& found, bool sameKind);
    void clear(const QString& key);
    void voidMark(Entry& entry) const;
    void forget();

    const Marks m_marks;
    Moment m_now;
    std::map<QString, Entry> m_entries;
    std::deque<Alarm> m_cleared; // oldest first
    QSet<QString> m_clearedIds; // a mark of before does not hold for their next time
    std::deque<MonoTime> m_raised;
};

} // namespace Espalier
