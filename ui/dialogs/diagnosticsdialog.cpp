// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosticsdialog.h"

#include <parts/messagebox.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>

namespace Espalier::Ui {

namespace {

struct Diagnostics {
    Q_DECLARE_TR_FUNCTIONS(Diagnostics)
};

QString contents()
{
    return Diagnostics::tr(
        "In the file: the logs of this console, versions, settings without secrets, and the state "
        "of each site's link.\n\nNot in it: keys, certificates, job output, reasons and tickets of "
        "commands, names of tenants.");
}

QString proposedName(WallTime now)
{
    QString stamp = utcText(now);
    stamp.remove(u'-').remove(u':');
    return QStringLiteral("espalier-diagnostics-%1.tar").arg(stamp);
}

void askWhere(QWidget* parent, WallTime now, const std::function<void(const QString&)>& chosen)
{
    auto* dialog = new QFileDialog(parent, Diagnostics::tr("Save diagnostics"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAccessibleName(dialog->windowTitle());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("tar"));
    dialog->selectFile(proposedName(now));
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, chosen);
    dialog->open();
}

} // namespace

void askForDiagnostics(
    QWidget* parent, WallTime now, std::function<void(const QString& path)> chosen)
{
    MessageBox::ask(parent, Diagnostics::tr("Save diagnostics"), contents(),
        Diagnostics::tr("Save as..."), Diagnostics::tr("Cancel"),
        [parent, now, chosen = std::move(chosen)](bool accepted) {
            if (accepted)
                askWhere(parent, now, chosen);
        });
}

void tellDiagnostics(QWidget* parent, const QString& path, const QString& problem)
{
    MessageBox::tell(parent, Diagnostics::tr("Save diagnostics"),
        problem.isEmpty() ? Diagnostics::tr("Saved as %1.\n\n%2").arg(path, contents())
                          : Diagnostics::tr("Not saved: %1. Choose another place.").arg(problem));
}

} // namespace Espalier::Ui
