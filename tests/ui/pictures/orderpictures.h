// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <theme/tokens.h>

#include <QPixmap>
#include <QString>

#include <functional>

// The dialogs of orders over the recorded night: save(picture, "force-t1-light").
void drawOrders(Espalier::Ui::Scheme scheme, const QString& tail,
    const std::function<void()>& settle,
    const std::function<void(const QPixmap&, const QString&)>& save);
