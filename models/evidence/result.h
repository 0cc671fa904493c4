// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/message.h>

#include <QString>

#include <utility>
#include <variant>

namespace Espalier::Evidence {

// Why something was refused: what, where, which rule. A reader's finding is technical text; what a
// person is told of has a message.
struct Error {
    QString text;
    Message message = {};
};

// A value or the reason why there is none. Test before use.
template <typename T> class [[nodiscard]] Result final {
public:
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_content(std::in_place_index<1>, std::move(error))
    {
    }
    [[nodiscard]] explicit operator bool() const { return m_content.index() == 0; }
    [[nodiscard]] const T& operator*() const { return std::get<0>(m_content); }
    [[nodiscard]] T& operator*() { return std::get<0>(m_content); }
    [[nodiscard]] const T* operator->() const { return &std::get<0>(m_content); }
    [[nodiscard]] T* operator->() { return &std::get<0>(m_content); }
    // The technical text. Empty if there is a value, or a message.
    [[nodiscard]] QString error() const
    {
        return m_content.index() == 1 ? std::get<1>(m_content).text : QString();
    }
    // The same as a message, a technical text as it is. Empty if there is a value.
    [[nodiscard]] Message why() const
    {
        if (m_content.index() != 1)
            return {};
        const Error& error = std::get<1>(m_content);
        return error.message.isEmpty() ? Message::verbatim(error.text) : error.message;
    }

private:
    std::variant<T, Error> m_content;
};

} // namespace Espalier::Evidence
