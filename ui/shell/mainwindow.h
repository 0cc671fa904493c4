// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <domain/id.h>
#include <link/api/fleetlink.h>
#include <prefs/settings.h>

#include <QMainWindow>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace Espalier {
class ProfileStore;
namespace Items {
class LiveAlarms;
class LiveStore;
} // namespace Items
} // namespace Espalier

namespace Espalier::Ui {

class ColourScheme;
class JobOutput;
class OrderDesk;

// All that the main window shows or asks, made and owned by the composition root, which outlives
// the window. No profile yet: sites is empty and the connection dialog opens by itself.
struct Console {
    Items::LiveStore& live; // its signals drive all pages
    const Clock& clock;
    ProfileStore& profiles;
    Settings& settings;
    QString profile; // name of the profile in use
    QString environment; // PROD, STAGING, DEV: as the profile says
    QString user; // who this console is: oncall
    QString role; // and what they may do, as far as known yet: operator
    std::vector<SiteId> sites; // of the profile, in its order
    std::optional<ThemeChoice> theme; // of the command line, instead of the settings'
    double fontScale = 1.0;
    const ColourScheme* colourScheme = nullptr; // what the desktop wishes; none: its palette tells
    Items::LiveAlarms* alarms = nullptr; // of the same store; none: the window keeps its own
    OrderDesk* orders = nullptr; // none: nothing can be ordered from here, and nothing is offered
    JobOutput* output = nullptr; // none: no look at what a job writes
};

// The one window of the console: strip, menu row, rail, query bar, page, inspector, activity bar.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Console& console, QWidget* parent = nullptr);
    ~MainWindow() override;

    // A problem that is not a site's: shown in the activity bar until told otherwise; empty: none.
    void setProblem(const QString& text);
    // What became of the diagnostics that were to go into this file; problem empty: they are there.
    void diagnosticsSaved(const QString& path, const QString& problem);
    // Everything that is shown is read again at once, not at the next beat: before a first frame.
    void refreshNow();
    // What this console's user may do, by the verified roster; empty: not known.
    void setRole(const QString& role);

Q_SIGNALS:
    // Whose rows or details can be seen now: their statements are to be verified first.
    void hostsOnScreenChanged(const std::set<Espalier::HostId>& hosts);
    void retryRequested(const Espalier::SiteId& site); // try that site's fleetd at once
    // An alarm is to be marked at that site's fleetd.
    void markRequested(const Espalier::SiteId& site, const Espalier::MarkRequest& request);
    void profileChosen(const QString& name); // connect with this profile instead
    void diagnosticsChosen(const QString& path); // to be saved there
    void themeChanged(); // written to the settings

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Espalier::Ui
