// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <type_traits>
#include <vector>

namespace Espalier {

// What a person is told: which sentence (a code of the table in text/messages.cpp) and what stands
// in it. The words and their translation are text/'s alone. Cheap to copy, from any thread.
class Message final {
public:
    Message() = default; // nothing to say
    Message(QLatin1String code, std::vector<Message> arguments)
        : m_content(std::make_shared<const Content>(Content{code, {}, std::move(arguments)}))
    {
    }
    // A number, a name, or a text of the other side or of the system: shown as it is.
    [[nodiscard]] static Message verbatim(const QString& text)
    {
        Message message;
        message.m_content = std::make_shared<const Content>(Content{{}, text, {}});
        return message;
    }

    [[nodiscard]] bool isEmpty() const { return !m_content; }
    [[nodiscard]] QLatin1String code() const // empty: verbatim, or nothing to say
    {
        return m_content ? m_content->code : QLatin1String();
    }
    [[nodiscard]] QString text() const { return m_content ? m_content->text : QString(); }
    [[nodiscard]] std::vector<Message> arguments() const
    {
        return m_content ? m_content->arguments : std::vector<Message>();
    }
    friend bool operator==(const Message& one, const Message& other)
    {
        return one.m_content == other.m_content
            || (one.m_content && other.m_content && *one.m_content == *other.m_content);
    }

private:
    struct Content {
        QLatin1String code;
        QString text;
        std::vector<Message> arguments; // of %1, %2, ...
        friend bool operator==(const Content&, const Content&) = default;
    };
    std::shared_ptr<const Content> m_content;
};

template <typename Argument> [[nodiscard]] Message argumentOf(const Argument& argument)
{
    if constexpr (std::is_same_v<Argument, Message>)
        return argument;
    else if constexpr (std::is_integral_v<Argument>)
        return Message::verbatim(QString::number(argument));
    else
        return Message::verbatim(argument);
}

// A sentence with its arguments: texts, whole numbers or other messages. The code is a literal, so
// that tests/lint/messages.py can hold it against the table.
template <typename... Arguments>
[[nodiscard]] Message message(const char* code, const Arguments&... arguments)
{
    return {QLatin1String(code), {argumentOf(arguments)...}};
}

} // namespace Espalier
