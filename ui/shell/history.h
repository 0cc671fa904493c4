// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace Espalier::Ui {

// Where one has been: page, filter and chosen row, for Back and Forward. A plain value.
struct Station {
    int page = 0;
    QString filter;
    QString id; // of the current row, empty: none
    friend bool operator==(const Station&, const Station&) = default;
};

class History final {
public:
    static constexpr size_t longest = 50;

    explicit History(Station start = {});
    [[nodiscard]] const Station& current() const { return m_stations[m_at]; }
    // The row chosen and the filter typed while one stays on a page replace each other.
    void amend(const Station& station);
    // Going to another page: forgets what was ahead.
    void push(const Station& station);
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_stations.size(); }
    const Station& back();
    const Station& forward();

private:
    std::vector<Station> m_stations;
    size_t m_at = 0;
};

} // namespace Espalier::Ui
