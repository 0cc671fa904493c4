// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filedialog.h"

#include <QFileDialog>

#include <utility>

namespace Espalier::Ui {

QString FileDialog::s_next;

void FileDialog::openFile(QWidget* parent, const QString& title, const QString& start,
    std::function<void(const QString&)> chosen)
{
    if (!s_next.isEmpty()) {
        chosen(std::exchange(s_next, QString()));
        return;
    }
    auto* dialog = new QFileDialog(parent, title, start);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAccessibleName(title);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

void FileDialog::setNextFileName(const QString& path) { s_next = path; }

} // namespace Espalier::Ui
