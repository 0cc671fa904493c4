// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <evidence/strictjson.h>

using namespace Espalier::Evidence;

// The strict reader and the canonical writer (evidence.md 1, RFC 8785).
class TstStrictJson final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void canonicalTextIsReadAndWrittenBack_data();
    void canonicalTextIsReadAndWrittenBack();
    void otherTextIsRefusedWithItsRule_data();
    void otherTextIsRefusedWithItsRule();
    void errorNamesTheByte();
    void keysAreSortedByUtf16CodeUnits();
    void sizeLimitIsExact();
    void depthLimitIsExact();
    void looseReaderTakesNumbersButNoKeyTwice();
    void decimalsAreExact_data();
    void decimalsAreExact();
    void membersAreFound();
};

void TstStrictJson::canonicalTextIsReadAndWrittenBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("empty key") << QByteArray(R"({"":""})");
    QTest::newRow("literals") << QByteArray(R"({"a":null,"b":true,"c":false})");
    QTest::newRow("nested") << QByteArray(R"({"a":[[],{},[{"b":["c"]}]]})");
    QTest::newRow("short escapes") << QByteArray(R"({"a":"\b\t\n\f\r\"\\"})");
    QTest::newRow("control characters") << QByteArray(R"({"a":"\u0001\u001f"})");
    QTest::newRow("delete stays") << QByteArray("{\"a\":\"\x7f\"}");
    QTest::newRow("slash stays") << QByteArray(R"({"a":"/"})");
    QTest::newRow("latin") << QByteArray("{\"a\":\"\xC3\xB6\"}");
    QTest::newRow("line separators stay") << QByteArray("{\"a\":\"\xE2\x80\xA8\xE2\x80\xA9\"}");
    QTest::newRow("beyond the first plane") << QByteArray("{\"a\":\"\xF0\x9F\x98\x82\"}");
    QTest::newRow("noncharacter") << QByteArray("{\"a\":\"\xEF\xBF\xBF\"}");
    QTest::newRow("white space in a text") << QByteArray("{\"a\":\" b  c \"}");
}

void TstStrictJson::canonicalTextIsReadAndWrittenBack()
{
    QFETCH(QByteArray, text);
    const auto tree = readStrict(text, recordPayloadLimit);
    QVERIFY2(tree, qPrintable(tree.error()));
    QCOMPARE(canonical(*tree), text);
}

void TstStrictJson::otherTextIsRefusedWithItsRule_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, const QByteArray& text, const char* rule) {
        QTest::newRow(name) << text << QString::fromLatin1(rule);
    };
    row("nothing", "", "no JSON");
    row("byte order mark", "\xEF\xBB\xBF{}", "byte order mark");
    row("array on top", "[]", "not an object");
    row("text on top", "\"a\"", "not an object");
    row("integer", R"({"a":1})", "a JSON number");
    row("negative", R"({"a":-1})", "a JSON number");
    row("fraction", R"({"a":0.5})", "a JSON number");
    row("exponent", R"({"a":1e3})", "a JSON number");
    row("number in a list", R"({"a":["b",0]})", "a JSON number");
    row("space", R"({"a": "b"})", "canonical");
    row("newline at the end", "{}\n", "canonical");
    row("space before", " {}", "canonical");
    row("keys out of order", R"({"b":"","a":""})", "canonical");
    row("key twice", R"({"a":"","a":""})", "stands twice");
    row("key twice after unescaping", R"({"a":"","\u0061":""})", "stands twice");
    row("key twice below", R"({"a":{"b":"","b":""}})", "stands twice");
    row("escape without need", R"({"a":"\u0062"})", "canonical");
    row("escaped slash", R"({"a":"\/"})", "canonical");
    row("upper-case hex", R"({"a":"\u001F"})", "canonical");
    row("long form of a short escape", R"({"a":"\u000a"})", "canonical");
    row("escaped pair", R"({"a":"\ud83d\ude02"})", "canonical");
    row("raw control character", "{\"a\":\"\x01\"}", "no JSON");
    row("lone high surrogate", R"({"a":"\ud83d"})", "no JSON");
    row("lone low surrogate", R"({"a":"\ude02"})", "no JSON");
    row("surrogate in UTF-8", "{\"a\":\"\xED\xA0\xBD\"}", "no JSON");
    row("overlong UTF-8", "{\"a\":\"\xC0\xAF\"}", "no JSON");
    row("beyond Unicode", "{\"a\":\"\xF4\x90\x80\x80\"}", "no JSON");
    row("cut UTF-8", "{\"a\":\"\xC3\"}", "no JSON");
    row("escaped NUL", R"({"a":"\u0000"})", "NUL");
    row("NUL in a key", R"({"\u0000":""})", "NUL");
    row("raw NUL after the end", QByteArray("{}\0", 3), "NUL");
    row("raw NUL inside", QByteArray("{\"a\":\"\0\"}", 9), "NUL");
    row("second value", "{}{}", "no JSON");
    row("comment", "{/**/}", "no JSON");
    row("trailing comma", R"({"a":"",})", "no JSON");
    row("cut", R"({"a":)", "no JSON");
    row("single quotes", "{'a':''}", "no JSON");
    row("NaN", R"({"a":NaN})", "no JSON");
}

void TstStrictJson::otherTextIsRefusedWithItsRule()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, rule);
    const auto tree = readStrict(text, recordPayloadLimit);
    QVERIFY(!tree);
    QVERIFY2(tree.error().contains(rule), qPrintable(tree.error()));
}

