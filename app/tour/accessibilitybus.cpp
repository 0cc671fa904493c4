// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "accessibilitybus.h"

#include "failure.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>

namespace Espalier::Tour {

namespace {

constexpr int answerMs = 5000;
constexpr auto accessibleInterface = "org.a11y.atspi.Accessible";
constexpr auto componentInterface = "org.a11y.atspi.Component";
constexpr auto tableInterface = "org.a11y.atspi.Table";
constexpr auto textInterface = "org.a11y.atspi.Text";
constexpr auto connectionName = "espalier-tour-accessibility";

// Waits for an answer and hands out its first value; invalid if there was an error.
QVariant answer(QDBusPendingCall call)
{
    call.waitForFinished();
    const QVariantList values = call.reply().arguments();
    if (call.isError() || values.isEmpty())
        return {};
    const QVariant& first = values.first();
    return first.userType() == qMetaTypeId<QDBusVariant>() ? first.value<QDBusVariant>().variant()
                                                           : first;
}

Accessible readReference(const QDBusArgument& argument)
{
    QString service;
    QDBusObjectPath path;
    argument.beginStructure();
    argument >> service >> path;
    argument.endStructure();
    return {service, path.path()};
}

Accessible reference(const QDBusPendingCall& call)
{
    const QVariant value = answer(call);
    if (value.userType() != qMetaTypeId<QDBusArgument>())
        return {};
    return readReference(value.value<QDBusArgument>());
}

std::vector<Accessible> references(const QDBusPendingCall& call)
{
    std::vector<Accessible> all;
    const QVariant value = answer(call);
    if (value.userType() != qMetaTypeId<QDBusArgument>())
        return all;
    const auto argument = value.value<QDBusArgument>();
    argument.beginArray();
    while (!argument.atEnd())
        all.push_back(readReference(argument));
    argument.endArray();
    return all;
}

// Their children are cells and items by the thousand; whoever wants them asks for the table.
bool isClosed(Role role)
{
    return role == Role::Table || role == Role::Tree || role == Role::TreeTable
        || role == Role::List;
}

bool hasState(const QDBusPendingCall& question, State state)
{
    const QVariant value = answer(question);
    if (value.userType() != qMetaTypeId<QDBusArgument>())
        return false;
    const auto words = qdbus_cast<QList<uint>>(value.value<QDBusArgument>());
    const auto bit = static_cast<unsigned>(state);
    const auto word = static_cast<qsizetype>(bit / 32);
    return word < words.size() && ((words[word] >> (bit % 32)) & 1U) != 0;
}

QString accessibilityAddress(const QString& sessionBus)
{
    const QString name = QStringLiteral("espalier-tour-session");
    QString address;
    {
        const QDBusConnection session = QDBusConnection::connectToBus(sessionBus, name);
        if (!session.isConnected())
            throw Failure(QStringLiteral("no session bus at %1").arg(sessionBus));
        const QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.a11y.Bus"),
            QStringLiteral("/org/a11y/bus"), QStringLiteral("org.a11y.Bus"),
            QStringLiteral("GetAddress"));
        address = answer(session.asyncCall(question, answerMs)).toString();
    }
    QDBusConnection::disconnectFromBus(name);
    if (address.isEmpty())
        throw Failure(
            QStringLiteral("the session bus knows no org.a11y.Bus: is at-spi2-core installed?"));
    return address;
}

} // namespace

AccessibilityBus::AccessibilityBus(const QString& sessionBus)
    : m_bus(QDBusConnection::connectToBus(
        accessibilityAddress(sessionBus), QLatin1String(connectionName)))
{
    if (!m_bus.isConnected())
        throw Failure(QStringLiteral("no accessibility bus: %1").arg(m_bus.lastError().message()));
}

AccessibilityBus::~AccessibilityBus()
{
    QDBusConnection::disconnectFromBus(QLatin1String(connectionName));
}

QDBusPendingCall AccessibilityBus::ask(const Accessible& object, const char* interface,
    const char* method, const QVariantList& arguments) const
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        object.service, object.path, QLatin1String(interface), QLatin1String(method));
    message.setArguments(arguments);
    return m_bus.asyncCall(message, answerMs);
}

QDBusPendingCall AccessibilityBus::askProperty(
    const Accessible& object, const char* interface, const char* property) const
{
    return ask(object, "org.freedesktop.DBus.Properties", "Get",
        {QString::fromLatin1(interface), QString::fromLatin1(property)});
}

