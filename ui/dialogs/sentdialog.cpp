// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sentdialog.h"

#include "commandresults.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Espalier::Ui {

SentDialog::SentDialog(OrderDesk& orders, QWidget* parent)
    : QDialog(parent)
    , m_orders(orders)
    , m_rows(new Sheet(Sheet::Look::Section, 96))
{
    setObjectName(QStringLiteral("sentDialog"));
    setWindowTitle(tr("Orders of this desk"));
    setAccessibleName(windowTitle());
    resize(dialogSize(*this, 680, 480));
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(windowTitle());
    m_rows->setObjectName(QStringLiteral("sentRows"));
    auto* content = new QWidget(scroll);
    content->setAccessibleName(windowTitle());
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_rows);
    rows->addStretch(1);
    scroll->setWidget(content);
    auto* close = new QPushButton(tr("Close"), this);
    close->setProperty("kind", QStringLiteral("dialog"));
    close->setAccessibleName(close->text());
    auto* column = new QVBoxLayout(this);
    column->addWidget(scroll, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&orders, &OrderDesk::changed, this, &SentDialog::refresh);
    connect(&orders.live(), &Items::LiveStore::changed, this, &SentDialog::refresh);
    refresh();
}

void SentDialog::refresh()
{
    std::vector<SheetRow> rows = sentRows(m_orders);
    if (rows.empty())
        rows.push_back(proseRow(
            tr("Nothing was sent from this desk. What others have ordered stands in the inspector "
               "of each host.")));
    m_rows->setRows(rows);
}

} // namespace Espalier::Ui
