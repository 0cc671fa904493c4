// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPoint>
#include <QString>

#include <memory>

namespace Espalier::Tour {

// Eyes and hands at an X server without a window manager: real pointer and key events (XTEST), the
// picture of all that is shown, and of a window manager's duties the two that count: the topmost
// window has the keyboard, and a window can be made as large as the screen. Throws Failure.
class Screen final {
public:
    // display: as in $DISPLAY, ":7".
    explicit Screen(const QString& display);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    enum class Button : unsigned { Left = 1, Middle = 2, Right = 3, WheelUp = 4, WheelDown = 5 };

    void moveTo(QPoint place);
    void press(QPoint place, Button button = Button::Left, int times = 1);
    void drag(QPoint from, QPoint to);

    // One chord: "Ctrl+Shift+P", "Return", "F5", "Alt+V". Throws if it names no key.
    void key(const QString& chord);
    // Latin-1 characters that the keyboard has.
    void type(const QString& text);

    // The topmost window gets the keyboard if it has not. False if no window is shown.
    bool focusTopmost();
    // The topmost window gets all of the screen.
    bool fillWithTopmost();

    [[nodiscard]] QSize size() const;
    [[nodiscard]] QImage picture() const;

private:
    struct Server;
    std::unique_ptr<Server> m_server;
};

} // namespace Espalier::Tour
