// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace Espalier::Ui {

// Asks and tells without a nested event loop; tests state the answer beforehand.
class MessageBox final {
public:
    using Answer = std::function<void(bool accepted)>;

    // Two buttons: the safe one has focus and is what Enter, Esc and closing choose.
    static void ask(QWidget* parent, const QString& title, const QString& text,
        const QString& accept, const QString& keep, Answer answer);
    static void tell(QWidget* parent, const QString& title, const QString& text);

    // For tests: the next ask() answers this at once, the next tell() is only remembered.
    static void setNextAnswer(std::optional<bool> answer);
    [[nodiscard]] static QString lastText();

private:
    static std::optional<bool> s_nextAnswer;
    static QString s_lastText;
};

} // namespace Espalier::Ui
