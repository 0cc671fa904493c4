// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rackalerts.h"

#include <QListView>

namespace Espalier::Ui {

// The racks with something abnormal in them beside the floor, worst first: says what does not fit
// into a tile, and goes there. Owns its model.
class RackAlertView final : public QListView {
    Q_OBJECT
public:
    explicit RackAlertView(QWidget* parent = nullptr);
    [[nodiscard]] RackAlerts& alerts() const { return *m_alerts; }

Q_SIGNALS:
    void goWanted(const Espalier::SlotId& slot);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void go(const QModelIndex& index);

    RackAlerts* m_alerts;
};

} // namespace Espalier::Ui
