// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <theme/glyphs.h>

#include <QAbstractButton>

#include <vector>

class QVBoxLayout;

namespace Espalier::Ui {

class LineLabel;

// One page in the rail: key, title, count. Checked: the page that is shown.
class RailButton final : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(int key, const QString& title, QWidget* parent);
    // What stands at its right edge, with the worst shape or priority among it if there is one.
    void setCount(const QString& count, std::optional<Glyph> glyph, Severity priority);
    void setFolded(bool folded); // the key alone; the title is the tooltip
    [[nodiscard]] QSize sizeHint() const override; // of the unfolded one

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintFocus(QPainter& painter, const Theme& theme) const;

    int m_key;
    bool m_folded = false;
    QString m_count;
    std::optional<Glyph> m_glyph;
    Severity m_priority = Severity::None;
};

// The pages that exist, and at its foot who this console is.
class NavigationRail final : public QWidget {
    Q_OBJECT
public:
    explicit NavigationRail(QWidget* parent = nullptr);
    void addPage(const QString& title, const QString& objectName);
    void setCurrent(int page);
    void setCount(int page, const QString& count, std::optional<Glyph> glyph = {},
        Severity priority = Severity::None);
    void setFoot(const std::vector<std::pair<QString, QString>>& lines); // left, right
    void focusCurrent();
    // Keys alone, without the foot; else as wide as the pictures or as its titles need.
    void setFolded(bool folded);

Q_SIGNALS:
    void pageChosen(int page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fit();

    QVBoxLayout* m_column;
    QVBoxLayout* m_foot;
    std::vector<RailButton*> m_buttons;
    std::vector<LineLabel*> m_footLabels;
    bool m_folded = false;
};

} // namespace Espalier::Ui
