// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "screen.h"

#include "failure.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <vector>

// Last: its macros (None, Bool, Status) are words in Qt's headers.
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

namespace Espalier::Tour {

namespace {

// A window that vanishes between a question and its use is no reason to end: Xlib's own handler
// exits.
int ignoreError(Display*, XErrorEvent*) { return 0; }

KeySym namedKey(const QString& name)
{
    static const QHash<QString, KeySym> aliases{
        {QStringLiteral("Ctrl"), XK_Control_L},
        {QStringLiteral("Shift"), XK_Shift_L},
        {QStringLiteral("Alt"), XK_Alt_L},
        {QStringLiteral("Enter"), XK_Return},
        {QStringLiteral("Esc"), XK_Escape},
        {QStringLiteral("Space"), XK_space},
        {QStringLiteral("PgUp"), XK_Prior},
        {QStringLiteral("PgDown"), XK_Next},
        {QStringLiteral("Del"), XK_Delete},
    };
    if (const auto found = aliases.find(name); found != aliases.end())
        return *found;
    if (name.size() == 1)
        return name.at(0).toLower().unicode();
    return XStringToKeysym(name.toLatin1().constData());
}

} // namespace

struct Screen::Server final {
    explicit Server(Display* opened)
        : display(opened)
        , root(DefaultRootWindow(opened))
    {
    }

    struct Key final {
        KeyCode code = 0;
        bool shift = false;
    };

    std::optional<Key> keyFor(KeySym symbol) const
    {
        // An unknown name is NoSymbol, which unused key codes have too.
        const KeyCode code = XKeysymToKeycode(display, symbol);
        if (symbol == NoSymbol || code == 0)
            return std::nullopt;
        for (int level = 0; level < 2; ++level) {
            if (XkbKeycodeToKeysym(display, code, 0, level) == symbol)
                return Key{code, level == 1};
        }
        return std::nullopt;
    }

    void strike(KeyCode code, bool down) const
    {
        XTestFakeKeyEvent(display, code, down ? True : False, CurrentTime);
    }

    // The highest window on the screen that a window manager would manage; 0 if there is none.
    Window topmost() const
    {
        Window parent = 0, rootAgain = 0, found = 0;
        Window* windows = nullptr;
        unsigned count = 0;
        if (XQueryTree(display, root, &rootAgain, &parent, &windows, &count) == 0)
            return 0;
        for (unsigned i = count; i > 0 && found == 0; --i) {
            XWindowAttributes attributes{};
            if (XGetWindowAttributes(display, windows[i - 1], &attributes) == 0)
                continue;
            if (attributes.map_state == IsViewable && attributes.override_redirect == False
                && attributes.c_class == InputOutput && attributes.width > 1)
                found = windows[i - 1];
        }
        XFree(windows);
        return found;
    }

    Display* display;
    Window root;
};

Screen::Screen(const QString& display)
{
    XSetErrorHandler(ignoreError);
    Display* opened = XOpenDisplay(display.toLatin1().constData());
    if (opened == nullptr)
        throw Failure(QStringLiteral("no X server at %1").arg(display));
    m_server = std::make_unique<Server>(opened);
    int event = 0, error = 0, major = 0, minor = 0;
    if (XTestQueryExtension(opened, &event, &error, &major, &minor) == 0)
        throw Failure(QStringLiteral("the X server at %1 has no XTEST extension").arg(display));
}

Screen::~Screen()
{
    if (m_server)
        XCloseDisplay(m_server->display);
}

void Screen::moveTo(QPoint place)
{
    XTestFakeMotionEvent(m_server->display, -1, place.x(), place.y(), CurrentTime);
    XSync(m_server->display, False);
}

void Screen::press(QPoint place, Button button, int times)
{
    focusTopmost();
    moveTo(place);
    for (int i = 0; i < times; ++i) {
        XTestFakeButtonEvent(m_server->display, static_cast<unsigned>(button), True, CurrentTime);
        XTestFakeButtonEvent(m_server->display, static_cast<unsigned>(button), False, CurrentTime);
    }
    XSync(m_server->display, False);
}

void Screen::drag(QPoint from, QPoint to)
{
    constexpr int strides = 8;
    focusTopmost();
    moveTo(from);
    XTestFakeButtonEvent(m_server->display, 1, True, CurrentTime);
    for (int i = 1; i <= strides; ++i)
        moveTo(from + (to - from) * i / strides);
    XTestFakeButtonEvent(m_server->display, 1, False, CurrentTime);
    XSync(m_server->display, False);
}

void Screen::key(const QString& chord)
{
    focusTopmost();
    std::vector<KeyCode> codes;
    const QStringList parts = chord.split(QLatin1Char('+'), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const auto key = m_server->keyFor(namedKey(part));
        if (!key)
            throw Failure(QStringLiteral("no key is called \"%1\" (of \"%2\")").arg(part, chord));
        codes.push_back(key->code);
    }
    for (const KeyCode code : codes)
        m_server->strike(code, true);
    for (auto code = codes.rbegin(); code != codes.rend(); ++code)
        m_server->strike(*code, false);
    XSync(m_server->display, False);
}

void Screen::type(const QString& text)
{
    focusTopmost();
    const KeyCode shift = XKeysymToKeycode(m_server->display, XK_Shift_L);
    for (const QChar letter : text) {
        const auto key = m_server->keyFor(letter.unicode());
        if (!key)
            throw Failure(QStringLiteral("the keyboard cannot type \"%1\"").arg(letter));
        if (key->shift)
            m_server->strike(shift, true);
        m_server->strike(key->code, true);
        m_server->strike(key->code, false);
        if (key->shift)
            m_server->strike(shift, false);
    }
    XSync(m_server->display, False);
}

bool Screen::focusTopmost()
{
    const Window window = m_server->topmost();
    if (window == 0)
        return false;
    Window focused = 0;
    int revert = 0;
    XGetInputFocus(m_server->display, &focused, &revert);
    if (focused != window) {
        XSetInputFocus(m_server->display, window, RevertToPointerRoot, CurrentTime);
        XSync(m_server->display, False);
    }
    return true;
}

bool Screen::fillWithTopmost()
{
    const Window window = m_server->topmost();
    if (window == 0)
        return false;
    const QSize all = size();
    XMoveResizeWindow(m_server->display, window, 0, 0, static_cast<unsigned>(all.width()),
        static_cast<unsigned>(all.height()));
    XSync(m_server->display, False);
    return true;
}

QSize Screen::size() const
{
    const int screen = DefaultScreen(m_server->display);
    return {DisplayWidth(m_server->display, screen), DisplayHeight(m_server->display, screen)};
}

QImage Screen::picture() const
{
    const QSize all = size();
    XImage* image =
        XGetImage(m_server->display, m_server->root, 0, 0, static_cast<unsigned>(all.width()),
            static_cast<unsigned>(all.height()), AllPlanes, ZPixmap);
    if (image == nullptr || image->bits_per_pixel != 32) {
        if (image != nullptr)
            XDestroyImage(image);
        throw Failure(QStringLiteral("the X server gives no picture of 32 bits a pixel"));
    }
    const QImage shared(reinterpret_cast<const uchar*>(image->data), image->width, image->height,
        image->bytes_per_line, QImage::Format_RGB32);
    QImage own = shared.copy();
    XDestroyImage(image);
    return own;
}

} // namespace Espalier::Tour
