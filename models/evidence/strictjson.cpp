// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "strictjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace Espalier::Evidence {

namespace {

constexpr int looseDepthLimit = 64;

// An input iterator that tells how far the parser has read: SAX events carry no position.
class CountingIterator final {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, qsizetype* count)
        : m_at(at)
        , m_count(count)
    {
    }
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        ++m_at;
        ++*m_count;
        return *this;
    }
    CountingIterator operator++(int)
    {
        const CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b)
    {
        return a.m_at == b.m_at;
    }

private:
    const char* m_at;
    qsizetype* m_count;
};

// Builds the tree from the parser's events and stops at the first rule that is broken.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
public:
    TreeBuilder(bool numbers, int depthLimit, const qsizetype* position)
        : m_numbers(numbers)
        , m_depthLimit(depthLimit)
        , m_position(position)
    {
    }

    bool null() override { return take(JsonValue()); }
    bool boolean(bool value) override { return take(JsonValue(value)); }
    bool number_integer(number_integer_t value) override
    {
        return takeNumber(QString::number(value));
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return takeNumber(QString::number(value));
    }
    bool number_float(number_float_t, const string_t& literal) override
    {
        return takeNumber(QString::fromStdString(literal));
    }
    bool string(string_t& value) override
    {
        const std::optional<QString> text = textOf(value);
        return text && take(JsonValue(*text));
    }
    bool binary(binary_t&) override { return refuse(QStringLiteral("binary value")); }
    bool start_object(std::size_t) override { return open(JsonValue::Kind::Object); }
    bool start_array(std::size_t) override { return open(JsonValue::Kind::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override
    {
        const std::optional<QString> text = textOf(value);
        if (!text)
            return false;
        Level& level = m_levels.back();
        if (level.object.contains(*text))
            return refuse(QStringLiteral("key \"%1\" stands twice").arg(text->left(60)));
        level.key = *text;
        return true;
    }
    bool parse_error(
        std::size_t position, const std::string&, const nlohmann::json::exception& why) override
    {
        const auto read = static_cast<qsizetype>(position);
        return refuseAt(std::max<qsizetype>(read - 1, 0),
            QStringLiteral("no JSON: ")
                + QString::fromUtf8(why.what()).section(QStringLiteral(": "), 1));
    }

    [[nodiscard]] const QString& problem() const { return m_problem; }
    [[nodiscard]] JsonValue takeRoot() { return std::move(m_root); }

private:
    struct Level {
        JsonValue::Kind kind = JsonValue::Kind::Object;
        JsonObject object;
        JsonArray array;
        QString key;
    };

    // The last byte of the token that breaks the rule.
    bool refuse(const QString& rule) { return refuseAt(*m_position - 1, rule); }

    bool refuseAt(qsizetype byte, const QString& rule)
    {
        m_problem = QStringLiteral("byte %1: %2").arg(byte).arg(rule);
        return false;
    }

    std::optional<QString> textOf(const std::string& value)
    {
        if (value.find('\0') != std::string::npos) {
            refuse(QStringLiteral("NUL in a string"));
            return std::nullopt;
        }
        return QString::fromStdString(value);
    }

    bool takeNumber(const QString& literal)
    {
        if (!m_numbers)
            return refuseAt(*m_position - 2, // the parser has looked one byte past the literal
                QStringLiteral("a JSON number; integers are decimal strings"));
        return take(JsonValue::number(literal));
    }

    bool take(JsonValue value)
    {
        if (m_levels.empty()) {
            m_root = std::move(value);
            return true;
        }
        Level& level = m_levels.back();
        if (level.kind == JsonValue::Kind::Object)
            level.object.emplace(std::exchange(level.key, QString()), std::move(value));
        else
            level.array.push_back(std::move(value));
        return true;
    }

    bool open(JsonValue::Kind kind)
    {
        if (static_cast<int>(m_levels.size()) >= m_depthLimit)
            return refuse(QStringLiteral("nested deeper than %1").arg(m_depthLimit));
        m_levels.push_back(Level{kind, {}, {}, {}});
        return true;
    }

    bool close()
    {
        Level level = std::move(m_levels.back());
        m_levels.pop_back();
        if (level.kind == JsonValue::Kind::Object)
            return take(JsonValue(std::move(level.object)));
        return take(JsonValue(std::move(level.array)));
    }

    bool m_numbers;
    int m_depthLimit;
    const qsizetype* m_position;
    std::vector<Level> m_levels;
    JsonValue m_root;
    QString m_problem;
};

Result<JsonObject> readTree(const QByteArray& bytes, qsizetype limit, bool numbers, int depthLimit)
{
    if (bytes.size() > limit) {
        return Error{QStringLiteral("%1 bytes; the limit is %2").arg(bytes.size()).arg(limit)};
    }
    // The parser takes a NUL for the end and skips a byte order mark: both are refused here.
    if (const qsizetype nul = bytes.indexOf('\0'); nul >= 0)
        return Error{QStringLiteral("byte %1: NUL").arg(nul)};
    if (bytes.startsWith("\xEF\xBB\xBF"))
        return Error{QStringLiteral("byte 0: byte order mark")};
    qsizetype position = 0;
    TreeBuilder builder(numbers, depthLimit, &position);
    const char* begin = bytes.constData();
    const bool parsed = nlohmann::json::sax_parse(CountingIterator(begin, &position),
        CountingIterator(begin + bytes.size(), &position), &builder);
    if (!parsed)
        return Error{builder.problem()};
    JsonValue root = builder.takeRoot();
    if (root.kind() != JsonValue::Kind::Object)
        return Error{QStringLiteral("byte 0: the top level is not an object")};
    return root.toObject();
}

void writeText(QByteArray& out, const QString& text)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            if (const auto byte = static_cast<unsigned char>(c); byte < 0x20) {
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 0xF];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void writeValue(QByteArray& out, const JsonValue& value);

void writeObject(QByteArray& out, const JsonObject& object)
{
    out += '{';
    bool first = true;
    for (const auto& [key, value] : object) {
        if (!std::exchange(first, false))
            out += ',';
        writeText(out, key);
        out += ':';
        writeValue(out, value);
    }
    out += '}';
}

void writeValue(QByteArray& out, const JsonValue& value)
{
    switch (value.kind()) {
    case JsonValue::Kind::Null:
        out += "null";
        break;
    case JsonValue::Kind::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case JsonValue::Kind::String:
        writeText(out, value.toString());
        break;
    case JsonValue::Kind::Number:
        out += value.toString().toUtf8();
        break;
    case JsonValue::Kind::Object:
        writeObject(out, value.toObject());
        break;
    case JsonValue::Kind::Array: {
        out += '[';
        bool first = true;
        for (const JsonValue& element : value.toArray()) {
            if (!std::exchange(first, false))
                out += ',';
            writeValue(out, element);
        }
        out += ']';
        break;
    }
    }
}

} // namespace

