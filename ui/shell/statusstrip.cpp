// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusstrip.h"

#include "alarmbadges.h"
#include "armedchip.h"

#include <parts/linelabel.h>
#include <text/messages.h>
#include <text/times.h>
#include <text/words.h>
#include <theme/glyphs.h>

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSpacerItem>

#include <algorithm>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int stripHeight = 40;
constexpr int railWidth = 184;
constexpr int places = 6;
constexpr int feedHeight = 24;
constexpr int narrowStrip = 1300; // from here on one badge stands for all alarms

bool isSilent(FeedState state) { return state == FeedState::Stale || state == FeedState::Unknown; }

// PROD is inverted, so that nobody takes it for another; the others are plain.
class EnvironmentLabel final : public QLabel {
public:
    using QLabel::QLabel;
    [[nodiscard]] QSize sizeHint() const override
    {
        const Theme& theme = themeOf(this);
        const double width = theme.metrics(Face::BodySemibold).horizontalAdvance(text());
        return {static_cast<int>(std::ceil(width)) + theme.px(32), theme.px(stripHeight)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = themeOf(this);
        const bool production = text() == QLatin1String("PROD");
        if (production)
            painter.fillRect(rect(), theme.colour(Token::Text));
        LineLook look;
        if (production)
            look.text = Token::Window;
        paintLine(painter, QRectF(rect()).adjusted(0, 0, 0, -1), strong(text()), theme,
            Qt::AlignHCenter, look);
    }
};

// The clock has a face of its own, and its own baseline rule does for it as well.
class ClockLabel final : public QLabel {
public:
    using QLabel::QLabel;
    [[nodiscard]] QSize sizeHint() const override
    {
        const Theme& theme = themeOf(this);
        const double width =
            theme.metrics(Face::Clock).horizontalAdvance(QStringLiteral("00:00:00Z"));
        return {static_cast<int>(std::ceil(width)), theme.px(stripHeight)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = themeOf(this);
        painter.setFont(theme.font(Face::Clock));
        painter.setPen(theme.colour(Token::Text));
        painter.drawText(QPointF(0, theme.baseline(0, height() - 1) + theme.px(1)), text());
    }
};

} // namespace

FeedLabel::FeedLabel(QWidget* parent)
    : QLabel(parent)
{
    setFixedHeight(themeOf(parent).px(feedHeight));
}

void FeedLabel::setFeed(const SiteFeed& feed, const Clock& clock)
{
    const QSize before = sizeHint();
    m_name = feed.id.text();
    m_state = feed.state;
    m_word = Text::feedStateWord(feed.state);
    m_age = feed.lastMessage
        ? Text::durationText(clock.mono() - *feed.lastMessage, Text::Resolution::Fine)
        : QString();
    setObjectName(QString(QLatin1String("feed.") + m_name));
    QStringList words{m_name, m_word, m_age};
    words.removeAll(QString());
    const QString spoken = words.join(QLatin1Char(' '));
    if (spoken != text()) {
        setText(spoken);
        setAccessibleName(spoken);
    }
    const QString problem = Text::sentence(feed.problem);
    QString tip = problem;
    if (feed.lastMessageWall)
        tip = tr("Last message %1. %2")
                  .arg(Text::utcDateTime(*feed.lastMessageWall), problem)
                  .trimmed();
    setToolTip(tip);
    if (sizeHint() != before)
        updateGeometry();
    update();
}

QSize FeedLabel::sizeHint() const
{
    const Theme& theme = themeOf(this);
    const QFontMetricsF& metrics = theme.metrics(Face::Fixed);
    double width = metrics.horizontalAdvance(m_name) + theme.px(8 + 18);
    const QFontMetricsF& word =
        isSilent(m_state) ? theme.metrics(Face::BodySemibold) : theme.metrics(Face::Fixed);
    width += word.horizontalAdvance(m_word);
    // Room for three digits, so that the strip does not jump with every second.
    const QString widest = m_age.size() > 5 ? m_age : QStringLiteral("00 s");
    width += metrics.horizontalAdvance(widest) + theme.px(8);
    if (isSilent(m_state))
        width += theme.px(20);
    return {static_cast<int>(std::ceil(width)), theme.px(24)};
}

void FeedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    QRectF box = rect();
    const bool silent = isSilent(m_state);
    double x = 0;
    if (silent) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.colour(Token::Border), 1));
        painter.setBrush(theme.colour(Token::Raised));
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        x += theme.px(8);
        paintGlyph(
            painter, QPointF(x, std::round(box.center().y() - 6)), 12, Glyph::Unknown, theme);
        x += 12 + theme.px(6);
    } else {
        const double top = std::round(box.center().y() - 4);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(theme.colour(Token::Outline), 1));
        painter.setBrush(
            m_state == FeedState::Synced ? QBrush(theme.colour(Token::Run)) : Qt::NoBrush);
        painter.drawRect(QRectF(x, top, 7, 7));
        x += 8 + theme.px(8);
    }
    Text::Line line = silent ? fixedStrong(m_name) : fixed(m_name);
    line = joined(line, silent ? strong(m_word) : fixedSecondary(m_word), 6);
    if (!m_age.isEmpty())
        line = joined(line, silent ? fixed(m_age) : fixedSecondary(m_age), 6);
    paintLine(painter, QRectF(x, box.top(), box.width() - x, box.height()), line, theme);
}

