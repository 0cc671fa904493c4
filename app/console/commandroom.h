// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keykeeper.h"
#include "mainmail.h"

#include <commands/commanddesk.h>
#include <dialogs/orderdesk.h>
#include <domain/feed.h>
#include <prefs/profile.h>
#include <threads/worker.h>

#include <QPointer>

namespace Espalier {

namespace Ui {
class KeyDialog;
} // namespace Ui

// What a console orders with: the commands of the desk, their journal on a thread of its own, the
// key and the roster that it is held against. Main thread.
class CommandRoom final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        const Clock& clock;
        Items::LiveStore& live;
        CredentialStore* credentials = nullptr;
        Profile profile;
        QString journalFolder;
        std::function<FleetLink*(const SiteId&)> linkOf;
    };
    explicit CommandRoom(Parts parts);
    ~CommandRoom() override;

    [[nodiscard]] Ui::OrderDesk& orders() const { return *m_orders; }
    void setRoster(std::shared_ptr<const Evidence::Roster> roster);
    void heard(const FeedBatch& batch); // after the store has it
    void tick();
    void openKeyDialog(QWidget* parent);

private:
    void lookAtKey();
    void arm();
    void showKey();

    const Parts m_parts;
    const std::shared_ptr<MainMail> m_mail = std::make_shared<MainMail>();
    Worker m_disk;
    std::unique_ptr<KeyKeeper> m_keeper;
    std::unique_ptr<CommandDesk> m_desk;
    std::unique_ptr<Ui::OrderDesk> m_orders;
    QPointer<Ui::KeyDialog> m_dialog;
};

} // namespace Espalier
