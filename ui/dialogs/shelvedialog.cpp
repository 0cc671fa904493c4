// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shelvedialog.h"

#include <theme/theme.h>

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace Espalier::Ui {

namespace {

constexpr std::array hoursOffered{1, 2, 4, 8};
constexpr int reasonLeast = 8; // characters, as of a command (protocol.md 5)
constexpr int reasonMost = 500;

} // namespace

ShelveDialog::ShelveDialog(const QString& what, const Clock& clock, QWidget* parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_for(new QComboBox(this))
    , m_reason(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_shelve(new QPushButton(tr("&Shelve alarm"), this))
{
    setObjectName(QStringLiteral("shelveDialog"));
    setWindowTitle(tr("Shelve alarm"));
    setAccessibleName(windowTitle());
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* head = new QLabel(what, this);
    head->setObjectName(QStringLiteral("shelveWhat"));
    head->setTextFormat(Qt::PlainText);
    head->setWordWrap(true);
    head->setAccessibleName(what);
    for (const int hours : hoursOffered)
        m_for->addItem(hours == 1 ? tr("1 hour") : tr("%1 hours").arg(hours), hours);
    m_for->setObjectName(QStringLiteral("shelveFor"));
    m_for->setAccessibleName(tr("For"));
    m_reason->setObjectName(QStringLiteral("shelveReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(reasonMost);
    m_reason->setPlaceholderText(tr("Why nobody has to act until then"));
    m_problem->setObjectName(QStringLiteral("shelveProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    auto* keep = new QPushButton(tr("&Keep alarm"), this);
    keep->setObjectName(QStringLiteral("shelveKeep"));
    keep->setProperty("kind", QStringLiteral("dialog"));
    m_shelve->setObjectName(QStringLiteral("shelveAccept"));
    m_shelve->setProperty("kind", QStringLiteral("primary"));
    for (QPushButton* button : {keep, m_shelve})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->addRow(tr("&For"), m_for);
    form->addRow(tr("&Reason"), m_reason);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addWidget(keep);
    buttons->addSpacing(12);
    buttons->addWidget(m_shelve);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(head);
    column->addLayout(form);
    column->addLayout(buttons);
    resize(dialogSize(*this, 520, 180));
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_shelve, &QPushButton::clicked, this, &ShelveDialog::take);
    connect(m_reason, &QLineEdit::textChanged, this, &ShelveDialog::refresh);
    keep->setDefault(true);
    m_reason->setFocus();
    refresh();
}

void ShelveDialog::refresh()
{
    const auto typed = m_reason->text().trimmed().size();
    m_shelve->setEnabled(typed >= reasonLeast);
    m_problem->setText(typed >= reasonLeast
            ? QString()
            : tr("Needs a reason of at least %1 characters").arg(reasonLeast));
    m_problem->setAccessibleName(m_problem->text());
}

void ShelveDialog::take()
{
    const std::chrono::hours hours(m_for->currentData().toInt());
    Q_EMIT shelved(m_reason->text().trimmed(), m_clock.wall() + hours);
    accept();
}

} // namespace Espalier::Ui