JsonValue::JsonValue(bool value)
    : m_kind(Kind::Bool)
    , m_bool(value)
{
}

JsonValue::JsonValue(QString value)
    : m_kind(Kind::String)
    , m_text(std::move(value))
{
}

JsonValue::JsonValue(JsonArray value)
    : m_kind(Kind::Array)
    , m_array(std::move(value))
{
}

JsonValue::JsonValue(JsonObject value)
    : m_kind(Kind::Object)
    , m_object(std::move(value))
{
}

JsonValue JsonValue::number(QString literal)
{
    JsonValue value(std::move(literal));
    value.m_kind = Kind::Number;
    return value;
}

JsonValue JsonValue::decimal(quint64 value) { return JsonValue(QString::number(value)); }

const JsonValue* JsonValue::find(const QString& name) const
{
    const auto found = m_object.find(name);
    return found == m_object.end() ? nullptr : &found->second;
}

bool operator==(const JsonValue& a, const JsonValue& b)
{
    return a.m_kind == b.m_kind && a.m_bool == b.m_bool && a.m_text == b.m_text
        && a.m_array == b.m_array && a.m_object == b.m_object;
}

Result<JsonObject> readStrict(const QByteArray& bytes, qsizetype limit, int depthLimit)
{
    Result<JsonObject> tree = readTree(bytes, limit, false, depthLimit);
    if (!tree)
        return tree;
    const QByteArray form = canonical(*tree);
    if (form != bytes) {
        const auto [at, other] =
            std::mismatch(bytes.begin(), bytes.end(), form.begin(), form.end());
        return Error{QStringLiteral("byte %1: not the canonical form (RFC 8785)")
                         .arg(std::distance(bytes.begin(), at))};
    }
    return tree;
}

Result<JsonObject> readLoose(const QByteArray& bytes, qsizetype limit)
{
    return readTree(bytes, limit, true, looseDepthLimit);
}

QByteArray canonical(const JsonObject& object)
{
    QByteArray out;
    writeObject(out, object);
    return out;
}

std::optional<quint64> decimalFrom(const QString& text)
{
    if (text.isEmpty() || text.size() > 20 || (text.size() > 1 && text.front() == QLatin1Char('0')))
        return std::nullopt;
    quint64 value = 0;
    for (const QChar c : text) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return std::nullopt;
        const auto digit = static_cast<quint64>(c.unicode() - u'0');
        constexpr quint64 largest = std::numeric_limits<quint64>::max();
        if (value > (largest - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

} // namespace Espalier::Evidence
