// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "strictjson.h"

#include <domain/clock.h>

#include <QMap>
#include <QStringList>

#include <memory>

namespace Espalier::Evidence {

// RFC 3339, UTC, nine decimals, Z.
[[nodiscard]] QString timeText(WallTime time);
[[nodiscard]] std::optional<WallTime> timeFrom(const QString& text);

// 64 lower-case hex digits.
[[nodiscard]] bool isHash(const QString& text);

// Reads typed members of an object. The first problem, with the member's path, is kept and shared
// with the readers of its parts; after it every answer is empty. Borrowed: the tree must outlive
// it.
class FieldReader final {
public:
    FieldReader(const JsonObject& object, QString path);

    [[nodiscard]] QString text(const char* name); // required, not empty
    [[nodiscard]] QString optionalText(const char* name);
    [[nodiscard]] QString hash(const char* name);
    [[nodiscard]] QString optionalHash(const char* name);
    [[nodiscard]] quint64 decimal(const char* name);
    [[nodiscard]] quint64 optionalDecimal(const char* name);
    [[nodiscard]] int smallDecimal(const char* name); // fits an int
    [[nodiscard]] std::chrono::nanoseconds nanoseconds(const char* name);
    [[nodiscard]] std::optional<std::chrono::nanoseconds> optionalNanoseconds(const char* name);
    [[nodiscard]] WallTime time(const char* name);
    [[nodiscard]] bool optionalBool(const char* name);
    [[nodiscard]] QStringList texts(const char* name); // a missing list is empty
    [[nodiscard]] QMap<QString, QString> textMap(
        const char* name); // texts and booleans; others skipped
    [[nodiscard]] QMap<QString, QStringList> textsMap(const char* name);
    [[nodiscard]] FieldReader object(const char* name); // required
    [[nodiscard]] std::optional<FieldReader> optionalObject(const char* name);
    [[nodiscard]] std::vector<FieldReader> objects(const char* name); // a missing list is empty
    [[nodiscard]] bool has(const char* name) const;

    void fail(const QString& problem); // about this object
    void fail(const char* name, const QString& rule);
    [[nodiscard]] const QString& problem() const { return *m_problem; }

private:
    FieldReader(const JsonObject* object, QString path, std::shared_ptr<QString> problem);
    [[nodiscard]] const JsonValue* member(const char* name, JsonValue::Kind kind, bool required);
    [[nodiscard]] std::optional<quint64> readDecimal(const char* name, bool required);

    const JsonObject* m_object;
    QString m_path;
    std::shared_ptr<QString> m_problem;
};

// Fills an object in the spelling of payloads; optional ones leave empty values out.
class FieldWriter final {
public:
    FieldWriter& text(const char* name, const QString& value);
    FieldWriter& optionalText(const char* name, const QString& value);
    FieldWriter& decimal(const char* name, quint64 value);
    FieldWriter& nanoseconds(const char* name, std::chrono::nanoseconds value);
    FieldWriter& time(const char* name, WallTime value);
    FieldWriter& boolean(const char* name, bool value);
    FieldWriter& texts(const char* name, const QStringList& values);
    FieldWriter& textMap(const char* name, const QMap<QString, QString>& values);
    FieldWriter& textsMap(const char* name, const QMap<QString, QStringList>& values);
    FieldWriter& object(const char* name, FieldWriter&& part);
    FieldWriter& array(const char* name, JsonArray values);
    [[nodiscard]] JsonObject take() { return std::move(m_object); }
    [[nodiscard]] JsonValue takeValue() { return JsonValue(std::move(m_object)); }

private:
    FieldWriter& put(const char* name, JsonValue value);
    JsonObject m_object;
};

// A list of objects, one an item: fill(writer, item).
template <typename Items, typename Fill>
[[nodiscard]] JsonArray listOf(const Items& items, const Fill& fill)
{
    JsonArray list;
    for (const auto& item : items) {
        FieldWriter out;
        fill(out, item);
        list.push_back(out.takeValue());
    }
    return list;
}

// And back: read(reader) makes an item of each.
template <typename Read>
[[nodiscard]] auto listFrom(std::vector<FieldReader> elements, const Read& read)
{
    std::vector<decltype(read(elements.front()))> items;
    items.reserve(elements.size());
    for (FieldReader& element : elements)
        items.push_back(read(element));
    return items;
}

} // namespace Espalier::Evidence
