// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <items/columnspec.h>
#include <items/tablemodel.h>

#include <array>
#include <map>

namespace Espalier::Tests {

// A row source over a plain map, with three columns: word, number (missing below 0), other.
class PlainSource final : public Items::RowSource {
public:
    struct Row {
        QString id, word;
        qint64 number = 0;
        QString other;
        bool accepted = true;
    };
    struct World {
        std::map<RowId, Row> rows;
    };
    explicit PlainSource(std::shared_ptr<World> world)
        : m_world(std::move(world))
    {
    }
    int columnCount() const override { return 3; }
    const Items::ColumnSpec& column(int column) const override
    {
        static const std::array<Items::ColumnSpec, 3> specs{{
            {"word", "Word", Qt::AlignLeft, 80, false, true, Field::job},
            {"number", "Number", Qt::AlignRight, 60, false, false, Field::evidence},
            {"other", "Other", Qt::AlignLeft, 60, true, true, Field::place},
        }};
        return specs[static_cast<size_t>(column)];
    }
    std::vector<RowId> rows() const override
    {
        std::vector<RowId> ids;
        for (const auto& [id, row] : m_world->rows)
            ids.push_back(id);
        return ids;
    }
    bool accepts(RowId row) const override { return m_world->rows.at(row).accepted; }
    const TableChanges& changesIn(const ChangeSet& changes) const override { return changes.slots; }
    QString id(RowId row) const override
    {
        const auto found = m_world->rows.find(row);
        return found == m_world->rows.end() ? QString() : found->second.id;
    }
    std::optional<RowId> rowOf(const QString& id) const override
    {
        for (const auto& [row, content] : m_world->rows) {
            if (content.id == id)
                return row;
        }
        return std::nullopt;
    }
    Items::SortKey sortKey(RowId row, int column) const override
    {
        const Row& content = m_world->rows.at(row);
        if (column == 1)
            return {content.number < 0 ? Items::missingKey : content.number, {}};
        return {0, column == 0 ? content.word : content.other};
    }
    Text::Line text(RowId row, int column) const override
    {
        const auto found = m_world->rows.find(row);
        if (found == m_world->rows.end())
            return {};
        const Row& content = found->second;
        return Text::plainLine(column == 0 ? content.word
                : column == 1              ? QString::number(content.number)
                                           : content.other);
    }
    QVariant value(RowId, int, int) const override { return {}; }

private:
    std::shared_ptr<World> m_world;
};

inline QStringList idsOf(const Items::TableModel& model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.index(row, 0).data(Items::IdRole).toString();
    return ids;
}

} // namespace Espalier::Tests
