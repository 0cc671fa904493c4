// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reasonfields.h"

#include <evidence/command.h>
#include <theme/theme.h>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace Espalier::Ui {

namespace {

constexpr int categoryWidth = 176;

} // namespace

ReasonFields::ReasonFields(const QStringList& categories, QWidget* parent, int labelWidth)
    : QWidget(parent)
    , m_category(new QComboBox(this))
    , m_words(new QLineEdit(this))
    , m_ticket(new QLineEdit(this))
{
    const Theme& theme = themeOf(parent);
    setObjectName(QStringLiteral("reasonFields"));
    setAccessibleName(tr("Reason and ticket"));
    m_category->setObjectName(QStringLiteral("reasonCategory"));
    m_category->setAccessibleName(tr("Kind of reason"));
    m_category->addItem(tr("Choose..."));
    m_category->addItems(categories);
    m_words->setObjectName(QStringLiteral("reasonWords"));
    m_words->setAccessibleName(tr("Reason in words"));
    m_words->setPlaceholderText(tr("Why, in your words"));
    m_words->setMaxLength(Evidence::reasonAtMost);
    m_ticket->setObjectName(QStringLiteral("ticket"));
    m_ticket->setAccessibleName(tr("Ticket"));
    m_ticket->setPlaceholderText(tr("If there is one"));
    m_ticket->setMaxLength(Evidence::ticketAtMost);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, theme.px(labelWidth) - 8);
    grid->setColumnStretch(2, 1);
    int row = 0;
    const auto label = [&](const QString& text, QWidget* of) {
        auto* caption = new QLabel(text, this);
        caption->setAccessibleName(QString(text).remove(QLatin1Char('&')));
        caption->setFont(theme.font(Face::BodySemibold));
        caption->setBuddy(of);
        grid->addWidget(caption, row, 0);
    };
    label(tr("&Reason"), m_category);
    grid->addWidget(m_category, row, 1);
    grid->addWidget(m_words, row++, 2);
    label(tr("T&icket"), m_ticket);
    grid->addWidget(m_ticket, row, 1);
    m_category->setMinimumWidth(theme.px(categoryWidth));
    for (QWidget* field : {static_cast<QWidget*>(m_category), static_cast<QWidget*>(m_words),
             static_cast<QWidget*>(m_ticket)})
        field->setMinimumHeight(theme.px(32));
    for (QLineEdit* field : {m_words, m_ticket}) {
        field->setTextMargins(6, 0, 6, 0);
        field->setToolTip(field->placeholderText());
        connect(field, &QLineEdit::textChanged, this, &ReasonFields::edited);
    }
    connect(m_category, &QComboBox::currentIndexChanged, this, &ReasonFields::edited);
    setFocusProxy(m_category);
}

QString ReasonFields::reason() const
{
    const QString words = m_words->text().trimmed();
    if (m_category->currentIndex() <= 0)
        return words;
    return words.isEmpty() ? m_category->currentText()
                           : QString(m_category->currentText() + QLatin1String(": ") + words);
}

QString ReasonFields::ticket() const { return m_ticket->text().trimmed(); }

void ReasonFields::setText(const QString& reason, const QString& ticket)
{
    m_category->setCurrentIndex(0);
    m_words->setText(reason);
    m_ticket->setText(ticket);
}

QString ReasonFields::problem() const
{
    const qsizetype length = reason().size();
    if (length == 0)
        return tr("Needs a reason");
    if (length < Evidence::reasonAtLeast)
        return tr("The reason needs %1 characters").arg(Evidence::reasonAtLeast);
    if (length > Evidence::reasonAtMost)
        return tr("The reason may have %1 characters").arg(Evidence::reasonAtMost);
    return {};
}

} // namespace Espalier::Ui
