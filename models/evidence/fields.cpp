// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fields.h"

#include <algorithm>
#include <limits>

namespace Espalier::Evidence {

namespace {

QString nameOf(const char* name) { return QString::fromUtf8(name); }

QString kindWord(JsonValue::Kind kind)
{
    switch (kind) {
    case JsonValue::Kind::Null:
        return QStringLiteral("null");
    case JsonValue::Kind::Bool:
        return QStringLiteral("true or false");
    case JsonValue::Kind::String:
        return QStringLiteral("a text");
    case JsonValue::Kind::Array:
        return QStringLiteral("a list");
    case JsonValue::Kind::Object:
        return QStringLiteral("an object");
    case JsonValue::Kind::Number:
        return QStringLiteral("a number");
    }
    return {};
}

QString padded(qint64 value, int width)
{
    return QStringLiteral("%1").arg(value, width, 10, QLatin1Char('0'));
}

// Digits of text at [from, from + count), -1 if one of them is none.
int digitsAt(const QString& text, qsizetype from, qsizetype count)
{
    int value = 0;
    for (qsizetype i = from; i < from + count; ++i) {
        const char16_t c = text.at(i).unicode();
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + (c - u'0');
    }
    return value;
}

} // namespace

QString timeText(WallTime time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return padded(static_cast<int>(date.year()), 4) + QLatin1Char('-')
        + padded(static_cast<unsigned>(date.month()), 2) + QLatin1Char('-')
        + padded(static_cast<unsigned>(date.day()), 2) + QLatin1Char('T')
        + padded(clock.hours().count(), 2) + QLatin1Char(':') + padded(clock.minutes().count(), 2)
        + QLatin1Char(':') + padded(clock.seconds().count(), 2) + QLatin1Char('.')
        + padded(clock.subseconds().count(), 9) + QLatin1Char('Z');
}

std::optional<WallTime> timeFrom(const QString& text)
{
    static const QString shape = QStringLiteral("0000-00-00T00:00:00.000000000Z");
    if (text.size() != shape.size())
        return std::nullopt;
    for (qsizetype i = 0; i < shape.size(); ++i) {
        if (shape.at(i) != QLatin1Char('0') && shape.at(i) != text.at(i))
            return std::nullopt;
    }
    const int year = digitsAt(text, 0, 4), month = digitsAt(text, 5, 2), day = digitsAt(text, 8, 2);
    const int hour = digitsAt(text, 11, 2), minute = digitsAt(text, 14, 2);
    const int second = digitsAt(text, 17, 2), nano = digitsAt(text, 20, 9);
    // 64 bits of nanoseconds end in 2262; a leap second has no place on this scale.
    if (year < 1970 || year > 2261 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0
        || minute > 59 || second < 0 || second > 59 || nano < 0)
        return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(year),
        std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok())
        return std::nullopt;
    return WallTime(std::chrono::sys_days(date)) + std::chrono::hours(hour)
        + std::chrono::minutes(minute) + std::chrono::seconds(second)
        + std::chrono::nanoseconds(nano);
}

bool isHash(const QString& text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9'))
            || (c >= QLatin1Char('a') && c <= QLatin1Char('f'));
    });
}

FieldReader::FieldReader(const JsonObject& object, QString path)
    : FieldReader(&object, std::move(path), std::make_shared<QString>())
{
}

FieldReader::FieldReader(const JsonObject* object, QString path, std::shared_ptr<QString> problem)
    : m_object(object)
    , m_path(std::move(path))
    , m_problem(std::move(problem))
{
}

void FieldReader::fail(const QString& problem)
{
    if (m_problem->isEmpty())
        *m_problem = m_path.isEmpty() ? problem : QString(m_path + QStringLiteral(": ") + problem);
}

void FieldReader::fail(const char* name, const QString& rule)
{
    if (m_problem->isEmpty()) {
        const QString dot = m_path.isEmpty() ? QString() : QStringLiteral(".");
        *m_problem = m_path + dot + nameOf(name) + QStringLiteral(": ") + rule;
    }
}

