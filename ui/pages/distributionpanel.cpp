// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "distributionpanel.h"

#include <charts/histogram.h>
#include <parts/figures.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>
#include <theme/theme.h>

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int switchHeight = 24;
constexpr int switchGap = 14;
constexpr int digestShown = 12; // hex digits of an image

// One of the views' titles; the one that is shown is set semibold and underlined.
class ViewButton final : public QAbstractButton {
public:
    ViewButton(const QString& title, QWidget* parent)
        : QAbstractButton(parent)
    {
        setText(title);
        setAccessibleName(title);
        setToolTip(title);
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::TabFocus);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const Theme& theme = themeOf(this);
        const int width = static_cast<int>(std::ceil(widthOf(strong(text()), theme)));
        return {std::max(width, theme.px(switchHeight)), theme.px(switchHeight)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override // narrower, its title is elided
    {
        const int side = themeOf(this).px(switchHeight);
        return {side, side};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = themeOf(this);
        const bool loud = isChecked() || underMouse();
        paintLine(painter, rect(), isChecked() ? strong(text()) : secondary(text()), theme,
            Qt::AlignLeft, {Token::Text, loud ? Token::Text : Token::Text2});
        if (isChecked())
            painter.fillRect(QRectF(0, height() - 2, width(), 2), theme.colour(Token::Text));
        if (hasFocus()) {
            painter.setPen(QPen(theme.colour(Token::Focus), 2));
            painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
        }
    }
};

Text::Line seconds(std::chrono::milliseconds value)
{
    return Text::duration(value, Text::Resolution::Fine);
}

Text::Line zeroRecedes(int value)
{
    const QString text = Text::grouped(value);
    return value == 0 ? fixedSecondary(text) : fixedStrong(text);
}

} // namespace

DistributionPanel::DistributionPanel(QWidget* parent)
    : QWidget(parent)
    , m_switch(new QHBoxLayout)
    , m_views(new QStackedWidget(this))
    , m_histogram(new Histogram)
    , m_images(new FigureGrid)
    , m_hostds(new FigureGrid)
    , m_open(new FigureGrid(nullptr, 3))
{
    setObjectName(QStringLiteral("distribution"));
    setAccessibleName(tr("How long teardowns took"));
    m_views->setAccessibleName(accessibleName());
    m_switch->setContentsMargins(0, 0, 0, 0);
    m_switch->setSpacing(switchGap);
    addView(Chart, tr("Duration, s"), "distributionChart", m_histogram);
    addView(Images, tr("By image"), "distributionImages", m_images);
    addView(Hostds, tr("By hostd"), "distributionHostds", m_hostds);
    addView(Open, tr("Oldest open"), "distributionOpen", m_open);
    m_hostds->setToolTip(tr("The version that the host reported when its record was taken in"));
    m_switch->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(m_switch);
    column->addWidget(m_views, 1);
}

void DistributionPanel::addView(View view, const QString& title, const char* key, QWidget* content)
{
    auto* button = new ViewButton(title, this);
    button->setObjectName(QLatin1String(key));
    button->setChecked(view == Chart);
    m_switch->addWidget(button);
    auto* page = new QWidget;
    page->setAccessibleName(title);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(content, view == Chart ? 1 : 0);
    if (view != Chart) {
        content->setObjectName(QLatin1String(key) + QLatin1String("Grid"));
        content->setAccessibleName(title);
        column->addStretch(1);
    }
    m_views->addWidget(page);
    connect(button, &QAbstractButton::clicked, this, [this, view] { show(view); });
}

void DistributionPanel::show(View view)
{
    m_views->setCurrentIndex(view);
    if (m_store)
        refresh(*m_store);
}

void DistributionPanel::refresh(const FleetStore& store)
{
    m_store = &store;
    switch (static_cast<View>(m_views->currentIndex())) {
    case Chart:
        m_histogram->setStatistics(store.teardowns(SiteId(), false));
        return;
    case Images:
        refreshGroups(*m_images, tr("Image"), store.teardowns(TeardownGrouping::Image));
        return;
    case Hostds:
        refreshGroups(*m_hostds, tr("hostd"), store.teardowns(TeardownGrouping::Hostd));
        return;
    case Open:
        refreshOpen(store.longestOpen(openShown), store.clock());
        return;
    }
}

void DistributionPanel::refreshGroups(
    FigureGrid& grid, const QString& caption, const std::vector<TeardownGroup>& groups)
{
    std::vector<FigureGrid::Row> rows;
    for (const TeardownGroup& group : groups) {
        const TeardownStatistics& taken = group.statistics;
        FigureGrid::Row row;
        row.cells = {
            group.name.isEmpty() ? secondary(tr("not told")) : fixed(group.name.left(digestShown)),
            fixed(Text::grouped(taken.count)), seconds(taken.p50), seconds(taken.p95),
            seconds(taken.p99), zeroRecedes(taken.pastSlo)};
        rows.push_back(row);
    }
    if (rows.empty())
        rows.push_back({{secondary(tr("No teardown is proven yet")), {}, {}, {}, {}, {}}});
    grid.setRows({caption, tr("Lives"), tr("p50", "median"), tr("p95", "percentile"),
                     tr("p99", "percentile"), tr("Past SLO")},
        rows);
}

void DistributionPanel::refreshOpen(const std::vector<LifeRow>& lives, const Clock& clock)
{
    std::vector<FigureGrid::Row> rows;
    for (const LifeRow& life : lives) {
        FigureGrid::Row row;
        Text::Line place = joined(secondary(life.site.text()), fixed(life.slotCode));
        if (life.simulated)
            place = joined(place, secondary(tr("simulated")));
        row.cells = {place, plain(life.tenant.text()), plain(Text::stateWord(life.state)),
            Text::duration(std::max<std::chrono::nanoseconds>(
                clock.wall() - *life.jobEndedAt, std::chrono::nanoseconds(0)))};
        row.was = !life.siteFresh;
        rows.push_back(row);
    }
    if (rows.empty())
        rows.push_back({{secondary(tr("Nothing is open")), {}, {}, {}}});
    m_open->setRows(
        {tr("Place"), tr("Tenant"), tr("State"), tr("Open for", "since the job's end")}, rows);
}

} // namespace Espalier::Ui
