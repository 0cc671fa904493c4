// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "legenddialog.h"

#include <parts/sheet.h>
#include <text/words.h>

#include <QCoreApplication>
#include <QDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

struct Legend {
    Q_DECLARE_TR_FUNCTIONS(Legend)
};

std::vector<SheetRow> legendRows()
{
    std::vector<SheetRow> rows{headRow(Legend::tr("States of a slot"))};
    for (int i = 0; i <= static_cast<int>(DisplayState::Free); ++i) {
        const auto state = static_cast<DisplayState>(i);
        SheetRow row = lineRow(
            joined(strong(Text::stateWord(state)), secondary(Text::stateMeaning(state)), 12));
        row.glyph = glyphOf(state);
        row.height = 26;
        rows.push_back(row);
    }
    rows.push_back(ruleRow());
    rows.push_back(headRow(Legend::tr("Beside a slot or a host")));
    const auto add = [&rows](Glyph glyph, const QString& word, const QString& meaning) {
        SheetRow row = lineRow(joined(strong(word), secondary(meaning), 12));
        row.glyph = glyph;
        row.height = 26;
        rows.push_back(row);
    };
    add(Glyph::Draining, Text::hostModeWord(HostMode::Draining),
        Legend::tr("No new job; it waits for those that run and for the end of their VMs."));
    add(Glyph::Cordoned, Text::hostModeWord(HostMode::Cordoned),
        Legend::tr("No new job is placed there."));
    add(Glyph::Maintenance, Text::hostModeWord(HostMode::Maintenance),
        Legend::tr("Taken out of service by a person."));
    add(Glyph::LostHost, Legend::tr("lost", "a host"),
        Legend::tr("Silent for 3 minutes: its jobs count as lost, its VMs as unconfirmed."));
    SheetRow simulated = lineRow(joined(strong(Legend::tr("simulated")),
        secondary(Legend::tr("A dotted outline: the host is make-believe and proves nothing.")),
        12));
    simulated.glyph = Glyph::Running;
    simulated.glyphOptions.simulated = true;
    simulated.height = 26;
    rows.push_back(simulated);
    return rows;
}

} // namespace

QDialog* openLegend(QWidget* parent)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("legendDialog"));
    dialog->setWindowTitle(Legend::tr("States and shapes"));
    dialog->setAccessibleName(dialog->windowTitle());
    dialog->resize(dialogSize(*dialog, 680, 720));
    auto* scroll = new QScrollArea(dialog);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(dialog->windowTitle());
    auto* sheet = new Sheet(Sheet::Look::Section, 64, scroll);
    sheet->setRows(legendRows());
    scroll->setWidget(sheet);
    auto* close = new QPushButton(Legend::tr("Close"), dialog);
    close->setProperty("kind", QStringLiteral("dialog"));
    close->setAccessibleName(close->text());
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(scroll, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->open();
    return dialog;
}

} // namespace Espalier::Ui