bool FieldReader::has(const char* name) const { return m_object->contains(nameOf(name)); }

const JsonValue* FieldReader::member(const char* name, JsonValue::Kind kind, bool required)
{
    const auto found = m_object->find(nameOf(name));
    if (found == m_object->end()) {
        if (required)
            fail(name, QStringLiteral("is missing"));
        return nullptr;
    }
    if (found->second.kind() != kind) {
        fail(name,
            QStringLiteral("must be %1, is %2")
                .arg(kindWord(kind), kindWord(found->second.kind())));
        return nullptr;
    }
    return &found->second;
}

QString FieldReader::text(const char* name)
{
    const JsonValue* value = member(name, JsonValue::Kind::String, true);
    if (value == nullptr)
        return {};
    if (value->toString().isEmpty())
        fail(name, QStringLiteral("is empty"));
    return value->toString();
}

QString FieldReader::optionalText(const char* name)
{
    const JsonValue* value = member(name, JsonValue::Kind::String, false);
    return value == nullptr ? QString() : value->toString();
}

QString FieldReader::hash(const char* name)
{
    QString value = text(name);
    if (!value.isEmpty() && !isHash(value))
        fail(name, QStringLiteral("is not 64 lower-case hex digits"));
    return value;
}

QString FieldReader::optionalHash(const char* name) { return has(name) ? hash(name) : QString(); }

std::optional<quint64> FieldReader::readDecimal(const char* name, bool required)
{
    const JsonValue* value = member(name, JsonValue::Kind::String, required);
    if (value == nullptr)
        return std::nullopt;
    const std::optional<quint64> number = decimalFrom(value->toString());
    if (!number)
        fail(name, QStringLiteral("is not a decimal text between 0 and 2^64-1"));
    return number;
}

quint64 FieldReader::decimal(const char* name) { return readDecimal(name, true).value_or(0); }

quint64 FieldReader::optionalDecimal(const char* name)
{
    return readDecimal(name, false).value_or(0);
}

int FieldReader::smallDecimal(const char* name)
{
    const quint64 value = decimal(name);
    if (value > static_cast<quint64>(std::numeric_limits<int>::max())) {
        fail(name, QStringLiteral("is over 2^31-1"));
        return 0;
    }
    return static_cast<int>(value);
}

std::chrono::nanoseconds FieldReader::nanoseconds(const char* name)
{
    const quint64 value = decimal(name);
    if (value > static_cast<quint64>(std::numeric_limits<qint64>::max())) {
        fail(name, QStringLiteral("is over 2^63-1"));
        return {};
    }
    return std::chrono::nanoseconds(static_cast<qint64>(value));
}

std::optional<std::chrono::nanoseconds> FieldReader::optionalNanoseconds(const char* name)
{
    if (!has(name))
        return std::nullopt;
    return nanoseconds(name);
}

WallTime FieldReader::time(const char* name)
{
    const QString value = text(name);
    const std::optional<WallTime> time = timeFrom(value);
    if (!time && !value.isEmpty())
        fail(name, QStringLiteral("is no RFC 3339 time in UTC with nine decimals"));
    return time.value_or(WallTime());
}

bool FieldReader::optionalBool(const char* name)
{
    const JsonValue* value = member(name, JsonValue::Kind::Bool, false);
    return value != nullptr && value->toBool();
}

QStringList FieldReader::texts(const char* name)
{
    QStringList result;
    const JsonValue* list = member(name, JsonValue::Kind::Array, false);
    if (list == nullptr)
        return result;
    for (const JsonValue& element : list->toArray()) {
        if (element.kind() != JsonValue::Kind::String)
            fail(name, QStringLiteral("must hold texts only"));
        result.append(element.toString());
    }
    return result;
}

QMap<QString, QString> FieldReader::textMap(const char* name)
{
    QMap<QString, QString> result;
    const JsonValue* map = member(name, JsonValue::Kind::Object, false);
    if (map == nullptr)
        return result;
    for (const auto& [key, value] : map->toObject()) {
        if (value.kind() == JsonValue::Kind::String)
            result.insert(key, value.toString());
        else if (value.kind() == JsonValue::Kind::Bool)
            result.insert(key, value.toBool() ? QStringLiteral("true") : QStringLiteral("false"));
    }
    return result;
}

