// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"

namespace Espalier::Ui {

class FigureGrid;

// Caches: the only data that outlives a VM. One row a volume; over it what each site keeps.
class CachesPage final : public ListPage {
    Q_OBJECT
public:
    explicit CachesPage(const PageContext& context, QWidget* parent = nullptr);
    [[nodiscard]] QString countSentence() const override;
    [[nodiscard]] PageCount railCount() const override;
    void refresh() override;
    // The volume with its versions.
    [[nodiscard]] InspectorContent inspect(const QString& id) override;
    [[nodiscard]] Selection selection() const override;

protected:
    [[nodiscard]] HostId hostOf(RowId row) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshSites();

    QWidget* m_sites = nullptr;
    FigureGrid* m_grid = nullptr;
};

} // namespace Espalier::Ui