Heartbeat::Heartbeat(QWidget* parent)
    : QLabel(parent)
{
    setObjectName(QStringLiteral("heartbeat"));
    setAccessibleName(tr("Heartbeat"));
    setToolTip(tr("Moves one place with every message received"));
    setFixedSize(places * 6, 20);
}

void Heartbeat::beat(quint64 messages)
{
    if (messages == m_messages)
        return;
    m_messages = messages;
    m_place = (m_place + 1) % places;
    setAccessibleDescription(
        messages == 1 ? tr("1 message received") : tr("%1 messages received").arg(messages));
    update();
}

void Heartbeat::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    const double middle = height() / 2.0;
    for (int i = 0; i < places; ++i) {
        if (i == m_place)
            painter.fillRect(QRectF(i * 6, middle - 4, 4, 8), theme.colour(Token::Text));
        else
            painter.fillRect(QRectF(i * 6, middle - 0.5, 4, 1), theme.colour(Token::Text2));
    }
}

StatusStrip::StatusStrip(const QString& environment, QWidget* parent)
    : QWidget(parent)
    , m_environment(new EnvironmentLabel(environment, this))
    , m_name(new LineLabel(this))
    , m_feedRow(new QHBoxLayout)
    , m_alarmGap(new QSpacerItem(24, 0, QSizePolicy::Fixed, QSizePolicy::Minimum))
    , m_alarms(new AlarmBadges(this))
    , m_date(new LineLabel(this))
    , m_clock(new ClockLabel(this))
    , m_heartbeat(new Heartbeat(this))
    , m_state(new LineLabel(this))
    , m_development(new QLabel(this))
    , m_rights(new LineLabel(this))
    , m_armed(new ArmedChip(this))
    , m_arm(new QPushButton(this))
{
    setObjectName(QStringLiteral("statusStrip"));
    setAccessibleName(tr("Status"));
    setFixedHeight(themeOf(this).px(stripHeight));
    m_environment->setObjectName(QStringLiteral("environment"));
    m_environment->setAccessibleName(tr("Environment %1").arg(environment));
    m_name->setLine(secondary(QStringLiteral("Espalier")));
    m_date->setObjectName(QStringLiteral("date"));
    m_clock->setObjectName(QStringLiteral("clock"));
    m_state->setObjectName(QStringLiteral("feedState"));
    buildRights();
    auto* left = new QWidget(this);
    left->setFixedWidth(themeOf(this).px(railWidth));
    left->setAccessibleName(tr("Environment"));
    auto* leftRow = new QHBoxLayout(left);
    leftRow->setContentsMargins(0, 0, 0, 0);
    leftRow->setSpacing(12);
    leftRow->addWidget(m_environment);
    leftRow->addWidget(m_name);
    leftRow->addStretch();
    m_feedRow->setSpacing(16);
    m_feedRow->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 16, 0);
    row->setSpacing(0);
    row->addWidget(left);
    row->addSpacing(16);
    row->addLayout(m_feedRow);
    row->addSpacerItem(m_alarmGap);
    row->addWidget(m_alarms);
    row->addStretch(1);
    row->addWidget(m_date);
    row->addSpacing(8);
    row->addWidget(m_clock);
    row->addSpacing(14);
    row->addWidget(m_heartbeat);
    row->addSpacing(6);
    row->addWidget(m_state);
    row->addSpacing(32);
    row->addWidget(m_development);
    row->addWidget(m_rights);
    row->addWidget(m_armed);
    row->addSpacing(8);
    row->addWidget(m_arm);
    showRights();
}

