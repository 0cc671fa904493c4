// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auditlist.h"

#include "listsource.h"

#include <text/numbers.h>
#include <text/times.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Espalier::Items {

namespace {

using Text::Style;

struct Word {
    const char* name;
    const char* word;
};

// Verbs of commands and what else is audited.
constexpr std::array actionWords{
    Word{"cordon", QT_TRANSLATE_NOOP("AuditActions", "cordon")},
    Word{"uncordon", QT_TRANSLATE_NOOP("AuditActions", "return to service")},
    Word{"drain", QT_TRANSLATE_NOOP("AuditActions", "drain")},
    Word{"drain-cancel", QT_TRANSLATE_NOOP("AuditActions", "cancel job at the drain's deadline")},
    Word{"stop-drain", QT_TRANSLATE_NOOP("AuditActions", "stop drain")},
    Word{"maintenance", QT_TRANSLATE_NOOP("AuditActions", "maintenance")},
    Word{"cancel", QT_TRANSLATE_NOOP("AuditActions", "cancel job")},
    Word{"teardown", QT_TRANSLATE_NOOP("AuditActions", "tear down")},
    Word{"force-destroy", QT_TRANSLATE_NOOP("AuditActions", "force-destroy")},
    Word{"evict", QT_TRANSLATE_NOOP("AuditActions", "evict cache")},
    Word{"pin", QT_TRANSLATE_NOOP("AuditActions", "pin cache")},
    Word{"quota", QT_TRANSLATE_NOOP("AuditActions", "cache quota")},
    Word{"cache-report", QT_TRANSLATE_NOOP("AuditActions", "host's report of caches")},
    Word{"expire", QT_TRANSLATE_NOOP("AuditActions", "unused cache forgotten")},
    Word{"acknowledge", QT_TRANSLATE_NOOP("AuditActions", "acknowledge alarm")},
    Word{"shelve", QT_TRANSLATE_NOOP("AuditActions", "shelve alarm")},
    Word{"clear", QT_TRANSLATE_NOOP("AuditActions", "take mark off alarm")},
    Word{"read-output", QT_TRANSLATE_NOOP("AuditActions", "read job's output")},
};

constexpr std::array resultWords{
    Word{"RECEIVED", QT_TRANSLATE_NOOP("AuditResults", "received")},
    Word{"PENDING_APPROVAL", QT_TRANSLATE_NOOP("AuditResults", "waits for approval")},
    Word{"AUTHORISED", QT_TRANSLATE_NOOP("AuditResults", "authorised")},
    Word{"DISPATCHED", QT_TRANSLATE_NOOP("AuditResults", "sent to the host")},
    Word{"HOST_ACCEPTED", QT_TRANSLATE_NOOP("AuditResults", "accepted by the host")},
    Word{"EXECUTING", QT_TRANSLATE_NOOP("AuditResults", "under way")},
    Word{"SUCCEEDED", QT_TRANSLATE_NOOP("AuditResults", "succeeded")},
    Word{"FAILED", QT_TRANSLATE_NOOP("AuditResults", "failed")},
    Word{"EXPIRED", QT_TRANSLATE_NOOP("AuditResults", "expired")},
    Word{"REJECTED", QT_TRANSLATE_NOOP("AuditResults", "rejected")},
    Word{"INDETERMINATE", QT_TRANSLATE_NOOP("AuditResults", "no answer yet")},
    Word{"done", QT_TRANSLATE_NOOP("AuditResults", "recorded")},
    Word{"ordered", QT_TRANSLATE_NOOP("AuditResults", "sent to the host")},
    Word{"emptied", QT_TRANSLATE_NOOP("AuditResults", "no VM left by the record")},
    Word{"not-emptied", QT_TRANSLATE_NOOP("AuditResults", "the host states a VM again")},
    Word{"at-deadline", QT_TRANSLATE_NOOP("AuditResults", "deadline reached, asks")},
    Word{"running", QT_TRANSLATE_NOOP("AuditResults", "goes on")},
    Word{"finished", QT_TRANSLATE_NOOP("AuditResults", "every host is emptied or taken out")},
};

template <size_t N>
QString wordOf(const std::array<Word, N>& words, const char* context, const QString& name)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const Word& word) {
        return name.compare(QLatin1String(word.name), Qt::CaseInsensitive) == 0;
    });
    return found == words.end() ? name : QCoreApplication::translate(context, found->word);
}

QString targetOf(const AuditEntry& entry)
{
    return entry.targetCode.isEmpty() ? entry.target : entry.targetCode;
}

Text::Line atText(const AuditEntry& entry, const Clock&)
{
    return Text::plainLine(Text::utcDateTime(entry.at), Style::Fixed);
}

