// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "objects.h"

#include <QString>
#include <QVariantList>

namespace Espalier::Fleetd {

class FleetRecord;

// The changes of one commit while it is put together: at most one per object, and SQL beside them.
class Draft final {
public:
    template <typename Resource> void put(Resource resource)
    {
        putObject(wrap(std::move(resource)));
    }
    // From the watchable set; the row stays in the database.
    void retire(v1::ObjectType type, const std::string& uid);
    // A host's record as it was verified. leafHash: its own, lower-case hex.
    void append(v1::Record record, const QString& leafHash);
    // For record/ only, the one room that knows tables.
    void sql(const QString& statement, const QVariantList& values);
    // What this commit makes of an object so far; nullptr: nothing, or it is retired.
    [[nodiscard]] ObjectPtr pending(v1::ObjectType type, const std::string& uid) const;
    // How many objects of a type it changes so far.
    [[nodiscard]] size_t countOf(v1::ObjectType type) const;

private:
    friend class FleetRecord;
    struct Change {
        v1::ObjectType type = v1::OBJECT_TYPE_UNSPECIFIED;
        std::string uid;
        ObjectPtr object; // nullptr: it is retired
        QString leafHash; // records only
    };
    struct Statement {
        QString text;
        QVariantList values;
    };
    Change& putObject(v1::Object object);
    Change& changeOf(v1::ObjectType type, const std::string& uid);

    std::vector<Change> m_changes;
    std::vector<Statement> m_statements;
};

} // namespace Espalier::Fleetd
