// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <parts/textline.h>

#include <QWidget>

namespace Espalier::Ui {

class LineLabel;

// The title row of a section: what it is at the left, what else there is to say at the right, and a
// line below both.
class SectionHead final : public QWidget {
    Q_OBJECT
public:
    explicit SectionHead(const QString& title, QWidget* parent = nullptr);
    void setNotes(const Text::Line& afterTitle, const Text::Line& right);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    LineLabel* m_left;
    LineLabel* m_right;
};

} // namespace Espalier::Ui
