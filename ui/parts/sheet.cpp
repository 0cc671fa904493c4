// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet.h"

#include <text/words.h>

#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int markColumn = 22; // from a mark's cell to the text beside it
constexpr int proseLine = 16;
constexpr int nextLine = 18; // from one line to the next of a text that breaks

QString markWord(Mark mark)
{
    switch (mark) {
    case Mark::Tick:
        return Text::factStateWord(FactState::Observed);
    case Mark::Cross:
        return Text::factStateWord(FactState::Contradicted);
    case Mark::Ring:
        return Text::factStateWord(FactState::Missing);
    case Mark::Dash:
        return Text::clauseStateWord(ClauseState::NotEvaluated);
    }
    return {};
}

QString spoken(const SheetRow& row)
{
    QStringList words{row.key, row.left.plain()};
    if (row.mark)
        words << markWord(*row.mark);
    if (row.rightMark && row.right.isEmpty())
        words << markWord(*row.rightMark);
    words << row.right.plain() << row.badgeWord;
    words.removeAll(QString());
    return words.join(QLatin1Char(' '));
}

} // namespace

SheetRow headRow(const QString& title, const Text::Line& right)
{
    SheetRow row;
    row.left = strong(title);
    row.right = right;
    row.height = 24;
    return row;
}

SheetRow pairRow(const QString& key, const Text::Line& value)
{
    SheetRow row;
    row.key = key;
    row.left = value;
    return row;
}

SheetRow lineRow(const Text::Line& left, const Text::Line& right)
{
    SheetRow row;
    row.left = left;
    row.right = right;
    return row;
}

SheetRow proseRow(const QString& text)
{
    SheetRow row;
    row.kind = SheetRow::Kind::Prose;
    row.left = plain(text);
    return row;
}

SheetRow ruleRow()
{
    SheetRow row;
    row.kind = SheetRow::Kind::Rule;
    row.height = 17;
    return row;
}

SheetRow gapRow(int height)
{
    SheetRow row;
    row.kind = SheetRow::Kind::Gap;
    row.height = height;
    return row;
}

SheetRowLabel::SheetRowLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SheetRowLabel::setRow(const SheetRow& row)
{
    if (row == m_row)
        return;
    const int before = heightForWidth(width());
    m_row = row;
    const QString text = spoken(row);
    if (text != this->text()) {
        setText(text);
        setAccessibleName(text);
    }
    setToolTip(row.tip);
    if (heightForWidth(width()) != before)
        updateGeometry();
    update();
}

void SheetRowLabel::setKeyWidth(int width)
{
    if (width == m_keyWidth)
        return;
    m_keyWidth = width;
    updateGeometry();
    update();
}

double SheetRowLabel::proseIndent(const Theme& theme) const
{
    if (m_row.indent)
        return theme.px(markColumn);
    return m_row.key.isEmpty() ? 0 : m_keyWidth;
}

double SheetRowLabel::leadWidth(const Theme& theme) const
{
    double width = m_row.key.isEmpty() ? 0 : m_keyWidth;
    if (m_row.glyph)
        width += m_row.glyphSize + theme.px(8);
    if (m_row.mark || m_row.indent)
        width += theme.px(markColumn);
    return width;
}

double SheetRowLabel::rightWidth(const Theme& theme) const
{
    double width = 0;
    if (m_row.badge != Badge::None)
        width += badgeWidth(m_row.badge, m_row.badgeWord, theme) + theme.px(8);
    if (!m_row.right.isEmpty())
        width += widthOf(m_row.right, theme, m_row.look) + theme.px(6);
    if (m_row.rightMark)
        width += theme.px(15);
    if (m_row.rightGlyph)
        width += 16 + theme.px(8);
    return width;
}

SheetRowLabel::Placed SheetRowLabel::placed(int width, const Theme& theme) const
{
    const double space = std::max(width, 120) - leadWidth(theme);
    const double right = rightWidth(theme);
    const double beside = right > 0 ? space - right - theme.px(4) : space;
    if (widthOf(m_row.left, theme, m_row.look) <= beside + 0.5)
        return {{m_row.left}, false};
    // Too narrow a column reads worse than one line more.
    const bool below = right > 0 && beside < space / 2;
    return {wrapped(m_row.left, theme, std::max(1.0, below ? space : beside), m_row.look), below};
}

