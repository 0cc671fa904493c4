// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagebox.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace Espalier::Ui {

std::optional<bool> MessageBox::s_nextAnswer;
QString MessageBox::s_lastText;

namespace {

QMessageBox* makeBox(QWidget* parent, const QString& title, const QString& text)
{
    auto* box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    box->setTextFormat(Qt::PlainText);
    box->setObjectName(QStringLiteral("messageBox"));
    box->setWindowTitle(title);
    box->setAccessibleName(title);
    box->setText(text);
    return box;
}

} // namespace

void MessageBox::ask(QWidget* parent, const QString& title, const QString& text,
    const QString& accept, const QString& keep, Answer answer)
{
    s_lastText = text;
    if (s_nextAnswer) {
        answer(*std::exchange(s_nextAnswer, std::nullopt));
        return;
    }
    auto* box = makeBox(parent, title, text);
    auto* keeper = box->addButton(keep, QMessageBox::RejectRole);
    auto* taker = box->addButton(accept, QMessageBox::AcceptRole);
    for (QPushButton* button : {keeper, taker}) {
        button->setProperty("kind", QStringLiteral("dialog"));
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
    }
    box->setDefaultButton(keeper);
    box->setEscapeButton(keeper);
    QObject::connect(box, &QMessageBox::finished, box,
        [box, taker, answer = std::move(answer)] { answer(box->clickedButton() == taker); });
    box->open();
    keeper->setFocus();
}

void MessageBox::tell(QWidget* parent, const QString& title, const QString& text)
{
    s_lastText = text;
    if (std::exchange(s_nextAnswer, std::nullopt))
        return;
    auto* box = makeBox(parent, title, text);
    auto* close =
        box->addButton(QCoreApplication::translate("MessageBox", "Close"), QMessageBox::AcceptRole);
    close->setProperty("kind", QStringLiteral("dialog"));
    box->setDefaultButton(close);
    box->open();
}

void MessageBox::setNextAnswer(std::optional<bool> answer) { s_nextAnswer = answer; }
QString MessageBox::lastText() { return s_lastText; }

} // namespace Espalier::Ui
