// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auditpage.h"

#include <items/auditlist.h>
#include <items/livestore.h>
#include <items/tablemodel.h>
#include <text/numbers.h>
#include <text/times.h>

#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int keyColumn = 72;

void addPair(std::vector<SheetRow>& rows, const QString& key, const QString& value)
{
    if (!value.isEmpty())
        rows.push_back(pairRow(key, plain(value)));
}

std::vector<SheetRow> entryRows(const AuditEntry& entry)
{
    std::vector<SheetRow> rows{
        headRow(Items::auditActionWord(entry.action), fixedSecondary(Text::utcDateTime(entry.at)))};
    addPair(rows, AuditPage::tr("Who"), entry.actor);
    addPair(rows, AuditPage::tr("Device"), entry.device);
    addPair(rows, AuditPage::tr("Where"),
        QString(entry.site.text() + u' ' + entry.targetCode).trimmed());
    if (!entry.target.isEmpty())
        rows.push_back(pairRow(AuditPage::tr("Target"), fixed(entry.target)));
    addPair(rows, AuditPage::tr("Ticket"), entry.ticket);
    addPair(rows, AuditPage::tr("Reason"), entry.reason);
    addPair(rows, AuditPage::tr("Result"), Items::auditResultWord(entry.result));
    addPair(rows, AuditPage::tr("Detail"), entry.resultDetail);
    return rows;
}

QString targetName(const FleetStore& store, const CommandTarget& target)
{
    if (const auto host = store.rowOf(HostId(target.uid)))
        return store.host(*host).host.code;
    if (const auto life = store.rowOf(VmId(target.uid)))
        return store.life(*life).slotCode;
    return Text::shortId(target.uid);
}

std::vector<SheetRow> commandRows(const FleetStore& store, const Command& command)
{
    std::vector<SheetRow> rows{
        headRow(AuditPage::tr("Command"), fixedSecondary(Text::shortId(command.id.text())))};
    addPair(rows, AuditPage::tr("Tier"), tierName(command.tier));
    rows.push_back(pairRow(AuditPage::tr("Issued"), fixed(Text::utcDateTime(command.issuedAt))));
    rows.push_back(pairRow(AuditPage::tr("Until"), fixed(Text::utcDateTime(command.notAfter))));
    for (auto param = command.params.cbegin(); param != command.params.cend(); ++param)
        rows.push_back(pairRow(param.key(), fixed(param.value())));
    rows.push_back(ruleRow());
    for (const TargetStatus& each : command.targets) {
        rows.push_back(lineRow(fixed(targetName(store, each.target)),
            plain(Items::auditResultWord(commandStateName(each.state)))));
        const QString why = QStringLiteral("%1 %2").arg(each.why.code, each.why.detail).trimmed();
        if (!why.isEmpty())
            rows.push_back(proseRow(why));
    }
    return rows;
}

} // namespace

AuditPage::AuditPage(const PageContext& context, QWidget* parent)
    : ListPage(context, Items::auditList(context.live.store()), parent)
{
    setObjectName(QStringLiteral("auditPage"));
    setAccessibleName(tr("Audit"));
    table().setObjectName(QStringLiteral("auditTable"));
    table().setAccessibleName(tr("Audit"));
    table().setSpareColumns({QStringLiteral("why")});
    table().sortBy(model().columnOf(QStringLiteral("at")), Qt::DescendingOrder);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(&table(), 1);
}

QString AuditPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of audit entries");
    return tr("%1 of %2 entries", "of the audit")
        .arg(Text::inProse(model().rowCount()), Text::inProse(model().allRows()));
}

HostId AuditPage::hostOf(RowId) const { return {}; }

InspectorContent AuditPage::inspect(const QString& id)
{
    const auto row = store().rowOf(AuditId(id));
    const AuditEntry* entry = row ? store().audit(*row) : nullptr;
    if (entry == nullptr)
        return sentenceContent(tr("Audit"), tr("This entry is older than what its site lists."));
    InspectorContent content{tr("Audit"), {{Sheet::Look::Section, keyColumn, entryRows(*entry)}}};
    const auto commandRow = store().commandRow(entry->command);
    if (const Command* command = commandRow ? store().command(*commandRow) : nullptr)
        content.parts.push_back({Sheet::Look::Section, keyColumn, commandRows(store(), *command)});
    return content;
}

void AuditPage::refresh()
{
    ListWords words;
    words.none = tr("No audit entries");
    words.noneWhy =
        tr("Nobody has ordered, marked or read anything lately. All sites have answered.");
    words.noMatch = tr("No audit entry matches the filter");
    words.notLoaded = tr("The audit is not loaded");
    words.notPermitted = tr("You may not list the audit");
    words.mayBe = tr("There may be entries.");
    table().setEmptyText(emptyTextFor(
        words, store().sites(), countSentence(), model().filter(), model().allRows(), clock()));
}

} // namespace Espalier::Ui