QSize SheetRowLabel::sizeHint() const { return {120, heightForWidth(std::max(width(), 120))}; }

QSize SheetRowLabel::minimumSizeHint() const { return {0, themeOf(this).px(m_row.height)}; }

int SheetRowLabel::heightForWidth(int width) const
{
    const Theme& theme = themeOf(this);
    if (m_row.kind == SheetRow::Kind::Line) {
        const Placed place = placed(width, theme);
        const auto more = static_cast<int>(place.left.size()) - 1 + (place.rightBelow ? 1 : 0);
        return theme.px(m_row.height) + more * theme.px(nextLine);
    }
    if (m_row.kind != SheetRow::Kind::Prose)
        return theme.px(m_row.height);
    const QFontMetricsF& metrics = theme.metrics(faceOf(Text::Style::Plain, m_row.look));
    const QRectF all = metrics.boundingRect(
        QRectF(0, 0, width - proseIndent(theme), 10'000), Qt::TextWordWrap, m_row.left.plain());
    const double line = metrics.lineSpacing();
    const int lines = std::max(1, qRound(all.height() / line));
    return static_cast<int>(std::ceil(lines * std::max(line, double(theme.px(proseLine))))) + 4;
}

// The hint of before was for a guessed width.
void SheetRowLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    if (event->oldSize().width() != width())
        updateGeometry();
}

void SheetRowLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    const int middle = height() / 2;
    switch (m_row.kind) {
    case SheetRow::Kind::Gap:
        return;
    case SheetRow::Kind::Rule:
        hairline(painter, QPointF(0, middle), QPointF(width(), middle), theme.colour(Token::Line));
        return;
    case SheetRow::Kind::Prose:
        painter.setFont(theme.font(faceOf(Text::Style::Plain, m_row.look)));
        painter.setPen(theme.colour(m_row.look.text));
        painter.drawText(QRectF(rect()).adjusted(proseIndent(theme), 0, 0, 0), Qt::TextWordWrap,
            m_row.left.plain());
        return;
    case SheetRow::Kind::Line:
        paintRow(painter, theme);
        return;
    }
}

double SheetRowLabel::paintRight(QPainter& painter, const QRectF& box, const Theme& theme) const
{
    double edge = box.right();
    if (m_row.badge != Badge::None) {
        const int width = badgeWidth(m_row.badge, m_row.badgeWord, theme);
        paintBadge(painter, QRectF(edge - width, box.top(), width, box.height()), m_row.badge,
            m_row.badgeWord, theme, m_row.look.italic);
        edge -= width + theme.px(8);
    }
    if (!m_row.right.isEmpty()) {
        const double width = widthOf(m_row.right, theme, m_row.look);
        paintLine(painter, QRectF(edge - width, box.top(), width + 1, box.height()), m_row.right,
            theme, Qt::AlignLeft, m_row.look);
        edge -= width + theme.px(6);
    }
    if (m_row.rightMark) {
        paintMark(painter, QPointF(edge - theme.px(6), box.center().y()), *m_row.rightMark,
            theme.colour(m_row.accent ? Token::Text : Token::Text2), theme.fontScale());
        edge -= theme.px(15);
    }
    if (m_row.rightGlyph) {
        paintGlyph(painter, QPointF(edge - 16, std::round(box.center().y() - 8)), 16,
            *m_row.rightGlyph, theme);
        edge -= 16 + theme.px(8);
    }
    return edge;
}

