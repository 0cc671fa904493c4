// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <alarms/alarm.h>
#include <dialogs/orderdesk.h>
#include <domain/clock.h>
#include <store/details.h>

#include <QLabel>

#include <map>
#include <vector>

class QHBoxLayout;
class QPushButton;
class QSpacerItem;

namespace Espalier::Ui {

class ArmedChip;
class AlarmBadges;
class LineLabel;

// One site's feed: live with its age, or a raised chip that says STALE. An age wears no colour.
class FeedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit FeedLabel(QWidget* parent);
    void setFeed(const SiteFeed& feed, const Clock& clock);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name, m_word, m_age;
    FeedState m_state = FeedState::Listing;
};

// Six places; the dot moves on with every message, so that a frozen window is visible.
class Heartbeat final : public QLabel {
    Q_OBJECT
public:
    explicit Heartbeat(QWidget* parent);
    void beat(quint64 messages);
    [[nodiscard]] int place() const { return m_place; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_place = 0;
    quint64 m_messages = 0;
};

// Never hidden, scrolled or covered: environment, feeds, UTC clock, heartbeat, what may be done.
class StatusStrip final : public QWidget {
    Q_OBJECT
public:
    StatusStrip(const QString& environment, QWidget* parent);
    void refresh(const std::vector<SiteFeed>& sites, const Clock& clock);
    void setAlarms(const AlarmSums& sums);
    void setRights(const Rights& rights);

Q_SIGNALS:
    void armPressed();
    void disarmPressed();
    void keyPressed(); // the command key is wanted: there is none that could arm

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildRights();
    void showRights();

    Rights m_rightsNow;
    QLabel* m_environment;
    LineLabel* m_name;
    QHBoxLayout* m_feedRow;
    std::vector<FeedLabel*> m_feeds;
    QSpacerItem* m_alarmGap; // gives way first
    AlarmBadges* m_alarms;
    LineLabel* m_date;
    QLabel* m_clock;
    Heartbeat* m_heartbeat;
    LineLabel* m_state;
    QLabel* m_development;
    LineLabel* m_rights;
    ArmedChip* m_armed;
    QPushButton* m_arm;
};

} // namespace Espalier::Ui
