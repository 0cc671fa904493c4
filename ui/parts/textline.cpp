// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textline.h"

#include <QPainter>

namespace Espalier::Ui {

using Text::Style;

namespace {

constexpr QChar ellipsis(u'…');

bool isSecondary(Style style)
{
    return style == Style::Secondary || style == Style::FixedSecondary;
}

// How much of a text stands on a line with this room: all, up to a space, or, where the line is
// empty anyway, as many characters as fit and at least one.
qsizetype fitting(const QString& text, const QFontMetricsF& metrics, double room, bool emptyLine)
{
    if (metrics.horizontalAdvance(text) <= room)
        return text.size();
    for (qsizetype at = text.lastIndexOf(QLatin1Char(' ')); at > 0;
         at = text.lastIndexOf(QLatin1Char(' '), at - 1)) {
        if (metrics.horizontalAdvance(text.left(at)) <= room)
            return at;
    }
    if (!emptyLine)
        return 0;
    qsizetype count = text.size();
    while (count > 1 && metrics.horizontalAdvance(text.left(count)) > room)
        --count;
    return count;
}

} // namespace

Face faceOf(Style style, const LineLook& look)
{
    switch (style) {
    case Style::Plain:
    case Style::Secondary:
        if (look.italic)
            return look.small ? Face::SmallItalic : Face::BodyItalic;
        return look.small ? Face::Small : Face::Body;
    case Style::Strong:
        return look.small ? Face::SmallSemibold : Face::BodySemibold;
    case Style::Fixed:
    case Style::FixedSecondary:
        return look.italic ? Face::FixedItalic : Face::Fixed;
    case Style::FixedStrong:
        return Face::FixedBold;
    }
    return Face::Body;
}

double widthOf(const Text::Line& line, const Theme& theme, const LineLook& look)
{
    double width = 0;
    bool first = true;
    for (const Text::Run& run : line.runs) {
        if (!first)
            width += theme.px(run.gap);
        first = false;
        width += theme.metrics(faceOf(run.style, look)).horizontalAdvance(run.text);
    }
    return width;
}

double paintLine(QPainter& painter, const QRectF& box, const Text::Line& line, const Theme& theme,
    Qt::Alignment alignment, const LineLook& look)
{
    double x = box.left();
    const double width = widthOf(line, theme, look);
    if (width <= box.width()) {
        if (alignment & Qt::AlignRight)
            x = box.right() - width;
        else if (alignment & Qt::AlignHCenter)
            x = box.left() + (box.width() - width) / 2;
    }
    const double baseline = theme.baseline(box.top(), box.height());
    for (const Text::Run& run : line.runs) {
        const double end = x;
        if (&run != &line.runs.front())
            x += theme.px(run.gap);
        const Face face = faceOf(run.style, look);
        const QFontMetricsF& metrics = theme.metrics(face);
        const double room = box.right() - x;
        QString text = run.text;
        // What is cut says so: a run that more follows leaves room for the ellipsis.
        if (width > box.width() + 0.5 && &run != &line.runs.back())
            text += ellipsis;
        const bool cut = metrics.horizontalAdvance(text) > room + 0.5;
        if (cut)
            text = metrics.elidedText(text, Qt::ElideRight, std::max(0.0, room));
        else
            text = run.text;
        if (text.isEmpty() && cut) {
            text = ellipsis;
            x = end;
        }
        painter.setFont(theme.font(face));
        painter.setPen(theme.colour(isSecondary(run.style) ? look.secondary : look.text));
        painter.drawText(QPointF(x, baseline), text);
        if (cut)
            return box.right();
        x += metrics.horizontalAdvance(text);
    }
    return x;
}

std::vector<Text::Line> wrapped(
    const Text::Line& line, const Theme& theme, double width, const LineLook& look)
{
    std::vector<Text::Line> lines(1);
    double x = 0;
    const auto newLine = [&] {
        lines.emplace_back();
        x = 0;
    };
    for (const Text::Run& run : line.runs) {
        const QFontMetricsF& metrics = theme.metrics(faceOf(run.style, look));
        QString rest = run.text;
        int gap = run.gap;
        while (!rest.isEmpty()) {
            const bool empty = lines.back().runs.empty();
            const double room = width + 0.5 - x - (empty ? 0 : theme.px(gap));
            const qsizetype taken = fitting(rest, metrics, room, empty);
            if (taken > 0) {
                const QString piece = rest.left(taken);
                lines.back().runs.push_back({piece, run.style, empty ? 0 : gap});
                x += (empty ? 0 : theme.px(gap)) + metrics.horizontalAdvance(piece);
                rest = rest.mid(taken);
            }
            if (rest.isEmpty())
                break;
            newLine();
            gap = 0;
            while (rest.startsWith(QLatin1Char(' ')))
                rest.remove(0, 1);
        }
    }
    return lines;
}

Text::Line composed(const QString& sentence, std::initializer_list<Text::Line> values, Style style)
{
    Text::Line line;
    qsizetype start = 0;
    const auto addText = [&](qsizetype end) {
        if (end > start)
            line.runs.push_back({sentence.mid(start, end - start), style, 0});
    };
    for (qsizetype i = 0; i + 1 < sentence.size(); ++i) {
        if (sentence.at(i) != QLatin1Char('%') || !sentence.at(i + 1).isDigit())
            continue;
        const auto number = static_cast<size_t>(sentence.at(i + 1).digitValue());
        if (number < 1 || number > values.size())
            continue;
        addText(i);
        const Text::Line& value = *(values.begin() + (number - 1));
        for (size_t run = 0; run < value.runs.size(); ++run) {
            line.runs.push_back(value.runs[run]);
            if (run == 0)
                line.runs.back().gap = 0; // the sentence has its own spaces
        }
        start = i + 2;
        ++i;
    }
    addText(sentence.size());
    return line;
}

Text::Line fixed(const QString& text) { return Text::plainLine(text, Style::Fixed); }
Text::Line fixedStrong(const QString& text) { return Text::plainLine(text, Style::FixedStrong); }
Text::Line fixedSecondary(const QString& text)
{
    return Text::plainLine(text, Style::FixedSecondary);
}
Text::Line plain(const QString& text) { return Text::plainLine(text, Style::Plain); }
Text::Line secondary(const QString& text) { return Text::plainLine(text, Style::Secondary); }
Text::Line strong(const QString& text) { return Text::plainLine(text, Style::Strong); }

Text::Line joined(Text::Line first, const Text::Line& second, int gap)
{
    for (size_t i = 0; i < second.runs.size(); ++i) {
        first.runs.push_back(second.runs[i]);
        if (i == 0 && first.runs.size() > 1)
            first.runs.back().gap = gap;
    }
    return first;
}

} // namespace Espalier::Ui