std::optional<Accessible> AccessibilityBus::application(qint64 pid) const
{
    const Accessible desktop{QStringLiteral("org.a11y.atspi.Registry"),
        QStringLiteral("/org/a11y/atspi/accessible/root")};
    const Accessible bus{
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus")};
    for (const Accessible& program : children(desktop)) {
        const QVariant owner = answer(
            ask(bus, "org.freedesktop.DBus", "GetConnectionUnixProcessID", {program.service}));
        if (owner.isValid() && owner.toLongLong() == pid)
            return program;
    }
    return std::nullopt;
}

Look AccessibilityBus::look(const Accessible& root) const
{
    Look all;
    std::vector<Accessible> level{root};
    std::vector<int> parents{-1};
    while (!level.empty()) {
        // All questions of a level are on their way before the first answer is awaited.
        std::vector<QDBusPendingCall> roles;
        roles.reserve(level.size());
        for (const Accessible& object : level)
            roles.push_back(ask(object, accessibleInterface, "GetRole"));
        const std::vector<QString> levelNames = names(level);
        std::vector<std::pair<int, QDBusPendingCall>> below;
        for (std::size_t i = 0; i < level.size(); ++i) {
            const QVariant number = answer(roles[i]);
            const Role role = number.isValid() ? Role{number.toUInt()} : Role::Unknown;
            if (!isClosed(role))
                below.emplace_back(static_cast<int>(all.size()),
                    ask(level[i], accessibleInterface, "GetChildren"));
            all.push_back({level[i], role, levelNames[i], parents[i]});
        }
        level.clear();
        parents.clear();
        for (const auto& [parent, question] : below) {
            for (const Accessible& child : references(question)) {
                if (child.isNull())
                    continue;
                level.push_back(child);
                parents.push_back(parent);
            }
        }
    }
    return all;
}

std::vector<QString> AccessibilityBus::names(const std::vector<Accessible>& objects) const
{
    std::vector<QDBusPendingCall> questions;
    questions.reserve(objects.size());
    for (const Accessible& object : objects)
        questions.push_back(askProperty(object, accessibleInterface, "Name"));
    std::vector<QString> all;
    all.reserve(objects.size());
    for (const QDBusPendingCall& question : questions)
        all.push_back(answer(question).toString());
    return all;
}

QString AccessibilityBus::name(const Accessible& object) const
{
    return answer(askProperty(object, accessibleInterface, "Name")).toString();
}

QString AccessibilityBus::description(const Accessible& object) const
{
    return answer(askProperty(object, accessibleInterface, "Description")).toString();
}

QString AccessibilityBus::text(const Accessible& object) const
{
    return answer(ask(object, textInterface, "GetText", {0, -1})).toString();
}

bool AccessibilityBus::has(const Accessible& object, State state) const
{
    return hasState(ask(object, accessibleInterface, "GetState"), state);
}

Look AccessibilityBus::having(State state, const Look& look) const
{
    std::vector<QDBusPendingCall> questions;
    questions.reserve(look.size());
    for (const Node& node : look)
        questions.push_back(ask(node.object, accessibleInterface, "GetState"));
    Look found;
    for (std::size_t i = 0; i < look.size(); ++i) {
        if (hasState(questions[i], state))
            found.push_back(look[i]);
    }
    return found;
}

QRect AccessibilityBus::extents(const Accessible& object) const
{
    const QVariant value = answer(ask(object, componentInterface, "GetExtents", {0U}));
    if (value.userType() != qMetaTypeId<QDBusArgument>())
        return {};
    const auto argument = value.value<QDBusArgument>();
    int x = 0, y = 0, width = 0, height = 0;
    argument.beginStructure();
    argument >> x >> y >> width >> height;
    argument.endStructure();
    return {x, y, width, height};
}

std::vector<Accessible> AccessibilityBus::children(const Accessible& object) const
{
    return references(ask(object, accessibleInterface, "GetChildren"));
}

int AccessibilityBus::number(
    const Accessible& object, const char* interface, const char* property) const
{
    return answer(askProperty(object, interface, property)).toInt();
}

int AccessibilityBus::rowCount(const Accessible& table) const
{
    return number(table, tableInterface, "NRows");
}

Accessible AccessibilityBus::cell(const Accessible& table, int row, int column) const
{
    return reference(ask(table, tableInterface, "GetAccessibleAt", {row, column}));
}

TableText AccessibilityBus::table(
    const Accessible& table, int maxRows, const QStringList& only) const
{
    TableText result;
    const int rows = std::min(rowCount(table), maxRows);
    std::vector<QDBusPendingCall> titles, places;
    const int all = number(table, tableInterface, "NColumns");
    for (int column = 0; column < all; ++column)
        titles.push_back(ask(table, tableInterface, "GetColumnDescription", {column}));
    std::vector<int> columns;
    for (std::size_t column = 0; column < titles.size(); ++column) {
        const QString title = answer(titles[column]).toString();
        if (!only.isEmpty() && !only.contains(title))
            continue;
        columns.push_back(static_cast<int>(column));
        result.columns.push_back(title);
    }
    for (int row = 0; row < rows; ++row) {
        for (const int column : columns)
            places.push_back(ask(table, tableInterface, "GetAccessibleAt", {row, column}));
    }
    std::vector<Accessible> cells;
    cells.reserve(places.size());
    for (const QDBusPendingCall& place : places)
        cells.push_back(reference(place));
    const std::vector<QString> texts = names(cells);
    const auto width = static_cast<std::ptrdiff_t>(columns.size());
    for (auto next = texts.begin(); next != texts.end(); next += width)
        result.rows.emplace_back(next, next + width);
    return result;
}

} // namespace Espalier::Tour
