// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stalebanner.h"

#include <parts/linelabel.h>
#include <text/messages.h>
#include <text/numbers.h>
#include <text/times.h>
#include <theme/glyphs.h>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace Espalier::Ui {

namespace {

// Where a free function says StaleLine::tr(), lupdate takes another context than tr() does.
struct StaleLine {
    Q_DECLARE_TR_FUNCTIONS(StaleLine)
};

constexpr int bannerHeight = 44;

bool isSilent(const SiteFeed& feed)
{
    return feed.state == FeedState::Stale || feed.state == FeedState::Unknown;
}

Text::Line staleLine(const SiteFeed& feed, const Clock& clock)
{
    const Text::Line name = fixedStrong(feed.id.text());
    Text::Line line = feed.lastMessageWall
        ? composed(StaleLine::tr("%1 feed lost %2."),
            {name, fixedStrong(Text::utcTime(*feed.lastMessageWall))}, Text::Style::Strong)
        : composed(StaleLine::tr("%1 not heard yet."), {name}, Text::Style::Strong);
    if (feed.hosts > 0)
        line = joined(line,
            composed(StaleLine::tr("Showing last known state of %1."),
                {plain(Text::hosts(feed.hosts))}, Text::Style::Plain),
            8);
    if (feed.retryAt && *feed.retryAt > clock.mono())
        line = joined(line,
            composed(StaleLine::tr("Retrying in %1."),
                {Text::duration(*feed.retryAt - clock.mono(), Text::Resolution::Fine)},
                Text::Style::Plain),
            8);
    else if (feed.phase == LinkPhase::Connecting || feed.phase == LinkPhase::Listing)
        line = joined(line, plain(StaleLine::tr("Retrying now.")), 8);
    if (!feed.problem.isEmpty())
        line = joined(line, secondary(Text::sentence(feed.problem)), 12);
    return line;
}

} // namespace

QString staleSentence(const SiteFeed& feed, const Clock& clock)
{
    return staleLine(feed, clock).plain();
}

StaleBanner::StaleBanner(QWidget* parent)
    : QWidget(parent)
    , m_text(new LineLabel(this))
    , m_retry(new QPushButton(tr("Retry now"), this))
{
    setFixedHeight(themeOf(this).px(bannerHeight));
    m_text->setElides(true);
    m_retry->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 1);
    row->addWidget(m_text, 1);
    row->addWidget(m_retry);
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryPressed(m_site); });
}

void StaleBanner::setFeed(const SiteFeed& feed, const Clock& clock)
{
    m_site = feed.id;
    setObjectName(QString(QLatin1String("banner.") + feed.id.text()));
    setAccessibleName(tr("%1 is stale").arg(feed.id.text()));
    m_retry->setAccessibleName(tr("Retry %1 now").arg(feed.id.text()));
    m_text->setLine(staleLine(feed, clock));
}

void StaleBanner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Raised));
    paintStaleStripe(painter, QRectF(0, 0, staleStripe, height()), theme);
    hairline(painter, QPointF(0, height() - 1), QPointF(width(), height() - 1),
        theme.colour(Token::Line));
}

StaleBanners::StaleBanners(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("staleBanners"));
    setAccessibleName(tr("Silent sites"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

void StaleBanners::refresh(const std::vector<SiteFeed>& sites, const Clock& clock)
{
    size_t used = 0;
    for (const SiteFeed& feed : sites) {
        if (!isSilent(feed))
            continue;
        if (used == m_banners.size()) {
            auto* banner = new StaleBanner(this);
            connect(banner, &StaleBanner::retryPressed, this, &StaleBanners::retryPressed);
            m_column->addWidget(banner);
            m_banners.push_back(banner);
        }
        m_banners[used]->setFeed(feed, clock);
        m_banners[used]->setVisible(true);
        ++used;
    }
    for (size_t i = used; i < m_banners.size(); ++i)
        m_banners[i]->setVisible(false);
    m_shown = static_cast<int>(used);
    setVisible(used > 0);
}

} // namespace Espalier::Ui
