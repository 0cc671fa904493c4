// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace Espalier::Evidence {

// Limits of evidence.md 1 and protocol.md 7, in bytes of payload.
constexpr qsizetype recordPayloadLimit = 16'384;
constexpr qsizetype statementPayloadLimit = 65'536;
constexpr qsizetype rosterPayloadLimit = 524'288;
constexpr qsizetype hostsPayloadLimit = 16'777'216;
constexpr int payloadDepthLimit = 8; // objects and arrays, the top counting as 1

class JsonValue;
using JsonArray = std::vector<JsonValue>;
// QString orders by UTF-16 code units, which is the order of RFC 8785.
using JsonObject = std::map<QString, JsonValue>;

// A JSON value. Number comes out of readLoose only and holds the literal's text.
class JsonValue final {
public:
    enum class Kind { Null, Bool, String, Array, Object, Number };

    JsonValue() = default;
    explicit JsonValue(bool value);
    explicit JsonValue(QString value);
    explicit JsonValue(JsonArray value);
    explicit JsonValue(JsonObject value);
    explicit JsonValue(const char*) = delete;
    [[nodiscard]] static JsonValue number(QString literal);
    // An integer as records spell it: a decimal string.
    [[nodiscard]] static JsonValue decimal(quint64 value);

    [[nodiscard]] Kind kind() const { return m_kind; }
    // Each answers an empty value if the kind is another one.
    [[nodiscard]] bool toBool() const { return m_kind == Kind::Bool && m_bool; }
    [[nodiscard]] const QString& toString() const { return m_text; } // String and Number
    [[nodiscard]] const JsonArray& toArray() const { return m_array; }
    [[nodiscard]] const JsonObject& toObject() const { return m_object; }
    // The member of that name, nullptr if there is none or this is no object.
    [[nodiscard]] const JsonValue* find(const QString& name) const;
    friend bool operator==(const JsonValue& a, const JsonValue& b);

private:
    Kind m_kind = Kind::Null;
    bool m_bool = false;
    QString m_text;
    JsonArray m_array;
    JsonObject m_object;
};

// The strict reader of payloads (evidence.md 1): the bytes must be exactly the RFC 8785 form of
// what they say, an object on top, no numbers, no NUL, no key twice, depth and size within the
// limits. Errors name the byte offset and the rule. Thread-safe, pure.
[[nodiscard]] Result<JsonObject> readStrict(
    const QByteArray& bytes, qsizetype limit, int depthLimit = payloadDepthLimit);

// Any JSON text with an object on top in which no key stands twice: for envelopes and cases.
[[nodiscard]] Result<JsonObject> readLoose(const QByteArray& bytes, qsizetype limit);

// The RFC 8785 form, for trees without numbers.
[[nodiscard]] QByteArray canonical(const JsonObject& object);

// An integer as records spell it: decimal, no sign, no leading zeros, at most 2^64-1.
[[nodiscard]] std::optional<quint64> decimalFrom(const QString& text);

} // namespace Espalier::Evidence
