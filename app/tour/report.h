// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QString>

#include <functional>
#include <vector>

namespace Espalier::Tour {

struct StepResult final {
    QString id;
    QString what;
    QString observed;
    bool ok = false;
    qint64 ms = 0;
};

// Runs steps one after another and keeps FOLDER/tour.json true after each of them, so that a tour
// that is cut short has told what held until then. Prints a line a step.
class Report final {
public:
    // limitMs: of the whole tour; no step gets more than what is left of it.
    Report(const QString& folder, qint64 limitMs);

    // body gets the step's deadline and returns what it observed; a Failure makes the step a failed
    // one.
    using Body = std::function<QString(const QDeadlineTimer& deadline)>;
    bool step(const QString& id, const QString& what, qint64 limitMs, const Body& body);

    [[nodiscard]] const std::vector<StepResult>& results() const { return m_results; }
    // One line: how many steps held, and how long the tour took.
    void printSum() const;
    // There was a step, and every one held.
    [[nodiscard]] bool allHeld() const;

private:
    void write() const;

    QString m_folder;
    qint64 m_limitMs;
    QElapsedTimer m_clock;
    std::vector<StepResult> m_results;
};

} // namespace Espalier::Tour