void TstStrictJson::errorNamesTheByte()
{
    QVERIFY(readStrict(R"({"a":"b", "c":"d"})", 100).error().startsWith(QStringLiteral("byte 9:")));
    QVERIFY(readStrict(QByteArray("{\"a\0\":\"\"}", 9), 100)
                .error()
                .startsWith(QStringLiteral("byte 3:")));
    const QString number = readStrict(R"({"a":"","b":7})", 100).error();
    QVERIFY2(number.startsWith(QStringLiteral("byte 12:")), qPrintable(number));
}

void TstStrictJson::keysAreSortedByUtf16CodeUnits()
{
    // RFC 8785, 3.2.3: CR, 1, U+0080, o umlaut, euro, a smiley (a surrogate pair), dalet with
    // dagesh.
    const QByteArray sorted("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
                            "\"\xC3\xB6\":\"Latin\",\"\xE2\x82\xAC\":\"Euro\","
                            "\"\xF0\x9F\x98\x80\":\"Smiley\",\"\xEF\xAC\xB3\":\"Hebrew\"}");
    const auto tree = readStrict(sorted, 1000);
    QVERIFY2(tree, qPrintable(tree.error()));
    QCOMPARE(canonical(*tree), sorted);
    // By code points the smiley would be the last.
    const QByteArray byCodePoint("{\"\xEF\xAC\xB3\":\"\",\"\xF0\x9F\x98\x80\":\"\"}");
    QVERIFY(!readStrict(byCodePoint, 1000));
}

void TstStrictJson::sizeLimitIsExact()
{
    const auto textOf = [](qsizetype size) -> QByteArray {
        return QByteArray("{\"a\":\"") + QByteArray(size - 8, 'x') + QByteArray("\"}");
    };
    QCOMPARE(textOf(recordPayloadLimit).size(), recordPayloadLimit);
    QVERIFY(readStrict(textOf(recordPayloadLimit), recordPayloadLimit));
    const auto over = readStrict(textOf(recordPayloadLimit + 1), recordPayloadLimit);
    QVERIFY(!over);
    QVERIFY2(over.error().contains(QStringLiteral("16384")), qPrintable(over.error()));
}

void TstStrictJson::depthLimitIsExact()
{
    const auto nested = [](int depth) -> QByteArray {
        return QByteArray("{\"a\":") + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']')
            + QByteArray("}");
    };
    QVERIFY(readStrict(nested(8), 1000));
    const auto over = readStrict(nested(9), 1000);
    QVERIFY(!over);
    QVERIFY2(
        over.error().contains(QStringLiteral("nested deeper than 8")), qPrintable(over.error()));
    QVERIFY(!readStrict(QByteArray("{\"a\":") + QByteArray(10'000, '['), recordPayloadLimit));
}

void TstStrictJson::looseReaderTakesNumbersButNoKeyTwice()
{
    const auto tree = readLoose("\n{ \"a\" : [ 18446744073709551615, -2 ] }\n", 1000);
    QVERIFY2(tree, qPrintable(tree.error()));
    const JsonValue root(*tree);
    const JsonArray& list = root.find(QStringLiteral("a"))->toArray();
    QCOMPARE(list.at(0).kind(), JsonValue::Kind::Number);
    QCOMPARE(
        decimalFrom(list.at(0).toString()), std::optional<quint64>(18'446'744'073'709'551'615U));
    QVERIFY(!readLoose(R"({"a":1,"a":2})", 1000));
    QVERIFY(!readLoose(R"({"a":{"b":1,"\u0062":2}})", 1000));
    QVERIFY(!readLoose(QByteArray("{}\0{}", 5), 1000));
    QVERIFY(
        !readLoose(QByteArray("{\"a\":") + QByteArray(64, '[') + QByteArray(64, ']') + "}", 1000));
}

void TstStrictJson::decimalsAreExact_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* text, bool good) {
        QTest::newRow(text) << QString::fromLatin1(text) << good;
    };
    row("0", true);
    row("7", true);
    row("18446744073709551615", true);
    row("18446744073709551616", false);
    row("99999999999999999999", false);
    row("100000000000000000000", false);
    row("00", false);
    row("01", false);
    row("-1", false);
    row("+1", false);
    row("1 ", false);
    row("0x1", false);
    row("", false);
}

void TstStrictJson::decimalsAreExact()
{
    QFETCH(QString, text);
    QFETCH(bool, good);
    const auto value = decimalFrom(text);
    QCOMPARE(value.has_value(), good);
    if (value)
        QCOMPARE(QString::number(*value), text);
    QVERIFY(!decimalFrom(QStringLiteral("\u0661"))); // an Arabic-Indic digit
}

void TstStrictJson::membersAreFound()
{
    JsonObject object;
    object.emplace(QStringLiteral("a"), JsonValue(QStringLiteral("b")));
    const JsonValue value(object);
    QCOMPARE(value.find(QStringLiteral("a"))->toString(), QStringLiteral("b"));
    QVERIFY(value.find(QStringLiteral("b")) == nullptr);
    QVERIFY(JsonValue().find(QStringLiteral("a")) == nullptr);
    QVERIFY(JsonValue(object) == value);
    QVERIFY(!(JsonValue(true) == value));
}

ESPALIER_TEST(TstStrictJson)
#include "tst_strictjson.moc"
