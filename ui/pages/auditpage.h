// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listpage.h"

namespace Espalier::Ui {

// Audit: who did what to what, why, and with which result; the newest first. As fleetd keeps it.
class AuditPage final : public ListPage {
    Q_OBJECT
public:
    explicit AuditPage(const PageContext& context, QWidget* parent = nullptr);
    [[nodiscard]] QString countSentence() const override;
    void refresh() override;
    // The entry, and the command it is about with the state of each target.
    [[nodiscard]] InspectorContent inspect(const QString& id) override;

protected:
    [[nodiscard]] HostId hostOf(RowId row) const override;
};

} // namespace Espalier::Ui
