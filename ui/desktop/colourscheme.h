// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>

class QDBusMessage;

namespace Espalier::Ui {

enum class SchemeWish { None, Dark, Light };

// Whether the desktop wishes dark or light, now and as it changes: color-scheme of
// org.freedesktop.appearance over org.freedesktop.portal.Settings. Never blocks. Main thread.
class ColourScheme final : public QObject {
    Q_OBJECT
public:
    // bus: of the session. Without a bus or a portal the wish is None, and that is known at once.
    explicit ColourScheme(QDBusConnection bus, QObject* parent = nullptr);

    [[nodiscard]] SchemeWish wish() const { return m_wish; }
    [[nodiscard]] bool isKnown() const { return m_known; } // the portal has answered, or cannot

Q_SIGNALS:
    void changed(); // of wish()
    void known(); // once

private Q_SLOTS:
    void takeChange(const QDBusMessage& signal);

private:
    void ask();
    void take(const QVariant& value);
    void setKnown();

    QDBusConnection m_bus;
    SchemeWish m_wish = SchemeWish::None;
    bool m_known = false;
};

} // namespace Espalier::Ui