Text::Line whoText(const AuditEntry& entry, const Clock&)
{
    Text::Line line = Text::plainLine(entry.actor);
    if (!entry.device.isEmpty())
        line.runs.push_back({entry.device, Style::Secondary, Text::groupGap});
    return line;
}

Text::Line actionText(const AuditEntry& entry, const Clock&)
{
    return Text::plainLine(auditActionWord(entry.action));
}

Text::Line targetText(const AuditEntry& entry, const Clock&)
{
    Text::Line line = Text::plainLine(entry.site.text(), Style::FixedSecondary);
    if (!targetOf(entry).isEmpty())
        line.runs.push_back({targetOf(entry), Style::Fixed, Text::groupGap});
    return line;
}

Text::Line whyText(const AuditEntry& entry, const Clock&)
{
    Text::Line line;
    if (!entry.ticket.isEmpty())
        line.runs.push_back({entry.ticket, Style::Fixed, 0});
    if (!entry.reason.isEmpty())
        line.runs.push_back({entry.reason, Style::Plain, line.isEmpty() ? 0 : Text::groupGap});
    return line;
}

Text::Line resultText(const AuditEntry& entry, const Clock&)
{
    Text::Line line = Text::plainLine(auditResultWord(entry.result));
    if (!entry.resultDetail.isEmpty())
        line.runs.push_back({entry.resultDetail, Style::Secondary, Text::groupGap});
    return line;
}

SortKey atKey(const AuditEntry& entry, const Clock&)
{
    return {qint64(entry.at.time_since_epoch().count()), entry.id.text().rightJustified(40, u'0')};
}

template <Text::Line (*text)(const AuditEntry&, const Clock&)>
SortKey textKey(const AuditEntry& entry, const Clock& clock)
{
    const QString shown = text(entry, clock).plain();
    return {shown.isEmpty() ? missingKey : 0, shown};
}

constexpr std::array<Column<AuditEntry>, 6> auditColumns{{
    {{"at", QT_TRANSLATE_NOOP("Columns", "When"), Qt::AlignLeft, 176, false, true, Field::all},
        atKey, atText},
    {{"who", QT_TRANSLATE_NOOP("Columns", "Who"), Qt::AlignLeft, 150, false, true, Field::all},
        textKey<whoText>, whoText},
    {{"action", QT_TRANSLATE_NOOP("Columns", "What"), Qt::AlignLeft, 140, false, true, Field::all},
        textKey<actionText>, actionText},
    {{"target", QT_TRANSLATE_NOOP("Columns", "Where"), Qt::AlignLeft, 150, false, true, Field::all},
        textKey<targetText>, targetText},
    {{"why", QT_TRANSLATE_NOOP("Columns", "Why"), Qt::AlignLeft, 160, true, true, Field::all},
        textKey<whyText>, whyText},
    {{"result", QT_TRANSLATE_NOOP("Columns", "Result"), Qt::AlignLeft, 140, false, true,
         Field::all},
        textKey<resultText>, resultText},
}};

struct AuditList {
    using Row = AuditEntry;
    using Id = AuditId;
    static constexpr const auto& columns = auditColumns;
    static std::vector<RowId> rows(const FleetStore& store) { return store.auditIds(); }
    static AuditEntry read(const FleetStore& store, RowId row)
    {
        const AuditEntry* entry = store.audit(row);
        return entry != nullptr ? *entry : AuditEntry();
    }
    static const TableChanges& changes(const ChangeSet& changes) { return changes.audits; }
    static const AuditId& id(const AuditEntry& entry) { return entry.id; }
    static bool accepts(const AuditEntry& entry) { return !entry.id.isEmpty(); }
    static QVariant value(const AuditEntry& entry, const Clock&, int column, int role)
    {
        if (role == Qt::AccessibleTextRole && column == 0)
            return auditSentence(entry);
        return {};
    }
};

} // namespace

std::unique_ptr<RowSource> auditList(const FleetStore& store)
{
    return std::make_unique<ListSource<AuditList>>(store);
}

QString auditActionWord(const QString& action)
{
    return wordOf(actionWords, "AuditActions", action);
}

QString auditResultWord(const QString& result)
{
    return wordOf(resultWords, "AuditResults", result);
}

QString auditSentence(const AuditEntry& entry)
{
    QStringList parts{Text::utcDateTime(entry.at), entry.actor, auditActionWord(entry.action),
        QString(entry.site.text() + u' ' + targetOf(entry)).trimmed(), entry.ticket, entry.reason,
        auditResultWord(entry.result)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace Espalier::Items
