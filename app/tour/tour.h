// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desk.h"
#include "faults.h"
#include "fleet.h"
#include "report.h"
#include "stage.h"

#include <memory>

namespace Espalier::Tour {

struct TourOptions final {
    QString fleetFile;
    QString folder; // pictures, logs and tour.json
    QString console; // the program to drive; empty: espalier beside the fleet's programs
    QString user = QStringLiteral("oncall");
    QStringList only; // how ids of steps begin; empty: all
    int minutes = 8;
    bool pictures = false; // every dialog too, light and dark
};

// The stage for the real console, and the fleet that it shows. Throws Failure.
class Tour final {
public:
    explicit Tour(const TourOptions& options);

    // The console's window on the stage, as large as the screen.
    void openConsole(const QDeadlineTimer& deadline);
    // Opens the console and runs the steps; true if every one held.
    bool run();
    // What assistive technology sees of the console once it shows a table.
    [[nodiscard]] QString describe();

    [[nodiscard]] const Fleet& fleet() const { return m_fleet; }
    [[nodiscard]] Faults& faults() { return m_faults; }
    [[nodiscard]] Desk& desk() { return *m_desk; }
    [[nodiscard]] Stage& stage() { return *m_stage; }
    [[nodiscard]] const QString& folder() const { return m_options.folder; }
    [[nodiscard]] bool allPictures() const { return m_options.pictures; }

    // One step of the report, unless --only leaves it out.
    void step(const QString& id, const QString& what, int seconds, const Report::Body& body);
    // Copies the fleet's logs beside the tour's own: the fleet's folder goes with the fleet.
    void keepLogs() const;
    // Saves what the screen shows now as FOLDER/<name>.png.
    void picture(const QString& name);
    // A console of its own for that PKI folder and user, until it is ended.
    QProcess& startConsole(const QString& name, const QString& pki, const QString& user,
        const QString& theme = QStringLiteral("light"));

private:
    TourOptions m_options;
    Fleet m_fleet;
    Faults m_faults;
    Report m_report;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<AccessibilityBus> m_bus;
    std::unique_ptr<Desk> m_desk;
};

} // namespace Espalier::Tour