QMap<QString, QStringList> FieldReader::textsMap(const char* name)
{
    QMap<QString, QStringList> result;
    const std::optional<FieldReader> map = optionalObject(name);
    if (!map)
        return result;
    FieldReader reader = *map;
    for (const auto& [key, value] : *reader.m_object)
        result.insert(key, reader.texts(key.toUtf8().constData()));
    return result;
}

FieldReader FieldReader::object(const char* name)
{
    static const JsonObject none;
    const JsonValue* value = member(name, JsonValue::Kind::Object, true);
    const QString dot = m_path.isEmpty() ? QString() : QStringLiteral(".");
    return {value == nullptr ? &none : &value->toObject(), m_path + dot + nameOf(name), m_problem};
}

std::optional<FieldReader> FieldReader::optionalObject(const char* name)
{
    if (!has(name))
        return std::nullopt;
    return object(name);
}

std::vector<FieldReader> FieldReader::objects(const char* name)
{
    std::vector<FieldReader> result;
    const JsonValue* list = member(name, JsonValue::Kind::Array, false);
    if (list == nullptr)
        return result;
    const QString dot = m_path.isEmpty() ? QString() : QStringLiteral(".");
    for (const JsonValue& element : list->toArray()) {
        const QString path =
            QStringLiteral("%1%2%3[%4]").arg(m_path, dot, nameOf(name)).arg(result.size());
        if (element.kind() != JsonValue::Kind::Object) {
            fail(name, QStringLiteral("must hold objects only"));
            return result;
        }
        result.push_back(FieldReader(&element.toObject(), path, m_problem));
    }
    return result;
}

FieldWriter& FieldWriter::put(const char* name, JsonValue value)
{
    m_object.insert_or_assign(nameOf(name), std::move(value));
    return *this;
}

FieldWriter& FieldWriter::text(const char* name, const QString& value)
{
    return put(name, JsonValue(value));
}

FieldWriter& FieldWriter::optionalText(const char* name, const QString& value)
{
    return value.isEmpty() ? *this : text(name, value);
}

FieldWriter& FieldWriter::decimal(const char* name, quint64 value)
{
    return put(name, JsonValue::decimal(value));
}

FieldWriter& FieldWriter::nanoseconds(const char* name, std::chrono::nanoseconds value)
{
    // A negative duration since boot cannot be; as text with a sign the reader refuses it.
    return put(name, JsonValue(QString::number(value.count())));
}

FieldWriter& FieldWriter::time(const char* name, WallTime value)
{
    return text(name, timeText(value));
}

FieldWriter& FieldWriter::boolean(const char* name, bool value)
{
    return put(name, JsonValue(value));
}

FieldWriter& FieldWriter::texts(const char* name, const QStringList& values)
{
    JsonArray list;
    for (const QString& value : values)
        list.emplace_back(value);
    return array(name, std::move(list));
}

FieldWriter& FieldWriter::textMap(const char* name, const QMap<QString, QString>& values)
{
    JsonObject map;
    for (auto it = values.begin(); it != values.end(); ++it) {
        const bool yes = it.value() == QLatin1String("true");
        const bool boolean = yes || it.value() == QLatin1String("false");
        map.emplace(it.key(), boolean ? JsonValue(yes) : JsonValue(it.value()));
    }
    return put(name, JsonValue(std::move(map)));
}

FieldWriter& FieldWriter::textsMap(const char* name, const QMap<QString, QStringList>& values)
{
    FieldWriter map;
    for (auto it = values.begin(); it != values.end(); ++it)
        map.texts(it.key().toUtf8().constData(), it.value());
    return object(name, std::move(map));
}

FieldWriter& FieldWriter::object(const char* name, FieldWriter&& part)
{
    return put(name, part.takeValue());
}

FieldWriter& FieldWriter::array(const char* name, JsonArray values)
{
    return put(name, JsonValue(std::move(values)));
}

} // namespace Espalier::Evidence
