// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmmarks.h"

#include "mainwindow.h"

#include <dialogs/shelvedialog.h>
#include <items/alarmlist.h>
#include <items/livealarms.h>

namespace Espalier::Ui {

void wantMarks(MainWindow& window, const Items::LiveAlarms& alarms, const WantedMarks& wanted,
    const Clock& clock)
{
    const auto request = [&window, wanted](
                             const QString& reason, const std::optional<WallTime>& until) {
        for (const AlarmId& alarm : wanted.alarms)
            Q_EMIT window.markRequested(wanted.site, {alarm, wanted.action, reason, until});
    };
    if (wanted.action != MarkAction::Shelve) {
        request(QString(), std::nullopt);
        return;
    }
    const bool one = wanted.alarms.size() == 1;
    const AlarmRow* row = one ? alarms.row(wanted.alarms.front()) : nullptr;
    const QString what = row != nullptr
        ? Items::alarmSentence(*row)
        : MainWindow::tr("%n alarms", nullptr, static_cast<int>(wanted.alarms.size()));
    auto* dialog = new ShelveDialog(what, clock, &window);
    QObject::connect(dialog, &ShelveDialog::shelved, &window,
        [request](const QString& reason, WallTime until) { request(reason, until); });
    dialog->open();
}

} // namespace Espalier::Ui
