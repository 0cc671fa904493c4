// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <store/details.h>

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace Espalier::Ui {

class LineLabel;

// One silent site: since when, what is shown instead, when the next try is. Cannot be dismissed.
class StaleBanner final : public QWidget {
    Q_OBJECT
public:
    explicit StaleBanner(QWidget* parent);
    void setFeed(const SiteFeed& feed, const Clock& clock);

Q_SIGNALS:
    void retryPressed(const Espalier::SiteId& site);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    SiteId m_site;
    LineLabel* m_text;
    QPushButton* m_retry;
};

// A banner for each silent site, worst first gone as soon as the site is heard again.
class StaleBanners final : public QWidget {
    Q_OBJECT
public:
    explicit StaleBanners(QWidget* parent = nullptr);
    void refresh(const std::vector<SiteFeed>& sites, const Clock& clock);
    [[nodiscard]] int shown() const { return m_shown; }

Q_SIGNALS:
    void retryPressed(const Espalier::SiteId& site);

private:
    QVBoxLayout* m_column;
    std::vector<StaleBanner*> m_banners;
    int m_shown = 0;
};

// "iad1 feed lost 02:37:02Z. Showing last known state of 768 hosts. Retrying in 8 s."
[[nodiscard]] QString staleSentence(const SiteFeed& feed, const Clock& clock);

} // namespace Espalier::Ui
