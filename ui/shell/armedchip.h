// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include <chrono>

namespace Espalier::Ui {

// "Armed 14 m 21 s": inverted, so that nobody overlooks it; no colour.
class ArmedChip final : public QLabel {
    Q_OBJECT
public:
    explicit ArmedChip(QWidget* parent);
    void setLeft(std::chrono::nanoseconds left);
    void setShort(bool brief); // the time alone; read aloud as before
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString shown(const QString& time) const;

    QString m_time;
    bool m_short = false;
};

} // namespace Espalier::Ui
