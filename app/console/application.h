// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desk.h"
#include "options.h"

#include <desktop/colourscheme.h>
#include <desktop/loginsession.h>
#include <prefs/credentialstore.h>
#include <prefs/profilestore.h>
#include <prefs/settings.h>

class QApplication;

namespace Espalier {

// The composition root of the console: makes everything once, hands out references, takes it down
// in order. One per process, made after QApplication.
class Application final : public QObject {
    Q_OBJECT
public:
    Application(Options options, QApplication& application);
    ~Application() override;

private:
    void awaitColourScheme();
    void openFirstDesk();
    void chooseProfile(const QString& name);
    void open(const LoadedProfile& loaded);
    void openDesk(const LoadedProfile& loaded, const QByteArray& key);
    void quit();

    const Options m_options;
    std::optional<ThemeChoice> m_theme; // of the command line
    SystemClock m_clock;
    Settings m_settings;
    ProfileStore m_profiles;
    CredentialStore m_credentials;
    const Ui::ColourScheme m_colourScheme;
    const Ui::LoginSession m_session;
    std::unique_ptr<Desk> m_desk;
    bool m_opened = false; // the first desk
    bool m_changing = false; // between two desks: no window is not the last one closed
};

} // namespace Espalier
