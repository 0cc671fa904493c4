// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <QLocale>
#include <QStandardPaths>
#ifdef ESPALIER_GUI_TESTS
#    include <QApplication>
#    include <QStyleFactory>
#else
#    include <QCoreApplication>
#endif

int main(int argc, char** argv)
{
    Espalier::Tests::prepareProcess();
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale::c());
#ifdef ESPALIER_GUI_TESTS
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
#else
    QCoreApplication application(argc, argv);
#endif
    QCoreApplication::setOrganizationName(QStringLiteral("espalier"));
    QCoreApplication::setApplicationName(QStringLiteral("espalier-tests"));
    return Espalier::Tests::runTests(argc, argv);
}
