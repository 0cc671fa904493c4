// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

#include <QWidget>

#include <vector>

class QComboBox;

namespace Espalier::Ui {

// A moment that an order names, and which ones there are to choose from: the new deadline of a
// drain, until when a host is in maintenance. None: the order names no moment.
struct MomentChoice {
    QString label; // with its mnemonic
    QString param; // of the signed record
    std::vector<WallTime> moments; // whole minutes, in order
    size_t first = 0; // that is chosen when the dialog opens
};

// In whole minutes after a moment: the soonest first.
[[nodiscard]] std::vector<WallTime> momentsAfter(
    WallTime from, const std::vector<std::chrono::minutes>& distances);

// A label and a list of moments, each with how far off it is; nothing else can be entered, so
// nothing can be mistyped.
class MomentField final : public QWidget {
    Q_OBJECT
public:
    MomentField(const MomentChoice& choice, WallTime now, QWidget* parent = nullptr);
    [[nodiscard]] WallTime moment() const;

private:
    std::vector<WallTime> m_moments;
    QComboBox* m_list;
};

} // namespace Espalier::Ui