// What stands before the text: key, shape, mark. Answers where the text starts.
double SheetRowLabel::paintLead(QPainter& painter, const QRectF& box, const Theme& theme) const
{
    double x = box.left();
    if (!m_row.key.isEmpty()) {
        paintLine(painter, QRectF(x, box.top(), m_keyWidth - 4, box.height()),
            m_row.keyFixed ? fixedSecondary(m_row.key) : secondary(m_row.key), theme);
        x += m_keyWidth;
    }
    if (m_row.glyph) {
        paintGlyph(painter, QPointF(x, std::round(box.center().y() - m_row.glyphSize / 2.0)),
            m_row.glyphSize, *m_row.glyph, theme, m_row.glyphOptions);
        x += m_row.glyphSize + theme.px(8);
    }
    if (m_row.mark) {
        const bool faint = *m_row.mark == Mark::Ring || *m_row.mark == Mark::Dash;
        paintMark(painter, QPointF(x + theme.px(7), box.center().y()), *m_row.mark,
            theme.colour(faint ? Token::Text2 : Token::Text), theme.fontScale());
    }
    return m_row.mark || m_row.indent ? x + theme.px(markColumn) : x;
}

void SheetRowLabel::paintRow(QPainter& painter, const Theme& theme) const
{
    QRectF box(0, 0, width(), theme.px(m_row.height));
    const Placed place = placed(width(), theme);
    const double x = paintLead(painter, box, theme);
    double edge = place.rightBelow ? box.right() : paintRight(painter, box, theme);
    double end = x;
    for (const Text::Line& line : place.left) {
        end = paintLine(painter, QRectF(x, box.top(), box.right() - x, box.height()), line, theme,
            Qt::AlignLeft, m_row.look);
        box.translate(0, theme.px(nextLine));
    }
    if (place.rightBelow)
        edge = paintRight(painter, box, theme);
    if (m_row.p95 > 0 && place.left.size() == 1 && !place.rightBelow) {
        const double left = std::max(end + theme.px(12), x + theme.px(72));
        paintElapsed(painter, QRectF(left, 0, edge - left, theme.px(m_row.height)), m_row.value,
            m_row.p50, m_row.p95, theme, m_row.elapsed);
    }
}

Sheet::Sheet(Look look, int keyColumn, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_keyColumn(keyColumn)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setSpacing(0);
    if (look == Look::Card)
        m_layout->setContentsMargins(12, 8, 12, 10);
    else
        m_layout->setContentsMargins(16, 8, 4, 8); // and the scroll bar's 12 at the right
}

// The column that was asked for, or what the longest key of this language needs.
int Sheet::keyWidth(const std::vector<SheetRow>& rows) const
{
    const Theme& theme = themeOf(this);
    double width = theme.px(m_keyColumn);
    for (const SheetRow& row : rows) {
        const Text::Line key = row.keyFixed ? fixedSecondary(row.key) : secondary(row.key);
        if (!row.key.isEmpty())
            width = std::max(width, widthOf(key, theme) + theme.px(8));
    }
    return static_cast<int>(std::ceil(width));
}

void Sheet::setRows(const std::vector<SheetRow>& rows)
{
    while (m_labels.size() < rows.size()) {
        auto* label = new SheetRowLabel(this);
        m_layout->addWidget(label);
        m_labels.push_back(label);
    }
    const int keys = keyWidth(rows);
    for (size_t i = 0; i < m_labels.size(); ++i) {
        m_labels[i]->setKeyWidth(keys);
        if (i < rows.size())
            m_labels[i]->setRow(rows[i]);
        m_labels[i]->setVisible(i < rows.size());
    }
    const QString name = rows.empty() ? QString() : spoken(rows.front());
    if (name != accessibleName())
        setAccessibleName(name);
    setVisible(!rows.empty());
}

void Sheet::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    if (m_look == Look::Card) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.colour(Token::Line), 1));
        painter.setBrush(theme.colour(Token::Raised));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    } else {
        hairline(painter, QPointF(0, height() - 1), QPointF(width(), height() - 1),
            theme.colour(Token::Line));
    }
    for (const SheetRowLabel* label : m_labels) {
        if (label->row().accent && !label->isHidden())
            painter.fillRect(
                QRectF(0, label->y(), 3, label->height()), theme.colour(label->row().accentColour));
    }
}

} // namespace Espalier::Ui
