// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"

#include <QHash>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace Espalier {

// One table of the store: entries by fixed row id and by key, and what changed since it was last
// asked. Entries do not move while they live.
template <typename Key, typename Entry> class Table final {
public:
    // The key must be new.
    RowId insert(const Key& key)
    {
        auto row = static_cast<RowId>(m_entries.size());
        if (m_free.empty()) {
            m_entries.emplace_back();
            m_masks.push_back(0);
        } else {
            row = m_free.back();
            m_free.pop_back();
        }
        m_entries[row] = std::make_unique<Entry>();
        m_rows.insert(key, row);
        m_inserted.push_back(row);
        return row;
    }
    void erase(const Key& key)
    {
        const auto row = rowOf(key);
        if (!row)
            return;
        m_rows.remove(key);
        m_entries[*row].reset();
        m_masks[*row] = 0;
        const auto fresh = std::find(m_inserted.begin(), m_inserted.end(), *row);
        if (fresh == m_inserted.end())
            m_removed.push_back(*row);
        else
            m_inserted.erase(fresh); // nobody has heard of it
        m_freed.push_back(*row);
    }
    [[nodiscard]] std::optional<RowId> rowOf(const Key& key) const
    {
        const auto found = m_rows.constFind(key);
        if (found == m_rows.cend())
            return std::nullopt;
        return *found;
    }
    [[nodiscard]] Entry* find(const Key& key)
    {
        const auto row = rowOf(key);
        return row ? m_entries[*row].get() : nullptr;
    }
    [[nodiscard]] const Entry* find(const Key& key) const
    {
        const auto row = rowOf(key);
        return row ? m_entries[*row].get() : nullptr;
    }
    [[nodiscard]] Entry& at(RowId row) { return *m_entries[row]; }
    [[nodiscard]] const Entry& at(RowId row) const { return *m_entries[row]; }
    // nullptr if the row is no more.
    [[nodiscard]] const Entry* look(RowId row) const
    {
        return row < m_entries.size() ? m_entries[row].get() : nullptr;
    }
    [[nodiscard]] int size() const { return static_cast<int>(m_rows.size()); }

    template <typename Function> void forEach(Function&& function)
    {
        for (RowId row = 0; row < m_entries.size(); ++row) {
            if (m_entries[row])
                function(row, *m_entries[row]);
        }
    }
    template <typename Function> void forEach(Function&& function) const
    {
        for (RowId row = 0; row < m_entries.size(); ++row) {
            if (m_entries[row])
                function(row, std::as_const(*m_entries[row]));
        }
    }
    void touch(RowId row, FieldMask mask)
    {
        if (mask == 0)
            return;
        if (m_masks[row] == 0)
            m_touched.push_back(row);
        m_masks[row] |= mask;
    }

    [[nodiscard]] TableChanges takeChanges()
    {
        TableChanges changes;
        std::sort(m_inserted.begin(), m_inserted.end());
        std::sort(m_removed.begin(), m_removed.end());
        std::sort(m_touched.begin(), m_touched.end());
        for (const RowId row : m_touched) {
            const FieldMask mask = std::exchange(m_masks[row], 0);
            if (mask == 0 || std::binary_search(m_inserted.begin(), m_inserted.end(), row))
                continue;
            const bool joins = !changes.changed.empty() && changes.changed.back().last + 1 == row
                && changes.changed.back().mask == mask;
            if (joins)
                changes.changed.back().last = row;
            else
                changes.changed.push_back({row, row, mask});
        }
        m_touched.clear();
        changes.inserted = std::exchange(m_inserted, {});
        changes.removed = std::exchange(m_removed, {});
        m_free.insert(m_free.end(), m_freed.begin(), m_freed.end());
        m_freed.clear();
        return changes;
    }

private:
    std::vector<std::unique_ptr<Entry>> m_entries;
    QHash<Key, RowId> m_rows;
    std::vector<FieldMask> m_masks; // by row
    std::vector<RowId>
        m_touched; // rows whose mask is not 0, in any order; a removed one may be left
    std::vector<RowId> m_inserted, m_removed;
    std::vector<RowId> m_free; // may be given out
    std::vector<RowId> m_freed; // told of by the next change set, free after it
};

} // namespace Espalier
