// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace Espalier::Ui {

// Asks for an existing file without a nested event loop; tests state the answer beforehand.
class FileDialog final {
public:
    static void openFile(QWidget* parent, const QString& title, const QString& start,
        std::function<void(const QString&)> chosen);
    // For tests: the next openFile() answers this at once.
    static void setNextFileName(const QString& path);

private:
    static QString s_next;
};

} // namespace Espalier::Ui
