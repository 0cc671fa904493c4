// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include "failure.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>

namespace Espalier::Tour {

Report::Report(const QString& folder, qint64 limitMs)
    : m_folder(folder)
    , m_limitMs(limitMs)
{
    m_clock.start();
    if (!QDir().mkpath(folder))
        throw Failure(QStringLiteral("cannot make the folder %1").arg(folder));
    write();
}

bool Report::step(const QString& id, const QString& what, qint64 limitMs, const Body& body)
{
    StepResult result{id, what, {}, false, 0};
    QElapsedTimer clock;
    clock.start();
    const qint64 left = std::max<qint64>(m_limitMs - m_clock.elapsed(), 0);
    try {
        result.observed = body(QDeadlineTimer(std::min(limitMs, left)));
        result.ok = true;
    } catch (const Failure& failure) {
        result.observed = failure.text();
    }
    result.ms = clock.elapsed();
    std::printf("[tour] %s %-12s %6.1f s  %s\n", result.ok ? "ok    " : "FAILED", qPrintable(id),
        static_cast<double>(result.ms) / 1000, qPrintable(what));
    std::printf("       %s\n", qPrintable(result.observed));
    std::fflush(stdout);
    m_results.push_back(std::move(result));
    write();
    return m_results.back().ok;
}

void Report::printSum() const
{
    const auto held = std::ranges::count_if(m_results, &StepResult::ok);
    std::printf("[tour] %td of %zu steps held, %.1f minutes\n", held, m_results.size(),
        static_cast<double>(m_clock.elapsed()) / 60000);
    std::fflush(stdout);
}

bool Report::allHeld() const
{
    return !m_results.empty() && std::ranges::all_of(m_results, &StepResult::ok);
}

void Report::write() const
{
    QJsonArray steps;
    for (const StepResult& result : m_results) {
        steps.append(QJsonObject{
            {QStringLiteral("id"), result.id},
            {QStringLiteral("what"), result.what},
            {QStringLiteral("observed"), result.observed},
            {QStringLiteral("ok"), result.ok},
            {QStringLiteral("ms"), result.ms},
        });
    }
    QSaveFile file(m_folder + QStringLiteral("/tour.json"));
    const QByteArray text = QJsonDocument(
        QJsonObject{{QStringLiteral("steps"),
            steps}}).toJson(QJsonDocument::Indented);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        throw Failure(
            QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
}

} // namespace Espalier::Tour
