// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderdesk.h"

#include <QDialog>

namespace Espalier::Ui {

class Sheet;

// What this desk has sent since it was opened, and what a former run left open, with the state of
// each target. Follows the feed; not modal.
class SentDialog final : public QDialog {
    Q_OBJECT
public:
    explicit SentDialog(OrderDesk& orders, QWidget* parent = nullptr);

private:
    void refresh();

    OrderDesk& m_orders;
    Sheet* m_rows;
};

} // namespace Espalier::Ui
