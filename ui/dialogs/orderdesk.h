// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <commands/arming.h>
#include <commands/commanddesk.h>
#include <commands/outbox.h>
#include <items/livestore.h>

#include <QObject>

namespace Espalier::Ui {

// What may be ordered at this desk just now, for the strip and the menus.
struct Rights {
    bool known = false; // the roster is here, so is the answer
    bool mayOrder = false; // by role; otherwise no Arm and no order is shown at all
    bool armed = false;
    bool canArm = false; // the roster lists the key
    bool arming = false; // the key is being read
    bool development = false; // the key was read from a file: the strip says DEV
    QString why; // why it is read-only, for the strip; may be empty
    QString advice; // the same as a sentence, with what to do
    std::optional<std::chrono::nanoseconds> left; // until it disarms by itself
};

// Orders of this desk: whether it is armed, what waits in the outbox, what was sent. Holds the key
// while it is armed and no longer. Main thread.
class OrderDesk final : public QObject {
    Q_OBJECT
public:
    // All outlive it.
    OrderDesk(CommandDesk& desk, Items::LiveStore& live, const Clock& clock);
    ~OrderDesk() override;

    [[nodiscard]] Rights rights() const;
    [[nodiscard]] const DeskKeyState& keyState() const { return m_key; } // without the key itself
    [[nodiscard]] const CommandDesk& commands() const { return m_desk; }
    [[nodiscard]] const Outbox& outbox() const { return m_outbox; }
    [[nodiscard]] Items::LiveStore& live() const { return m_live; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }

    // A person wants to arm: armWanted() asks for the key, armWith() brings it.
    void requestArm();
    void armWith(const DeskKeyState& state, quint64 policyVersion);
    void disarm(Arming::End why = Arming::End::ByPerson);
    // What is known of the key, or of the roster, has changed; arms nothing.
    void setKeyState(const DeskKeyState& state, quint64 policyVersion);

    // Signs and sends at once. Answers what is wrong, empty if it is on its way.
    QString order(const Order& order);
    // In 5 s, unless it is taken back before.
    void orderSoon(Order order);
    void undo(quint64 number);
    // The dry run of the same call; the answer comes later, or never if the site goes.
    void preview(const Order& order, std::function<void(const CommandAnswer&)> answered);
    // A sentence for the activity bar of what was not sent after all; empty: nothing to say.
    [[nodiscard]] QString notice() const { return m_notice; }

    void tick(); // about twice a second
    void commandChanged(); // at the desk

Q_SIGNALS:
    void rightsChanged();
    void changed(); // commands or outbox
    void armWanted();
    void keyDialogWanted();

private:
    void dropKey();
    void emptyOutbox(const QString& why);
    void tellOfCommands(const ChangeSet& changes);

    CommandDesk& m_desk;
    Items::LiveStore& m_live;
    const Clock& m_clock;
    Arming m_arming;
    Outbox m_outbox;
    DeskKeyState m_key; // the key itself only while armed, and then only in m_desk
    bool m_known = false, m_waitsForKey = false;
    QString m_notice;
};

} // namespace Espalier::Ui
