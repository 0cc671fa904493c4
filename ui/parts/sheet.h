// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "marks.h"
#include "textline.h"

#include <theme/glyphs.h>

#include <QLabel>

#include <optional>
#include <vector>

class QVBoxLayout;

namespace Espalier::Ui {

// One row of an inspector section as a value; what it does not have is not drawn.
struct SheetRow {
    enum class Kind { Line, Prose, Rule, Gap };

    Kind kind = Kind::Line;
    QString key; // in the key column, secondary
    bool keyFixed = false; // the key is a time or a number
    Text::Line left, right;
    LineLook look;
    std::optional<Glyph> glyph;
    GlyphOptions glyphOptions;
    int glyphSize = 16;
    std::optional<Glyph> rightGlyph;
    std::optional<Mark> mark; // before left
    std::optional<Mark> rightMark; // before right
    Badge badge = Badge::None; // at the right edge
    QString badgeWord;
    double value = 0, p50 = 0, p95 = 0; // elapsed bar in the rest of the line if p95 > 0
    ElapsedLook elapsed;
    bool accent = false; // 3 px bar at the left edge
    Token accentColour = Token::Unconfirmed; // of the state that it stands for; Text: of none
    bool indent = false; // starts at the text column of marked rows
    int height = 20; // at font scale 1
    QString tip; // tooltip: absolute times, full hashes
    friend bool operator==(const SheetRow&, const SheetRow&) = default;
};

[[nodiscard]] SheetRow headRow(const QString& title, const Text::Line& right = {});
[[nodiscard]] SheetRow pairRow(const QString& key, const Text::Line& value);
[[nodiscard]] SheetRow lineRow(const Text::Line& left, const Text::Line& right = {});
[[nodiscard]] SheetRow proseRow(const QString& text);
[[nodiscard]] SheetRow ruleRow();
[[nodiscard]] SheetRow gapRow(int height);

// Draws one row; what does not fit goes on in a second line. Read aloud as its key, texts, marks
// and badge in reading order.
class SheetRowLabel final : public QLabel {
    Q_OBJECT
public:
    explicit SheetRowLabel(QWidget* parent);
    void setRow(const SheetRow& row);
    void setKeyWidth(int width); // of the key column, logical pixels
    [[nodiscard]] const SheetRow& row() const { return m_row; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // The lines of the text at some width, and whether what stands at the right goes below them.
    struct Placed {
        std::vector<Text::Line> left;
        bool rightBelow;
    };
    [[nodiscard]] double proseIndent(const Theme& theme) const;
    [[nodiscard]] double leadWidth(const Theme& theme) const;
    [[nodiscard]] double rightWidth(const Theme& theme) const;
    [[nodiscard]] Placed placed(int width, const Theme& theme) const;
    void paintRow(QPainter& painter, const Theme& theme) const;
    double paintLead(QPainter& painter, const QRectF& box, const Theme& theme) const;
    double paintRight(QPainter& painter, const QRectF& box, const Theme& theme) const;

    int m_keyWidth = 0;
    SheetRow m_row;
};

// A section of the inspector: rows in one column, on the dock's ground or as a card.
class Sheet final : public QWidget {
    Q_OBJECT
public:
    enum class Look { Section, Card };
    explicit Sheet(Look look, int keyColumn, QWidget* parent = nullptr);
    // Keeps the labels of rows that stay, so that nothing flickers and no focus is lost.
    void setRows(const std::vector<SheetRow>& rows);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int keyWidth(const std::vector<SheetRow>& rows) const;

    Look m_look;
    int m_keyColumn;
    QVBoxLayout* m_layout;
    std::vector<SheetRowLabel*> m_labels;
};

} // namespace Espalier::Ui