void StatusStrip::buildRights()
{
    m_development->setObjectName(QStringLiteral("developmentKey"));
    m_development->setText(tr("DEV"));
    m_development->setFont(themeOf(this).font(Face::BodySemibold));
    m_development->setToolTip(tr("The command key was read from a file of a development fleet"));
    m_development->setAccessibleName(tr("Development key"));
    m_development->setContentsMargins(0, 0, 12, 0);
    m_rights->setObjectName(QStringLiteral("rights"));
    m_armed->setObjectName(QStringLiteral("armed"));
    m_arm->setObjectName(QStringLiteral("armButton"));
    m_arm->setFocusPolicy(Qt::TabFocus);
    m_arm->setFixedHeight(themeOf(this).px(28));
    connect(m_arm, &QPushButton::clicked, this, [this] {
        if (m_rightsNow.armed)
            Q_EMIT disarmPressed();
        else if (m_rightsNow.canArm)
            Q_EMIT armPressed();
        else
            Q_EMIT keyPressed();
    });
}

void StatusStrip::setRights(const Rights& rights)
{
    m_rightsNow = rights;
    showRights();
}

// What no role of this person allows is absent, not greyed: then there is no button at all.
void StatusStrip::showRights()
{
    const Rights& rights = m_rightsNow;
    // Below 1500 px the reason is in the tooltip: the clock is what is read.
    const bool wide = width() >= themeOf(this).px(1500);
    m_development->setVisible(rights.development);
    m_rights->setVisible(!rights.armed);
    Text::Line line = secondary(tr("read-only"));
    if (wide && !rights.why.isEmpty())
        line = joined(line, secondary(rights.why), 8);
    m_rights->setLine(line);
    m_rights->setToolTip(rights.advice);
    m_rights->setAccessibleDescription(rights.advice);
    m_armed->setVisible(rights.armed);
    if (rights.left)
        m_armed->setLeft(*rights.left);
    m_arm->setVisible(rights.mayOrder);
    m_arm->setEnabled(!rights.arming);
    const QString text = rights.armed ? tr("Disarm") : rights.canArm ? tr("Arm") : tr("Key...");
    if (text != m_arm->text()) {
        m_arm->setText(text);
        m_arm->setAccessibleName(
            rights.armed || rights.canArm ? text : tr("Command key of this desk"));
    }
    m_arm->setToolTip(rights.armed ? tr("Back to read-only at once") : rights.advice);
    update();
}

void StatusStrip::refresh(const std::vector<SiteFeed>& sites, const Clock& clock)
{
    while (m_feeds.size() < sites.size()) {
        m_feeds.push_back(new FeedLabel(this));
        m_feedRow->addWidget(m_feeds.back());
    }
    quint64 messages = 0;
    bool live = false;
    bool silent = false;
    for (size_t i = 0; i < m_feeds.size(); ++i) {
        m_feeds[i]->setVisible(i < sites.size());
        if (i >= sites.size())
            continue;
        m_feeds[i]->setFeed(sites[i], clock);
        messages += sites[i].messages;
        live = live || sites[i].state == FeedState::Synced;
        silent = silent || isSilent(sites[i].state);
    }
    m_heartbeat->beat(messages);
    m_date->setLine(fixedSecondary(Text::utcDate(clock.wall())));
    const QString now = Text::utcTime(clock.wall());
    if (now != m_clock->text()) {
        m_clock->setText(now);
        m_clock->setAccessibleName(now);
    }
    m_state->setLine(live ? strong(tr("LIVE"))
            : silent      ? strong(tr("STALE"))
                          : secondary(tr("connecting")));
}

void StatusStrip::setAlarms(const AlarmSums& sums) { m_alarms->setSums(sums); }

void StatusStrip::resizeEvent(QResizeEvent*)
{
    // Below 1500 px the date goes: the clock is what is read.
    m_date->setVisible(width() >= themeOf(this).px(1500));
    const bool narrow = width() < themeOf(this).px(narrowStrip);
    m_alarms->setCompact(narrow);
    m_alarmGap->changeSize(narrow ? 8 : 24, 0, QSizePolicy::Fixed, QSizePolicy::Minimum);
    m_armed->setShort(narrow);
    m_state->setVisible(!narrow); // each feed says it of itself, and the heartbeat moves
    showRights();
}

void StatusStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Window));
    const QColor line = theme.colour(Token::Line);
    hairline(painter, QPointF(0, height() - 1), QPointF(width(), height() - 1), line);
    const double top = height() / 4.0;
    const double rail = theme.px(railWidth);
    hairline(painter, QPointF(rail, top), QPointF(rail, height() - top), line);
    const QWidget* first = m_development->isVisible() ? static_cast<QWidget*>(m_development)
        : m_rightsNow.armed                           ? static_cast<QWidget*>(m_armed)
                                                      : m_rights;
    const double alarms = m_alarms->x() - 16;
    hairline(painter, QPointF(alarms, top), QPointF(alarms, height() - top), line);
    const double rights = first->x() - 16;
    hairline(painter, QPointF(rights, top), QPointF(rights, height() - top), line);
}

} // namespace Espalier::Ui
