// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <store/fleetstore.h>

#include <QWidget>

class QHBoxLayout;
class QStackedWidget;

namespace Espalier::Ui {

class FigureGrid;
class Histogram;

// How long teardowns of real hosts took, in one of four views: as a histogram, by image, by hostd
// version, and the lives that are open longest.
class DistributionPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DistributionPanel(QWidget* parent = nullptr);
    void refresh(const FleetStore& store); // the view that is shown
    static constexpr size_t openShown = 6;

private:
    enum View { Chart, Images, Hostds, Open };
    void addView(View view, const QString& title, const char* key, QWidget* content);
    void show(View view);
    void refreshGroups(
        FigureGrid& grid, const QString& caption, const std::vector<TeardownGroup>& groups);
    void refreshOpen(const std::vector<LifeRow>& lives, const Clock& clock);

    const FleetStore* m_store = nullptr; // of the last refresh
    QHBoxLayout* m_switch;
    QStackedWidget* m_views;
    Histogram* m_histogram;
    FigureGrid* m_images;
    FigureGrid* m_hostds;
    FigureGrid* m_open;
};

} // namespace Espalier::Ui
