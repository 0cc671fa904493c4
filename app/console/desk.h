// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clockwatch.h"
#include "deskwords.h"
#include "feedlog.h"
#include "fleetconnection.h"

#include <prefs/profile.h>
#include <prefs/settings.h>

#include <QTimer>

namespace Espalier {

class AlarmDesk;
class CommandRoom;
class CredentialStore;
class LinkOutput;
class ProfileStore;
namespace Items {
class LiveStore;
} // namespace Items
namespace Ui {
class ColourScheme;
class LoginSession;
class MainWindow;
} // namespace Ui

// What a desk is built from. References outlive the desk.
struct DeskParts {
    const Clock& clock;
    ProfileStore& profiles;
    Settings& settings;
    std::optional<Profile> profile; // nothing: the window asks for one
    QString problem; // why there is none, or what else is wrong; may be empty
    QByteArray keyFromKeychain; // of a profile without a key file
    std::optional<ThemeChoice> theme; // instead of the settings'
    const Ui::ColourScheme& colourScheme;
    const Ui::LoginSession& session;
    CredentialStore* credentials = nullptr; // of the command key; nullptr: no keyring
};

// One profile at work: store, connection and window, wired. Another profile is another
// desk. Main thread.
class Desk final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds tickInterval{500};

    explicit Desk(const DeskParts& parts);
    ~Desk() override;
    [[nodiscard]] Ui::MainWindow& window();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectFleet(const DeskParts& parts);
    void connectOrders(const DeskParts& parts);
    void tick();
    void lookAtClock();
    void doubt();
    void wake();
    void showProblem();

    const Clock& m_clock;
    ClockWatch m_clockWatch;
    std::unique_ptr<Items::LiveStore> m_live;
    FeedLog m_feedLog;
    std::unique_ptr<AlarmDesk> m_alarms;
    std::unique_ptr<CommandRoom> m_commands; // nullptr: without a profile
    std::shared_ptr<DeskWords> m_words = std::make_shared<DeskWords>(); // with the verifier
    std::unique_ptr<FleetConnection> m_connection;
    std::unique_ptr<LinkOutput> m_output; // goes before its links
    std::unique_ptr<Ui::MainWindow> m_window; // goes first: it shows the store
    QTimer m_tick;
    QString m_problem, m_verifierProblem, m_markProblem;
};

} // namespace Espalier
