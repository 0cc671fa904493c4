// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace Espalier::Evidence {

// Why something was refused: what, where, which rule. Technical text, untranslated.
struct Error {
    QString text;
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
    // Empty if there is a value.
    [[nodiscard]] QString error() const
    {
        return m_content.index() == 1 ? std::get<1>(m_content).text : QString();
    }

private:
    std::variant<T, Error> m_content;
};

} // namespace Espalier::Evidence
